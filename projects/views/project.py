"""The page of a project, its history and its fact sheet."""

from django.db.models import F
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone

from enterprises.models import Enterprise
from programme.models import LegalDocument
from projects.comparison.shortlist import read_shortlist
from projects.models import Project
from projects.presentation.facts import displayed_facts, page_summary, status_fact
from projects.presentation.freshness import data_dates
from projects.presentation.readiness import exit_step, ladder, readiness
from projects.presentation.structured_data import project_as_json_ld
from records.cache_version import page_state
from records.models import if_public
from records.public_history import PublicFields, public_history

MAX_SUPPLIERS = 5


def detail(request: HttpRequest, code: str) -> HttpResponse:
    project = get_object_or_404(Project.objects.public().with_page_relations(), code=code)
    today = timezone.localdate()
    data = data_dates([project])[project.pk]
    facts = displayed_facts(project, today)
    shortlist = read_shortlist(request.GET)
    return render(
        request,
        "projects/detail.html",
        {
            "project": project,
            "facts": facts,
            "summary": page_summary(project, facts, today),
            "ladder": ladder(project),
            "exit": exit_step(project),
            "status_lines": status_fact(project, today, page_state(request)[0]).lines[1:],
            "readiness": readiness(project),
            "only_in_sources": project.is_only_compiled(),
            "decision": project.deciding_document(),
            "data": data,
            "related": project.related_projects(),
            "suppliers": _local_suppliers(project),
            "shortlist": shortlist,
            "with_this": shortlist.with_project(project.code),
            "json_ld": "" if project.is_demo else project_as_json_ld(project, data),
            "today": today,
        },
    )


def history(request: HttpRequest, code: str) -> HttpResponse:
    project = get_object_or_404(Project.objects.public(), code=code)
    return render(
        request,
        "projects/history.html",
        {
            "project": project,
            "history": public_history(project, _public_fields()),
            "shortlist": read_shortlist(request.GET),
        },
    )


def fact_sheet(request: HttpRequest, code: str) -> HttpResponse:
    """A PDF of the facts on the page, with the URL of the page."""
    from projects.presentation.fact_sheet import write_fact_sheet  # its library is slow to import

    project = get_object_or_404(Project.objects.public().with_page_relations(), code=code)
    data = data_dates([project])[project.pk]
    sheet = write_fact_sheet(project, project.deciding_document(), data, timezone.localdate())
    return HttpResponse(
        sheet,
        content_type="application/pdf",
        headers={"Content-Disposition": f'inline; filename="{project.code}.pdf"'},
    )


def _local_suppliers(project: Project) -> list[Enterprise]:
    """Public suppliers of the project's sector group, the latest verified first."""
    group = if_public(project.sector_group)
    suppliers = Enterprise.objects.public().supplying(group.pk if group else 0)
    if not project.is_demo:
        suppliers = suppliers.real()
    latest_first = F("verified_on").desc(nulls_last=True)
    return list(suppliers.select_related("unit").by_name(latest_first)[:MAX_SUPPLIERS])


def _public_fields() -> PublicFields:
    """Leave out non-public attachments and rows of unpublished documents."""
    documents = {None, *LegalDocument.objects.public().values_list("pk", flat=True)}
    return PublicFields(
        rows={
            "attachments": lambda row: bool(row.get("is_public")),
            "catalogue_entries": lambda row: row.get("document") in documents,
            "status_changes": lambda row: row.get("document") in documents,
        },
        hidden_documents=LegalDocument.objects.hidden_numbers(),
    )
