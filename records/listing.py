"""Lists that the public browses: filters read from an address, counts beside them, pages.

One address is one result: it can be shared, survives paging and a switch of language. A value
that makes no sense is explained beside its field and skipped, so an old link never breaks.
"""

from collections import Counter
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, ClassVar

from django import forms
from django.core.paginator import Page, Paginator
from django.db import models
from django.db.models import Count, QuerySet
from django.forms import BoundField
from django.utils.formats import date_format
from django.utils.http import urlencode
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from records.languages import plain_text
from records.searching import BEST_FIRST
from records.slips import in_words
from records.wanted import Wanted
from vietnamese.numbers import format_decimal

PAGE_SIZE = 25
# A search is a few words; the limit keeps a query small enough for every database.
MAX_QUERY = 200


@dataclass(frozen=True)
class Option:
    """A value of a facet, how many records it would show, and the list with and without it."""

    label: str
    count: int
    chosen: bool
    query: str
    query_without: str


@dataclass(frozen=True)
class Facet:
    """A filter whose values are shown with their counts."""

    field: BoundField
    options: list[Option]


@dataclass(frozen=True)
class Chosen:
    """A filter in use, and the list without it."""

    label: str
    value: str
    query: str


class KnownChoiceField(forms.ChoiceField):
    """A choice from an address: it is not required, and an unknown one is only left out."""

    default_error_messages: ClassVar = {
        "invalid_choice": _("This is not one of the choices, so the filter was left out.")
    }

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(required=False, **kwargs)
        self.keys: dict[Any, str] = {}

    def offer(self, records: Iterable[models.Model], key: str, text: str) -> None:
        """Let one of these records be chosen: by its key, under its text in two languages."""
        records = list(records)
        self.choices = [(getattr(record, key), plain_text(record, text)) for record in records]
        self.keys = {record.pk: getattr(record, key) for record in records}

    def key_of(self, value: Any) -> str:
        """How an address names what a column holds: a choice itself, or the id of a record."""
        return self.keys.get(value, str(value))


