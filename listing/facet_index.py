"""The facet index of a list: its records by value and by order, in the memory of each process.

It is built from the database once for each version of the data and day, so it is never stale. Ten
thousand projects with some two hundred values take 2 MB; rendered rows add at most about 30 MB.
"""

from array import array
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterable
from decimal import Decimal
from itertools import compress, islice
from threading import Lock
from typing import Any, Protocol

from django.db.models import QuerySet
from django.forms import Field
from django.template.loader import get_template
from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe

from listing import bitmaps
from listing.facets import Bound, Facet, Related
from records import cache_version
from records.bilingual import page_language

# Rendered rows of about 1 KB: ten thousand records in both languages.
MAX_CACHED_ROWS = 25_000
# Bitmaps of filters that are not facets: days and amounts.
MAX_CACHED_FILTERS = 200
# Sorting up to this many is faster than going through all records in order.
FEW_ROWS = 100
Choices = dict[str, list[tuple[str, str]]]


class ListDefinition(Protocol):
    """What the index needs of a list; a subclass of `listing.filters.ListFilters`."""

    facets: dict[str, Facet]
    row_template: str
    row_name: str

    def records(self) -> QuerySet:
        """The public records of the list."""

    def rows(self) -> QuerySet:
        """The same records with the columns and relations that a row displays."""

    def columns_of(self, order: str) -> list[Any]:
        """The columns that an order sorts by."""

    def filled_fields(self, plain_numbers: bool) -> dict[str, Field]:
        """The fields of the filters, with choices in the page's language."""


class Order:
    """The positions of a list in an order, and the rank of each position in it."""

    def __init__(self, places: Iterable[int], size: int) -> None:
        self.places = array("L", places)
        self.standing = array("L", bytes(array("L").itemsize * size))
        for standing, place in enumerate(self.places):
            self.standing[place] = standing


class OrderedIds:
    """The ids of a bitmap in an order, computed only as far as a page needs them."""

    def __init__(self, ids: array, found: int, order: Order) -> None:
        self._ids, self._found, self._order = ids, found, order

    def __len__(self) -> int:
        return self._found.bit_count()

    def __getitem__(self, part: slice) -> list[int]:
        places: Iterable[int]
        if len(self) <= FEW_ROWS:
            few = bitmaps.to_positions(self._found)
            places = sorted(few, key=self._order.standing.__getitem__)
        else:
            included = bitmaps.mask(self._found, len(self._ids))
            in_order = self._order.places
            places = compress(in_order, map(included.__getitem__, in_order))
        return [self._ids[place] for place in islice(places, part.start, part.stop)]


