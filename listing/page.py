"""Lists that the public browses: the page that filters lead to and the counts beside it."""

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
# How many values of a facet stand in sight; of a longer one the most frequent.
MOST_IN_SIGHT = 10
# More digits have no page number; the first ones tell as well that there is none.
MOST_DIGITS = 9


class Option(NamedTuple):
    """A value of a facet, how many records it would show, and the list with or without it."""

    value: str
    label: str
    count: int
    chosen: bool
    query: str


@dataclass(frozen=True)
class Facet:
    """A filter whose values are shown with their counts; the rest of a long one opens."""

    field: BoundField
    options: list[Option]
    rest: list[Option]


@dataclass(frozen=True)
class Counted:
    """How many records the list has, how many of them are demo data, and its facets."""

    total: int
    demo: int
    facets: list[Facet]


class ListForm(ListFilters):
    """A list as the public sees it, found and counted in the memory of the process."""

    @cached_property
    def _free(self) -> tuple[int, list[int] | None]:
        """Who passes the filters that are no facets; of a search also in which order."""
        if self.cleaned_data.get("q"):
            ranked = list(self.in_order(self._narrowed(self._all())).values_list("pk", flat=True))
            return self.index.set_of(ranked), ranked
        found = self.index.every if self.within is None else self._set_of(self.within)
        for name, value in self.filled().items():
            if name in self.bounds or hasattr(self, f"by_{name}"):
                find = partial(self._passing, name, value)
                found &= self.index.passing(name, value, find)
        return found, None

    def _all(self) -> QuerySet:
        return self.records() if self.within is None else self.within

    def _passing(self, name: str, value: Any) -> int:
        if name in self.bounds:
            return self.index.within(self.bounds[name], value)
        return self._set_of(getattr(self, f"by_{name}")(self.records(), value))

    def _set_of(self, records: QuerySet) -> int:
        return self.index.set_of(records.order_by().values_list("pk", flat=True))

    @cached_property
    def _sets(self) -> dict[str, int]:
        """The records that have the chosen value of each facet in use."""
        return {
            name: self.index.having[name].get(value, 0)
            for name, value in self._chosen_values().items()
        }

    @cached_property
    def _found(self) -> int:
        found, _ranked = self._free
        for each in self._sets.values():
            found &= each
        return found

    @cached_property
    def counted(self) -> Counted:
        """The counts of the list; a facet is counted with every filter but its own."""
        facets = []
        for name in self.facets:
            found = self._found
            if name in self._sets:
                found, _ranked = self._free
                for other, each in self._sets.items():
                    if other != name:
                        found &= each
            facets.append(self._facet(name, found))
        demo = (self._found & self.index.demo).bit_count()
        return Counted(self._found.bit_count(), demo, facets)

    def _facet(self, name: str, found: int) -> Facet:
        having, chosen = self.index.having[name], self.cleaned_data.get(name)
        without = self.query(**{name: None})
        before, after = self.query(**{name: "\0"}).split(pair(name, "\0"))
        options = [
            Option(
                value,
                label,
                (found & having.get(value, 0)).bit_count(),
                value == chosen,
                without if value == chosen else f"{before}{pair(name, value)}{after}",
            )
            for value, label in self.fields[name].choices
            if value
        ]
        if len(options) <= MOST_IN_SIGHT + 1:
            return Facet(self[name], options, [])
        first = sorted(options, key=lambda one: (not one.chosen, -one.count))[:MOST_IN_SIGHT]
        return Facet(self[name], first, [one for one in options if one not in first])

    @cached_property
    def page(self) -> Page:
        """The page asked for, or the nearest there is; its records are read when asked for."""
        page = self._page_of_ids(PAGE_SIZE)
        page.ids = page.object_list
        page.object_list = SimpleLazyObject(lambda: _read(self.rows(), page.ids))
        return page

    @cached_property
    def page_rows(self) -> SafeString:
        """The rows of the page as they look."""
        return self.index.rows(self.page.ids)

    def page_of(self, rows: QuerySet, size: int) -> Page:
        """A page with these rows."""
        page = self._page_of_ids(size)
        page.object_list = _read(rows, page.object_list)
        return page

    def _page_of_ids(self, size: int) -> Page:
        """`page.asked` tells of a number that there is no page for."""
        _set, ranked = self._free
        if ranked is None:
            ids = self.index.ordered(self._found, self.order)
        else:
            wanted = bitmaps.mask(self._found, self.index.size)
            place_of = self.index.place_of
            ids = [pk for pk in ranked if pk in place_of and wanted[place_of[pk]]]
        paginator = Paginator(ids, size)
        asked = self.data.get("page", "").strip()
        is_number = asked.isascii() and asked.isdecimal()
        page = paginator.get_page(max(int(asked[:MOST_DIGITS]), 1) if is_number else 1)
        page.asked = asked if asked not in {"", str(page.number)} else ""
        page.numbers = list(paginator.get_elided_page_range(page.number, on_each_side=2, on_ends=1))
        page.gap = paginator.ELLIPSIS
        return page

    @cached_property
    def searched_instead(self) -> str:
        """What was looked for instead of words that find nothing; empty where they do."""
        found = self.page.object_list
        if self._search_query is None or not self._search_query.is_corrected or not found:
            return ""
        return as_written(self._search_query, found[0].accented_text)


def _read(rows: QuerySet, ids: list[int]) -> list[Any]:
    shown = rows.filter(pk__in=ids).in_bulk()
    return [shown[pk] for pk in ids if pk in shown]
