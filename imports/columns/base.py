"""Columns of a sheet: the headings they go by, a cell into values, a record into a cell.

A column's `read` takes a cell and gives the record's JSON values (see `records.snapshots`) or
raises CellProblem with a sentence for the reader; `export` gives the cell that reads back the same.
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
from vietnamese.days import DayError, check_year, day_of, read_day, refuse_number
from vietnamese.figures import (
    OPEN_END,
    Dimension,
    Figure,
    FigureError,
    format_figure,
    read_figure,
)
from vietnamese.numbers import Notation
from vietnamese.text import has_control_characters
from vietnamese.units import UNITS

MOST_DIGITS = 18  # of a whole number; every database holds so many
EXCEL_ERRORS = {"#N/A", "#REF!", "#VALUE!", "#DIV/0!", "#NAME?", "#NUM!", "#NULL!"}


class CellProblem(ValueError):
    """Why a cell is refused; the message says what to write instead.

    `column` names the column where it is not the one being read.
    """

    def __init__(self, code: str, message: Any, *, column: str = "") -> None:
        super().__init__(str(message))
        self.code = code
        self.column = column


class CellRemark(CellProblem):
    """Something in a cell that the reader is told, though nothing is refused."""


@dataclass(frozen=True)
class ColumnContext:
    """What a column of this very sheet is like: the unit its heading names, its notation.

    `doubtful` where no cell of the column proves that its numbers are Vietnamese.
    """

    unit: str = ""
    notation: Notation = Notation.VI
    doubtful: bool = False


class Column(Field):
    """A text column, and what all columns share.

    `words` are further headings it goes by; `heading` in both languages always counts.
    `imported=False` marks a column that is written for people and never read back.
    """

    width = 24
    is_number = False
    # Whether it leaves for the public: then what is not published is not there.
    for_public = False
    # Whether people fill it in; the empty workbook has no other columns.
    for_filling = True
    # Whether a record has one value of it; a column of entries by year has one a row instead.
    one_a_record = True

    def __init__(
        self,
        attribute: str,
        heading: Any,
        words: Iterable[str] = (),
        *,
        required: bool = False,
        imported: bool = True,
        width: int = 0,
    ) -> None:
        super().__init__(attribute=attribute, column_name=heading)
        self.words = tuple(words)
        self.required = required
        self.imported = imported
        self.width = width or self.width

    def headings(self) -> list[str]:
        own = []
        for language in LANGUAGES:
            with override(language):
                own.append(str(self.column_name))
        return [*own, *self.words]

    def prepare(self) -> None:
        """Load what reading needs, once a file."""

    def vocabulary(self) -> Any:
        """What `prepare` loaded from the database."""
        return None

    def closed_list(self) -> list[str]:
        """The words that a cell may say, in the active language; empty where any may stand."""
        return []

    def read(self, cell: Any, context: ColumnContext) -> Values:
        return {self.attribute: cell_text(cell)}

    def export(self, instance: models.Model, **kwargs: Any) -> Any:
        return getattr(instance, self.attribute) or ""

    def shows(self, model: type[models.Model]) -> list[str]:
        """The fields of a record that stand in this column."""
        return [self.attribute]

    def may_show(self, related: Any) -> bool:
        """Whether a related record may stand in this column."""
        return related is not None and (related.is_public or not self.for_public)

    def same(self, one: Any, other: Any) -> bool:
        """Whether two cells say the same."""
        return cell_text(one) == cell_text(other)

    def says(self, record: models.Model, cell: Any) -> bool:
        """Whether a cell says what this column writes of a record."""
        return self.same(self.export(record), cell)


def figure_values(model: type[models.Model], name: str, said: Figure) -> Values:
    """The JSON values of a figure's columns; raises CellProblem for what they cannot hold."""
    values = {}
    for column, value in getattr(model, name).values(said).items():
        field: Any = model._meta.get_field(column)
        try:
            field.run_validators(value)
        except ValidationError as error:
            raise CellProblem("rule", " ".join(error.messages)) from error
        values[column] = to_json(field, value)
    return values


