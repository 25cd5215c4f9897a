"""What every public page shows around its own content."""

from functools import cache, lru_cache
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse, translate_url
from django.utils.functional import SimpleLazyObject
from django.utils.translation import get_language, get_language_info, override
from django.utils.translation import gettext_lazy as _

from records.cache_version import page_state
from site_info.identity import notices_today, offices_today, site_today
from vietnamese.text import clean

SECTIONS = [
    ("programme:sectors", _("Sectors")),
    ("projects:list", _("Projects")),
    ("enterprises:list", _("Enterprises")),
    ("budget:overview", _("Budget")),
    ("programme:targets", _("Targets")),
    ("programme:documents", _("Documents")),
]


def portal(request: HttpRequest) -> dict[str, Any]:
    """Navigation, the page's twins and the offices of the footer.

    What comes from the database is asked for only when a template shows it: the desk uses the
    same context.
    """
    here = next((url for url in _section_urls(get_language()) if request.path.startswith(url)), "")
    return {
        "sections": SimpleLazyObject(lambda: _sections(here)),
        "current_section": here,
        "page_state": SimpleLazyObject(lambda: "{} {}".format(*page_state(request))),
        "twins": SimpleLazyObject(lambda: _twins(request)),
        "site_url": settings.SITE_URL,
        "offices_today": offices_today,
        "site": SimpleLazyObject(site_today),
        "notices_today": notices_today,
    }


@cache
def _section_urls(language: str | None) -> list[str]:
    """Addresses of the sections in a language, the active one."""
    return [reverse(name) for name, _label in SECTIONS]


def _sections(here: str) -> list[dict[str, Any]]:
    urls = _section_urls(get_language())
    return [
        {"label": label, "url": url, "current": url == here}
        for url, (_name, label) in zip(urls, SECTIONS, strict=True)
    ]


@lru_cache(maxsize=1_000)
def _translated(path: str, language: str | None, code: str) -> str:
    """An address of the active language in another."""
    return translate_url(path, code)


def _twins(request: HttpRequest) -> list[dict[str, Any]]:
    """This page in each language, with the same question after `?`.

    A page without a twin (an error page, the desk) leads to the home page.
    """
    # A list knows its filters in a form that means the same in both languages.
    query = getattr(request, "list_address", request.META.get("QUERY_STRING", ""))
    found = bool(request.resolver_match) and not request.path.startswith("/admin/")
    twins = []
    for code, _name in settings.LANGUAGES:
        if found:
            path = _translated(request.path, get_language(), code)
            address = f"{path}?{query}" if query else path
        else:
            with override(code):
                path = address = reverse("home")
        twins.append(
            {
                "code": code,
                "name": clean(get_language_info(code)["name_local"]),
                "path": path,
                "address": address,
                "current": code == get_language(),
            }
        )
    return twins