class ListForm(forms.Form):
    """The filters of one list.

    A field `status` narrows the list through the method `by_status(records, value)`. The field
    `sort` names an entry of `orders`. `facets` maps a field to the column it counts by, of related
    records the column with their id; those in `many` have several values a record.
    """

    facets: ClassVar[dict[str, str]] = {}
    many: ClassVar[frozenset[str]] = frozenset()
    orders: ClassVar[dict[str, tuple[Any, list[Any]]]] = {
        "name": (_("by name"), ["sort_key", "id"])
    }

    q = forms.CharField(
        label=_("Search"),
        required=False,
        max_length=MAX_QUERY,
        widget=forms.TextInput(attrs={"type": "search"}),
    )
    sort = KnownChoiceField(label=pgettext_lazy("list", "Order"))

    def __init__(self, data: Any) -> None:
        super().__init__(data, auto_id="filter_%s", label_suffix="")
        self._wanted: Wanted | None = None
        self.offer_choices()
        for field in self.fields.values():
            if isinstance(field, KnownChoiceField):
                field.choices = [("", _("all")), *field.choices]
        self.fields["sort"].choices = [(name, label) for name, (label, _by) in self.orders.items()]
        self.full_clean()

    def offer_choices(self) -> None:
        """Fill the choices that are records."""

    def apply_to(self, records: QuerySet, without: Collection[str] = ()) -> QuerySet:
        """Narrow the records by each filter that is filled in correctly, except those named."""
        for name, value in self.filled().items():
            narrow: Callable | None = getattr(self, f"by_{name}", None)
            if narrow and name not in without:
                records = narrow(records, value)
        return records

    def in_order(self, records: QuerySet) -> QuerySet:
        """Put narrowed records in the order asked for; of a search, what was typed comes first."""
        first = BEST_FIRST if BEST_FIRST[0] in records.query.annotations else []
        _label, columns = self.orders[self.cleaned_data.get("sort") or next(iter(self.orders))]
        return records.order_by(*first, *columns)

    def by_q(self, records: QuerySet, words: str) -> QuerySet:
        return records.search(self.wanted(records, words))

    def wanted(self, records: QuerySet, words: str) -> Wanted:
        """What is looked for: the words, or what they were probably meant to be; asked once."""
        if self._wanted is None:
            self._wanted = records.model._default_manager.public().understood(words)
        return self._wanted

    def searched_instead(self, page: Page) -> str:
        """What was looked for instead of words that find nothing; empty where they do."""
        if self._wanted is None or not self._wanted.is_read_anew or not page.object_list:
            return ""
        return in_words(self._wanted, page.object_list[0].accented_text)

    def filled(self) -> dict[str, Any]:
        """The filters in use, in the order of the form."""
        return {
            name: self.cleaned_data[name]
            for name in self.fields
            if self.cleaned_data.get(name) not in (None, "")
        }

    def query(self, **changes: Any) -> str:
        """The list's address after `?`, with some filters set, or left out with None."""
        values = {name: _in_address(value) for name, value in self.filled().items()} | changes
        return urlencode({name: value for name, value in values.items() if value not in (None, "")})

    def address(self, page: Page) -> str:
        """The one address, after `?`, of a page of this list."""
        return self.query(page=page.number if page.number > 1 else None)

    def orderings(self) -> list[dict[str, Any]]:
        """The orders on offer, each with the list in that order."""
        current = self.cleaned_data.get("sort") or next(iter(self.orders))
        return [
            {"label": label, "chosen": name == current, "query": self.query(sort=name)}
            for name, (label, _by) in self.orders.items()
        ]

    def left_out(self) -> list[str]:
        """Labels of the fields whose value was not understood."""
        return [str(self.fields[name].label) for name in self.errors if name in self.fields]

    def chosen(self) -> list[Chosen]:
        """The filters in use, in words, each with the list without it."""
        return [
            Chosen(
                str(self.fields[name].label),
                self._in_words(name, value),
                self.query(**{name: None}),
            )
            for name, value in self.filled().items()
            if name != "sort"
        ]

    def in_words(self) -> list[str]:
        """The filters in use as lines of text, for files."""
        return [f"{one.label}: {one.value}" for one in self.chosen()]

    def _in_words(self, name: str, value: Any) -> str:
        if isinstance(value, Decimal):
            return format_decimal(value, get_language() or "vi")
        if isinstance(value, date):
            return date_format(value, "SHORT_DATE_FORMAT")
        if choices := getattr(self.fields[name], "choices", None):
            return str(dict(choices).get(value, value))
        return str(value)

    def counted(self, records: QuerySet) -> "Counted":
        """How many records the list has, and how many each value of a facet would show.

        A facet is counted with every filter but its own. Facets with one value a record are
        counted together, by one query for all of them.
        """
        single = {name: column for name, column in self.facets.items() if name not in self.many}
        chosen = {name: value for name, value in self.filled().items() if name in single}
        tallies: dict[str, Counter[str]] = {name: Counter() for name in self.facets}
        total = demo = 0
        rows = (
            self.apply_to(records, without=single)
            .order_by()
            .values_list("is_demo", *single.values())
            .annotate(count=Count("pk"))
        )
        for is_demo, *values, count in rows:
            row = {
                name: self.fields[name].key_of(value)
                for name, value in zip(single, values, strict=True)
            }
            missed = [name for name, value in chosen.items() if row[name] != value]
            if not missed:
                total += count
                demo += count * is_demo
            for name, value in row.items():
                if not set(missed) - {name}:
                    tallies[name][value] += count
        for name in self.many:
            rows = self.apply_to(records, without={name}).order_by()
            for value, count in rows.values_list(self.facets[name]).annotate(Count("pk")):
                tallies[name][self.fields[name].key_of(value)] += count
        return Counted(total, demo, [self._facet(name, tally) for name, tally in tallies.items()])

    def _facet(self, name: str, tally: Counter[str]) -> Facet:
        chosen = self.cleaned_data.get(name)
        field = self.fields[name]
        without = self.query(**{name: None})
        options = [
            Option(label, tally[value], value == chosen, self.query(**{name: value}), without)
            for value, label in field.choices
            if value
        ]
        return Facet(self[name], options)

    def page(self, records: QuerySet, total: int, size: int = PAGE_SIZE) -> Page:
        """The page asked for, or the nearest there is; `page.asked` tells of one there is not."""
        paginator = Paginator(self.in_order(self.apply_to(records)), size)
        paginator.count = total
        asked = self.data.get("page", "").strip()
        try:
            number = max(int(asked), 1)
        except ValueError:
            number = 1
        page = paginator.get_page(number)
        page.asked = asked if asked not in {"", str(page.number)} else ""
        page.numbers = list(paginator.get_elided_page_range(page.number, on_each_side=2, on_ends=1))
        page.gap = paginator.ELLIPSIS
        return page


@dataclass(frozen=True)
class Counted:
    total: int
    demo: int
    facets: list[Facet]


def _in_address(value: Any) -> str:
    if isinstance(value, date):
        return value.isoformat()
    return format(value, "f") if isinstance(value, Decimal) else str(value)
