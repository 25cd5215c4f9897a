"""Public lists: a page of the filtered records, and the counts of the facets."""

from dataclasses import dataclass
from functools import cached_property, partial
from typing import Any, NamedTuple

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.forms import BoundField
from django.utils.functional import SimpleLazyObject
from django.utils.safestring import SafeString

from listing import bitmaps
from listing.filters import ListFilters, pair
from search.spelling import as_written

PAGE_SIZE = 25
# Values of a facet that are displayed; of a longer one the most frequent.
MAX_OPEN_OPTIONS = 10
# Further digits of a page number are ignored.
MAX_PAGE_DIGITS = 9


class Option(NamedTuple):
    """A facet value with its count, and a link that selects or removes it."""

    value: str
    label: str
    count: int  # type: ignore[assignment]  # the method of tuples is not needed
    chosen: bool
    query: str


@dataclass(frozen=True)
class Facet:
    """A facet with its options; `rest` is collapsed."""

    field: BoundField
    options: list[Option]
    rest: list[Option]


@dataclass(frozen=True)
class Counted:
    """The counts of a list: all records, demo data, and the options of each facet."""

    total: int
    demo: int
    facets: list[Facet]


class ListPage(Page):
    """A page of a list; `ids` are those of its records."""

    ids: list[int]
    asked: str  # the requested number, if there is no such page
    numbers: list[int | str]
    gap: Any  # stands for page numbers that are left out


class ListForm(ListFilters):
    """A public list, filtered and counted in memory."""

    @cached_property
    def _without_facets(self) -> tuple[int, list[int] | None]:
        """Rows that match all filters except facets; for a search also their ids by rank."""
        if self.cleaned_data.get("q"):
            ranked = list(self.in_order(self._narrowed(self._all())).values_list("pk", flat=True))
            return self.index.bitmap_of(ranked), ranked
        found = self.index.all_rows if self.within is None else self._bitmap_of(self.within)
        for name, value in self.filled().items():
            if name in self.bounds or hasattr(self, f"by_{name}"):
                find = partial(self._filter_bitmap, name, value)
                found &= self.index.filter_bitmap(name, value, find)
        return found, None

    def _all(self) -> QuerySet:
        return self.records() if self.within is None else self.within

    def _filter_bitmap(self, name: str, value: Any) -> int:
        if name in self.bounds:
            return self.index.bound_bitmap(self.bounds[name], value)
        return self._bitmap_of(getattr(self, f"by_{name}")(self.records(), value))

    def _bitmap_of(self, records: QuerySet) -> int:
        return self.index.bitmap_of(records.order_by().values_list("pk", flat=True))

    @cached_property
    def _facet_bitmaps(self) -> dict[str, int]:
        """The bitmap of the chosen value of each facet in use."""
        return {
            name: self.index.bitmap_by_value[name].get(value, 0)
            for name, value in self._chosen_values().items()
        }

    @cached_property
    def _found(self) -> int:
        found, _ranked = self._without_facets
        for each in self._facet_bitmaps.values():
            found &= each
        return found

    @cached_property
    def counted(self) -> Counted:
        """The counts of the list; each facet is counted with all filters except its own."""
        facets = []
        for name in self.facets:
            found = self._found
            if name in self._facet_bitmaps:
                found, _ranked = self._without_facets
                for other, each in self._facet_bitmaps.items():
                    if other != name:
                        found &= each
            facets.append(self._facet(name, found))
        demo = (self._found & self.index.demo).bit_count()
        return Counted(self._found.bit_count(), demo, facets)

    def _facet(self, name: str, found: int) -> Facet:
        bitmaps_of_values, chosen = self.index.bitmap_by_value[name], self.cleaned_data.get(name)
        field: Any = self.fields[name]
        without = self.query(**{name: None})
        before, after = self.query(**{name: "\0"}).split(pair(name, "\0"))
        options = [
            Option(
                value,
                label,
                (found & bitmaps_of_values.get(value, 0)).bit_count(),
                value == chosen,
                without if value == chosen else f"{before}{pair(name, value)}{after}",
            )
            for value, label in field.choices
            if value
        ]
        if len(options) <= MAX_OPEN_OPTIONS + 1:
            return Facet(self[name], options, [])
        first = sorted(options, key=lambda one: (not one.chosen, -one.count))[:MAX_OPEN_OPTIONS]
        return Facet(self[name], first, [one for one in options if one not in first])

    @cached_property
    def page(self) -> ListPage:
        """The requested page, or the nearest one; its records are read lazily."""
        page = self._page_of_ids(PAGE_SIZE)
        page.object_list = SimpleLazyObject(lambda: _read(self.rows(), page.ids))
        return page

    @cached_property
    def page_rows(self) -> SafeString:
        """The rendered rows of the page."""
        return self.index.rows(self.page.ids)

    def page_of(self, rows: QuerySet, size: int) -> ListPage:
        """A page with records from this QuerySet."""
        page = self._page_of_ids(size)
        page.object_list = _read(rows, page.ids)
        return page

    def _page_of_ids(self, size: int) -> ListPage:
        """A page with ids only."""
        _set, ranked = self._without_facets
        ids: Any
        if ranked is None:
            ids = self.index.ordered(self._found, self.order)
        else:
            included = bitmaps.mask(self._found, self.index.size)
            place_of = self.index.place_of
            ids = [pk for pk in ranked if pk in place_of and included[place_of[pk]]]
        paginator: Paginator = Paginator(ids, size)
        asked = self.data.get("page", "").strip()
        is_number = asked.isascii() and asked.isdecimal()
        number = max(int(asked[:MAX_PAGE_DIGITS]), 1) if is_number else 1
        nearest = paginator.get_page(number)
        page = ListPage(nearest.object_list, nearest.number, paginator)
        page.ids = list(nearest.object_list)
        page.asked = asked if asked not in {"", str(page.number)} else ""
        page.numbers = list(paginator.get_elided_page_range(page.number, on_each_side=2, on_ends=1))
        page.gap = paginator.ELLIPSIS
        return page

    @cached_property
    def corrected_words(self) -> str:
        """The corrected search words; empty if the typed ones have results."""
        found = self.page.object_list
        if self._search_query is None or not self._search_query.is_corrected or not found:
            return ""
        return as_written(self._search_query, found[0].accented_text)


def _read(rows: QuerySet, ids: list[int]) -> list[Any]:
    records = rows.filter(pk__in=ids).in_bulk()
    return [records[pk] for pk in ids if pk in records]
