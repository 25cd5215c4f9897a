"""The investment catalogue as records."""

from projects.models.catalogue import CatalogueEntry, StatusChange
from projects.models.media import ProjectAttachment, ProjectPicture
from projects.models.project import Project

__all__ = ["CatalogueEntry", "Project", "ProjectAttachment", "ProjectPicture", "StatusChange"]
