"""The page of one project, its history and its sheet on paper."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone

from programme.models import LegalDocument
from projects.comparison.shortlist import shortlist_of
from projects.models import Project
from projects.presentation.fact_sheet import write_fact_sheet
from projects.presentation.facts import shown_facts, status_of, summary_of
from projects.presentation.page_data import data_dates, deciding_document, with_everything
from projects.presentation.readiness import exit_of, ladder, only_in_sources, readiness
from projects.presentation.related import local_suppliers, related_projects
from projects.presentation.structured_data import project_as_json_ld
from records.public_history import PublicFields, public_history


def detail(request: HttpRequest, code: str) -> HttpResponse:
    project = get_object_or_404(with_everything(), code=code)
    today = timezone.localdate()
    data = data_dates([project])[project.pk]
    facts = shown_facts(project, today)
    shortlist = shortlist_of(request.GET)
    return render(
        request,
        "projects/detail.html",
        {
            "project": project,
            "facts": facts,
            "summary": summary_of(project, facts),
            "ladder": ladder(project),
            "exit": exit_of(project),
            "status_told": status_of(project).lines[1:],
            "readiness": readiness(project),
            "only_in_sources": only_in_sources(project),
            "decision": deciding_document(project),
            "data": data,
            "related": related_projects(project),
            "suppliers": local_suppliers(project),
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
            "shortlist": shortlist_of(request.GET),
        },
    )


def fact_sheet(request: HttpRequest, code: str) -> HttpResponse:
    """One sheet of paper with everything on the page, and the way back to it."""
    project = get_object_or_404(with_everything(), code=code)
    data = data_dates([project])[project.pk]
    sheet = write_fact_sheet(project, deciding_document(project), data, timezone.localdate())
    return HttpResponse(
        sheet,
        content_type="application/pdf",
        headers={"Content-Disposition": f'inline; filename="{project.code}.pdf"'},
    )


def _public_fields() -> PublicFields:
    """Neither files kept from the public nor what hidden documents did leaves a trace."""
    documents = {None, *LegalDocument.objects.public().values_list("pk", flat=True)}
    return PublicFields(
        rows={
            "attachments": lambda row: bool(row.get("is_public")),
            "catalogue_entries": lambda row: row.get("document") in documents,
            "status_changes": lambda row: row.get("document") in documents,
        },
        hidden_documents=LegalDocument.objects.hidden_numbers(),
    )
