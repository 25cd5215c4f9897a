"""Language of the URLs that do not carry one: admin and API."""

from collections.abc import Callable
from contextlib import suppress

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.utils.translation.trans_real import parse_accept_lang_header


def _requested_language(request: HttpRequest) -> str:
    """The language of Accept-Language; no cookie, because responses are cached for everyone."""
    for code, _weight in parse_accept_lang_header(request.headers.get("Accept-Language", "")):
        with suppress(LookupError):
            return translation.get_supported_language_variant(code)
    return settings.LANGUAGE_CODE


def admin_language(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """Let officials choose their language by cookie and API clients by Accept-Language.

    Public pages carry their language in the URL. Here Django would always use the default.
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        if request.path.startswith("/api/"):
            translation.activate(_requested_language(request))
        elif request.path.startswith("/admin/"):
            chosen = request.COOKIES.get("django_language")
            translation.activate("en" if chosen == "en" else "vi")
        request.LANGUAGE_CODE = translation.get_language()
        return get_response(request)

    return middleware
