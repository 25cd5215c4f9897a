"""Pages of the catalogue in the site map."""

from listing.sitemaps import RecordPages
from projects.models import Project


class ProjectPages(RecordPages):
    model = Project
