"""The comparison's own page and files; which projects it holds is in its address alone."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from projects.comparison import Comparison, compared, find
from projects.comparison_files import comparison_as_pdf, comparison_as_xlsx
from projects.models import Project
from projects.related import related_projects
from projects.shortlist import MOST_COMPARED, asked_codes, query, shortlist_with


def compare(request: HttpRequest) -> HttpResponse:
    """Codes that no public project has, and those too many, are told and left out."""
    asked = find(asked_codes(request))
    codes = [project.code for project in asked.projects]
    columns = [
        {"project": project, "without": query([code for code in codes if code != project.code])}
        for project in asked.projects
    ]
    return render(
        request,
        "projects/compare.html",
        {
            "projects": asked.projects,
            "columns": columns,
            "comparison": compared(asked.projects) if asked.projects else None,
            "query": query(codes),
            "not_found": asked.not_found,
            "left_out": asked.left_out,
            "most": MOST_COMPARED,
            "span": len(codes) + 1,
            "suggested": _suggested(asked.projects, codes),
            "address": query(codes),
        },
    )


def compare_xlsx(request: HttpRequest) -> HttpResponse:
    return comparison_as_xlsx(_comparison_or_404(request))


def compare_pdf(request: HttpRequest) -> HttpResponse:
    return comparison_as_pdf(_comparison_or_404(request))


def _comparison_or_404(request: HttpRequest) -> Comparison:
    asked = find(asked_codes(request))
    if not asked.projects:
        raise Http404
    return compared(asked.projects)


def _suggested(projects: list[Project], codes: list[str]) -> list[dict[str, object]]:
    """Projects like the first one, each with the address of the comparison it would join."""
    near = related_projects(projects[0]) if projects else []
    return [
        {"project": project, "with": shortlist_with(codes, project.code)}
        for project in near
        if project.code not in codes and len(codes) < MOST_COMPARED
    ]
