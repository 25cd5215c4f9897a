"""Requests that are larger than anything a person sends here, answered in words."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.template.loader import render_to_string

CHUNK = 1 << 16
# What is sent but not read breaks the connection before a browser shows the answer. So much is
# read and thrown away; of more a program may see no answer.
PASSED_OVER = 100 * 1024 * 1024


def bodies_of_a_size(
    get_response: Callable[[HttpRequest], HttpResponseBase],
) -> Callable[[HttpRequest], HttpResponseBase]:
    """Answer 413 where too much is sent, before anything is read of it."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        sent, most = _length(request), _most(request)
        if sent <= most:
            return get_response(request)
        if sent <= PASSED_OVER:
            while request.read(CHUNK):
                pass
        return _refused(most)

    return middleware


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
