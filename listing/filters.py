"""The filters of a list in a URL.

A URL has one result: it can be shared, and survives paging and a change of language. An invalid
value is explained beside its field and ignored, so old links keep working.
"""

from copy import deepcopy
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property, lru_cache
from typing import Any, ClassVar

from django import forms
from django.core.paginator import Page
from django.db.models import QuerySet
from django.utils.formats import date_format
from django.utils.http import urlencode
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from listing.facet_index import Choices, index_of
from listing.facets import Bound, Facet
from listing.fields import KnownChoiceField, NumberField, plain_number
from records.bilingual import page_language
from search.query import MAX_QUERY, SearchQuery
from search.queryset import BEST_FIRST, name_column
from vietnamese.numbers import format_decimal


@dataclass(frozen=True)
class ActiveFilter:
    """An active filter: `standalone` is its text without a label, `query` the list without it."""

    label: str
    value: str
    standalone: str
    query: str


class ListFilters(forms.Form):
    """The filters of one list.

    A field filters by an entry of `facets` or `bounds`, else by the method `by_<name>(records,
    value)`. The values of the field `sort` are the keys of `orders`.
    """

    facets: ClassVar[dict[str, Facet]] = {}
    bounds: ClassVar[dict[str, Bound]] = {}
    # The template of a row, and the name of the record in its context.
    row_template: ClassVar[str] = ""
    row_name: ClassVar[str] = "record"

    @property
    def carried_query(self) -> str:
        """Parameters other than filters, for links; not in canonical URLs and files."""
        return ""

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

    def __init__(
        self, data: Any, *, within: QuerySet | None = None, plain_numbers: bool = False
    ) -> None:
        """Read the filters of a URL, such as `request.GET`.

        `within` limits the list to some records. With `plain_numbers`, for programs, 1.234 is a
        decimal number in any language.
        """
        self.index = index_of(type(self))
        # The fields are shared and never changed, so Django need not copy them for each form.
        self.base_fields = {}  # type: ignore[misc]
        super().__init__(_first_values(data), auto_id="filter_%s", label_suffix="")
        self.fields = self.index.fields(plain_numbers)
        self.within = within
        self._search_query: SearchQuery | None = None
        self.repeated = [name for name in self.fields if len(_values(data, name)) > 1]
        self.full_clean()

    @classmethod
    def filled_fields(cls, plain_numbers: bool) -> dict[str, forms.Field]:
        """The fields with their choices, in the page's language."""
        fields: dict[str, Any] = deepcopy(cls.base_fields)
        for name, choices in cls.offers().items():
            fields[name].choices = choices
        for field in fields.values():
            if isinstance(field, KnownChoiceField):
                field.choices = [("", gettext("all")), *_labelled(field.choices)]
            elif isinstance(field, NumberField):
                field.plain = plain_numbers
            field.label = str(field.label)
        fields["sort"].choices = _labelled(
            (name, label) for name, (label, _by) in cls.orders.items()
        )
        return fields

    # --- definition of a list ---

    @classmethod
    def records(cls) -> QuerySet:
        """The public records of the list."""
        raise NotImplementedError

    @classmethod
    def rows(cls) -> QuerySet:
        """The same with the columns and relations of a row, in a fixed number of queries."""
        return cls.records()

    @classmethod
    def offers(cls) -> Choices:
        """The choices of the fields, in the page's language."""
        return {}

    @classmethod
    def columns_of(cls, order: str) -> list[Any]:
        """The columns of an order; `sort_key` becomes the one for names in the page's language."""
        columns = cls.orders[order][1]
        return [name_column() if column == "sort_key" else column for column in columns]

    # --- filtering a QuerySet, for files and the API ---

    def apply_to(self, records: QuerySet) -> QuerySet:
        """Apply each valid filter to the records."""
        records = self._narrowed(records)
        for name, value in self._chosen_values().items():
            records = self.facets[name].narrow(records, value)
        return records

    def _narrowed(self, records: QuerySet) -> QuerySet:
        """Apply the filters that are not facets: words, dates, amounts."""
        for name, value in self.filled().items():
            if name in self.bounds:
                records = self.bounds[name].narrow(records, value)
            elif narrow := getattr(self, f"by_{name}", None):
                records = narrow(records, value)
        return records

    def in_order(self, records: QuerySet) -> QuerySet:
        """Filtered records in the chosen order; the first order of a search is by rank."""
        ranked = BEST_FIRST[0] in records.query.annotations and self.order == next(
            iter(self.orders)
        )
        first = BEST_FIRST if ranked else []
        return records.order_by(*first, *self.columns_of(self.order))

    def by_q(self, records: Any, words: str) -> QuerySet:
        return records.search(self.search_query(records, words))

    def search_query(self, records: QuerySet, words: str) -> SearchQuery:
        """The search words, typed or corrected; computed once for each form."""
        if self._search_query is None:
            self._search_query = records.model._default_manager.public().corrected_query(words)
        return self._search_query

    def exactly_as_typed(self) -> str:
        """The query string of a search for exactly the typed words."""
        return self.query(q=f'"{self.cleaned_data["q"]}"')

    @property
    def order(self) -> str:
        """The chosen order, or the first one."""
        return self.cleaned_data.get("sort") or next(iter(self.orders))

    # --- URLs ---

    def filled(self) -> dict[str, Any]:
        """The active filters in the order of the form."""
        return {
            name: self.cleaned_data[name]
            for name in self.fields
            if self.cleaned_data.get(name) not in (None, "")
        }

    def _chosen_values(self) -> dict[str, str]:
        return {name: value for name, value in self.filled().items() if name in self.facets}

    def query(self, **changes: Any) -> str:
        """The query string of a link, with some filters changed, or removed by None.

        Filters are in the order of the form, without the default order, followed by
        `carried_query`.
        """
        filters = self.filters(**changes)
        return "&".join(filter(None, (filters, self.carried_query)))

    def filters(self, **changes: Any) -> str:
        """The same query string without `carried_query`."""
        pairs = dict(self._address_pairs)
        for name, value in changes.items():
            left_out = value in (None, "") or (name, value) == ("sort", next(iter(self.orders)))
            pairs[name] = "" if left_out else pair(name, str(value))
        return "&".join(filter(None, pairs.values()))

    @cached_property
    def _address_pairs(self) -> dict[str, str]:
        """Each field as part of the query string; empty for inactive ones."""
        pairs = dict.fromkeys(self.fields, "")
        for name, value in self.filled().items():
            if (name, value) != ("sort", next(iter(self.orders))):
                pairs[name] = pair(name, _in_address(value))
        return pairs

    def address(self, page: Page) -> str:
        """The canonical query string of a page of the list."""
        return self.filters(page=page.number if page.number > 1 else None)

    def orderings(self) -> list[dict[str, Any]]:
        """The orders with a link to each; in a search the first one is “best match”."""
        first = next(iter(self.orders))
        return [
            {
                "name": name,
                "label": _("best match") if name == first and self.filled().get("q") else label,
                "chosen": name == self.order,
                "query": self.query(sort=name),
            }
            for name, (label, _by) in self.orders.items()
        ]

    def left_out(self) -> list[str]:
        """Labels of the fields whose value was not understood."""
        return [str(self.fields[name].label) for name in self.errors if name in self.fields]

    def repeated_labels(self) -> list[str]:
        """Labels of the fields with several values in the URL; the first value counts."""
        return [str(self.fields[name].label) for name in self.repeated]

    def chosen(self) -> list[ActiveFilter]:
        """The active filters, each with a link to the list without it."""
        return [
            self._chosen(self.fields[name], self._in_words(name, value), self.query(**{name: None}))
            for name, value in self.filled().items()
            if name != "sort"
        ]

    def _chosen(self, field: forms.Field, words: str, query: str) -> ActiveFilter:
        label = str(field.label)
        standalone = words if getattr(field, "self_explanatory", False) else f"{label}: {words}"
        return ActiveFilter(label, words, standalone, query)

    def in_words(self) -> list[str]:
        """The active filters as lines of text, for files."""
        return [f"{one.label}: {one.value}" for one in self.chosen()]

    def _in_words(self, name: str, value: Any) -> str:
        if isinstance(value, Decimal):
            return format_decimal(value, page_language())
        if isinstance(value, date):
            return date_format(value, "SHORT_DATE_FORMAT")
        if choices := getattr(self.fields[name], "choices", None):
            return str(dict(choices).get(value, value))
        return str(value)


@lru_cache(maxsize=4_000)
def pair(name: str, value: str) -> str:
    """A filter in a query string."""
    return urlencode({name: value})


def _labelled(choices: Any) -> list[tuple[str, str]]:
    """Choices with labels in the page's language."""
    return [(value, str(label)) for value, label in choices]


def _values(data: Any, name: str) -> list[Any]:
    if hasattr(data, "getlist"):
        return data.getlist(name)
    return [data[name]] if name in data else []


def _first_values(data: Any) -> dict[str, Any]:
    return {name: values[0] for name in data if (values := _values(data, name))}


def _in_address(value: Any) -> str:
    if isinstance(value, date):
        return value.isoformat()
    return plain_number(value) if isinstance(value, Decimal) else str(value)
