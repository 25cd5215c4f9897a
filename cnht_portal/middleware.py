"""Language of the addresses that have no twin: the desk and the API."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils import translation


def desk_language(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """Let officials choose their language by cookie and API clients by Accept-Language.

    Public pages carry their language in the address; these do not, and Django would give them
    the default language always.
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        if request.path.startswith("/api/"):
            translation.activate(translation.get_language_from_request(request))
        elif request.path.startswith("/admin/"):
            chosen = request.COOKIES.get("django_language")
            translation.activate("en" if chosen == "en" else "vi")
        request.LANGUAGE_CODE = translation.get_language()
        return get_response(request)

    return middleware
