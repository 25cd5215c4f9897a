"""Project pages in the sitemap."""

from listing.sitemaps import RecordPages
from projects.models import Project


class ProjectPages(RecordPages):
    model = Project
