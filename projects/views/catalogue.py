"""The list of projects and its files."""

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils import timezone
from django.utils.translation import gettext as _

from imports.exports import list_file
from listing.views import list_page
from projects.filters.form import ProjectFilterForm
from projects.models import Project
from projects.resources import ProjectResource


def project_list(request: HttpRequest) -> HttpResponse:
    form = ProjectFilterForm(request.GET)
    projects = Project.objects.public().real()
    return list_page(
        request,
        form,
        "projects/list.html",
        name=_("Investment projects"),
        doubtful_count=projects.doubtful_calls(timezone.localdate()).count(),
        has_supporting=projects.sited().exclude(sector_group=None).exists(),
    )


def export(request: HttpRequest, ext: str) -> HttpResponseBase:
    form = ProjectFilterForm(request.GET)
    return list_file(request, form, ProjectResource(), ext, title=_("Investment projects"))
