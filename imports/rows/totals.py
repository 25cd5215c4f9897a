"""The totals that a list states, against the sums of its rows."""

from collections import defaultdict
from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from imports.columns.base import CellProblem, ColumnContext, FigureColumn
from spreadsheets.layout.layout import Layout, SheetRow, Total
from spreadsheets.layout.messages import first_of
from vietnamese.figures import Figure, format_figure

# A sheet, and the first and last row of a run of rows in it.
_Run = tuple[str, int, int]


def _run_of(total: Total) -> _Run:
    return total.sheet, total.first, total.last


class _Runs:
    """The runs of rows that the totals of a sheet sum, found for rows that come in order.

    Runs lie beside one another or within one another, a few deep.
    """

    def __init__(self, totals: Iterable[Total]) -> None:
        self._runs = sorted({_run_of(each) for each in totals}, key=lambda run: run[1])
        self._begin()

    def _begin(self) -> None:
        self._row = self._next = 0
        self._over: list[_Run] = []

    def over(self, row: int) -> list[_Run]:
        """The runs that hold a row."""
        if row < self._row:
            self._begin()
        if row > self._row or not self._next:
            while self._next < len(self._runs) and self._runs[self._next][1] <= row:
                self._over.append(self._runs[self._next])
                self._next += 1
            self._over = [each for each in self._over if each[2] >= row]
            self._row = row
        return self._over


class Sums:
    """Adds up the figures under each total row of a sheet.

    Only what is said as one number is added. Over ranges and words nobody can say what a total
    should be; over empty cells only that it may not be less than the others.
    """

    def __init__(self, resource: Any, layout: Layout) -> None:
        self.resource, self.layout = resource, layout
        self.columns = [
            name
            for name, column in resource.columns.items()
            if isinstance(column, FigureColumn)
            and any(total.cells.get(name) not in (None, "") for total in layout.totals)
        ]
        # Many totals may sum the same rows; each run of rows is added up once.
        self.added: dict[tuple[_Run, str], Decimal] = defaultdict(Decimal)
        self.unsure: set[tuple[_Run, str]] = set()
        self.with_gaps: set[tuple[_Run, str]] = set()
        self._runs_of: dict[str, _Runs] = {
            sheet: _Runs(each for each in layout.totals if each.sheet == sheet)
            for sheet in {each.sheet for each in layout.totals}
        }

    def add(self, row: SheetRow, name: str, said: Figure) -> None:
        if name not in self.columns or row.sheet not in self._runs_of:
            return
        for run in self._runs_of[row.sheet].over(row.index):
            place = (run, name)
            if said.low is not None and not said.is_range:
                self.added[place] += said.low
            elif said.text:
                self.unsure.add(place)
            else:
                self.with_gaps.add(place)

    def differences(self, contexts: dict[str, ColumnContext]) -> list[str]:
        """A sentence for each total that its rows do not add up to, as far as anybody reads."""
        return first_of(
            sentence
            for total in self.layout.totals
            for name in self.columns
            if (_run_of(total), name) not in self.unsure
            for sentence in self._difference(total, name, contexts.get(name, ColumnContext()))
        )

    def _difference(self, total: Total, name: str, context: ColumnContext) -> list[str]:
        column = self.resource.columns[name]
        figure = column.of(self.resource.model)
        try:
            stated = column.parse(self.resource.model, total.cells.get(name), context)
        except CellProblem:
            return []
        place = (_run_of(total), name)
        added = self.added[place]
        if stated.low is None or stated.low == added:
            return []
        if place in self.with_gaps and stated.low > added:
            return []
        sums = Figure(added, added, unit=stated.unit)
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
