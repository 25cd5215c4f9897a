"""Refuse request bodies that are too large, with an explanation."""

import time
from collections.abc import Callable
from contextlib import suppress

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.template.loader import render_to_string

CHUNK = 1 << 16
# An unread body breaks the connection before a browser displays the response. So a body up to this
# size is read and discarded, within the timeout.
MAX_DISCARDED_BYTES = 100 * 1024 * 1024
READ_TIMEOUT = 20  # seconds


def limit_request_size(
    get_response: Callable[[HttpRequest], HttpResponseBase],
) -> Callable[[HttpRequest], HttpResponseBase]:
    """Answer 413 to a body that is too large, before any view reads it."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        if "chunked" in request.headers.get("Transfer-Encoding", "").lower():
            # No browser sends a form this way, and the size is known only at its end.
            return HttpResponse(status=411, headers={"Connection": "close"})
        length, maximum = _length(request), _maximum(request)
        if length <= maximum:
            return get_response(request)
        if length <= MAX_DISCARDED_BYTES and request.method == "POST":
            _discard_body(request)
        return _refused(maximum)

    return middleware


def _discard_body(request: HttpRequest) -> None:
    """Read and discard the body, at most until the timeout."""
    until = time.monotonic() + READ_TIMEOUT
    if line := request.META.get("gunicorn.socket"):
        line.settimeout(READ_TIMEOUT)
    with suppress(OSError):
        while time.monotonic() < until and request.read(CHUNK):
            pass


def _length(request: HttpRequest) -> int:
    header = request.META.get("CONTENT_LENGTH") or ""
    return int(header) if header.isdecimal() else 0


def _maximum(request: HttpRequest) -> int:
    """Only the admin takes files."""
    is_upload = request.content_type == "multipart/form-data"
    if is_upload and request.path.startswith("/admin/"):
        return settings.ADMIN_UPLOAD_MAX_BYTES
    return settings.DATA_UPLOAD_MAX_MEMORY_SIZE


def _refused(maximum: int) -> HttpResponse:
    context = {
        "megabytes": maximum >> 20,
        "list_megabytes": settings.SHEET_MAX_BYTES >> 20,
        "is_admin": maximum == settings.ADMIN_UPLOAD_MAX_BYTES,
    }
    # In both languages and without the database: refusing costs next to nothing.
    page = render_to_string("413.html", context)
    return HttpResponse(page, status=413, headers={"Cache-Control": "no-store"})
