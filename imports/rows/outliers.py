"""Figures that are far larger than the others of their column: often a wrong unit."""

from array import array
from statistics import median

from django.utils.translation import gettext as _

from imports.context import ImportContext
from layouts.table_rows import SheetRow
from spreadsheets.cells import cell_text
from vietnamese.figures import Figure

FACTOR = 1_000
# With fewer figures nobody knows what is usual in a column.
MIN_FIGURES = 5
MAX_KEPT = 20


class Outliers:
    """Collects the amounts of each figure column, and where its largest are."""

    def __init__(self, context: ImportContext) -> None:
        self._context = context
        self._amounts: dict[str, array] = {}
        self._largest: dict[str, list[tuple[float, str]]] = {}

    def add(self, row: SheetRow, name: str, figure: Figure) -> None:
        if not figure.low or figure.low <= 0:
            return
        amount = float(figure.low)
        self._amounts.setdefault(name, array("d")).append(amount)
        largest = self._largest.setdefault(name, [])
        if len(largest) < MAX_KEPT or amount > largest[-1][0]:
            address = self._context.layout.address(row, name)
            largest.append((amount, f"{address} “{cell_text(row.cells[name])[:60]}”"))
            largest.sort(reverse=True)
            del largest[MAX_KEPT:]

    def messages(self) -> list[str]:
        """A message for each column with amounts of a thousand times its median or more."""
        found = []
        for name, amounts in self._amounts.items():
            if len(amounts) < MIN_FIGURES:
                continue
            limit = median(amounts) * FACTOR
            if cells := [cell for amount, cell in self._largest[name] if amount >= limit]:
                message = _(
                    "%(cells)s: a thousand times the usual amount of its column or more. It was "
                    "read; check its unit."
                )
                found.append(message % {"cells": ", ".join(cells)})
        return found
