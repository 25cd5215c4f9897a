"""From one row of a sheet to a draft of a record, with every problem of its cells."""

from contextlib import suppress
from dataclasses import replace
from typing import Any

from django.utils.translation import gettext as _

from imports.columns.base import CellProblem, CellWarning, ColumnContext, FigureColumn, check_text
from imports.context import ImportContext
from imports.rows.column_contexts import column_contexts
from imports.rows.comparing import RecordComparer
from imports.rows.record_draft import Draft
from imports.rows.result import MAX_FIGURES, ImportResult
from imports.rows.totals import TotalsCheck
from spreadsheets.cells import cell_address, cell_text
from spreadsheets.layout.layout import Group, SheetRow
from spreadsheets.problems import Problem
from vietnamese.figures import Figure
from vietnamese.numbers import Notation, is_ambiguous

# Endings of the number columns that an exported list has next to each figure.
NUMBER_COLUMN_ENDINGS = ("_low", "_high", "_dong")


class RowReader:
    """Reads rows into drafts. Problems, warnings and figures are added to `result`."""

    def __init__(
        self, resource: Any, context: ImportContext, result: ImportResult, comparer: RecordComparer
    ) -> None:
        self.resource, self.context, self.layout = resource, context, context.layout
        self.result, self.comparer = result, comparer
        self.columns = resource.columns
        self.contexts = column_contexts(resource, self.layout, result)
        self.totals = TotalsCheck(resource, self.layout)
        self.reported_groups: set[tuple[str, Group]] = set()

    def read(self, row: SheetRow) -> Draft | None:
        """The draft of a row; None if the row is refused."""
        draft = Draft(row, {}, dict(row.cells))
        is_valid = True
        for name in row.cells:
            if not self.columns[name].imported:
                continue
            try:
                self._read_cell(draft, name)
            except CellProblem as problem:
                self.report(row, name, problem)
                is_valid = False
                if isinstance(self.columns[name], FigureColumn):
                    # The stated total may include the refused figure.
                    self.totals.add(row, name, Figure(None, None, text=str(row.cells[name])))
        if not is_valid:
            for name, broken_rule in self.comparer.broken_rules(draft):
                self.report(row, name, broken_rule)
            return None
        for place, finding in self.resource.complete(draft, self.context):
            is_valid = self.report(row, place, finding) and is_valid
        if not is_valid:
            return None
        try:
            draft.pk = self.resource.match(draft)
        except CellProblem as problem:
            self.report(row, self.resource.name_column, problem)
            self.result.conflict += 1
            return None
        return draft

    def _read_cell(self, draft: Draft, name: str) -> None:
        row, column = draft.row, self.columns[name]
        cell = row.cells[name]
        context = self.contexts.get(name, ColumnContext())
        check_text(cell)
        if isinstance(column, FigureColumn):
            figure = self._read_figure(row, name, cell, context)
            values = column.to_values(self.resource.model, figure)
        else:
            values = column.read(cell, context)
        if column.required and not cell_text(cell):
            raise CellProblem("empty", _("It is empty; this column must be filled."))
        draft.values.update(values)
        if name == "version":
            draft.version = draft.values.pop(name)

    def _read_figure(self, row: SheetRow, name: str, cell: Any, context: ColumnContext) -> Figure:
        column = self.columns[name]
        text = cell_text(cell) if isinstance(cell, str) else ""
        if text and context.doubtful and is_ambiguous(text):
            if proved := self._proved_by_number(row, name, cell, context):
                context = proved
            else:
                self._check_ambiguous(row, name, text, context)
        figure: Figure = column.parse(self.resource.model, cell, context)
        self.totals.add(row, name, figure)
        if text and len(self.result.figures) < MAX_FIGURES:
            read_as = column.read_as(self.resource.model, figure)
            address = self.layout.address(row, name)
            self.result.figures.append(
                {"cell": address, "text": text[:300], "read_as": read_as or _("no figure yet")}
            )
        return figure

    def _proved_by_number(
        self, row: SheetRow, name: str, cell: Any, context: ColumnContext
    ) -> ColumnContext | None:
        """The notation in which the figure equals the number in the column next to it.

        An exported list has each figure as text and again as a number, for sums.
        """
        numbers: list[Any] = [row.cells.get(f"{name}{ending}") for ending in NUMBER_COLUMN_ENDINGS]
        for notation in Notation:
            tried = replace(context, notation=notation)
            with suppress(CellProblem, ValueError):
                low = self.columns[name].parse(self.resource.model, cell, tried).low
                if low is not None and any(float(low) == float(n) for n in numbers if n):
                    return tried
        return None

    def _check_ambiguous(self, row: SheetRow, name: str, text: str, context: ColumnContext) -> None:
        """Refuse a number that may lose three digits; warn about one in English notation.

        A separator before exactly three digits groups thousands in one notation and starts the
        decimals in the other. Read as decimals, 4.121 would be a thousandth of the amount.
        """
        point = context.notation.point
        if point in text:
            example = {"example": text.replace(point, "")}
            raise CellProblem(
                "ambiguous",
                _(
                    "This number can be read in two ways, and nothing in its column tells which. "
                    "Write it without the sign (%(example)s), or with one decimal more or less."
                )
                % example,
            )
        if context.notation is Notation.EN:
            message = _("%(cell)s: “%(text)s” was read in English notation, as its column.")
            address = self.layout.address(row, name)
            self.result.warn(message % {"cell": address, "text": text[:100]})

    def add_to_totals(self, row: SheetRow) -> None:
        """Count a row that is not read again, because it is in the row cache."""
        for name in self.totals.columns:
            if name in row.cells:
                with suppress(CellProblem):
                    context = self.contexts.get(name, ColumnContext())
                    column = self.columns[name]
                    figure = column.parse(self.resource.model, row.cells[name], context)
                    self.totals.add(row, name, figure)

    def report(self, row: SheetRow, place: str | Group, problem: CellProblem) -> bool:
        """Add a problem of a column or a group row to the result; True for a mere warning."""
        if isinstance(place, Group):
            heading = self.layout.heading_of(self.resource.name_column)
            cell, value = cell_address(place.row, heading.index if heading else 0), place.name
        else:
            cell, value = self.layout.address(row, place), cell_text(row.cells.get(place))
        if isinstance(problem, CellWarning):
            self.result.warn(f"{cell}: {problem}")
            return True
        # A problem of a group row is reported once, not for every row below it.
        if not isinstance(place, Group) or (row.sheet, place) not in self.reported_groups:
            self.result.add_problem(
                Problem(row.sheet, cell, value[:200], problem.code, str(problem))
            )
        if isinstance(place, Group):
            self.reported_groups.add((row.sheet, place))
        return False
