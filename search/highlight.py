"""Highlighting of search words in a result, which shows why it was found."""

import re
from collections.abc import Iterable, Iterator

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from search.query import SearchQuery
from search.words import canonical, phrases, singular, words

# In characters: the length of an excerpt of a long text, and of its part before the first match.
EXCERPT_LENGTH, CONTEXT_LENGTH = 180, 60

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
        if syllable in terms or singular(syllable) in terms
    }
    for start, length, one in phrases(syllables):
        if terms.issuperset(one):
            hits.update(range(start, start + length))
    return list(_joined([places[hit] for hit in sorted(hits)], text))


def best_text(
    texts: Iterable[tuple[str, str]], displayed: str, query: SearchQuery
) -> tuple[str, str]:
    """The label and text with the most query words that the displayed text lacks."""
    missing = _terms_in(query.terms, query) - _terms_in_text(displayed, query)
    best, best_count = ("", ""), 0
    for label, text in texts:
        count = len(missing & _terms_in_text(text, query))
        if count > best_count:
            best, best_count = (label, text), count
    return best


def _terms_in_text(text: str, query: SearchQuery) -> set[int]:
    terms = words(text)
    return _terms_in([(word,) for word in {*terms, *canonical(terms)}], query)


def _terms_in(terms: Iterable[tuple[str, ...]], query: SearchQuery) -> set[int]:
    present = {word for one in terms for word in one}
    return {place for place, term in enumerate(query.terms) if not present.isdisjoint(term)}


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
