"""Caching of public pages: ETags with 304 responses, and pages in Django's cache.

A public page is the same for everyone until the data, the day or the release changes. These are
part of its ETag, which is also its key in the cache, so a page is never stale: each request reads
the version of the data, and browsers always revalidate. A page is cached if it sets no cookie, does
not depend on one, and does not forbid it (`no-store`, as pages with personal data do).
"""

import gzip
import re
from collections.abc import Callable
from functools import cache
from hashlib import blake2b

from django.apps import apps
from django.conf import settings
from django.core.cache import cache as pages
from django.http import HttpRequest, HttpResponse, HttpResponseNotModified
from django.http.response import HttpResponseBase
from django.utils.cache import has_vary_header, patch_vary_headers
from django.utils.http import parse_etags

from cnht_portal.environment import BASE_DIR
from records.cache_version import page_state

NEVER_CACHED = ("/admin/", "/i18n/", "/healthz", "/readyz", settings.STATIC_URL, settings.MEDIA_URL)
# Longer URLs are not cached.
MAX_URL_LENGTH = 2_000
# Smaller pages fit into one network packet anyway.
MIN_COMPRESSED_BYTES = 1_000
# Bounds the memory of the default cache, which holds some hundred pages (CACHES).
MAX_CACHED_BYTES = 100_000
CACHED_SECONDS = 24 * 60 * 60
_COMPRESSED_TYPES = ("text/", "application/json", "application/xml")
_FORBIDDEN = re.compile(r"no-store|private", re.IGNORECASE)
_GZIP = re.compile(r"\s*(?:x-)?gzip\s*(?:;\s*q\s*=\s*(?P<weight>[0-9.]+)\s*)?", re.IGNORECASE)


def page_cache(
    get_response: Callable[[HttpRequest], HttpResponseBase],
) -> Callable[[HttpRequest], HttpResponseBase]:
    """Respond with a cached page while it is current."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        if not _is_cacheable(request):
            return get_response(request)
        accepts_gzip = _accepts_gzip(request.headers.get("Accept-Encoding", ""))
        etag = _etag(request, accepts_gzip)
        known = parse_etags(request.headers.get("If-None-Match", ""))
        if etag in {each.removeprefix("W/") for each in known}:
            return _with_etag(HttpResponseNotModified(), etag)
        if cached := pages.get(etag):
            content, headers = cached
            return HttpResponse(content, headers=headers)
        response = get_response(request)
        if not _is_for_everyone(response):
            return response
        if accepts_gzip:
            _compress(response)
        _with_etag(response, etag)
        if request.method != "GET" or not isinstance(response, HttpResponse):
            return response
        if len(response.content) <= MAX_CACHED_BYTES:
            pages.set(etag, (response.content, dict(response.headers)), CACHED_SECONDS)
        return response

    return middleware


def _is_cacheable(request: HttpRequest) -> bool:
    return (
        request.method in {"GET", "HEAD"}
        and not settings.DEBUG
        and not request.path.startswith(NEVER_CACHED)
        and len(request.path) + len(request.META.get("QUERY_STRING", "")) <= MAX_URL_LENGTH
    )


def _is_for_everyone(response: HttpResponseBase) -> bool:
    return (
        response.status_code == 200
        and not response.cookies
        and not has_vary_header(response, "Cookie")
        and not _FORBIDDEN.search(response.headers.get("Cache-Control", ""))
    )


def _accepts_gzip(accepted: str) -> bool:
    """Whether the client accepts gzip; `gzip;q=0` refuses it."""
    for coding in accepted.split(","):
        if match := _GZIP.fullmatch(coding):
            return (match["weight"] or "1").strip("0.") != ""
    return False


def _etag(request: HttpRequest, accepts_gzip: bool) -> str:
    meta = request.META
    parts = [
        *map(str, page_state(request)),
        release(),
        request.scheme,
        meta.get("HTTP_HOST", ""),
        meta.get("SCRIPT_NAME", ""),
        request.path_info,
        meta.get("QUERY_STRING", ""),
        "gzip" if accepts_gzip else "",
    ]
    if request.path.startswith("/api/"):
        parts.append(meta.get("HTTP_ACCEPT_LANGUAGE", ""))
    text = "\n".join(parts).encode(errors="surrogateescape")
    return f'"{blake2b(text, digest_size=16).hexdigest()}"'


def _with_etag(response: HttpResponseBase, etag: str) -> HttpResponseBase:
    """Add a weak ETag: a file written twice from the same data differs by its creation time."""
    response.headers["ETag"] = f"W/{etag}"
    response.headers.setdefault("Cache-Control", "no-cache")
    patch_vary_headers(response, ["Accept-Encoding"])
    return response


def _compress(response: HttpResponseBase) -> None:
    """Compress a text. It is the same for everyone, so its length reveals no secret (BREACH)."""
    is_text = response.headers.get("Content-Type", "").startswith(_COMPRESSED_TYPES)
    if not isinstance(response, HttpResponse) or not is_text:
        return
    if len(response.content) < MIN_COMPRESSED_BYTES:
        return
    response.content = gzip.compress(response.content, compresslevel=5, mtime=0)
    response.headers["Content-Encoding"] = "gzip"
    response.headers["Content-Length"] = str(len(response.content))


@cache
def release() -> str:
    """A digest that changes with the portal's files and displayed settings."""
    displayed = f"{settings.SITE_URL} {settings.MAP_TILES_URL} {settings.MAP_TILES_ATTRIBUTION}"
    digest = blake2b(displayed.encode(), digest_size=8)
    packages = {config.name for config in apps.get_app_configs() if "." not in config.name}
    folders = [
        BASE_DIR / name for name in {*packages, "vietnamese", "templates", "static", "locale"}
    ]
    files = (file for folder in folders for file in folder.rglob("*.*"))
    for file in sorted([BASE_DIR / "requirements.lock", *files]):
        if file.suffix != ".pyc":
            state = file.stat()
            digest.update(f"{file}{state.st_size}{state.st_mtime_ns}".encode())
    return digest.hexdigest()
