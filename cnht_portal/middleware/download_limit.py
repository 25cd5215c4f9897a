"""A limit on files that take seconds of processor time to generate."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from guests.rate_limits import FILE, SHEET, record_visit, seconds_to_wait, visitor

COUNTED_AS = {
    "projects:export": FILE,
    "projects:changes_export": FILE,
    "projects:compare_xlsx": FILE,
    "projects:compare_pdf": FILE,
    "enterprises:export": FILE,
    "budget:export": FILE,
    "projects:fact_sheet": SHEET,
}

LIST_OF = {
    "projects:export": "projects:list",
    "projects:changes_export": "projects:changes",
    "enterprises:export": "enterprises:list",
    "budget:export": "budget:overview",
}


class DownloadLimit:
    """Middleware that responds 429 if too many files are generated for one IP address.

    Responses from a cache, or unchanged since the last request, do not count.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *_view: Any) -> HttpResponse | None:
        what = COUNTED_AS.get(_view_name(request))
        if what is None:
            return None
        who, now = visitor(request), timezone.now()
        if seconds := seconds_to_wait(who, what, now):
            # The link to the other language would lead to a file that is refused as well.
            context = {
                "seconds": seconds,
                "list_address": _list_address(request),
                "language_links": [],
            }
            answer = render(request, "429.html", context, status=429)
            answer.headers["Retry-After"] = str(seconds)
            answer.headers["Cache-Control"] = "no-store"
            return answer
        record_visit(who, what, now)
        return None


def _view_name(request: HttpRequest) -> str:
    return request.resolver_match.view_name if request.resolver_match else ""


def _list_address(request: HttpRequest) -> str:
    """The URL of the list that a file exports, with the same filters; empty for other files."""
    page = LIST_OF.get(_view_name(request))
    if page is None:
        return ""
    query = request.META.get("QUERY_STRING", "")
    return f"{reverse(page)}?{query}" if query else reverse(page)
