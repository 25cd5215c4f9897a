"""Finding records by words, on both databases alike.

A record is found when every word typed occurs among its own words or those of the published
records it refers to. `SearchableQuerySet.search` is the one door; `BEST_FIRST` is the order of
what it finds. `corrected_query` corrects words without results: see `search.spelling`.
"""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from functools import reduce
from operator import and_, or_
from typing import Any, Self

from django.db import models
from django.db.models import Case, F, Q, Value, When
from django.db.models.functions import StrIndex
from django.db.models.lookups import GreaterThan

from records.bilingual import page_language
from records.models import RecordQuerySet
from search.query import SearchQuery, read_words
from search.spelling import corrected_query
from search.word_index import HasWords
from search.words import accented_words, joined, searched_forms

BEST_FIRST = ["search_rank"]
"""The columns that put what was found in order; the caller adds its own after them."""

# Added to the rank of what does not carry the accents as they were typed.
OTHER_ACCENTS = 10
# Ranks: the name or code itself; a name begins with the words; they stand together in a name;
# all are in the names; elsewhere.
THE_NAME, BEGINS, TOGETHER_IN_NAME, IN_NAME, ELSEWHERE = range(5)


class SearchableQuerySet(RecordQuerySet):
    def search(self, words: str | SearchQuery) -> "SearchableQuerySet":
        """Records that hold every word, ranked by `search_rank`, the best lowest.

        First what carries the accents as typed; then by where the words stand.
        """
        query = read_words(words) if isinstance(words, str) else words
        return self.matching(query).annotate(search_rank=_rank(query))

    def search_as_typed(self, words: str) -> "SearchableQuerySet":
        """The same for someone who is still typing: the last word may only be begun."""
        query = read_words(words)
        if not query.terms:
            return self.search(query)
        *whole, (begun,) = query.terms
        found = self.matching(replace(query, terms=tuple(whole)))
        return found.filter(search_text__contains=f" {begun}").annotate(search_rank=_rank(query))

    def matching(self, query: SearchQuery) -> "SearchableQuerySet":
        """Records that hold every word in one of its spellings."""
        if not query.terms:
            return self
        if getattr(self.model, "has_word_index", False):
            return self.filter(HasWords(F("search_text"), query.terms))
        return self.filter(*[_any_in("search_text", term) for term in query.terms])

    def by_name(self, *first: Any) -> "SearchableQuerySet":
        """In the order of the names that the reader sees; `first` goes before the name."""
        return self.order_by(*first, name_column(), "pk")

    def corrected_query(self, words: str) -> SearchQuery:
        """The query as typed, or corrected where it has no results."""
        return corrected_query(words, [self])


class TimedQuerySet(SearchableQuerySet):
    """Records with `valid_from` and `valid_to`, either of which may be open."""

    def valid_on(self, day: date) -> Self:
        """What existed on a day."""
        return self.filter(
            Q(valid_from__isnull=True) | Q(valid_from__lte=day),
            Q(valid_to__isnull=True) | Q(valid_to__gte=day),
        )


def name_column() -> str:
    """The column that puts records in the order of their names as the reader sees them."""
    return "sort_key" if page_language() == "vi" else "sort_key_en"


def rank_of(names: Iterable[str], texts: Iterable[str], query: SearchQuery) -> int | None:
    """The rank of something that is no record; None where it does not hold every word."""
    names, texts = list(names), list(texts)
    in_names = joined(form for name in names for form in searched_forms(name))
    everywhere = in_names + joined(form for text in texts for form in searched_forms(text))
    accented = " ".join([" ", *(w for text in names + texts for w in accented_words(text)), " "])

    def has(text: str, words: Iterable[str]) -> bool:
        return any(f" {word} " in text for word in words)

    if not all(has(everywhere, term) for term in query.terms):
        return None
    phrase = query.phrase
    if f"| {phrase} |" in in_names:
        rank = THE_NAME
    elif f"| {phrase} " in in_names:
        rank = BEGINS
    elif f" {phrase} " in in_names:
        rank = TOGETHER_IN_NAME
    elif all(has(in_names, term) for term in query.terms):
        rank = IN_NAME
    else:
        rank = ELSEWHERE
    as_typed = all(has(accented, words) for words in query.accents)
    return rank if as_typed else rank + OTHER_ACCENTS


def _rank(query: SearchQuery) -> Any:
    terms = query.terms
    if not terms:
        return Value(THE_NAME, output_field=models.SmallIntegerField())
    phrase = query.phrase
    in_names = reduce(and_, [_any_in("search_names", term) for term in terms])
    places = [
        # First what holds for most: no more is asked about those.
        When(~in_names, then=ELSEWHERE),
        When(_in("search_names", f"| {phrase} |"), then=THE_NAME),
        When(_in("search_names", f"| {phrase} "), then=BEGINS),
        When(_in("search_names", f" {phrase} "), then=TOGETHER_IN_NAME),
    ]
    rank: Any = Case(*places, default=IN_NAME, output_field=models.SmallIntegerField())
    if query.accents:
        as_typed = reduce(and_, [_any_in("accented_text", each) for each in query.accents])
        rank += Case(
            When(as_typed, then=0),
            default=OTHER_ACCENTS,
            output_field=models.SmallIntegerField(),
        )
    return rank


def _in(column: str, text: str) -> Q:
    return Q(GreaterThan(StrIndex(F(column), Value(text)), 0))


def _any_in(column: str, words: Iterable[str]) -> Q:
    return reduce(or_, [_in(column, f" {word} ") for word in words])
