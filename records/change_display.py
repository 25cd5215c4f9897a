"""Changes as readable text: labels instead of column names, names instead of ids."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import PurePath
from typing import Any

from django.contrib.auth.models import User
from django.db import models
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from records.bilingual import page_language
from records.display import number
from records.figures import Qualifier, figure_columns
from records.models import ChangeItem, record_model
from records.snapshots import Values, lists, many_to_many, recorded_fields, same
from vietnamese.figure_words import names_unit
from vietnamese.figures import Figure, format_figure
from vietnamese.units import UNITS


@dataclass(slots=True)
class FieldChange:
    """A changed field: its label and its text before and after; empty for no value.

    `base` is the value from which both sides of a conflict started.
    """

    label: str
    old: str = ""
    new: str = ""
    base: str = ""
    rows: "list[RowChange]" = field(default_factory=list)


@dataclass(slots=True)
class RowChange:
    """A row that was added, changed or removed in a list of the record."""

    action: str
    fields: list[FieldChange]


@dataclass(slots=True)
class ReadableItem:
    """The changes of one record."""

    item: ChangeItem
    kind: str
    url: str
    fields: list[FieldChange]


def readable(items: Iterable[ChangeItem]) -> list[ReadableItem]:
    """Change items as readable text; one query for each model whose records they name."""
    items = list(items)
    pairs = [(record_model(item.content_type_id), item) for item in items]
    words = Words(
        (model, values)
        for model, item in pairs
        for values in (item.before, item.after, item.base_values)
    )
    return [
        ReadableItem(
            item,
            str(model._meta.verbose_name),
            _url(model, item),
            words.changes(model, item.before, item.after, item.base_values),
        )
        for model, item in pairs
    ]


def _url(model: type[models.Model], item: ChangeItem) -> str:
    if item.object_id is None or item.action == ChangeItem.Action.DELETE:
        return ""
    name = f"admin:{model._meta.app_label}_{model._meta.model_name}_change"
    try:
        return reverse(name, args=[item.object_id])
    except NoReverseMatch:
        return ""


def person(item: ChangeItem | None) -> str:
    """The author of a change."""
    if item is None:
        return _("Someone")
    return user_name(item.change_set.author)


def user_name(user: User | None) -> str:
    return (user.get_full_name() or user.get_username()) if user else _("The portal itself")


def when(item: ChangeItem | None) -> str:
    """The time of a change."""
    applied_at = item.change_set.applied_at if item else None
    return (
        date_format(timezone.localtime(applied_at), "SHORT_DATETIME_FORMAT") if applied_at else ""
    )


class Words:
    """Recorded values as readable text. Names of related records are fetched together."""

    def __init__(self, values_by_model: Iterable[tuple[type[models.Model], Values]]) -> None:
        ids_by_model: dict[type[models.Model], set[int]] = {}
        for model, values in values_by_model:
            self._collect(model, values, ids_by_model)
        self.names = {
            model: {pk: str(record) for pk, record in self._records(model).in_bulk(pks).items()}
            for model, pks in ids_by_model.items()
        }

    def _records(self, model: type[models.Model]) -> models.QuerySet:
        """The records whose names may be used."""
        return model._default_manager.all()

    def _collect(self, model: Any, values: Values, ids_by_model: dict[Any, set[int]]) -> None:
        fields, relations, belonging = recorded_fields(model), many_to_many(model), lists(model)
        for name, value in values.items():
            if not value:
                continue
            if name in relations:
                ids_by_model.setdefault(relations[name].related_model, set()).update(value)
            elif name in belonging:
                for row in value:
                    self._collect(belonging[name].model, row, ids_by_model)
            elif name in fields and fields[name].is_relation:
                ids_by_model.setdefault(fields[name].related_model, set()).add(value)

    def changes(
        self, model: Any, before: Values, after: Values, base_values: Values | None = None
    ) -> list[FieldChange]:
        """The fields that differ, in the order of the model."""
        changes = []
        for label, keys in _boxes(model, {*before, *after}):
            if keys[0] in lists(model):
                rows = self._rows(lists(model)[keys[0]], before.get(keys[0]), after.get(keys[0]))
                change = FieldChange(label, rows=rows)
            else:
                change = FieldChange(
                    label,
                    self.of_field(model, keys, before),
                    self.of_field(model, keys, after),
                    self.of_field(model, keys, base_values or {}),
                )
            if change.old or change.new or change.rows:
                changes.append(change)
        return changes

    def of_field(self, model: Any, keys: list[str], values: Values) -> str:
        """The text of a field: a single value, or the five columns of a figure."""
        if len(keys) > 1:
            return _figure(model, keys, values)
        name = keys[0]
        if name in many_to_many(model):
            related = many_to_many(model)[name].related_model
            names = (self._name(related, pk) for pk in values.get(name) or [])
            return "; ".join(filter(None, names))
        return self._value(recorded_fields(model)[name], values.get(name))

    def _value(self, column: Any, value: Any) -> str:
        if value is None or value in ("", []):
            return ""
        if column.is_relation:
            return self._name(column.related_model, value)
        if isinstance(value, bool):
            return _("yes") if value else _("no")
        if column.choices:
            return str(dict(column.flatchoices).get(value, value))
        match column:
            case models.FileField():
                return PurePath(value).name
            case models.DateField():
                return date_format(column.to_python(value))
            case models.DecimalField():
                return number(value)
            case models.JSONField():
                return "; ".join(": ".join(map(str, pair)) for pair in value)
        return str(value)

    def _name(self, model: type[models.Model], pk: int) -> str:
        name = self.names.get(model, {}).get(pk)
        return name or _("%(kind)s no. %(id)s (deleted)") % {
            "kind": model._meta.verbose_name,
            "id": pk,
        }

    def _rows(self, back: models.ForeignKey, before: Any, after: Any) -> list[RowChange]:
        """Rows that were removed, changed and added, matched by their id."""
        # Rows that were never stored have no id; negative numbers keep them apart.
        old = {row.get("id", -index): row for index, row in enumerate(before or [], start=1)}
        new = {row.get("id", -index): row for index, row in enumerate(after or [], start=1)}
        rows: list[tuple[str, Values, Values]] = [
            (_("removed"), row, {}) for pk, row in old.items() if pk not in new
        ]
        rows += [(_("changed"), old[pk], row) for pk, row in new.items() if pk in old]
        rows += [(_("added"), {}, row) for pk, row in new.items() if pk not in old]
        changes = []
        for action, row_before, row_after in rows:
            differing = {
                name
                for name in {*row_before, *row_after} - {"id"}
                if not same(row_before.get(name), row_after.get(name))
            }
            fields = self.changes(
                back.model, _only(row_before, differing), _only(row_after, differing)
            )
            if fields:
                changes.append(RowChange(action, fields))
        return changes


def _figure(model: Any, keys: list[str], values: Values) -> str:
    """The figure as written, or else the amount with its unit."""
    low, high, qualifier, unit, text = (values.get(key) for key in keys)
    columns = getattr(model, keys[0].removesuffix("_low"))
    if text and (not unit or low is None or names_unit(text, columns.dimension)):
        return str(text)
    if text:
        return f"{text} {UNITS[columns.dimension, str(unit)].name(page_language())}"
    if low is None:
        return str(Qualifier(qualifier).label) if qualifier else ""
    ends = Decimal(low), Decimal(low if high is None else high)
    return format_figure(
        Figure(*ends, qualifier or "", unit or ""), columns.dimension, page_language()
    )


def _only(values: Values, names: set[str]) -> Values:
    return {name: value for name, value in values.items() if name in names}


def _boxes(model: Any, names: set[str]) -> list[tuple[str, list[str]]]:
    """The fields of some values, in the order of the model; the columns of a figure are one."""
    figures = {columns.column_names[0]: columns for columns in figure_columns(model)}
    in_figures = {name for columns in figures.values() for name in columns.column_names}
    boxes = []
    for name, column in recorded_fields(model).items():
        if name in figures:
            keys = figures[name].column_names
            if names.intersection(keys):
                boxes.append((str(capfirst(figures[name].label)), keys))
        elif name in names and name not in in_figures:
            boxes.append((str(capfirst(column.verbose_name)), [name]))
    for name, relation in many_to_many(model).items():
        if name in names:
            boxes.append((str(capfirst(relation.verbose_name)), [name]))
    for name, back in lists(model).items():
        if name in names:
            boxes.append((str(capfirst(back.model._meta.verbose_name_plural)), [name]))
    return boxes
