"""Highlighting of search words in a result, which shows why it was found."""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from search.pasted_text import values_in
from search.query import SearchQuery
from search.words import base_form, canonical, phrases, query_words, words

# In characters: the length of an excerpt of a long text, and of its part before the first match.
EXCERPT_LENGTH, CONTEXT_LENGTH = 180, 60

MAX_REASONS = 2

_WORD = re.compile(r"(?:[^\W_]|[\u0300-\u036f])+(?:['`´‘’ʼ](?:[^\W_]|[\u0300-\u036f])+)*")

Span = tuple[int, int]


def highlighted(text: str, query: SearchQuery) -> SafeString:
    """HTML of a text, escaped, with the matching words in `<mark>`; of a long text an excerpt."""
    spans = matching_spans(text, query)
    start, end = _excerpt(text, spans)
    pieces = ["… " if start else ""]
    place = start
    for first, last in spans:
        if start <= first and last <= end:
            pieces += [escape(text[place:first]), "<mark>", escape(text[first:last]), "</mark>"]
            place = last
    pieces += [escape(text[place:end]), " …" if end < len(text) else ""]
    return mark_safe("".join(pieces))


def matching_spans(text: str, query: SearchQuery) -> list[Span]:
    """Spans of the words that match the query; neighbours are one span."""
    terms = {word for term in query.terms for word in term}
    syllables: list[str] = []
    places: list[Span] = []
    for match in _WORD.finditer(text):
        for syllable in words(match[0]):
            syllables.append(syllable)
            places.append(match.span())
    hits = {
        place
        for place, syllable in enumerate(syllables)
        if syllable in terms or base_form(syllable) in terms
    }
    for start, length, one in phrases(syllables):
        if terms.issuperset(one):
            hits.update(range(start, start + length))
    spans = {places[hit] for hit in hits}
    spans.update(
        (value.start, value.end)
        for value in values_in(text)
        if value.spelling and terms.issuperset(map(base_form, value.spelling.split()))
    )
    return list(_joined(sorted(spans), text))


def best_texts(
    texts: Iterable[tuple[str, str]], displayed: str, query: SearchQuery
) -> list[tuple[str, str]]:
    """The labels and texts with the most query words that the displayed text lacks; two at most."""
    missing = set(range(len(query.terms))) - _terms_in_text(displayed, query)
    found = [(label, text, _terms_in_text(text, query)) for label, text in texts] if missing else []
    best: list[tuple[str, str]] = []
    while len(best) < MAX_REASONS and found:
        # Of equally good texts the first.
        label, text, terms = max(found, key=lambda each: len(missing & each[2]))
        if missing.isdisjoint(terms):
            break
        best.append((label, text))
        missing -= terms
    return best


def _terms_in_text(text: str, query: SearchQuery) -> set[int]:
    return {place for place, term in enumerate(query.terms) if not _words_of(text).isdisjoint(term)}


# The same names are read again and again: of places, groups and documents.
@lru_cache(maxsize=4096)
def _words_of(text: str) -> frozenset[str]:
    written = words(text)
    return frozenset((*written, *canonical(written), *query_words(text)))


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


def _excerpt(text: str, spans: list[Span]) -> Span:
    if len(text) <= EXCERPT_LENGTH:
        return 0, len(text)
    start = max((spans[0][0] if spans else 0) - CONTEXT_LENGTH, 0)
    if start:
        start = text.find(" ", start) + 1
    end = min(start + EXCERPT_LENGTH, len(text))
    if end < len(text):
        end = max(text.rfind(" ", start, end), spans[0][1] if spans else 0)
    return start, end
