"""The search source of the catalogue."""

from django.db.models import Prefetch
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from programme.models import LegalDocument
from programme.search import full_name, successors
from projects.models import Project
from search.sources import Source, record_name, record_page


def _project_details(project: Project) -> str:
    if project.scope == Project.Scope.KIND:
        return _("a kind of project, without a site")
    return project.place_vi or full_name(project.district)


PROJECTS = Source(
    "projects",
    gettext_lazy("Projects"),
    lambda: (
        Project.objects.public()
        .select_related("district__parent")
        .prefetch_related(
            "units",
            successors("units__successions"),
            successors("district__parent__successions"),
            Prefetch("documents", LegalDocument.objects.public()),
        )
    ),
    record_name,
    record_page,
    _project_details,
    "projects:list",
)
