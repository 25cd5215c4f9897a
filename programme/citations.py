"""The citations within the `source` of a record: which public sources it names."""

import re
from collections.abc import Iterable, Iterator
from datetime import date
from functools import lru_cache

from django.http import HttpRequest
from django.utils.dateformat import format as format_date
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from programme.models import PublicSource
from records import cache_version


def parts_of(
    text: str, request: HttpRequest | None = None
) -> Iterator[tuple[str, PublicSource | None]]:
    """The parts of a text, each with the public source that it cites.

    With a request, its version of the data is used, which costs no query.
    """
    return _parts(
        text, cache_version.page_state(request)[0] if request else cache_version.current()
    )


def _parts(text: str, version: int) -> Iterator[tuple[str, PublicSource | None]]:
    sources, pattern = _known(version)
    end = 0
    for found in pattern.finditer(text) if pattern else ():
        if found.start() > end:
            yield text[end : found.start()], None
        yield found.group(), sources[found.group()]
        end = found.end()
    if end < len(text):
        yield text[end:], None


def date_words(source: PublicSource, cited: str) -> str:
    """The date of a source for the place after its citation; empty where the citation has it."""
    if source.published_on is None:
        return _("publication date not known")
    written = format_date(source.published_on, "d/m/Y")
    return "" if written in cited else date_format(source.published_on)


def with_dates(text: str, version: int) -> str:
    """A text with the date of each public source that it cites; `version` is that of the data."""
    written = []
    for part, source in _parts(text, version):
        words = date_words(source, part) if source else ""
        written.append(f"{part} ({words})" if words else part)
    return "".join(written)


def newest_days(texts: Iterable[str]) -> list[date | None]:
    """For each text the newest publication day of the sources that it cites, in one query."""
    sources, pattern = _known(cache_version.current())
    found = [pattern.findall(text) if pattern else [] for text in texts]
    days = ([sources[citation].published_on for citation in each] for each in found)
    return [max(filter(None, each), default=None) for each in days]


@lru_cache(maxsize=2)
def _known(_version: int) -> tuple[dict[str, PublicSource], re.Pattern[str] | None]:
    """The public sources by citation, and a pattern of all citations, the longest first."""
    sources = {source.citation: source for source in PublicSource.objects.public()}
    by_length = sorted(sources, key=len, reverse=True)
    return sources, re.compile("|".join(map(re.escape, by_length))) if sources else None
