"""Search for records by words, with the same results on both databases.

A record is found if every word occurs among its own words or those of the published records it
refers to. `SearchableQuerySet.search` finds and ranks, `BEST_FIRST` is the order of the results,
`corrected_query` corrects a query without results (`search.spelling`).
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
"""The columns that order results; the caller appends its own."""

# Added to the rank of records without the accents as typed.
OTHER_ACCENTS = 10
# Ranks: the name or code itself; a name begins with the words; they are together in a name; all are
# in names; elsewhere.
THE_NAME, BEGINS, TOGETHER_IN_NAME, IN_NAME, ELSEWHERE = range(5)


class SearchableQuerySet(RecordQuerySet):
    def search(self, words: str | SearchQuery) -> "SearchableQuerySet":
        """Records with every word, annotated with `search_rank`; the lowest rank is the best.

        Records with the accents as typed come first, then the position of the words decides.
        """
        query = read_words(words) if isinstance(words, str) else words
        return self.matching(query).annotate(search_rank=_rank(query))

    def search_as_typed(self, words: str) -> "SearchableQuerySet":
        """The same while a person types: the last word may be incomplete."""
        query = read_words(words)
        if not query.terms:
            return self.search(query)
        *whole, (begun,) = query.terms
        found = self.matching(replace(query, terms=tuple(whole)))
        return found.filter(search_text__contains=f" {begun}").annotate(search_rank=_rank(query))

    def matching(self, query: SearchQuery) -> "SearchableQuerySet":
        """Records with every word in one of its spellings."""
        if not query.terms:
            return self
        if getattr(self.model, "has_word_index", False):
            return self.filter(HasWords(F("search_text"), query.terms))
        return self.filter(*[_any_in("search_text", term) for term in query.terms])

    def by_name(self, *first: Any) -> "SearchableQuerySet":
        """Ordered by name in the page's language, after the columns `first`."""
        return self.order_by(*first, name_column(), "pk")

    def corrected_query(self, words: str) -> SearchQuery:
        """The typed query, or a corrected one if it has no results."""
        return corrected_query(words, [self])


class TimedQuerySet(SearchableQuerySet):
    """Records with a period of validity, `valid_from` to `valid_to`; either end may be open."""

    def valid_on(self, day: date) -> Self:
        """Records that are valid on a day."""
        return self.filter(
            Q(valid_from__isnull=True) | Q(valid_from__lte=day),
            Q(valid_to__isnull=True) | Q(valid_to__gte=day),
        )


def name_column() -> str:
    """The column that sorts records by name in the page's language."""
    return "sort_key" if page_language() == "vi" else "sort_key_en"


def rank_of(names: Iterable[str], texts: Iterable[str], query: SearchQuery) -> int | None:
    """The rank of something that is not a record; None if it does not have every word."""
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
        # The most frequent case first: it needs no further comparison.
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
