"""Search of everything public, the kinds of result told apart."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import partial, reduce
from operator import or_
from typing import Any

from django import forms
from django.db.models import Count, Exists, Q, Window
from django.urls import reverse
from django.utils.html import format_html
from django.utils.http import urlencode
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from records.bilingual import page_language
from search.highlight import best_text, marked
from search.indexing import texts_through, with_named
from search.models import SearchWord
from search.query import MAX_QUERY, Wanted, read_words
from search.queryset import BEST_FIRST, name_column, rank_of
from search.sources import SearchScope, Source
from search.spelling import in_words, read_anew, with_fewer_words
from search.words import accented_words, has_accents, joined

# Results of a kind that are shown; its own list has the others.
SHOWN = 6
SURELY_A_SENTENCE = 3


class SearchForm(forms.Form):
    q = forms.CharField(
        label=gettext_lazy("Search"),
        required=False,
        max_length=MAX_QUERY,
        widget=forms.TextInput(attrs={"type": "search"}),
    )


@dataclass(frozen=True)
class Result:
    """One thing found: its name, what it is, and where the words stand when not in its name."""

    key: str
    title: SafeString | str
    address: str
    about: SafeString | str
    label: str
    why: SafeString | str
    is_demo: bool
    rank: int


@dataclass(frozen=True)
class FoundKind:
    """What was found of one kind, the best first, and where all of it is listed."""

    code: str
    label: str
    results: list[Result]
    total: int
    more: str = ""

    @property
    def best(self) -> int:
        return self.results[0].rank


@dataclass(frozen=True)
class Found:
    """All kinds with results; `instead` is what was looked for when what was typed found nothing.

    `fewer` are shorter questions that find something where this one does not.
    """

    kinds: list[FoundKind] = field(default_factory=list)
    instead: str = ""
    fewer: list[str] = field(default_factory=list)

    @property
    def total(self) -> int:
        return sum(kind.total for kind in self.kinds)


def search_everything(typed: str, scope: SearchScope) -> Found:
    """What each kind has for the words; kinds without a result are left out."""
    wanted = read_words(typed)
    if not wanted.terms:
        return Found()
    kinds, _accented = _found(wanted, scope)
    if kinds:
        return Found(kinds)
    finds = partial(_finds, scope=scope)
    anew = read_anew(wanted, finds)
    if not anew.is_read_anew:
        return Found(fewer=with_fewer_words(wanted, finds))
    kinds, accented = _found(anew, scope)
    return Found(kinds, in_words(anew, accented))


def _finds(wanted: Wanted, scope: SearchScope) -> bool:
    """Whether anything public holds the words, in one query for all kinds."""
    anywhere = [Q(Exists(kind.records().matching(wanted))) for kind in scope.sources]
    return (
        SearchWord.objects.filter(reduce(or_, anywhere)).exists()
        or next(_pages(wanted, scope), None) is not None
    )


def _found(wanted: Wanted, scope: SearchScope) -> tuple[list[FoundKind], str]:
    """The kinds with results, those with the best first; and the accented text of the best."""
    found: list[tuple[FoundKind, str]] = []
    if pages := sorted(_pages(wanted, scope), key=lambda page: page.rank):
        best_page = next(page for page in scope.pages if page.key == pages[0].key)
        accented = joined(" ".join(accented_words(name)) for name in best_page.searched_names())
        found.append((FoundKind("pages", str(scope.pages_label), pages, len(pages)), accented))
    for kind in scope.sources:
        best, total = _best(kind, wanted)
        if best:
            more = f"{reverse(kind.more)}?{urlencode({'q': wanted.typed})}" if kind.more else ""
            results = [_result(kind, record, wanted) for record in best]
            each = FoundKind(kind.code, str(kind.label), results, total, more)
            found.append((each, best[0].accented_text))
    found.sort(key=lambda pair: pair[0].best)
    return [kind for kind, _accented in found], found[0][1] if found else ""


def _best(kind: Source, wanted: Wanted) -> tuple[list[Any], int]:
    """The best records of a kind, and how many there are."""
    found = kind.records().search(wanted)
    ordered = found.order_by(*BEST_FIRST, name_column(), "pk")
    if not found.model.has_word_index:
        best = list(with_named(ordered).annotate(total=Window(Count("pk")))[:SHOWN])
        return best, best[0].total if best else 0
    # Of very many, only the ids are ranked; what a row shows is read of the best alone.
    ranks = dict(ordered.values_list("pk", "search_rank")[:SHOWN])
    stored = with_named(kind.records()).in_bulk(ranks)
    for pk, record in stored.items():
        record.search_rank = ranks[pk]
    best = [stored[pk] for pk in ranks if pk in stored]
    return best, found.count() if len(ranks) == SHOWN else len(best)


def _pages(wanted: Wanted, scope: SearchScope) -> Iterator[Result]:
    for page in scope.pages:
        rank = rank_of(page.searched_names(), page.searched_texts(), wanted)
        if rank is not None:
            title = _(page.title)
            _label, why = best_text((("", text) for text in page.searched_names()), title, wanted)
            yield Result(
                page.key,
                marked(title, wanted),
                reverse(page.address),
                "",
                "",
                _in_language(why, wanted),
                False,
                rank,
            )


def _result(kind: Source, record: Any, wanted: Wanted) -> Result:
    name, about = kind.name(record), kind.about(record)
    label, why = best_text(_texts(record), f"{name} {about}", wanted)
    return Result(
        record.key,
        _in_language(name, wanted),
        kind.address(record),
        _in_language(about, wanted),
        label,
        _in_language(why, wanted),
        record.is_demo,
        record.search_rank,
    )


def _texts(record: Any) -> list[tuple[str, str]]:
    """What it is found by as it is written, what is in the page's language first."""
    own = [text for text in (*record.searched_names(), *record.searched_texts()) if text]
    texts = [("", text) for text in own]
    texts += [(capfirst(label), text) for label, text in texts_through(record)]
    in_vietnamese = page_language() == "vi"
    return sorted(texts, key=lambda each: has_accents(each[1].casefold()) != in_vietnamese)


def _in_language(text: str, wanted: Wanted) -> SafeString | str:
    """A text with its words marked, and its language where that is not the page's."""
    html = marked(text, wanted)
    page = page_language()
    if has_accents(text.casefold()):
        language = "vi"
    else:
        # A Vietnamese sentence of several words is never without accents; a name may be.
        language = "en" if len(text.split()) >= SURELY_A_SENTENCE else page
    return html if language == page else format_html('<span lang="{}">{}</span>', language, html)
