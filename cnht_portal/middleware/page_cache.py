"""Public pages kept in memory, and “not modified” where nothing changed since the last visit.

A page is the same for everyone until the data, the day or the portal itself changes. All three
are part of its tag (ETag), so a page is never stale: each request asks the database for the
version of the data, and browsers ask again every time. Kept is what sets no cookie, depends on
none, and does not forbid it (`no-store`, as pages with somebody's own data do).
"""

import gzip
import re
from collections import OrderedDict
from collections.abc import Callable
from functools import cache
from hashlib import blake2b
from threading import Lock

from django.apps import apps
from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseNotModified
from django.http.response import HttpResponseBase
from django.utils.cache import has_vary_header, patch_vary_headers
from django.utils.http import parse_etags

from cnht_portal.environment import BASE_DIR
from records.cache_version import page_state

NEVER_KEPT = ("/admin/", "/i18n/", "/healthz", "/readyz", settings.STATIC_URL, settings.MEDIA_URL)
# A longer address is answered, but not worth remembering.
LONGEST_ADDRESS = 2_000
# Below this a page fits into one packet of the network anyhow.
WORTH_PACKING = 1_000
# An answer as small as robots.txt is made as quickly as it is found again.
WORTH_KEEPING = 500
# What an entry takes in memory beside its texts: about 2,000 bytes of objects and pointers.
OVERHEAD = 2_000
MOST_PAGES = 20_000
_PACKED_TYPES = ("text/", "application/json", "application/xml")
_FORBIDDEN = re.compile(r"no-store|private", re.IGNORECASE)
_GZIP = re.compile(r"\s*(?:x-)?gzip\s*(?:;\s*q\s*=\s*(?P<weight>[0-9.]+)\s*)?", re.IGNORECASE)


class Shelf:
    """Pages by their tag, within a number of bytes and of pages.

    Those used longest ago leave first. The bytes are those that an entry really takes: content,
    headers, and what holds them together.
    """

    def __init__(self) -> None:
        self._pages: OrderedDict[str, tuple[bytes, dict[str, str]]] = OrderedDict()
        self._bytes = 0
        self._lock = Lock()

    def get(self, tag: str) -> HttpResponse | None:
        with self._lock:
            if tag not in self._pages:
                return None
            self._pages.move_to_end(tag)
            content, headers = self._pages[tag]
        return HttpResponse(content, headers=headers)

    def put(self, tag: str, response: HttpResponse) -> None:
        page = response.content, dict(response.headers)
        taken = _taken_by(*page)
        # What takes half the shelf would drive out all that others ask for.
        if len(response.content) < WORTH_KEEPING or taken > settings.PAGE_CACHE_BYTES // 2:
            return
        with self._lock:
            self._drop(tag)
            self._pages[tag] = page
            self._bytes += taken
            while self._bytes > settings.PAGE_CACHE_BYTES or len(self._pages) > MOST_PAGES:
                self._drop(next(iter(self._pages)))

    def _drop(self, tag: str) -> None:
        if tag in self._pages:
            self._bytes -= _taken_by(*self._pages.pop(tag))


def _taken_by(content: bytes, headers: dict[str, str]) -> int:
    return OVERHEAD + len(content) + sum(len(name) + len(said) for name, said in headers.items())


shelf = Shelf()


def page_cache(
    get_response: Callable[[HttpRequest], HttpResponseBase],
) -> Callable[[HttpRequest], HttpResponseBase]:
    """Answer a public page from memory where it is still true."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        if not _may_be_kept(request):
            return get_response(request)
        packed = _takes_gzip(request.headers.get("Accept-Encoding", ""))
        tag = _tag(request, packed)
        if tag in {known.removeprefix("W/") for known in _known_tags(request)}:
            return _with_tag(HttpResponseNotModified(), tag)
        if kept := shelf.get(tag):
            return kept
        response = get_response(request)
        if not _is_for_everyone(response):
            return response
        if packed:
            _pack(response)
        _with_tag(response, tag)
        if request.method == "GET" and not response.streaming:
            shelf.put(tag, response)
        return response

    return middleware


def _may_be_kept(request: HttpRequest) -> bool:
    return (
        request.method in {"GET", "HEAD"}
        and not settings.DEBUG
        and not request.path.startswith(NEVER_KEPT)
        and len(request.path) + len(request.META.get("QUERY_STRING", "")) <= LONGEST_ADDRESS
    )


def _is_for_everyone(response: HttpResponseBase) -> bool:
    return (
        response.status_code == 200
        and not response.cookies
        and not has_vary_header(response, "Cookie")
        and not _FORBIDDEN.search(response.headers.get("Cache-Control", ""))
    )


def _takes_gzip(accepted: str) -> bool:
    """Whether the browser names gzip and gives it a weight: `gzip;q=0` refuses it."""
    for coding in accepted.split(","):
        if match := _GZIP.fullmatch(coding):
            return (match["weight"] or "1").strip("0.") != ""
    return False


def _tag(request: HttpRequest, packed: bool) -> str:
    about = request.META
    parts = [
        *map(str, page_state(request)),
        release(),
        request.scheme,
        about.get("HTTP_HOST", ""),
        about.get("SCRIPT_NAME", ""),
        request.path_info,
        about.get("QUERY_STRING", ""),
        "gzip" if packed else "",
    ]
    if request.path.startswith("/api/"):
        parts.append(about.get("HTTP_ACCEPT_LANGUAGE", ""))
    text = "\n".join(parts).encode(errors="surrogateescape")
    return f'"{blake2b(text, digest_size=16).hexdigest()}"'


def _known_tags(request: HttpRequest) -> list[str]:
    return parse_etags(request.headers.get("If-None-Match", ""))


def _with_tag(response: HttpResponseBase, tag: str) -> HttpResponseBase:
    """Weak, since a file made twice of the same data differs by the time that it tells."""
    response.headers["ETag"] = f"W/{tag}"
    response.headers.setdefault("Cache-Control", "no-cache")
    patch_vary_headers(response, ["Accept-Encoding"])
    return response


def _pack(response: HttpResponseBase) -> None:
    """Compress a text. It holds nobody's secret that its length could give away."""
    is_text = response.headers.get("Content-Type", "").startswith(_PACKED_TYPES)
    if response.streaming or not is_text or len(response.content) < WORTH_PACKING:
        return
    response.content = gzip.compress(response.content, compresslevel=5, mtime=0)
    response.headers["Content-Encoding"] = "gzip"
    response.headers["Content-Length"] = str(len(response.content))


@cache
def release() -> str:
    """What tells this state of the portal's own files and settings from any other."""
    shown = f"{settings.SITE_URL} {settings.MAP_TILES_URL} {settings.MAP_TILES_ATTRIBUTION}"
    digest = blake2b(shown.encode(), digest_size=8)
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
