"""Template context of every page: navigation, languages, site identity, notices."""

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
    """Navigation, links to the other language, the identity of the site and its offices.

    Database values are lazy, since the admin has the same context and does not display them.
    """
    here = next((url for url in _section_urls(get_language()) if request.path.startswith(url)), "")
    return {
        "sections": SimpleLazyObject(lambda: _sections(here)),
        "current_section": here,
        "page_state": SimpleLazyObject(lambda: "{} {}".format(*page_state(request))),
        "language_links": SimpleLazyObject(lambda: _language_links(request)),
        "site_url": settings.SITE_URL,
        "offices_today": offices_today,
        "site": SimpleLazyObject(site_today),
        "notices_today": notices_today,
    }


@cache
def _section_urls(language: str | None) -> list[str]:
    """The URLs of the sections in the active language."""
    return [reverse(name) for name, _label in SECTIONS]


def _sections(here: str) -> list[dict[str, Any]]:
    urls = _section_urls(get_language())
    return [
        {"label": label, "url": url, "current": url == here}
        for url, (_name, label) in zip(urls, SECTIONS, strict=True)
    ]


@lru_cache(maxsize=1_000)
def _translated(path: str, language: str | None, code: str) -> str:
    """A path of the active language, translated to the language `code`."""
    return translate_url(path, code)


def _language_links(request: HttpRequest) -> list[dict[str, Any]]:
    """This page in each language, with the same query.

    A page without translation (an error page, the admin) links to the home page.
    """
    # The query of a list in a form that is valid in both languages.
    query = getattr(request, "list_address", request.META.get("QUERY_STRING", ""))
    is_translated = bool(request.resolver_match) and not request.path.startswith("/admin/")
    links = []
    for code, _name in settings.LANGUAGES:
        if is_translated:
            path = _translated(request.path, get_language(), code)
            url = f"{path}?{query}" if query else path
        else:
            with override(code):
                path = url = reverse("home")
        links.append(
            {
                "code": code,
                "name": clean(get_language_info(code)["name_local"]),
                "path": path,
                "url": url,
                "current": code == get_language(),
            }
        )
    return links
