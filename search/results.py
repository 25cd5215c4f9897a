"""Search of all public content, with the results grouped by source."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial
from itertools import compress
from typing import Any

from django import forms
from django.db.models import Count, Exists, Window
from django.urls import reverse
from django.utils.html import format_html
from django.utils.http import urlencode
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from records.bilingual import page_language
from search.highlight import best_texts, highlighted
from search.indexing import texts_through, with_named
from search.models import SearchWord
from search.query import MAX_QUERY, SearchQuery, read_words
from search.queryset import BEST_FIRST, name_column
from search.ranking import rank_of
from search.sources import SearchScope, Source
from search.spelling import as_written, correct, shorter_queries, with_results
from search.words import accented_words, has_accents, joined
from vietnamese.figures import format_figure

# Displayed results of one source; its own list has the others.
MAX_RESULTS = 6
MIN_SENTENCE_WORDS = 3


class SearchForm(forms.Form):
    q = forms.CharField(
        label=gettext_lazy("Search"),
        required=False,
        max_length=MAX_QUERY,
        widget=forms.TextInput(attrs={"type": "search"}),
    )


@dataclass(frozen=True)
class Result:
    """One result: its name, a description, and the matching texts that these do not show.

    `reasons` are labels and texts.
    """

    key: str
    title: SafeString | str
    address: str
    about: SafeString | str
    reasons: list[tuple[str, SafeString | str]]
    is_demo: bool
    rank: int


@dataclass(frozen=True)
class SourceResults:
    """The results of one source, the best first; `more` is the URL of the complete list."""

    code: str
    label: str
    results: list[Result]
    total: int
    more: str = ""

    @property
    def best(self) -> int:
        return self.results[0].rank


@dataclass(frozen=True)
class SearchResults:
    """All sources with results.

    `instead` is the corrected query if the typed one has no results; `fewer` are shorter queries
    that have results if neither has any.
    """

    sources: list[SourceResults] = field(default_factory=list)
    instead: str = ""
    fewer: list[str] = field(default_factory=list)

    @property
    def total(self) -> int:
        return sum(source.total for source in self.sources)


def search_everything(typed: str, scope: SearchScope) -> SearchResults:
    """The results of each source, without sources that have none."""
    query = read_words(typed)
    if not query.terms:
        return SearchResults()
    sources, _accented = _results_by_source(query, scope)
    if sources:
        return SearchResults(sources)
    have_results = partial(_have_results, scope=scope)
    corrected = correct(query, have_results)
    if not corrected.is_corrected:
        return SearchResults(fewer=shorter_queries(query, have_results))
    sources, accented = _results_by_source(corrected, scope)
    return SearchResults(sources, as_written(corrected, accented))


def _have_results(queries: Sequence[SearchQuery], scope: SearchScope) -> list[bool]:
    """For each query, whether anything public has its words."""
    on_pages = [next(_pages(query, scope), None) is not None for query in queries]
    others = [query for query, found in zip(queries, on_pages, strict=True) if not found]
    in_records = iter(with_results(others, [source.public for source in scope.sources]))
    return [found or next(in_records) for found in on_pages]


def _sources_with(query: SearchQuery, scope: SearchScope) -> Iterator[Source]:
    """The sources that have the words; one database query for all of them."""
    matches = [Exists(source.public.matching(query)) for source in scope.sources]
    # Any table with a row would do; without a known word there is nothing to find.
    row = SearchWord.objects.values_list(*matches).first()
    return compress(scope.sources, row or ())


def _results_by_source(query: SearchQuery, scope: SearchScope) -> tuple[list[SourceResults], str]:
    """The sources with results, the best first, and the accented text of the best result."""
    found: list[tuple[SourceResults, str]] = []
    if pages := sorted(_pages(query, scope), key=lambda page: page.rank):
        best_page = next(page for page in scope.pages if page.key == pages[0].key)
        accented = joined(" ".join(accented_words(name)) for name in best_page.searched_names())
        found.append((SourceResults("pages", str(scope.pages_label), pages, len(pages)), accented))
    for source in _sources_with(query, scope):
        best, total = _best(source, query)
        if best:  # unless it was withdrawn between the two queries
            more = f"{reverse(source.more)}?{urlencode({'q': query.typed})}" if source.more else ""
            results = [_result(source, record, query) for record in best]
            each = SourceResults(source.code, str(source.label), results, total, more)
            found.append((each, best[0].accented_text))
    found.sort(key=lambda pair: pair[0].best)
    return [source for source, _accented in found], found[0][1] if found else ""


def _best(source: Source, query: SearchQuery) -> tuple[list[Any], int]:
    """The best records of a source, and the number of all."""
    found = source.records().search(query)
    ordered = found.order_by(*BEST_FIRST, name_column(), "pk")
    if not found.model.has_word_index:
        best = list(with_named(ordered).annotate(total=Window(Count("pk")))[:MAX_RESULTS])
        return best, best[0].total if best else 0
    # Only ids are ranked; all columns are read for the best records alone.
    ranks = dict(ordered.values_list("pk", "search_rank")[:MAX_RESULTS])
    stored = with_named(source.records()).in_bulk(ranks)
    for pk, record in stored.items():
        record.search_rank = ranks[pk]
    best = [stored[pk] for pk in ranks if pk in stored]
    return best, found.count() if len(ranks) == MAX_RESULTS else len(best)


def _pages(query: SearchQuery, scope: SearchScope) -> Iterator[Result]:
    for page in scope.pages:
        rank = rank_of(page.searched_names(), page.searched_texts(), query)
        if rank is not None:
            title = _(page.title)
            names = [("", text) for text in page.searched_names()]
            yield Result(
                page.key,
                highlighted(title, query),
                reverse(page.address),
                "",
                _reasons(names, title, query),
                False,
                rank,
            )


def _result(source: Source, record: Any, query: SearchQuery) -> Result:
    name, about = source.name(record), source.about(record)
    return Result(
        record.key,
        _in_language(name, query),
        source.address(record),
        _in_language(about, query),
        _reasons(_texts(record), f"{name} {about}", query),
        record.is_demo,
        record.search_rank,
    )


def _reasons(
    texts: list[tuple[str, str]], displayed: str, query: SearchQuery
) -> list[tuple[str, SafeString | str]]:
    found = best_texts(texts, displayed, query)
    return [(label, _in_language(text, query)) for label, text in found]


def _texts(record: Any) -> list[tuple[str, str]]:
    """The texts by which a record is found, those in the page's language first."""
    language = page_language()
    figures = [
        format_figure(figure, dimension, language)
        for figure, dimension in record.searched_figures()
    ]
    own = [text for text in (*record.searched_names(), *record.searched_texts(), *figures) if text]
    texts = [("", text) for text in own]
    texts += [(capfirst(label), text) for label, text in texts_through(record)]
    in_vietnamese = language == "vi"
    return sorted(texts, key=lambda each: has_accents(each[1].casefold()) != in_vietnamese)


def _in_language(text: str, query: SearchQuery) -> SafeString | str:
    """A text with highlighted words, and a `lang` if it is not in the page's language."""
    html = highlighted(text, query)
    page = page_language()
    if has_accents(text.casefold()):
        language = "vi"
    else:
        # A Vietnamese sentence always has accents; a name may have none.
        language = "en" if len(text.split()) >= MIN_SENTENCE_WORDS else page
    return html if language == page else format_html('<span lang="{}">{}</span>', language, html)
