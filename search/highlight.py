"""Where in a text the words of a search stand, for the reader to see why something was found."""

import re
from collections.abc import Iterable, Iterator

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from search.query import Wanted
from search.words import canonical, phrases, singular, words

# Characters of a long text that are shown, and how many of them before the first word found.
SHOWN, BEFORE = 180, 60

_WORD = re.compile(r"(?:[^\W_]|[\u0300-\u036f])+(?:['`´‘’ʼ](?:[^\W_]|[\u0300-\u036f])+)*")

Span = tuple[int, int]


def marked(text: str, wanted: Wanted) -> SafeString:
    """A text with the words found marked, everything else escaped; of a long one a part."""
    spans = found_in(text, wanted)
    start, end = _shown(text, spans)
    pieces = ["… " if start else ""]
    place = start
    for first, last in spans:
        if start <= first and last <= end:
            pieces += [escape(text[place:first]), "<mark>", escape(text[first:last]), "</mark>"]
            place = last
    pieces += [escape(text[place:end]), " …" if end < len(text) else ""]
    return mark_safe("".join(pieces))


def found_in(text: str, wanted: Wanted) -> list[Span]:
    """Where words of the search stand; neighbours are one span."""
    sought = {word for term in wanted.terms for word in term}
    syllables: list[str] = []
    places: list[Span] = []
    for match in _WORD.finditer(text):
        for syllable in words(match[0]):
            syllables.append(syllable)
            places.append(match.span())
    hits = {
        place
        for place, syllable in enumerate(syllables)
        if syllable in sought or singular(syllable) in sought
    }
    for start, length, one in phrases(syllables):
        if sought.issuperset(one):
            hits.update(range(start, start + length))
    return list(_joined([places[hit] for hit in sorted(hits)], text))


def best_text(texts: Iterable[tuple[str, str]], beside: str, wanted: Wanted) -> tuple[str, str]:
    """The labelled text that holds most of the words that the text beside it lacks."""
    missing = _terms_in(wanted.terms, wanted) - _terms_in_text(beside, wanted)
    best, most = ("", ""), 0
    for label, text in texts:
        count = len(missing & _terms_in_text(text, wanted))
        if count > most:
            best, most = (label, text), count
    return best


def _terms_in_text(text: str, wanted: Wanted) -> set[int]:
    said = words(text)
    return _terms_in([(word,) for word in {*said, *canonical(said)}], wanted)


def _terms_in(said: Iterable[tuple[str, ...]], wanted: Wanted) -> set[int]:
    present = {word for one in said for word in one}
    return {place for place, term in enumerate(wanted.terms) if not present.isdisjoint(term)}


def _joined(spans: list[Span], text: str) -> Iterator[Span]:
    current: Span | None = None
    for start, end in spans:
        if current and text[current[1] : start].strip(" -/,.") == "":
            current = (current[0], max(end, current[1]))
            continue
        if current:
            yield current
        current = (start, end)
    if current:
        yield current


def _shown(text: str, spans: list[Span]) -> Span:
    if len(text) <= SHOWN:
        return 0, len(text)
    start = max((spans[0][0] if spans else 0) - BEFORE, 0)
    if start:
        start = text.find(" ", start) + 1
    end = min(start + SHOWN, len(text))
    if end < len(text):
        end = max(text.rfind(" ", start, end), spans[0][1] if spans else 0)
    return start, end
