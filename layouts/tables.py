"""All tables of a workbook, and the one that fits the declared columns best."""

from collections.abc import Iterable
from dataclasses import dataclass
from math import log2

from layouts.headings import (
    HeadingRows,
    find_headings,
    headings_in,
    side_by_side,
    with_suggestions,
)
from layouts.table_rows import Table, sort_rows
from layouts.titles import Title, read_title
from layouts.visible_sheet import VisibleSheet
from layouts.vocabulary import Vocabulary

# Per sheet; a file with more is not an annex and would only take time.
MAX_TABLES = 12


@dataclass
class TitledTable:
    """A table with its title block."""

    table: Table
    title: Title
    # The declared columns and their units, the hidden ones too.
    columns: frozenset[tuple[str, str]]

    @property
    def sheet(self) -> VisibleSheet:
        return self.table.sheet

    @property
    def name(self) -> str:
        return self.table.sheet.grid.name

    @property
    def fit(self) -> float:
        """How well it fits; a known column counts as much as many rows.

        A cover or a sheet of instructions has headings as well, but few rows.
        """
        return len(self.table.heading_rows.known) * log2(1 + len(self.table))

    def continues(self, other: "TitledTable") -> bool:
        """Whether it continues the same table: the same columns in the same units."""
        return self._kind == other._kind

    @property
    def _kind(self) -> tuple[frozenset[tuple[str, str]], str, str]:
        return self.columns, self.title.unit, self.title.area_unit


def tables_in(sheet: VisibleSheet, vocabulary: Vocabulary) -> list[TitledTable]:
    """The first tables of a sheet, from top to bottom and from left to right."""
    tables: list[TitledTable] = []
    first = title_from = 0
    while len(tables) < MAX_TABLES and (found := find_headings(sheet, vocabulary, first)):
        beside = tables_under(sheet, found, vocabulary, title_from)
        tables += beside
        following = [each.table.next_table for each in beside if each.table.next_table is not None]
        if not following:
            break
        first = min(following)
        title_from = max(each.table.last_row for each in beside) + 1
    return tables


def tables_under(
    sheet: VisibleSheet, found: HeadingRows, vocabulary: Vocabulary, title_from: int = 0
) -> list[TitledTable]:
    """The tables under one block of headings, usually one."""
    title = read_title(sheet.row(index) for index in range(title_from, found.top))
    parts = (with_suggestions(part, vocabulary) for part in side_by_side(found, vocabulary))
    return [
        TitledTable(
            sort_rows(sheet, part, vocabulary), title, _columns(sheet, part, found, vocabulary)
        )
        for part in parts
    ]


def _columns(
    sheet: VisibleSheet, part: HeadingRows, found: HeadingRows, vocabulary: Vocabulary
) -> frozenset[tuple[str, str]]:
    """The columns of a table, including hidden ones if it is the only table."""
    headings = part.headings
    if sheet.hidden_columns and len(headings) == len(found.headings):
        whole = VisibleSheet(sheet.grid, reads_hidden=True)
        headings = headings_in(whole, part.top, part.bottom, vocabulary).headings
    return frozenset((each.column, each.unit) for each in headings if each.column)


def best_of(tables: Iterable[TitledTable]) -> TitledTable | None:
    """The table that fits best; the first of equals."""
    return max(tables, key=lambda each: each.fit, default=None)
