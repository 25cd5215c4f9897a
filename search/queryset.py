"""Search for records by words, with the same results on both databases.

A record is found if every word occurs among its own words or those of the published records it
refers to. `SearchableQuerySet.search` finds and ranks, `BEST_FIRST` is the order of the results,
`corrected_query` corrects a query without results (`search.spelling`).
"""

from dataclasses import replace
from datetime import date
from typing import Any, Self

from django.db.models import F, Q

from records.bilingual import page_language
from records.models import RecordQuerySet
from search.query import SearchQuery, read_words
from search.ranking import search_rank
from search.spelling import corrected_query
from search.word_index import HasWords

BEST_FIRST = ["search_rank"]
"""The columns that order results; the caller appends its own."""


class SearchableQuerySet(RecordQuerySet):
    def search(self, words: str | SearchQuery) -> "SearchableQuerySet":
        """Records with every word, annotated with `search_rank`; the lowest rank is the best.

        Records with the accents as typed come first, then the position of the words decides.
        """
        query = read_words(words) if isinstance(words, str) else words
        return self.matching(query).annotate(search_rank=search_rank(query))

    def search_as_typed(self, words: str) -> "SearchableQuerySet":
        """The same while a person types: the last word may be incomplete."""
        query = read_words(words)
        if not query.terms:
            return self.search(query)
        *whole, (begun,) = query.terms
        found = self.matching(replace(query, terms=tuple(whole)))
        found = found.filter(search_text__contains=f" {begun}")
        return found.annotate(search_rank=search_rank(query))

    def matching(self, query: SearchQuery) -> "SearchableQuerySet":
        """Records with every word in one of its spellings."""
        if not query.terms:
            return self
        return self.filter(HasWords(F("search_text"), query.terms))

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
