"""A limit on files that take seconds of a processor, so that nobody stops the site for others."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from enquiries.visits import FILE, SHEET, note_visit, seconds_to_wait, visitor

COUNTED_AS = {
    "projects:export": FILE,
    "projects:changes_export": FILE,
    "projects:compare_xlsx": FILE,
    "projects:compare_pdf": FILE,
    "enterprises:export": FILE,
    "budget:export": FILE,
    "projects:fact_sheet": SHEET,
}


class DownloadLimit:
    """Middleware that answers 429 when one address has too many files made for it.

    What is answered from memory, or has not changed since the last visit, counts for nothing.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *_view: Any) -> HttpResponse | None:
        what = COUNTED_AS.get(request.resolver_match.view_name)
        if what is None:
            return None
        who, now = visitor(request), timezone.now()
        if seconds := seconds_to_wait(who, what, now):
            answer = render(request, "429.html", {"seconds": seconds}, status=429)
            answer.headers["Retry-After"] = str(seconds)
            answer.headers["Cache-Control"] = "no-store"
            return answer
        note_visit(who, what, now)
        return None
