"""Columns of a sheet: their headings, reading of cells, export of records.

`Column.read` turns a cell into JSON values of the record (see `records.snapshots`) or raises
CellProblem with a message for the official. `Column.export` gives a cell that reads back equal.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from functools import lru_cache
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import override
from import_export.fields import Field

from records.figures import FigureColumns
from records.snapshots import Values, to_json
from spreadsheets.cells import LANGUAGES, MAX_CELL_LENGTH, NO_RESULT, cell_text
from spreadsheets.displayed_values import DisplayedDay, DisplayedNumber
from vietnamese.days import DayError, check_year, day_of, read_day, refuse_number
from vietnamese.figures import (
    OPEN_END,
    Dimension,
    Figure,
    FigureError,
    format_figure,
    read_figure,
)
from vietnamese.numbers import Notation, format_decimal
from vietnamese.storable import REPLACEMENT
from vietnamese.text import has_control_characters, has_direction_overrides
from vietnamese.units import ENGLISH_SCALES, UNITS, Unit

MAX_DIGITS = 18  # of a whole number, in any database
EXCEL_ERRORS = {"#N/A", "#REF!", "#VALUE!", "#DIV/0!", "#NAME?", "#NUM!", "#NULL!"}


# Left-to-right and right-to-left override.


class CellProblem(ValueError):
    """Why a cell is refused. The message explains what to write instead.

    `column` is set if the problem belongs to another column than the one being read.
    """

    def __init__(self, code: str, message: Any, *, column: str = "") -> None:
        super().__init__(str(message))
        self.code = code
        self.column = column


class CellWarning(CellProblem):
    """A remark about a cell. Nothing is refused."""


@dataclass(frozen=True)
class ColumnContext:
    """Unit and number notation of a column in one sheet.

    `doubtful`: no cell of the column proves that its numbers are in Vietnamese notation. `assumed`:
    no cell of the column proves its notation, and other columns contradict the headings.
    """

    unit: str = ""
    notation: Notation = Notation.VI
    doubtful: bool = False
    assumed: bool = False


class Column(Field):
    """A text column, and the base of all columns.

    `aliases` are accepted headings besides `heading` in both languages. `imported=False` marks
    a column that is exported for people and never read.
    """

    width = 24
    is_number = False
    # Public exports leave out unpublished related records.
    for_public = False
    # Whether officials fill it in; the blank workbook has only these columns.
    is_fillable = True
    # Whether a record has one value of it; amounts by year have one per row instead.
    one_per_record = True

    def __init__(
        self,
        attribute: str,
        heading: Any,
        aliases: Iterable[str] = (),
        *,
        required: bool = False,
        imported: bool = True,
        width: int = 0,
    ) -> None:
        super().__init__(attribute=attribute, column_name=heading)
        self.aliases = tuple(aliases)
        self.required = required
        self.imported = imported
        self.width = width or self.width

    def headings(self) -> list[str]:
        own = []
        for language in LANGUAGES:
            with override(language):
                own.append(str(self.column_name))
        return [*own, *self.aliases]

    def prepare(self) -> None:
        """Load what reading needs, once per file."""

    def vocabulary(self) -> Any:
        """The data that `prepare` loaded from the database."""
        return None

    def allowed_values(self) -> list[str]:
        """Allowed cell values in the active language; empty if any text is allowed."""
        return []

    def read(self, cell: Any) -> Values:
        return {self.attribute: cell_text(cell)}

    def export(self, instance: models.Model, **kwargs: Any) -> Any:
        return getattr(instance, self.attribute) or ""

    def field_names(self, model: type[models.Model]) -> list[str]:
        """The model fields that this column holds."""
        return [self.attribute]

    def can_display(self, related: Any) -> bool:
        """Whether a related record may be exported in this column."""
        return related is not None and (related.is_public or not self.for_public)

    def is_equal(self, first: Any, second: Any) -> bool:
        """Whether two cells have the same meaning."""
        return cell_text(first) == cell_text(second)

    def matches(self, record: models.Model, cell: Any) -> bool:
        """Whether a cell equals the export of the record."""
        return self.is_equal(self.export(record), cell)


def values_of_figure(model: type[models.Model], name: str, figure: Figure) -> Values:
    """JSON values of the database columns of a figure. Raises CellProblem for invalid ones."""
    values = {}
    columns: FigureColumns = getattr(model, name)
    try:
        columns.check_limit(figure)
    except ValidationError as error:
        raise CellProblem("limit", error.message) from error
    for column, value in columns.values(figure).items():
        field: Any = model._meta.get_field(column)
        try:
            field.run_validators(value)
        except ValidationError as error:
            raise CellProblem("rule", " ".join(error.messages)) from error
        values[column] = to_json(field, value)
    return values


@lru_cache(maxsize=10_000)
def figure_text(figure: Figure, dimension: Dimension) -> str:
    """The original text of a figure if it is clear without its sheet, else a formatted text.

    Outside its sheet a bare number needs its unit, and a number in English notation could be
    misread.
    """
    if not figure.known:
        return figure.text
    units = [code for of, code in UNITS if of is dimension]
    try:
        readings = [read_figure(figure.text, dimension, unit) for unit in (units[0], units[-1])]
    except FigureError:
        readings = []
    amount = (figure.low, figure.high, figure.qualifier)
    if readings and all((each.low, each.high, each.qualifier) == amount for each in readings):
        return figure.text
    return format_figure(figure, dimension, "vi")


def check_text(cell: Any) -> None:
    """Raise CellProblem for content that no column allows."""
    if not isinstance(cell, str):
        return
    text = cell_text(cell)
    if len(text) > MAX_CELL_LENGTH:
        raise CellProblem(
            "long",
            _("It has %(count)d characters; a spreadsheet cell can hold %(limit)d. Shorten it.")
            % {"count": len(text), "limit": MAX_CELL_LENGTH},
        )
    if has_control_characters(text) or REPLACEMENT in text:
        raise CellProblem("control", _("It has characters that cannot be read; type it again."))
    if has_direction_overrides(cell):
        raise CellProblem(
            "control",
            _("A hidden mark in it shows letters in another order than typed; type it again."),
        )
    if text == NO_RESULT:
        raise CellProblem(
            "formula",
            _(
                "The formula has no result in this file; open the file in Excel, save it and send "
                "it again, or write the value instead."
            ),
        )
    if text in EXCEL_ERRORS:
        raise CellProblem(
            "formula", _("The formula gives the error %(text)s; correct it.") % {"text": text}
        )


def as_typed(cell: Any, notation: Notation) -> Any:
    """A number with the words that its cell shows, as if typed: “20 triệu USD”; else the cell."""
    if not isinstance(cell, DisplayedNumber):
        return cell
    # The words of a negative number may be brackets; it is refused as a number.
    if not cell.has_words or cell < 0:
        return float(cell)
    text, digits, before, after = cell.parts
    if not digits:
        return text
    if any(word in after.lower() for word in ENGLISH_SCALES):
        notation = Notation.EN
    return f"{before}{format_decimal(Decimal(digits), notation)}{after}"


class FigureColumn(Column):
    """A figure with its wording: `gần 4.800 ha`, `500 - 700 tỷ đồng`, or a plain number."""

    width = 20

    def figure_columns(self, model: type[models.Model]) -> FigureColumns:
        figure: FigureColumns = getattr(model, self.attribute)
        return figure

    def field_names(self, model: type[models.Model]) -> list[str]:
        return self.figure_columns(model).column_names

    def parse(self, model: type[models.Model], cell: Any, context: ColumnContext) -> Figure:
        figure = self.figure_columns(model)
        cell = as_typed(cell, context.notation)
        if isinstance(cell, str):
            cell = cell_text(cell) or None
        elif not isinstance(cell, int | float | None):
            raise CellProblem(
                "words",
                _("“%(text)s” is a day or a time, not a figure; format the cell as text.")
                % {"text": cell_text(cell)},
            )
        try:
            return read_figure(
                cell, figure.dimension, context.unit or figure.default_unit, context.notation
            )
        except FigureError as error:
            raise CellProblem(error.code, error) from error

    def to_values(self, model: type[models.Model], figure: Figure) -> Values:
        return values_of_figure(model, self.attribute, figure)

    def read_as(self, model: type[models.Model], figure: Figure) -> str:
        """How a figure was understood, as text; empty without an amount."""
        return format_figure(figure, self.figure_columns(model).dimension, "vi")

    def unit_read(self, model: type[models.Model], figure: Figure) -> Unit | None:
        """The unit of a figure; None without an amount."""
        dimension = self.figure_columns(model).dimension
        return UNITS[dimension, figure.unit] if figure.known and figure.unit else None

    def export(self, instance: models.Model, **kwargs: Any) -> str:
        figure = self.figure_columns(type(instance))
        return figure_text(getattr(instance, self.attribute), figure.dimension)


class DerivedNumberColumn(Column):
    """The lower or upper bound of a figure as a number; exported and compared, never read.

    Empty for an open bound: “over 233 ha” has no upper one.
    """

    width = 16
    is_number = True

    def __init__(self, attribute: str, heading: Any) -> None:
        super().__init__(attribute, heading, imported=False)
        self.figure, _underscore, self.end = attribute.rpartition("_")

    def export(self, instance: models.Model, **kwargs: Any) -> Any:
        value = getattr(instance, self.attribute)
        if OPEN_END.get(getattr(instance, f"{self.figure}_qualifier")) == self.end:
            value = getattr(instance, self.figure).bounds[self.end == "high"]
        if isinstance(value, Decimal):
            return float(value)
        return "" if value is None else value

    def matches(self, record: models.Model, cell: Any) -> bool:
        # Older exports repeat the amount in the open bound.
        return super().matches(record, cell) or self.is_equal(getattr(record, self.attribute), cell)

    def is_equal(self, first: Any, second: Any) -> bool:
        try:
            return float(first) == float(second)
        except (TypeError, ValueError):
            return cell_text(first) == cell_text(second)


class DateColumn(Column):
    """A date, day first."""

    width = 12

    def read(self, cell: Any) -> Values:
        try:
            day = self._day(cell)
        except DayError as error:
            raise CellProblem("date", error) from error
        return {self.attribute: day and day.isoformat()}

    def _day(self, cell: Any) -> date | None:
        if isinstance(cell, datetime):
            return day_of(cell)
        if isinstance(cell, DisplayedDay) and not cell.shows_day:
            return read_day(cell.text)
        if isinstance(cell, date):
            return check_year(date(cell.year, cell.month, cell.day))
        if isinstance(cell, int | float) and not isinstance(cell, bool):
            raise refuse_number(cell)
        text = cell_text(cell)
        return read_day(text) if text else None

    def export(self, instance: models.Model, **kwargs: Any) -> Any:
        return getattr(instance, self.attribute) or ""

    def is_equal(self, first: Any, second: Any) -> bool:
        try:
            return self.read(first) == self.read(second)
        except CellProblem:
            return False


class WholeNumberColumn(Column):
    """A whole number: a year, a count."""

    width = 10
    is_number = True

    def read(self, cell: Any) -> Values:
        text = cell_text(float(cell) if isinstance(cell, DisplayedNumber) else cell)
        if text and not (text.isdecimal() and len(text) <= MAX_DIGITS):
            raise CellProblem("number", _("“%(text)s” is not a whole number.") % {"text": text})
        return {self.attribute: int(text) if text else None}

    def export(self, instance: models.Model, **kwargs: Any) -> Any:
        value = getattr(instance, self.attribute)
        return "" if value is None else value


class VersionColumn(WholeNumberColumn):
    """The version of the record that a list was exported from; protects newer edits."""

    is_fillable = False
