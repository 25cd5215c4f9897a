"""Remarks about cells that were read otherwise than their column suggests.

A column may have thousands of them, so that each column gets one message for each remark.
"""

from dataclasses import dataclass, field
from datetime import date, time
from enum import Enum
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from imports.columns.base import ColumnContext, DateColumn, FigureColumn
from imports.context import ImportContext
from layouts.table_rows import SheetRow
from spreadsheets.cells import cell_text
from spreadsheets.displayed_values import DisplayedDay, DisplayedNumber
from vietnamese.figures import Figure
from vietnamese.units import UNITS

MAX_NAMED = 3  # cells of a message


class Remark(Enum):
    """What is told about cells; the value is the message."""

    DAY = gettext_noop(
        "%(cells)s: a day in the column “%(heading)s”, which the spreadsheet may have made of "
        "other words, such as 10-12. It was read as shown; compare it with the paper."
    )
    YEAR = gettext_noop(
        "%(cells)s: a day without its year in the column “%(heading)s”. The year that the "
        "spreadsheet stores was read; compare it with the paper."
    )
    UNIT = gettext_noop(
        "%(cells)s: the format of the cell shows another unit than the column “%(heading)s”. The "
        "unit of the cell was read; compare it with the paper."
    )


@dataclass
class _Cells:
    """The number of cells with a remark, and the first of them as text."""

    count: int = 0
    first: list[str] = field(default_factory=list)


class CellNotes:
    """Collects the remarks of a file."""

    def __init__(self, context: ImportContext) -> None:
        self._context = context
        self._found: dict[tuple[Remark, str], _Cells] = {}

    def note_day(self, row: SheetRow, name: str) -> None:
        """Note a cell with a day in a column of words, or without its year in one of days."""
        cell = row.cells[name]
        if not isinstance(self._context.resource.columns[name], DateColumn):
            self._add(Remark.DAY, row, name)
        elif isinstance(cell, DisplayedDay):
            self._add(Remark.YEAR, row, name)

    def note_unit(self, row: SheetRow, name: str, figure: Figure) -> None:
        """Note a figure whose format shows another unit than its heading or unit line.

        A typed unit needs no note: whoever typed it saw it.
        """
        if not isinstance(row.cells[name], DisplayedNumber):
            return
        resource = self._context.resource
        column: FigureColumn = resource.columns[name]
        code = self._context.columns.get(name, ColumnContext()).unit
        unit = column.unit_read(resource.model, figure) if code else None
        if unit and unit != UNITS[column.figure_columns(resource.model).dimension, code]:
            self._add(Remark.UNIT, row, name)

    def _add(self, remark: Remark, row: SheetRow, name: str) -> None:
        cells = self._found.setdefault((remark, name), _Cells())
        cells.count += 1
        if len(cells.first) < MAX_NAMED:
            address = self._context.layout.address(row, name)
            cells.first.append(f"{address} “{cell_text(row.cells[name])[:60]}”")

    def messages(self) -> list[str]:
        return [
            _(remark.value) % {"cells": _named(cells), "heading": self._heading(name)}
            for (remark, name), cells in self._found.items()
        ]

    def _heading(self, name: str) -> str:
        heading = self._context.layout.heading_of(name)
        return heading.text if heading else str(self._context.resource.columns[name].column_name)


def is_day(cell: Any) -> bool:
    return isinstance(cell, date | time)


def _named(cells: _Cells) -> str:
    named = ", ".join(cells.first)
    if more := cells.count - len(cells.first):
        named = _("%(cells)s and %(count)d more") % {"cells": named, "count": more}
    return named
