"""The values of a record as JSON, as change sets store, compare and restore them.

They are its own columns, its many-to-many relations (sorted ids) and the rows of its
`recorded_lists` (dictionaries, each with its `id` once it is stored).
"""

from collections.abc import Iterable, Iterator
from decimal import Decimal
from functools import cache
from itertools import islice
from typing import Any

from django.db import models

from records.models import Record

BATCH_SIZE = 500  # rows
UNRECORDED = {"id", "version", "created_at", "updated_at"}

Values = dict[str, Any]


@cache
def recorded_fields(model: type[models.Model]) -> dict[str, models.Field]:
    """The columns in the history, by name."""
    left_out = UNRECORDED | set(getattr(model, "derived_fields", ()))
    return {
        field.name: field for field in model._meta.concrete_fields if field.name not in left_out
    }


@cache
def many_to_many(model: type[models.Model]) -> dict[str, models.ManyToManyField]:
    """The many-to-many relations that the history stores as ids."""
    return {field.name: field for field in model._meta.many_to_many if is_plain(field)}


def is_plain(field: Any) -> bool:
    """Whether a many-to-many relation has no columns of its own."""
    return bool(field.remote_field.through._meta.auto_created)


@cache
def lists(model: type[models.Model]) -> dict[str, models.ForeignKey]:
    """The foreign keys of rows that belong to the record, by related name."""
    names: tuple[str, ...] = getattr(model, "recorded_lists", ())
    relations: dict[str, Any] = {name: model._meta.get_field(name) for name in names}
    return {name: relation.field for name, relation in relations.items()}


def with_values(queryset: models.QuerySet) -> models.QuerySet:
    """Prefetch what `values_of` reads, in a fixed number of queries."""
    model: type[models.Model] = queryset.model
    return queryset.prefetch_related(*many_to_many(model), *lists(model))


def values_of(record: Record) -> Values:
    """All recorded values of a stored record."""
    model = type(record)
    values = column_values(record)
    for name in many_to_many(model):
        values[name] = sorted(related.pk for related in getattr(record, name).all())
    for name, back in lists(model).items():
        rows = sorted(getattr(record, name).all(), key=lambda row: row.pk)
        values[name] = [
            {"id": row.pk}
            | {key: value for key, value in column_values(row).items() if key != back.name}
            for row in rows
        ]
    return values


def column_values(row: models.Model) -> Values:
    return {
        name: to_json(field, getattr(row, field.attname))
        for name, field in recorded_fields(type(row)).items()
    }


def to_json(field: models.Field, value: Any) -> Any:
    if value is None or isinstance(value, bool | int | str | list | dict):
        return value
    if isinstance(value, Decimal):
        return format(value.normalize(), "f")
    if isinstance(field, models.FileField):
        return value.name or ""
    return value.isoformat() if hasattr(value, "isoformat") else field.value_to_string(value)


def set_columns(row: models.Model, values: Values) -> list[str]:
    """Set a row's columns from JSON values; returns the names of the columns."""
    fields = recorded_fields(type(row))
    names = [name for name in values if name in fields]
    for name in names:
        field = fields[name]
        value = values[name]
        if not field.is_relation:
            value = field.to_python(value)
        setattr(row, field.attname, value)
    return names


def difference(before: Values, after: Values) -> tuple[Values, Values]:
    """The fields of `after` that differ from `before`, as two dictionaries (old, new)."""
    changed = [name for name, value in after.items() if not same(before.get(name), value)]
    return {name: before.get(name) for name in changed}, {name: after[name] for name in changed}


def same(one: Any, other: Any) -> bool:
    """Whether two values are equal; None equals an empty text, row ids do not count."""
    if isinstance(one, list) and isinstance(other, list):
        return _without_ids(one) == _without_ids(other)
    return one == other or (one in (None, "") and other in (None, ""))


def _without_ids(rows: list[Any]) -> list[Any]:
    return [
        {name: value for name, value in row.items() if name != "id"}
        if isinstance(row, dict)
        else row
        for row in rows
    ]


def batches(rows: Iterable[Any]) -> Iterator[list[Any]]:
    """The rows in lists of at most BATCH_SIZE."""
    rows = iter(rows)
    while batch := list(islice(rows, BATCH_SIZE)):
        yield batch


def fingerprint(model: type[Record]) -> list[int]:
    """Three numbers that change with every write of a record of this model."""
    found = model._default_manager.aggregate(
        count=models.Count("pk"), last=models.Max("pk"), versions=models.Sum("version")
    )
    return [found["count"], found["last"] or 0, found["versions"] or 0]
