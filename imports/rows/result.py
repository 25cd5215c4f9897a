"""The result of reading a sheet: counts, problems, warnings."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from imports.columns.base import CellProblem, CellWarning
from imports.context import ImportContext
from imports.problems import Problem
from layouts.groups import Group
from layouts.headings import Heading
from layouts.table_rows import SheetRow
from spreadsheets.cells import cell_address, cell_text
from vietnamese.figures import Figure

# A file with more of these is wrong as a whole; a longer list would only fill memory.
MAX_PROBLEMS = 20_000
MAX_FIGURES = 2_000
MAX_LEFT_OUT = 5_000
MAX_WARNINGS = 200


@dataclass
class ImportResult:
    """What the import of a file counted and found. Any problem refuses the whole file."""

    sheet: str
    header_row: int
    read: int = 0
    new: int = 0
    changed: int = 0
    unchanged: int = 0
    conflict: int = 0
    missing: int = 0
    refused: int = 0
    # Unknown headings: [{"cell", "heading", "suggestion"}].
    unread: list[dict[str, str]] = field(default_factory=list)
    # Headings matched by hand: [{"cell", "heading", "suggestion"}].
    matched: list[dict[str, str]] = field(default_factory=list)
    # The sheets of the file: [{"name", "rows", "hidden", "has_table"}].
    sheets: list[dict[str, Any]] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    # Stored records that rows matched, as (first, last) ranges of their ids.
    named: list[tuple[int, int]] = field(default_factory=list)
    # The decision that the rows cite: the chosen one, or the one in the title.
    document: str = ""
    # Identifies the list, so that its next issue is recognised.
    list_key: str = ""
    # Numbers of the rows that change nothing, by sheet.
    unchanged_rows: dict[str, list[int]] = field(default_factory=lambda: defaultdict(list))
    problems: list[Problem] = field(default_factory=list)
    left_out: list[Problem] = field(default_factory=list)
    # How figures were read.
    figures: list[Problem] = field(default_factory=list)
    # Problems of group rows, which are reported once and not for every row below.
    problems_of_groups: set[Problem] = field(default_factory=set)

    NOT_IN_SUMMARY = ("problems", "figures", "left_out", "problems_of_groups")

    def add_problem(self, problem: Problem) -> None:
        if len(self.problems) < MAX_PROBLEMS:
            self.problems.append(problem)

    def warn(self, warning: str) -> None:
        """Add a warning, once."""
        if len(self.warnings) < MAX_WARNINGS and warning not in self.warnings:
            self.warnings.append(warning)

    def report(
        self, context: ImportContext, row: SheetRow, place: str | Group, finding: CellProblem
    ) -> bool:
        """Add a finding about a column or a group row; True if it is a mere warning."""
        layout = context.layout
        if isinstance(place, Group):
            heading = layout.heading_of(context.resource.name_column)
            cell, value = cell_address(place.row, heading.index if heading else 0), place.name
        else:
            cell, value = layout.address(row, place), cell_text(row.cells.get(place))
        if isinstance(finding, CellWarning):
            self.warn(f"{cell}: {finding}")
            return True
        problem = Problem(row.sheet, cell, value[:200], finding.code, str(finding))
        if problem not in self.problems_of_groups:
            self.add_problem(problem)
        if isinstance(place, Group):
            self.problems_of_groups.add(problem)
        return False

    def add_figure(
        self, context: ImportContext, row: SheetRow, name: str, figure: Figure, remark: str
    ) -> None:
        """Show how a figure was read, with its words or number."""
        if remark:
            self.warn(remark)
        if row.cells[name] is not None and len(self.figures) < MAX_FIGURES:
            text = cell_text(row.cells[name])
            column = context.resource.columns[name]
            read_as = column.read_as(context.resource.model, figure) or _("no figure yet")
            if text:
                address = context.layout.address(row, name)
                self.figures.append(Problem("", address, text[:300], "", read_as))

    def add_unchanged(self, row: SheetRow) -> None:
        self.unchanged += 1
        self.unchanged_rows[row.sheet].append(row.index + 1)

    def summary(self) -> dict[str, Any]:
        """The result as JSON for the change set, without its long lists."""
        values = {
            name: value for name, value in vars(self).items() if name not in self.NOT_IN_SUMMARY
        }
        return values | {"unchanged_rows": _row_ranges(self.unchanged_rows)[:2000]}


def ranges(numbers: Iterable[int]) -> list[tuple[int, int]]:
    """Numbers as (first, last) ranges: ids of one import are mostly consecutive."""
    found: list[tuple[int, int]] = []
    for number in sorted(numbers):
        if found and found[-1][1] + 1 == number:
            found[-1] = found[-1][0], number
        else:
            found.append((number, number))
    return found


def _row_ranges(rows: Mapping[str, Iterable[int]]) -> str:
    """Row numbers of sheets as text: `4–120, 125`."""
    return ", ".join(
        (f"{sheet}!" if len(rows) > 1 else "")
        + (str(first) if first == last else f"{first}–{last}")
        for sheet in sorted(rows)
        for first, last in ranges(rows[sheet])
    )


def headings_to_match(headings: Iterable[Heading], row: int) -> list[dict[str, str]]:
    """Headings to be matched with columns by hand, with the matched or the nearest column."""
    return [
        {
            "cell": cell_address(row, heading.index),
            "heading": heading.text,
            "suggestion": heading.column or heading.suggestion,
        }
        for heading in headings
    ]
