"""The catalogue as the public reads it."""

from datetime import date

from django.db.models import Prefetch
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from programme.models import LegalDocument, UnitSuccession
from projects.forms import ProjectFilterForm
from projects.models import Project, ProjectAttachment, ProjectPicture
from projects.places import places_today
from projects.resources import ProjectResource
from sheets.workbooks.exporting import file_response

# More columns than this cannot be compared by eye, nor fit on a sheet.
MOST_COMPARED = 4


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


def detail(request: HttpRequest, code: str) -> HttpResponse:
    project = get_object_or_404(_with_everything(), code=code)
    today = timezone.localdate()
    return render(
        request,
        "projects/detail.html",
        {
            "project": project,
            "ladder": _ladder(project),
            "places_today": places_today(project, today),
            "missing": _missing(project),
            "today": today,
        },
    )


def compare(request: HttpRequest) -> HttpResponse:
    typed = (code.strip().upper() for code in request.GET.getlist("ma") if "\0" not in code)
    asked = list(dict.fromkeys(typed))
    found = _with_everything().in_bulk(asked[:MOST_COMPARED], field_name="code")
    return render(
        request,
        "projects/compare.html",
        {
            "projects": [found[code] for code in asked if code in found],
            "not_found": [code for code in asked[:MOST_COMPARED] if code not in found],
            "left_out": len(asked[MOST_COMPARED:]),
            "most": MOST_COMPARED,
        },
    )


def attachment(request: HttpRequest, code: str, pk: int) -> FileResponse:
    """A file of a project; files kept from the public have no address at all."""
    files = ProjectAttachment.objects.filter(
        is_public=True, project__in=Project.objects.public(), project__code=code
    )
    return FileResponse(get_object_or_404(files, pk=pk).file.open(), as_attachment=True)


def picture(request: HttpRequest, code: str, pk: int) -> FileResponse:
    pictures = ProjectPicture.objects.filter(
        project__in=Project.objects.public(), project__code=code
    )
    return FileResponse(get_object_or_404(pictures, pk=pk).file.open())


def _with_everything():
    """Public projects with what their page shows, in a fixed number of queries."""
    successions = UnitSuccession.objects.select_related("new__parent")
    attachments = ProjectAttachment.objects.filter(is_public=True)
    return (
        Project.objects.public()
        .with_list_columns()
        .select_related("zone", "office")
        .prefetch_related(
            "catalogue_entries__document",
            "status_changes__document",
            "pictures",
            Prefetch("units__successions", successions),
            Prefetch("attachments", attachments),
            Prefetch("documents", LegalDocument.objects.public()),
        )
    )


def _ladder(project: Project) -> list[dict[str, object]]:
    """The six steps, those up to the last one taken marked, each with its day where known."""
    days: dict[str, date | None] = {step.status: step.on for step in project.status_changes.all()}
    taken = [status for status in Project.LADDER if status in {*days, project.status}]
    last = Project.LADDER.index(taken[-1]) if taken else -1
    return [
        {
            "label": capfirst(status.label),
            "on": days.get(status),
            "reached": place <= last,
            "current": status == project.status,
        }
        for place, status in enumerate(Project.LADDER)
    ]


def _missing(project: Project) -> list[str]:
    """What an investor will ask for and nothing is published about."""
    if project.scope == Project.Scope.KIND:
        return []
    known = {
        _("place"): project.place_vi or project.district_id,
        _("area"): project.area.known or project.area.not_applicable,
        _("capital"): project.capital.known or project.capital_usd.known,
        _("form of investment"): project.investment_form or project.investment_form_text,
        _("land"): project.land_vi,
        _("infrastructure"): project.infrastructure_vi,
        _("incentives"): project.incentives_vi,
        _("contact office"): project.office_id or project.contact_text,
        _("deciding document"): project.documents.all()
        or any(entry.document_id for entry in project.catalogue_entries.all()),
    }
    return [label for label, value in known.items() if not value]
