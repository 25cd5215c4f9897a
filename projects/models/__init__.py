"""The models of the investment catalogue."""

from projects.models.catalogue import CatalogueEntry, StatusChange, catalogue_documents
from projects.models.media import ProjectAttachment, ProjectPicture
from projects.models.project import Project

__all__ = [
    "CatalogueEntry",
    "Project",
    "ProjectAttachment",
    "ProjectPicture",
    "StatusChange",
    "catalogue_documents",
]
