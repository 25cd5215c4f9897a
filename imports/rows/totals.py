"""The stated totals of a list, compared with the sums of its rows."""

from collections import defaultdict
from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from imports.columns.base import CellProblem, ColumnContext, FigureColumn
from spreadsheets.layout.layout import Layout, SheetRow, Total
from spreadsheets.layout.messages import limit_messages
from vietnamese.figures import Figure, format_figure

# Sheet, first row, last row.
_RowRange = tuple[str, int, int]


def _range_of(total: Total) -> _RowRange:
    return total.sheet, total.first, total.last


class _RangeIndex:
    """The row ranges of the totals of a sheet that contain a row; rows must come in order.

    Ranges follow each other or are nested a few levels deep.
    """

    def __init__(self, totals: Iterable[Total]) -> None:
        self._ranges = sorted(
            {_range_of(each) for each in totals}, key=lambda row_range: row_range[1]
        )
        self._restart()

    def _restart(self) -> None:
        self._row = self._next = 0
        self._open: list[_RowRange] = []

    def covering(self, row: int) -> list[_RowRange]:
        """The ranges that contain a row."""
        if row < self._row:
            self._restart()
        if row > self._row or not self._next:
            while self._next < len(self._ranges) and self._ranges[self._next][1] <= row:
                self._open.append(self._ranges[self._next])
                self._next += 1
            self._open = [each for each in self._open if each[2] >= row]
            self._row = row
        return self._open


class TotalsCheck:
    """Adds up the figures of each total row of a sheet.

    Only single numbers are added. A total over ranges or words cannot be checked. A total over
    empty cells can only be too small.
    """

    def __init__(self, resource: Any, layout: Layout) -> None:
        self.resource, self.layout = resource, layout
        self.columns = [
            name
            for name, column in resource.columns.items()
            if isinstance(column, FigureColumn)
            and any(total.cells.get(name) not in (None, "") for total in layout.totals)
        ]
        # Several totals may share a range; each range is added up once.
        self.sums: dict[tuple[_RowRange, str], Decimal] = defaultdict(Decimal)
        self.unknown: set[tuple[_RowRange, str]] = set()
        self.incomplete: set[tuple[_RowRange, str]] = set()
        self._ranges_of: dict[str, _RangeIndex] = {
            sheet: _RangeIndex(each for each in layout.totals if each.sheet == sheet)
            for sheet in {each.sheet for each in layout.totals}
        }

    def add(self, row: SheetRow, name: str, figure: Figure) -> None:
        if name not in self.columns or row.sheet not in self._ranges_of:
            return
        for row_range in self._ranges_of[row.sheet].covering(row.index):
            key = (row_range, name)
            if figure.low is not None and not figure.is_range:
                self.sums[key] += figure.low
            elif figure.text:
                self.unknown.add(key)
            else:
                self.incomplete.add(key)

    def differences(self, contexts: dict[str, ColumnContext]) -> list[str]:
        """A message for each total that differs from its rows, up to a limit."""
        return limit_messages(
            sentence
            for total in self.layout.totals
            for name in self.columns
            if (_range_of(total), name) not in self.unknown
            for sentence in self._difference(total, name, contexts.get(name, ColumnContext()))
        )

    def _difference(self, total: Total, name: str, context: ColumnContext) -> list[str]:
        column = self.resource.columns[name]
        figure = column.figure_columns(self.resource.model)
        try:
            stated = column.parse(self.resource.model, total.cells.get(name), context)
        except CellProblem:
            return []
        key = (_range_of(total), name)
        computed = self.sums[key]
        if stated.low is None or stated.low == computed:
            return []
        if key in self.incomplete and stated.low > computed:
            return []
        sums = Figure(computed, computed, unit=stated.unit)
        return [
            _(
                "%(cell)s: the total says %(stated)s, the rows add up to %(added)s. "
                "The rows were read; the total is not stored."
            )
            % {
                "cell": self.layout.address(SheetRow(total.row, {}, sheet=total.sheet), name),
                "stated": format_figure(stated, figure.dimension, "vi"),
                "added": format_figure(sums, figure.dimension, "vi"),
            }
        ]
