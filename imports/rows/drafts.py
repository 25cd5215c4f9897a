"""What reading a sheet makes: problems, drafts of records, and the tally of it all."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

from records.changes import Change
from records.snapshots import Values
from spreadsheets.cells import cell_address
from spreadsheets.layout.headings import Heading
from spreadsheets.layout.layout import Layout, SheetRow
from spreadsheets.problems import Problem
from vietnamese.text import fold

# Beyond these a file is wrong as a whole; telling more would help nobody and fill memory.
MOST_PROBLEMS = 20_000
MOST_FIGURES = 2_000
MOST_LEFT_OUT = 5_000
MOST_WARNINGS = 200


@dataclass(slots=True)
class Draft:
    """A record as rows of the sheet describe it."""

    row: SheetRow
    values: Values
    cells: dict[str, Any]
    pk: int | None = None
    # The version of the record that the file was made from, where it says so.
    version: int | None = None
    digest: str = ""


class RowRanges:
    """Row numbers of sheets, kept and shown as ranges: `4–120, 125`."""

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
class Reading:
    """What a file would do.

    `problems` stop the file as a whole. `changes` is filled only where nobody else takes them
    (see `imports.rows.reading.Reader`), and is empty as soon as there is a problem to solve first.
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
    # Headings that were not understood: [{"cell", "heading", "suggestion"}].
    unread: list[dict[str, str]] = field(default_factory=list)
    # Headings that somebody matched by hand: [{"cell", "heading", "suggestion"}], as they are.
    matched: list[dict[str, str]] = field(default_factory=list)
    # The sheets of the file: [{"name", "rows", "hidden", "has_table"}].
    sheets: list[dict[str, Any]] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    # How awkward figures were understood: [{"cell", "text", "read_as"}].
    figures: list[dict[str, str]] = field(default_factory=list)
    # Stored records that the rows are, as [first, last] ranges of their ids.
    named: list[list[int]] = field(default_factory=list)
    # The decision that the rows cite, as chosen or as the title names it.
    document: str = ""
    # Which list this is, so that its next issue can be told from another list.
    list_key: str = ""
    unchanged_rows: RowRanges = field(default_factory=RowRanges)
    changes: list[Change] = field(default_factory=list)

    KEPT_APART = ("changes", "problems", "figures", "left_out", "unchanged_rows")

    def add_problem(self, problem: Problem) -> None:
        if len(self.problems) < MOST_PROBLEMS:
            self.problems.append(problem)

    def warn(self, warning: str) -> None:
        """Tell something that stops nothing, once."""
        if len(self.warnings) < MOST_WARNINGS and warning not in self.warnings:
            self.warnings.append(warning)

    def summary(self) -> dict[str, Any]:
        """The tally as JSON, without what may be long."""
        values = {name: value for name, value in vars(self).items() if name not in self.KEPT_APART}
        return values | {"unchanged_rows": str(self.unchanged_rows)[:2000]}

    def problems_as_json(self) -> list[dict[str, str]]:
        return [asdict(problem) for problem in self.problems]


def ranges_of(numbers: Iterable[int]) -> list[list[int]]:
    """Numbers as [first, last] ranges: ids of one import mostly follow each other."""
    ranges: list[list[int]] = []
    for number in sorted(numbers):
        if ranges and ranges[-1][1] + 1 == number:
            ranges[-1][1] = number
        else:
            ranges.append([number, number])
    return ranges


def unread_headings(headings: Iterable[Heading], row: int) -> list[dict[str, str]]:
    """Headings that were not understood, to be matched with columns by hand."""
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
    """Headings that were matched with a column by hand, which may have been wrong."""
    return [
        {
            "cell": cell_address(layout.header_row, heading.index),
            "heading": heading.text,
            "suggestion": heading.column,
        }
        for heading in layout.headings
        if heading.column and mapping.get(fold(heading.text)) == heading.column
    ]


def take_into(reading: Reading, changes: Iterable[Change]) -> None:
    """Keep the changes with the reading: for a file whose changes are few or not wanted stored."""
    reading.changes.extend(changes)
