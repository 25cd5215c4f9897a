"""Addresses that lead nowhere: where their reader meant to go.

Keys never change, so a link once given stays right. What goes wrong is the letter case of a code,
the words of the other language, or a mistyped name.
"""

import re
from urllib.parse import unquote

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import Resolver404, ResolverMatch, resolve, reverse
from django.utils.translation import get_language, override

from vietnamese.text import fold

# Codes of projects are written in capitals; people type them as they like.
CODE = re.compile(r"[a-z]{1,4}-[0-9]{1,9}\Z", re.IGNORECASE | re.ASCII)
MOST_WORDS = 8


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """The address that was meant, if there is one; else a page that helps to find it."""
    if request.method in {"GET", "HEAD"}:
        meant = meant_address(request.path)
        if meant and unquote(meant) != request.path:
            query = request.META.get("QUERY_STRING", "")
            return redirect(f"{meant}?{query}" if query else meant)
    return render(request, "404.html", {"words": words_of(request.path)}, status=404)


def meant_address(path: str) -> str | None:
    """An address of the site that says the same in this page's language and the right case."""
    page_language = get_language()
    bare = path[3:] if path.startswith("/en/") else path
    bare = bare if bare.endswith("/") or "." in bare.rpartition("/")[2] else f"{bare}/"
    for language, prefix in (("vi", ""), ("en", "/en")):
        with override(language):
            match = _resolved(f"{prefix}{bare}")
        if match:
            with override(page_language):
                return reverse(match.view_name, kwargs=_in_capitals(match.kwargs))
    return None


def words_of(path: str) -> str:
    """What a mistyped address says, to search for; a code that is not there says nothing."""
    last = path.strip("/").rpartition("/")[2].partition(".")[0]
    if CODE.match(last):
        return ""
    return " ".join(fold(last.replace("-", " ").replace("_", " ")).split()[:MOST_WORDS])


def _resolved(path: str) -> ResolverMatch | None:
    try:
        match = resolve(path)
    except Resolver404:
        return None
    return match if match.url_name and not match.args else None


def _in_capitals(kwargs: dict[str, object]) -> dict[str, object]:
    return {
        name: str(value).upper() if name == "code" and CODE.match(str(value)) else value
        for name, value in kwargs.items()
    }
