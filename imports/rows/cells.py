"""Reads the cells of a row into the values of a record, with every problem of the row."""

from contextlib import suppress
from dataclasses import replace
from typing import Any

from django.utils.translation import gettext as _

from imports.columns.base import CellProblem, ColumnContext, FigureColumn, check_text
from imports.context import ImportContext
from imports.rows.cell_notes import CellNotes, is_day
from imports.rows.outliers import Outliers
from imports.rows.result import ImportResult
from layouts.table_rows import SheetRow
from records.snapshots import Values
from spreadsheets.cells import cell_text
from vietnamese.figures import Figure
from vietnamese.numbers import Notation, is_ambiguous

# Endings of the number columns that an exported list has next to each figure.
NUMBER_COLUMN_ENDINGS = ("_low", "_high", "_dong")


def read_cells(
    context: ImportContext,
    row: SheetRow,
    result: ImportResult,
    notes: CellNotes,
    outliers: Outliers,
) -> tuple[Values, bool]:
    """The values of a row, and whether no cell was refused. Problems go to the result."""
    values: Values = {}
    is_valid = True
    for name, cell in row.cells.items():
        column = context.resource.columns[name]
        if not column.imported:
            continue
        try:
            check_text(cell)
            if isinstance(column, FigureColumn):
                figure, remark = figure_in(context, row, name)
                cell_values = column.to_values(context.resource.model, figure)
                result.add_figure(context, row, name, figure, remark)
                notes.note_unit(row, name, figure)
                outliers.add(row, name, figure)
            else:
                cell_values = column.read(cell)
                if is_day(cell):
                    notes.note_day(row, name)
            if column.required and not cell_text(cell):
                raise CellProblem("empty", _("It is empty; this column must be filled."))
            values |= cell_values
        except CellProblem as problem:
            is_valid = result.report(context, row, name, problem)
    return values, is_valid


def figure_in(context: ImportContext, row: SheetRow, name: str) -> tuple[Figure, str]:
    """The figure in a cell, and a remark on its notation if that is in doubt.

    Refuses a number that may lose three digits. A separator before exactly three digits groups
    thousands in one notation and starts the decimals in the other. Read as decimals, 4.121 would
    be a thousandth of the amount.
    """
    column, cell = context.resource.columns[name], row.cells[name]
    how = context.columns.get(name, ColumnContext())
    text = cell_text(cell) if isinstance(cell, str) else ""
    remark = ""
    if text and how.doubtful and is_ambiguous(text):
        if proved := _proved_by_number(context, row, name, how):
            how = proved
        elif how.notation.point in text or how.assumed:
            example = {"example": text.replace(".", "").replace(",", "")}
            raise CellProblem(
                "ambiguous",
                _(
                    "This number can be read in two ways, and its column does not show which "
                    "is right. Write it without the sign (%(example)s), or with one decimal "
                    "more or less."
                )
                % example,
            )
        elif how.notation is Notation.EN:
            message = _("%(cell)s: “%(text)s” was read in English notation, as its column.")
            remark = message % {"cell": context.layout.address(row, name), "text": text[:100]}
    return column.parse(context.resource.model, cell, how), remark


def _proved_by_number(
    context: ImportContext, row: SheetRow, name: str, how: ColumnContext
) -> ColumnContext | None:
    """The notation in which the figure equals the number in the column next to it.

    An exported list has each figure as text and again as a number, for sums.
    """
    column = context.resource.columns[name]
    numbers: list[Any] = [row.cells.get(f"{name}{ending}") for ending in NUMBER_COLUMN_ENDINGS]
    for notation in Notation:
        tried = replace(how, notation=notation)
        with suppress(CellProblem, ValueError):
            low = column.parse(context.resource.model, row.cells[name], tried).low
            if low is not None and any(float(low) == float(n) for n in numbers if n):
                return tried
    return None
