"""Requests that are larger than anything a person sends here, answered in words."""

import time
from collections.abc import Callable
from contextlib import suppress

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.template.loader import render_to_string

CHUNK = 1 << 16
# What is sent but not read breaks the connection before a browser shows the answer. So much is
# read and thrown away, for so many seconds; of more a program may see no answer.
PASSED_OVER = 100 * 1024 * 1024
PATIENCE = 20


def bodies_of_a_size(
    get_response: Callable[[HttpRequest], HttpResponseBase],
) -> Callable[[HttpRequest], HttpResponseBase]:
    """Answer 413 where too much is sent, before anything is read of it."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        if "chunked" in request.headers.get("Transfer-Encoding", "").lower():
            # No browser sends a form so, and its size is known only at its end.
            return HttpResponse(status=411, headers={"Connection": "close"})
        sent, most = _length(request), _most(request)
        if sent <= most:
            return get_response(request)
        if sent <= PASSED_OVER and request.method == "POST":
            _pass_over(request)
        return _refused(most)

    return middleware


def _pass_over(request: HttpRequest) -> None:
    """Read what is sent, unless it comes as slowly as nobody's file does."""
    until = time.monotonic() + PATIENCE
    if line := request.META.get("gunicorn.socket"):
        line.settimeout(PATIENCE)
    with suppress(OSError):
        while time.monotonic() < until and request.read(CHUNK):
            pass


def _length(request: HttpRequest) -> int:
    said = request.META.get("CONTENT_LENGTH") or ""
    return int(said) if said.isdecimal() else 0


def _most(request: HttpRequest) -> int:
    """Files are sent at the desk only."""
    is_upload = request.content_type == "multipart/form-data"
    if is_upload and request.path.startswith("/admin/"):
        return settings.DESK_MAX_BYTES
    return settings.DATA_UPLOAD_MAX_MEMORY_SIZE


def _refused(most: int) -> HttpResponse:
    context = {
        "megabytes": most >> 20,
        "list_megabytes": settings.SHEET_MAX_BYTES >> 20,
        "at_desk": most == settings.DESK_MAX_BYTES,
    }
    # In both languages and without the database: refusing costs next to nothing.
    page = render_to_string("413.html", context)
    return HttpResponse(page, status=413, headers={"Cache-Control": "no-store"})