@lru_cache(maxsize=10_000)
def as_said(said: Figure, dimension: Dimension) -> str:
    """The words of a figure, where they say by themselves what it is; else the figure in words.

    A bare number needs its unit once it stands outside the sheet that named it, and one in
    English notation cannot stand among Vietnamese ones.
    """
    if not said.known:
        return said.text
    units = [code for of, code in UNITS if of is dimension]
    try:
        readings = [read_figure(said.text, dimension, unit) for unit in (units[0], units[-1])]
    except FigureError:
        readings = []
    told = (said.low, said.high, said.qualifier)
    if readings and all((r.low, r.high, r.qualifier) == told for r in readings):
        return said.text
    return format_figure(said, dimension, "vi")


def check_text(cell: Any) -> None:
    """Raise CellProblem for what no cell may hold, whatever its column."""
    if not isinstance(cell, str):
        return
    text = cell_text(cell)
    if len(text) > MAX_CELL_LENGTH:
        raise CellProblem(
            "long",
            _("It has %(count)d characters; a cell of a spreadsheet holds %(limit)d. Shorten it.")
            % {"count": len(text), "limit": MAX_CELL_LENGTH},
        )
    if has_control_characters(text):
        raise CellProblem("control", _("It has invisible control characters; type it again."))
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


class FigureColumn(Column):
    """A figure as it is said: `gần 4.800 ha`, `500 - 700 tỷ đồng`, or a plain number."""

    width = 20

    def of(self, model: type[models.Model]) -> FigureColumns:
        figure: FigureColumns = getattr(model, self.attribute)
        return figure

    def shows(self, model: type[models.Model]) -> list[str]:
        return self.of(model).column_names

    def parse(self, model: type[models.Model], cell: Any, context: ColumnContext) -> Figure:
        figure = self.of(model)
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

    def store(self, model: type[models.Model], said: Figure) -> Values:
        return figure_values(model, self.attribute, said)

    def read_as(self, model: type[models.Model], said: Figure) -> str:
        """How a cell was understood, in words; empty where it holds no amount."""
        return format_figure(said, self.of(model).dimension, "vi")

    def export(self, instance: models.Model, **kwargs: Any) -> str:
        figure = self.of(type(instance))
        return as_said(getattr(instance, self.attribute), figure.dimension)


class DerivedNumberColumn(Column):
    """One end of a figure as a number: written, compared, never read by itself.

    Empty where the figure leaves that end open: over 233 ha has no upper one.
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

    def says(self, record: models.Model, cell: Any) -> bool:
        # Files from before open ends were left empty have the amount that was said in both.
        return super().says(record, cell) or self.same(getattr(record, self.attribute), cell)

    def same(self, one: Any, other: Any) -> bool:
        try:
            return float(one) == float(other)
        except (TypeError, ValueError):
            return cell_text(one) == cell_text(other)


class DateColumn(Column):
    """A day, written day first."""

    width = 12

    def read(self, cell: Any, context: ColumnContext) -> Values:
        try:
            day = self._day(cell)
        except DayError as error:
            raise CellProblem("date", error) from error
        return {self.attribute: day and day.isoformat()}

    def _day(self, cell: Any) -> date | None:
        if isinstance(cell, datetime):
            return day_of(cell)
        if isinstance(cell, date):
            return check_year(cell)
        if isinstance(cell, int | float) and not isinstance(cell, bool):
            raise refuse_number(cell)
        text = cell_text(cell)
        return read_day(text) if text else None

    def export(self, instance: models.Model, **kwargs: Any) -> Any:
        return getattr(instance, self.attribute) or ""

    def same(self, one: Any, other: Any) -> bool:
        context = ColumnContext()
        try:
            return self.read(one, context) == self.read(other, context)
        except CellProblem:
            return False


class WholeNumberColumn(Column):
    """A whole number: a year, a count."""

    width = 10
    is_number = True

    def read(self, cell: Any, context: ColumnContext) -> Values:
        text = cell_text(cell)
        if text and not (text.isdecimal() and len(text) <= MOST_DIGITS):
            raise CellProblem("number", _("“%(text)s” is not a whole number.") % {"text": text})
        return {self.attribute: int(text) if text else None}

    def export(self, instance: models.Model, **kwargs: Any) -> Any:
        value = getattr(instance, self.attribute)
        return "" if value is None else value


class VersionColumn(WholeNumberColumn):
    """Which version of a record a list was made from, so that newer edits are not undone by it."""

    for_filling = False
