"""What every public page shows around its own content."""

from functools import cache, lru_cache
from typing import Any

from django.conf import settings
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse, translate_url
from django.utils import timezone
from django.utils.functional import SimpleLazyObject
from django.utils.translation import get_language, get_language_info, gettext, override
from django.utils.translation import gettext_lazy as _

from programme.models import Office
from site_info.models import Notice, SiteIdentity
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
        "twins": SimpleLazyObject(lambda: _twins(request)),
        "site_url": settings.SITE_URL,
        "offices_today": offices_today,
        "site": SimpleLazyObject(site_today),
        "notices_today": notices_today,
    }


def site_today() -> SiteIdentity | None:
    """The name the site bears today and the office behind it."""
    identities = SiteIdentity.objects.public().valid_on(timezone.localdate())
    return identities.select_related("office").first()


def signature() -> list[str]:
    """The site's name and its public office, line by line, as mails are signed."""
    site = site_today()
    if site is None:
        return [gettext("Supporting industry of Kon Tum")]
    office = [site.office.name] if site.office is not None and site.office.is_public else []
    return [site.name, *office]


def notices_today() -> QuerySet[Notice]:
    return Notice.objects.public().shown_on(timezone.localdate())


def offices_today() -> QuerySet[Office]:
    """Public offices that exist today."""
    return Office.objects.public().valid_on(timezone.localdate()).by_name()


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
