"""The catalogue as the public reads it."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _

from projects.forms import ProjectFilterForm
from projects.models import Project
from projects.resources import ProjectResource
from sheets.workbooks.exporting import file_response


def project_list(request: HttpRequest) -> HttpResponse:
    projects = Project.objects.public()
    form = ProjectFilterForm(request.GET)
    counted = form.counted(projects)
    page = form.page(projects.with_list_columns(), counted.total)
    return render(
        request,
        "projects/list.html",
        {"form": form, "counted": counted, "page": page, "address": form.address(page)},
    )


def export(request: HttpRequest, ext: str) -> HttpResponse:
    """The list as filtered; demo data only when asked for."""
    form = ProjectFilterForm(request.GET)
    projects = Project.objects.public()
    if "demo" not in request.GET:
        projects = projects.real()
    return file_response(
        ProjectResource().for_public(),
        form.in_order(form.apply_to(projects)),
        ext,
        title=_("Investment projects"),
        filters=form.in_words(),
        request=request,
    )


def enquire(request: HttpRequest, code: str) -> HttpResponse:
    project = get_object_or_404(Project.objects.public().select_related("office"), code=code)
    return render(
        request, "projects/enquire.html", {"project": project, "today": timezone.localdate()}
    )
