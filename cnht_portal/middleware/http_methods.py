"""The HTTP methods that the portal accepts."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed

USED_METHODS = {"GET", "HEAD", "POST", "OPTIONS"}


def used_methods_only(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """Refuse methods that no page, form or API of the portal uses, such as TRACE."""

    def middleware(request: HttpRequest) -> HttpResponse:
        if request.method not in USED_METHODS:
            return HttpResponseNotAllowed(sorted(USED_METHODS))
        if request.method == "OPTIONS" and not request.path.startswith("/api/"):
            return HttpResponse(status=204, headers={"Allow": ", ".join(sorted(USED_METHODS))})
        return get_response(request)

    return middleware
