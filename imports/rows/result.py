"""The result of reading a sheet: counts, problems, warnings and changes."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from records.changes import Change
from spreadsheets.cells import cell_address
from spreadsheets.layout.headings import Heading
from spreadsheets.layout.layout import Layout
from spreadsheets.problems import Problem
from vietnamese.text import fold

# A file with more of these is wrong as a whole; a longer list would only fill memory.
MAX_PROBLEMS = 20_000
MAX_FIGURES = 2_000
MAX_LEFT_OUT = 5_000
MAX_WARNINGS = 200


class RowRanges:
    """Row numbers of sheets as ranges: `4–120, 125`."""

    def __init__(self) -> None:
        self.ranges: list[tuple[str, int, int]] = []

    def add(self, sheet: str, number: int) -> None:
        if self.ranges and self.ranges[-1][0] == sheet and self.ranges[-1][2] + 1 == number:
            self.ranges[-1] = (sheet, self.ranges[-1][1], number)
        else:
            self.ranges.append((sheet, number, number))

    def __str__(self) -> str:
        in_order = RowRanges()
        for sheet, first, last in sorted(self.ranges):
            in_order.add(sheet, first)
            in_order.ranges[-1] = (sheet, in_order.ranges[-1][1], last)
        several = len({sheet for sheet, _first, _last in in_order.ranges}) > 1
        return ", ".join(
            (f"{sheet}!" if several else "") + (str(first) if first == last else f"{first}–{last}")
            for sheet, first, last in in_order.ranges
        )


@dataclass
class ImportResult:
    """What the import of a file would change.

    Any problem refuses the whole file. `changes` stays empty if there are problems, or if
    `imports.rows.sheet_importer` passes the changes on batch by batch.
    """

    sheet: str
    header_row: int
    read: int = 0
    new: int = 0
    changed: int = 0
    unchanged: int = 0
    conflict: int = 0
    missing: int = 0
    refused: int = 0
    left_out: list[dict[str, Any]] = field(default_factory=list)
    # Unknown headings: [{"cell", "heading", "suggestion"}].
    unread: list[dict[str, str]] = field(default_factory=list)
    # Headings matched by hand: [{"cell", "heading", "suggestion"}].
    matched: list[dict[str, str]] = field(default_factory=list)
    # The sheets of the file: [{"name", "rows", "hidden", "has_table"}].
    sheets: list[dict[str, Any]] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    # How figures in words were read: [{"cell", "text", "read_as"}].
    figures: list[dict[str, str]] = field(default_factory=list)
    # Stored records that rows matched, as [first, last] ranges of their ids.
    named: list[list[int]] = field(default_factory=list)
    # The decision that the rows cite: the chosen one, or the one in the title.
    document: str = ""
    # Identifies the list, so that its next issue is recognised.
    list_key: str = ""
    unchanged_rows: RowRanges = field(default_factory=RowRanges)
    changes: list[Change] = field(default_factory=list)

    NOT_IN_SUMMARY = ("changes", "problems", "figures", "left_out", "unchanged_rows")

    def add_problem(self, problem: Problem) -> None:
        if len(self.problems) < MAX_PROBLEMS:
            self.problems.append(problem)

    def warn(self, warning: str) -> None:
        """Add a warning, once."""
        if len(self.warnings) < MAX_WARNINGS and warning not in self.warnings:
            self.warnings.append(warning)

    def summary(self) -> dict[str, Any]:
        """The result as JSON for the change set, without its long lists."""
        values = {
            name: value for name, value in vars(self).items() if name not in self.NOT_IN_SUMMARY
        }
        return values | {"unchanged_rows": str(self.unchanged_rows)[:2000]}


def id_ranges(ids: Iterable[int]) -> list[list[int]]:
    """Ids as [first, last] ranges: ids of one import are mostly consecutive."""
    ranges: list[list[int]] = []
    for number in sorted(ids):
        if ranges and ranges[-1][1] + 1 == number:
            ranges[-1][1] = number
        else:
            ranges.append([number, number])
    return ranges


def unread_headings(headings: Iterable[Heading], row: int) -> list[dict[str, str]]:
    """Unknown headings, to be matched with columns by hand."""
    return [
        {
            "cell": cell_address(row, heading.index),
            "heading": heading.text,
            "suggestion": heading.suggestion,
        }
        for heading in headings
        if not heading.column
    ]


def matched_headings(layout: Layout, mapping: Mapping[str, str]) -> list[dict[str, str]]:
    """Headings that were matched with a column by hand, to be corrected if wrong."""
    return [
        {
            "cell": cell_address(layout.header_row, heading.index),
            "heading": heading.text,
            "suggestion": heading.column,
        }
        for heading in layout.headings
        if heading.column and mapping.get(fold(heading.text)) == heading.column
    ]
