"""Reference facts from files of the repository, loaded without overwriting officials' edits.

A row of a CSV file gives the values of a record: columns have the names of fields, a relation is
given by its key (a document's number), a figure by its wording (`area_text`). Loading is a
three-way merge of the file, the record, and the values of the last loading: a field is taken from
the file only if nobody has changed it since.
"""

import csv
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from pathlib import Path

from django.contrib.contenttypes.models import ContentType
from django.db import models

from records.changes import Change, change_of, write
from records.figures import figure_columns
from records.models import ChangeItem, ChangeSet, Publication, Record
from records.snapshots import Values, lists, recorded_fields, same, to_json, values_of, with_values
from vietnamese.figures import read_figure

Row = dict[str, str]


def read_rows(path: Path) -> Iterator[Row]:
    """The rows of a fact file, as {column: text}."""
    with path.open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


def row_values(
    model: type[models.Model], row: Row, keys: Callable[[type], dict[str, int]]
) -> Values:
    """The JSON values of a row for the model's columns; other columns are ignored."""
    values: Values = {}
    for name, field in recorded_fields(model).items():
        if name not in row:
            continue
        text = row[name].strip()
        if isinstance(field.related_model, type):
            values[name] = keys(field.related_model)[text] if text else None
        elif text or not field.null:
            values[name] = to_json(field, field.to_python(text))
        else:
            values[name] = None
    for figure in figure_columns(model):
        if (wording := row.get(f"{figure.name}_text")) is not None:
            value = read_figure(wording, figure.dimension, figure.default_unit)
            empty = model()
            setattr(empty, figure.name, value)
            fields = recorded_fields(model)
            values |= {
                name: to_json(fields[name], getattr(empty, name)) for name in figure.column_names
            }
    return values


def load(
    model: type[Record],
    rows: Iterable[Row],
    *,
    reason: str,
    belonging: dict[str, Callable[[Row], list[Row]]] | None = None,
) -> ChangeSet | None:
    """Create and update records from rows; None if nothing changed.

    `belonging` maps a related name to a function that returns its rows for a row of the file. A
    record that an official deleted stays deleted; one that an official created with the same key is
    not changed.
    """
    keys = cache(key_index)
    values_by_key: dict[str, Values] = {}
    for row in rows:
        values: Values = {"publication": Publication.PUBLISHED.value}
        values |= row_values(model, row, keys)
        for name, rows_of in (belonging or {}).items():
            back = lists(model)[name]
            values[name] = [
                row_values(back.model, {c: part[c] for c in part if c != back.name}, keys)
                for part in rows_of(row)
            ]
        values_by_key[row[model.key_field]] = values
    stored = {
        record.key: record
        for record in with_values(
            model._default_manager.filter(**{f"{model.key_field}__in": values_by_key})
        )
    }
    loaded = loaded_before(model)
    changes = []
    for key, values in values_by_key.items():
        record, last = stored.get(key), loaded.get(key)
        if record is None and last is None:
            changes.append(Change(model, ChangeItem.Action.CREATE, after=values, key=key))
        elif record is not None and last is not None:
            present = values_of(record)
            if change := change_of(record, present, unedited(values, present, last)):
                changes.append(change)
    if not changes:
        return None
    return write(changes, kind=ChangeSet.Kind.FACTS, reason=reason)


def unedited(requested: Values, present: Values, last: Values) -> Values:
    """The values that are new since the last loading, in fields that nobody has edited."""
    return {
        name: value
        for name, value in requested.items()
        if not same(value, last.get(name)) and same(present.get(name), last.get(name))
    }


def key_index(model: type[Record]) -> dict[str, int]:
    """The ids of all records by their key."""
    return dict(model._default_manager.values_list(model.key_field, "pk"))


def loaded_before(model: type[Record]) -> dict[str, Values]:
    """The values that earlier loadings wrote, by key."""
    loaded: dict[str, Values] = {}
    items = ChangeItem.objects.filter(
        content_type=ContentType.objects.get_for_model(model),
        change_set__kind=ChangeSet.Kind.FACTS,
        change_set__state=ChangeSet.State.APPLIED,
    ).order_by("id")
    for key, after in items.values_list("key", "after"):
        loaded.setdefault(key, {}).update(after)
    return loaded
