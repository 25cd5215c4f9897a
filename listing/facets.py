"""Facets: filters with a list of values and a count for each.

A facet is defined once. Files and the API use it to filter a QuerySet; a page counts it in memory
(`listing.facet_index`), from pairs of record and value that the same definition yields.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Literal

from django.db.models import BooleanField, ExpressionWrapper, Q, QuerySet

# Maps a column value to the facet values that include it.
Keys = Callable[[], Mapping[Any, Iterable[str]]]


@dataclass(frozen=True)
class Column:
    """A facet of the values of one column, such as `status` or `sector_group__slug`."""

    path: str
    keys: Keys | None = None

    def narrow(self, records: QuerySet, value: str) -> QuerySet:
        return records.filter(**{f"{self.path}__in": column_values(self.keys, value)})

    def columns(self) -> list[Any]:
        """The columns to select for each record; `reader` interprets them."""
        return [self.path]

    def reader(self) -> Callable[[tuple], Iterable[str]]:
        """A function from the selected columns of a record to its values."""
        if self.keys is None:
            return lambda row: () if row[0] is None else (str(row[0]),)
        keys = self.keys()
        return lambda row: keys.get(row[0], ())


@dataclass(frozen=True)
class Conditions:
    """A facet of named conditions; a record may meet several of them."""

    conditions: Mapping[str, Q]

    def narrow(self, records: QuerySet, value: str) -> QuerySet:
        return records.filter(self.conditions[value])

    def columns(self) -> list[Any]:
        return [
            ExpressionWrapper(condition, output_field=BooleanField())
            for condition in self.conditions.values()
        ]

    def reader(self) -> Callable[[tuple], Iterable[str]]:
        values = list(self.conditions)
        return lambda row: [value for value, met in zip(values, row, strict=True) if met]


@dataclass(frozen=True)
class Related:
    """A facet of values in related rows, in any of the columns `paths`.

    `given` is a condition on these rows.
    """

    paths: tuple[str, ...]
    keys: Keys | None = None
    given: Callable[[], Q] = Q

    def narrow(self, records: QuerySet, value: str) -> QuerySet:
        manager = records.model._default_manager
        condition = Q()
        for path in self.paths:
            rows = manager.filter(self.given(), **{f"{path}__in": column_values(self.keys, value)})
            condition |= Q(pk__in=rows.values("pk"))
        return records.filter(condition)

    def pairs(self, records: QuerySet) -> Iterator[tuple[int, str]]:
        """Pairs of record id and value; one query for each path."""
        keys = self.keys and self.keys()
        for path in self.paths:
            for pk, column in records.filter(self.given()).values_list("pk", path):
                if keys is not None:
                    yield from ((pk, value) for value in keys.get(column, ()))
                elif column is not None:
                    yield pk, str(column)


Facet = Column | Conditions | Related


@dataclass(frozen=True)
class Bound:
    """A lower (`gte`) or upper (`lte`) bound of a column, in a unit.

    Records without a number in the column do not match.
    """

    column: str
    compared: Literal["gte", "lte"]
    unit: int = 1

    def narrow(self, records: QuerySet, value: Decimal) -> QuerySet:
        return records.filter(**{f"{self.column}__{self.compared}": value * self.unit})


def column_values(keys: Keys | None, value: str) -> list[Any]:
    """The column values that a facet value includes."""
    if keys is None:
        return [value]
    return [column for column, values in keys().items() if value in values]
