"""The totals that a list states, against the sums of its rows."""

from collections import defaultdict
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from sheets.columns import CellProblem, ColumnContext, FigureColumn
from sheets.layouts.layout import Layout, SheetRow, Total
from vietnamese.figures import Figure, format_figure


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
        self.added: dict[tuple[str, int, str], Decimal] = defaultdict(Decimal)
        self.unsure: set[tuple[str, int, str]] = set()
        self.with_gaps: set[tuple[str, int, str]] = set()

    def add(self, row: SheetRow, name: str, said: Figure) -> None:
        if name not in self.columns:
            return
        for total in self.layout.totals:
            if row.sheet != total.sheet or not total.first <= row.index <= total.last:
                continue
            place = (total.sheet, total.row, name)
            if said.low is not None and not said.is_range:
                self.added[place] += said.low
            elif said.text:
                self.unsure.add(place)
            else:
                self.with_gaps.add(place)

    def differences(self, contexts: dict[str, ColumnContext]) -> list[str]:
        """A sentence for each total that its rows do not add up to."""
        told = []
        for total in self.layout.totals:
            for name in self.columns:
                if (total.sheet, total.row, name) not in self.unsure:
                    told += self._difference(total, name, contexts.get(name, ColumnContext()))
        return told

    def _difference(self, total: Total, name: str, context: ColumnContext) -> list[str]:
        column = self.resource.columns[name]
        figure = column.of(self.resource.model)
        try:
            stated = column.parse(self.resource.model, total.cells.get(name), context)
        except CellProblem:
            return []
        place = (total.sheet, total.row, name)
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
