"""The stated totals of a list, compared with the sums of its rows."""

from decimal import Decimal
from typing import NamedTuple

from django.utils.translation import gettext as _

from imports.columns.base import CellProblem, ColumnContext, FigureColumn
from imports.context import ImportContext
from imports.rows.cells import figure_in
from layouts.groups import Total
from layouts.messages import limit_messages
from layouts.table_rows import SheetRow
from vietnamese.figures import Figure, format_figure


class Sum(NamedTuple):
    """The sum of the single numbers in some rows, and how many cells are none."""

    amount: Decimal = Decimal(0)
    words: int = 0
    empty: int = 0

    def plus(self, figure: Figure) -> "Sum":
        if figure.low is not None and not figure.is_range:
            return self._replace(amount=self.amount + figure.low)
        if figure.text:
            return self._replace(words=self.words + 1)
        return self._replace(empty=self.empty + 1)


class TotalsCheck:
    """Adds up the figures above each total row of a sheet.

    A running sum is noted before the first and after the last row of each total, so that each
    row is added once. A total over ranges or words cannot be checked. A total over empty cells
    can only be too small.
    """

    def __init__(self, context: ImportContext) -> None:
        self.context, self.totals = context, context.layout.totals
        self.columns = [
            name
            for name, column in context.resource.columns.items()
            if isinstance(column, FigureColumn)
            and any(total.cells.get(name) not in (None, "") for total in self.totals)
        ]
        self.firsts = {(total.sheet, total.first) for total in self.totals}
        self.lasts = {(total.sheet, total.last) for total in self.totals}
        # The sum of each column: of the rows of a sheet so far, before a row, after a row.
        self.sums = {total.sheet: [Sum()] * len(self.columns) for total in self.totals}
        self.before: dict[tuple[str, int], tuple[Sum, ...]] = {}
        self.after: dict[tuple[str, int], tuple[Sum, ...]] = {}

    def add_row(self, row: SheetRow) -> None:
        if row.sheet not in self.sums:
            return
        place, sums = (row.sheet, row.index), self.sums[row.sheet]
        if place in self.firsts:
            self.before[place] = tuple(sums)
        for number, name in enumerate(self.columns):
            if name in row.cells:
                try:
                    figure, _remark = figure_in(self.context, row, name)
                except CellProblem:
                    figure = Figure(None, None, text=str(row.cells[name]))
                sums[number] = sums[number].plus(figure)
        if place in self.lasts:
            self.after[place] = tuple(sums)

    def differences(self) -> list[str]:
        """A message for each total that differs from its rows, up to a limit."""
        return limit_messages(
            message
            for total in self.totals
            for name, before, after in zip(
                self.columns,
                self.before[total.sheet, total.first],
                self.after[total.sheet, total.last],
                strict=True,
            )
            if (message := self._difference(total, name, before, after))
        )

    def _difference(self, total: Total, name: str, before: Sum, after: Sum) -> str:
        layout, model = self.context.layout, self.context.resource.model
        column = self.context.resource.columns[name]
        how = self.context.columns.get(name, ColumnContext())
        computed = after.amount - before.amount
        try:
            stated = column.parse(model, total.cells.get(name), how)
        except CellProblem:
            return ""
        if stated.low is None or stated.low == computed or after.words > before.words:
            return ""
        if after.empty > before.empty and stated.low > computed:
            return ""
        dimension = column.figure_columns(model).dimension
        sums = Figure(computed, computed, unit=stated.unit)
        return _(
            "%(cell)s: the total states %(stated)s, but the rows add up to %(added)s. The "
            "rows were read; the total is not stored."
        ) % {
            "cell": layout.address(SheetRow(total.row, {}, sheet=total.sheet), name),
            "stated": format_figure(stated, dimension, "vi"),
            "added": format_figure(sums, dimension, "vi"),
        }
