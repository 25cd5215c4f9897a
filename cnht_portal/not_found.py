"""The page for URLs that do not exist, and redirects where the intended URL is clear.

Links stay valid because keys never change. Typical mistakes are the letter case of a code, a path
in the other language, or a mistyped name.
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
MAX_WORDS = 8


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Redirect to the intended URL if there is one; else a page with a search."""
    if request.method in {"GET", "HEAD"}:
        target = intended_url(request.path)
        if target and unquote(target) != request.path:
            query = request.META.get("QUERY_STRING", "")
            return redirect(f"{target}?{query}" if query else target)
    return render(request, "404.html", {"words": search_words(request.path)}, status=404)


def intended_url(path: str) -> str | None:
    """The URL in the language of this page and with the code in capitals; None if unknown."""
    page_language = get_language()
    bare = path[3:] if path.startswith("/en/") else path
    bare = bare if bare.endswith("/") or "." in bare.rpartition("/")[2] else f"{bare}/"
    for language, prefix in (("vi", ""), ("en", "/en")):
        with override(language):
            match = _resolved(f"{prefix}{bare}")
        if match:
            with override(page_language):
                return reverse(match.view_name, kwargs=_with_upper_case_code(match.kwargs))
    return None


def search_words(path: str) -> str:
    """The words of a mistyped URL, to search for; none from the code of a missing record."""
    last = path.strip("/").rpartition("/")[2].partition(".")[0]
    if CODE.match(last):
        return ""
    return " ".join(fold(last.replace("-", " ").replace("_", " ")).split()[:MAX_WORDS])


def _resolved(path: str) -> ResolverMatch | None:
    try:
        match = resolve(path)
    except Resolver404:
        return None
    return match if match.url_name and not match.args else None


def _with_upper_case_code(kwargs: dict[str, object]) -> dict[str, object]:
    return {
        name: str(value).upper() if name == "code" and CODE.match(str(value)) else value
        for name, value in kwargs.items()
    }