class ListIndex:
    """The public records of one list, with a bitmap for each value of each facet.

    Positions are in the order of ids, since the order of names depends on the language.
    """

    def __init__(self, form_class: ListDefinition) -> None:
        self.form_class = form_class
        records = form_class.records().order_by("pk")
        in_row = {
            name: facet
            for name, facet in form_class.facets.items()
            if not isinstance(facet, Related)
        }
        columns = [column for facet in in_row.values() for column in facet.columns()]
        rows = records.values_list("pk", "is_demo", *columns)
        places: dict[str, defaultdict[str, list[int]]] = {
            name: defaultdict(list) for name in form_class.facets
        }
        readers, start = [], 2
        for name, facet in in_row.items():
            end = start + len(facet.columns())
            readers.append((places[name], facet.reader(), start, end))
            start = end
        self.ids = array("q")
        demo = []
        for place, row in enumerate(rows):
            self.ids.append(row[0])
            if row[1]:
                demo.append(place)
            for found, values_in, start, end in readers:
                for value in values_in(row[start:end]):
                    found[value].append(place)
        self.place_of = {pk: place for place, pk in enumerate(self.ids)}
        for name, related in form_class.facets.items():
            if isinstance(related, Related):
                for pk, value in related.pairs(form_class.records().order_by()):
                    if pk in self.place_of:
                        places[name][value].append(self.place_of[pk])
        self.size = len(self.ids)
        self.all_rows = (1 << self.size) - 1
        self.demo = bitmaps.of_positions(demo, self.size)
        self.bitmap_by_value = {
            name: {value: bitmaps.of_positions(each, self.size) for value, each in found.items()}
            for name, found in places.items()
        }
        self._rows: dict[tuple[str, int], bytes] = {}
        self._orders: dict[tuple[str, str], Order] = {}
        self._fields: dict[tuple[str, bool], dict[str, Field]] = {}
        self._filter_bitmaps: dict[tuple[str, Any], int] = {}
        self._numbers: dict[str, tuple[list[Any], array]] = {}

    def fields(self, plain_numbers: bool) -> dict[str, Field]:
        """The fields with choices in the page's language, shared by all forms."""
        key = page_language(), plain_numbers
        if key not in self._fields:
            self._fields[key] = self.form_class.filled_fields(plain_numbers)
        return self._fields[key]

    def filter_bitmap(self, name: str, value: Any, find: Callable[[], int]) -> int:
        """Rows that match a filter which is not a facet; cached, because paging repeats it."""
        found = self._filter_bitmaps.get((name, value))
        if found is None:
            found = find()
            if len(self._filter_bitmaps) >= MAX_CACHED_FILTERS:
                self._filter_bitmaps.clear()
            self._filter_bitmaps[name, value] = found
        return found

    def bound_bitmap(self, bound: Bound, value: Decimal) -> int:
        """Rows whose number is within a bound."""
        numbers, places = self._numbers_of(bound.column)
        limit = value * bound.unit
        if bound.compared == "gte":
            return bitmaps.of_positions(places[bisect_left(numbers, limit) :], self.size)
        return bitmaps.of_positions(places[: bisect_right(numbers, limit)], self.size)

    def _numbers_of(self, column: str) -> tuple[list[Any], array]:
        """The numbers of a column, ascending, with the position of each."""
        if column not in self._numbers:
            records = self.form_class.records().exclude(**{column: None}).order_by()
            known = [
                (number, self.place_of[pk])
                for pk, number in records.values_list("pk", column)
                if pk in self.place_of
            ]
            known.sort()
            places = array("L", (place for _number, place in known))
            self._numbers[column] = [number for number, _place in known], places
        return self._numbers[column]

    def rows(self, ids: Iterable[int]) -> SafeString:
        """The rendered rows of these records, in the page's language."""
        language = page_language()
        keys = [(language, pk) for pk in ids]
        found = {key: self._rows[key] for key in keys if key in self._rows}
        if missing := [pk for _language, pk in keys if (language, pk) not in found]:
            template = get_template(self.form_class.row_template)
            for record in self.form_class.rows().filter(pk__in=missing):
                row = template.render({self.form_class.row_name: record})
                # Encoded Vietnamese text takes half the memory.
                found[language, record.pk] = row.encode()
            if len(self._rows) + len(missing) > MAX_CACHED_ROWS:
                for key in list(islice(self._rows, MAX_CACHED_ROWS // 10)):
                    self._rows.pop(key, None)
            self._rows |= found
        return mark_safe(b"".join(found[key] for key in keys if key in found).decode())

    def bitmap_of(self, ids: Iterable[int]) -> int:
        """The bitmap of these ids; records newer than the index are left out."""
        known = (self.place_of.get(pk) for pk in ids)
        return bitmaps.of_positions((place for place in known if place is not None), self.size)

    def ordered(self, found: int, order: str) -> "OrderedIds":
        """The ids of a bitmap in an order of the list."""
        return OrderedIds(self.ids, found, self._in_order(order))

    def _in_order(self, order: str) -> Order:
        key = order, page_language()
        if key not in self._orders:
            records = self.form_class.records().order_by(*self.form_class.columns_of(order))
            known = (self.place_of.get(pk) for pk in records.values_list("pk", flat=True))
            places = (place for place in known if place is not None)
            self._orders[key] = Order(places, self.size)
        return self._orders[key]


_current: dict[ListDefinition, tuple[Any, ListIndex]] = {}
_building: defaultdict[ListDefinition, Lock] = defaultdict(Lock)


def index_of(form_class: ListDefinition) -> ListIndex:
    """The index of a list for the current data; one for each list is cached."""
    with _building[form_class]:
        # Read after the wait for the lock: an older state would replace the index of a newer one.
        state = cache_version.current(), timezone.localdate()
        known, index = _current.get(form_class, (None, None))
        if index is None or known != state:
            index = ListIndex(form_class)
            _current[form_class] = state, index
    return index
