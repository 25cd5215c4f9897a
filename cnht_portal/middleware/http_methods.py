"""The HTTP methods that the portal accepts."""

from collections.abc import Callable

from django.http import (
    HttpRequest,
    HttpResponse,
    HttpResponseNotAllowed,
    StreamingHttpResponse,
)
from django.http.response import HttpResponseBase

USED_METHODS = {"GET", "HEAD", "POST", "OPTIONS"}


def used_methods_only(
    get_response: Callable[[HttpRequest], HttpResponseBase],
) -> Callable[[HttpRequest], HttpResponseBase]:
    """Refuse methods that no page, form or API of the portal uses, such as TRACE."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        if request.method not in USED_METHODS:
            return HttpResponseNotAllowed(sorted(USED_METHODS))
        if request.method == "OPTIONS" and not request.path.startswith("/api/"):
            return HttpResponse(status=204, headers={"Allow": ", ".join(sorted(USED_METHODS))})
        response = get_response(request)
        return _without_body(response) if request.method == "HEAD" else response

    return middleware


def _without_body(response: HttpResponseBase) -> HttpResponseBase:
    """The response to HEAD: the headers of GET. Gunicorn warns of a body, which it drops."""
    if isinstance(response, StreamingHttpResponse):
        response.streaming_content = []
    elif isinstance(response, HttpResponse):
        response.headers.setdefault("Content-Length", str(len(response.content)))
        response.content = b""
    return response
