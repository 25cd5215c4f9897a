"""Which records of a list have which value, kept in the memory of each process.

Built from the database once for a version of the data and a day, so it is never stale. Ten
thousand projects with some two hundred values take 2 MB, so a hundred thousand 20 MB;
what rows look like takes at most some 10 MB more.
"""

from array import array
from collections import defaultdict
from collections.abc import Iterable
from itertools import compress
from threading import Lock
from typing import TYPE_CHECKING, Any

from django.template.loader import get_template
from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from records import bitsets
from records.data_version import data_version
from records.facets import Related

if TYPE_CHECKING:
    from records.listing import ListForm

# Rows kept as they look, of about a kilobyte each.
MOST_ROWS = 10_000
Choices = dict[str, list[tuple[str, str]]]


class ListIndex:
    """The public records of one list, and what they are counted by and put in order.

    Places follow the ids, which are the same for every reader; names are not.
    """

    def __init__(self, form_class: "type[ListForm]") -> None:
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
        for name, facet in form_class.facets.items():
            if isinstance(facet, Related):
                for pk, value in facet.pairs(form_class.records().order_by()):
                    if pk in self.place_of:
                        places[name][value].append(self.place_of[pk])
        self.size = len(self.ids)
        self.every = (1 << self.size) - 1
        self.demo = bitsets.of_places(demo, self.size)
        self.having = {
            name: {value: bitsets.of_places(each, self.size) for value, each in found.items()}
            for name, found in places.items()
        }
        self._rows: dict[tuple[str, int], str] = {}
        self._orders: dict[tuple[str, str], array] = {}
        self._choices: dict[str, Choices] = {}

    def choices(self) -> Choices:
        """What the filters offer, in the reader's language."""
        language = get_language() or "vi"
        if language not in self._choices:
            self._choices[language] = self.form_class.offers()
        return self._choices[language]

    def rows(self, ids: Iterable[int]) -> SafeString:
        """How these records look in the list, in the reader's language."""
        language = get_language() or "vi"
        keys = [(language, pk) for pk in ids]
        found = {key: self._rows[key] for key in keys if key in self._rows}
        if missing := [pk for _language, pk in keys if (language, pk) not in found]:
            template = get_template(self.form_class.row_template)
            for record in self.form_class.rows().filter(pk__in=missing):
                found[language, record.pk] = template.render({self.form_class.row_name: record})
            if len(self._rows) + len(missing) > MOST_ROWS:
                self._rows.clear()
            self._rows |= found
        return mark_safe("".join(found[key] for key in keys if key in found))

    def set_of(self, ids: Iterable[int]) -> int:
        """The set of records with these ids; one that came since is left for the next version."""
        known = (self.place_of.get(pk) for pk in ids)
        return bitsets.of_places((place for place in known if place is not None), self.size)

    def ordered(self, found: int, order: str) -> list[int]:
        """The ids of a set in an order of the list."""
        wanted = bitsets.mask(found, self.size)
        places = self._in_order(order)
        return [self.ids[place] for place in compress(places, map(wanted.__getitem__, places))]

    def _in_order(self, order: str) -> array:
        key = order, get_language() or "vi"
        if key not in self._orders:
            records = self.form_class.records().order_by(*self.form_class.columns_of(order))
            known = (self.place_of.get(pk) for pk in records.values_list("pk", flat=True))
            self._orders[key] = array("L", (place for place in known if place is not None))
        return self._orders[key]


_current: dict[type, tuple[Any, ListIndex]] = {}
_building: defaultdict[type, Lock] = defaultdict(Lock)


def index_of(form_class: "type[ListForm]") -> ListIndex:
    """The index of a list as the data are now; at most one of each list is kept."""
    state = data_version(), timezone.localdate()
    with _building[form_class]:
        known, index = _current.get(form_class, (None, None))
        if index is None or known != state:
            index = ListIndex(form_class)
            _current[form_class] = state, index
    return index
