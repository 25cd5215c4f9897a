"""The comparison of projects and its files; the URL alone names the projects."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from imports.exports import refused_page
from imports.workbooks.lists import ExportRefused
from projects.comparison.exports import comparison_as_pdf, comparison_as_xlsx
from projects.comparison.shortlist import MAX_COMPARED, Shortlist, read_shortlist
from projects.comparison.table import Comparison, compare_projects, comparison_projects
from projects.models import Project


def compare(request: HttpRequest) -> HttpResponse:
    """Compare up to four projects; unknown and further codes are left out with a message."""
    shortlist = read_shortlist(request.GET)
    projects = comparison_projects(shortlist)
    columns = [
        {"project": project, "without": shortlist.without(project.code)} for project in projects
    ]
    return render(
        request,
        "projects/compare.html",
        {
            "projects": projects,
            "columns": columns,
            "comparison": compare_projects(projects) if projects else None,
            "shortlist": shortlist,
            "span": len(projects) + 1,
            "suggested": _suggested(projects, shortlist),
            "address": shortlist.query,
        },
    )


def compare_xlsx(request: HttpRequest) -> HttpResponse:
    try:
        return comparison_as_xlsx(_comparison_or_404(request))
    except ExportRefused as refusal:
        return refused_page(request, refusal, "xlsx", {"pdf": "PDF"})


def compare_pdf(request: HttpRequest) -> HttpResponse:
    return comparison_as_pdf(_comparison_or_404(request))


def _comparison_or_404(request: HttpRequest) -> Comparison:
    projects = comparison_projects(read_shortlist(request.GET))
    if not projects:
        raise Http404
    return compare_projects(projects)


def _suggested(projects: list[Project], shortlist: Shortlist) -> list[dict[str, object]]:
    """Projects related to the first one, each with the query of the comparison that adds it."""
    related = projects[0].related_projects() if projects else []
    return [
        {"project": project, "with": shortlist.with_project(project.code)}
        for project in related
        if project not in projects and len(projects) < MAX_COMPARED
    ]
