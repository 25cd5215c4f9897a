"""Resources for models without a resource of their own: one column per field, rows matched by key.

Projects, enterprises and budget lines have their own resources. Reference records are few; a plain
table of their fields is enough to export, correct and import them.
"""

from collections.abc import Iterator
from decimal import Decimal
from functools import cache
from math import isfinite
from typing import Any

from django.db import models
from django.utils.text import format_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from imports.columns.base import (
    CellProblem,
    Column,
    DateColumn,
    DerivedNumberColumn,
    FigureColumn,
    WholeNumberColumn,
)
from imports.columns.lookups import ChoiceColumn, LookupColumn
from imports.context import ImportContext
from imports.resources import SheetResource
from imports.rows.record_draft import Draft
from records.figures import figure_columns
from records.models import Record
from records.snapshots import Values, many_to_many, recorded_fields
from spreadsheets.cells import cell_text
from vietnamese.coordinates import (
    COORDINATES,
    Axis,
    CoordinateError,
    check_coordinate,
    read_coordinate,
)
from vietnamese.numbers import Notation, NumberError, parse_decimal
from vietnamese.text import fold

# Records are published in the admin, never by a cell.
EXCLUDED_FIELDS = {"publication", "is_demo"}


class DecimalColumn(Column):
    """A plain decimal number: square kilometres."""

    width = 14
    is_number = True

    def read(self, cell: Any) -> Values:
        text = cell_text(cell)
        if not text:
            return {self.attribute: None}
        try:
            notation = Notation.VI if "," in text else Notation.EN
            value = parse_decimal(text, notation) if isinstance(cell, str) else Decimal(str(cell))
        except NumberError as error:
            raise CellProblem("number", error) from error
        return {self.attribute: format(value.normalize(), "f")}

    def export(self, instance: models.Model, **kwargs: Any) -> Any:
        value = getattr(instance, self.attribute)
        return "" if value is None else float(value)

    def is_equal(self, first: Any, second: Any) -> bool:
        try:
            return self.read(first) == self.read(second)
        except CellProblem:
            return False


class CoordinateColumn(DecimalColumn):
    """A latitude or longitude, in decimal degrees or in degrees, minutes and seconds."""

    def read(self, cell: Any) -> Values:
        axis = Axis(self.attribute)
        text = cell_text(cell)
        if not text:
            return {self.attribute: None}
        try:
            if isinstance(cell, int | float) and isfinite(cell):
                value = check_coordinate(Decimal(str(float(f"{cell:.15g}"))), axis)
            else:
                value = read_coordinate(text, axis)
        except CoordinateError as error:
            raise CellProblem("number", error) from error
        return {self.attribute: format(value, "f")}


class YesNoColumn(Column):
    """Yes or no, as words."""

    width = 8

    def read(self, cell: Any) -> Values:
        word = fold(cell_text(cell))
        if word in {"co", "yes", "true", "1", "x"}:
            return {self.attribute: True}
        if word in {"", "khong", "no", "false", "0"}:
            return {self.attribute: False}
        raise CellProblem("yes_no", _("Write yes or no."))

    def export(self, instance: models.Model, **kwargs: Any) -> str:
        return _("yes") if getattr(instance, self.attribute) else _("no")


class DefaultResource(SheetResource):
    """Base of the resources that `default_resource` creates."""

    def prepare(self, context: ImportContext) -> None:
        self.by_key = dict(self.model._default_manager.values_list(self.model.key_field, "pk"))

    def identity(self, draft: Draft) -> Any:
        return draft.values.get(self.model.key_field)

    def match(self, draft: Draft) -> int | None:
        return self.by_key.get(draft.values.get(self.model.key_field))

    def finish(
        self, draft: Draft, record: Record | None, changes: Values, context: ImportContext
    ) -> Values:
        if record is None and "source" in recorded_fields(self.model) and not changes.get("source"):
            return changes | {"source": context.source}
        return changes

    def with_export_relations(self, queryset: models.QuerySet) -> models.QuerySet:
        relations = [
            name for name, field in recorded_fields(self.model).items() if field.is_relation
        ]
        return queryset.select_related(*relations).prefetch_related(*many_to_many(self.model))


def resource_for(model: type[Record]) -> type[SheetResource]:
    """The resource of a model: its declared one or a default one."""
    declared = (each for each in SheetResource.__subclasses__() if vars(each).get("model") is model)
    return next(declared, None) or default_resource(model)


@cache
def default_resource(model: type[Record]) -> type[DefaultResource]:
    """The resource of a model without a declared one."""
    columns: dict[str, Any] = {}
    of_figures = {name: figure for figure in figure_columns(model) for name in figure.column_names}
    for name, field in recorded_fields(model).items():
        if name in EXCLUDED_FIELDS or isinstance(field, models.FileField | models.JSONField):
            continue
        figure = of_figures.get(name)
        if figure is None:
            columns[name] = _column(model, name, field)
        elif name == f"{figure.name}_text":
            columns[figure.name] = FigureColumn(figure.name, figure.label)
            for end, word in (("low", gettext_lazy("from")), ("high", gettext_lazy("to"))):
                heading = format_lazy("{figure}, {end}", figure=figure.label, end=word)
                columns[f"{name}_{end}"] = DerivedNumberColumn(f"{figure.name}_{end}", heading)
    return type(
        f"{model.__name__}Resource",
        (DefaultResource,),
        {"model": model, "name_column": model.key_field, **columns},
    )


def _column(model: type[Record], name: str, field: models.Field) -> Column:
    required = name == model.key_field
    heading = field.verbose_name
    if field.is_relation:
        related: Any = field.related_model
        return LookupColumn(name, heading, lambda: _names(related), display=_key)
    if field.choices:
        members = [(f"CHOICE_{place}", choice) for place, choice in enumerate(field.choices)]
        choices: Any = models.TextChoices("Choices", members)  # type: ignore[call-overload]
        return ChoiceColumn(name, heading, choices)
    if isinstance(field, models.DateField):
        return DateColumn(name, heading)
    if isinstance(field, models.BooleanField):
        return YesNoColumn(name, heading)
    if isinstance(field, models.IntegerField):
        return WholeNumberColumn(name, heading)
    if isinstance(field, models.DecimalField) and name in COORDINATES:
        return CoordinateColumn(name, heading)
    if isinstance(field, models.DecimalField):
        return DecimalColumn(name, heading)
    return Column(name, heading, required=required, width=40 if field.max_length is None else 24)


def _names(model: type[Record]) -> Iterator[tuple[int, list[str]]]:
    for record in model._default_manager.all():
        yield record.pk, [record.key, str(record)]


def _key(record: Record) -> str:
    return record.key
