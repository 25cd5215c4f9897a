"""Finds the table in a workbook: its sheet, title, data rows and skipped rows.

Annexes have title rows (`layouts.titles`), headings over several rows
(`layouts.headings`), column numbers, group rows with counts, totals and signatures
(`layouts.table_rows`). Hidden rows and columns are skipped and reported. Rows and
columns count from zero; addresses in messages are spreadsheet addresses (A1).
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import chain

from django.utils.translation import gettext as _

from layouts.groups import Total
from layouts.headings import (
    Heading,
    HeadingRows,
    headings_ending_at,
    likeliest_headings,
    with_suggestions,
)
from layouts.messages import limit_messages
from layouts.table_rows import LeftOut, SheetRow, Table
from layouts.tables import TitledTable, best_of, tables_in, tables_under
from layouts.visible_sheet import VisibleSheet
from layouts.vocabulary import Vocabulary
from spreadsheets.cells import cell_address
from spreadsheets.readers.grids import Cell, Grid
from spreadsheets.readers.opening import FileRefused

MAX_NAMED_PLACES = 10
ALL_SHEETS = "*"
"""In place of a sheet name: read a table that continues on several sheets as one."""


@dataclass(frozen=True)
class SheetChoice:
    """A sheet to choose from: `rows` of data of its table, or all rows if it has none."""

    name: str
    rows: int
    hidden: bool
    has_table: bool


class NoTableFound(FileRefused):
    """No heading row was recognised.

    `sheets` can be chosen; `header_row` (None if no row looks like headings) and `headings` are the
    most likely headings, to be matched by hand.
    """

    def __init__(
        self,
        message: str,
        sheets: list[SheetChoice],
        header_row: int | None = None,
        headings: Iterable[Heading] = (),
        sheet: str = "",
    ) -> None:
        super().__init__(message)
        self.sheets = sheets
        self.header_row = header_row
        self.headings = list(headings)
        self.sheet = sheet
        # The upper left corner of each sheet; set by the importer.
        self.first_rows: dict[str, list[list[str]]] = {}


class DataRows:
    """The data rows in order, read again from the sheets for each iteration."""

    def __init__(self, tables: list[Table]) -> None:
        self._tables = tables

    def __len__(self) -> int:
        return sum(map(len, self._tables))

    def __iter__(self) -> Iterator[SheetRow]:
        return chain.from_iterable(self._tables)

    def cells_under(self, heading: Heading) -> Iterator[Cell]:
        """The filled cells below a heading."""
        return chain.from_iterable(table.cells_under(heading.text) for table in self._tables)


@dataclass
class Layout:
    """One table with its parts; rows read from several sheets name their sheet."""

    sheet: str
    header_row: int
    headings: list[Heading]
    rows: DataRows
    sheets: list[SheetChoice]
    left_out: list[LeftOut] = field(default_factory=list)
    totals: list[Total] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    title: str = ""
    note: str = ""
    # The units of bare amounts of money and of bare areas, from a unit line.
    unit: str = ""
    area_unit: str = ""
    unit_line: str = ""
    decision: str = ""
    # Whether the title states that a decision issues the list.
    is_issued: bool = False
    # The positions of the columns, by sheet.
    columns_of: dict[str, dict[str, int]] = field(default_factory=dict)

    @property
    def unread(self) -> list[Heading]:
        """The unknown headings."""
        return [heading for heading in self.headings if not heading.column]

    def heading_of(self, column: str) -> Heading | None:
        return next((heading for heading in self.headings if heading.column == column), None)

    def address(self, row: SheetRow, column: str) -> str:
        """The cell reference of a declared column in a row, in the row's own sheet."""
        return cell_address(row.index, self.columns_of[row.sheet].get(column, 0))


def find_layout(
    grids: Iterable[Grid],
    words: Mapping[str, Iterable[str]],
    name_column: str,
    *,
    sheet: str = "",
    header_row: int | None = None,
    mapping: Mapping[str, str] | None = None,
    read_hidden: bool = False,
    divides: Callable[[str], bool] = lambda text: False,
) -> Layout:
    """The table that fits best: of all visible sheets, of one, or of `ALL_SHEETS` together.

    `words` has the headings of each declared column; `name_column` is the column that every table
    must have. Chosen by hand: `header_row`, the last row of the headings; `mapping`, the declared
    column of a heading, or “” for none; `read_hidden`, whether hidden rows and columns count.
    `divides` tells whether words below a heading divide its column, as years do.
    Raises FileRefused for a missing sheet, NoTableFound if no heading row is recognised.
    """
    vocabulary = Vocabulary(words, name_column, mapping, divides)
    visible = [VisibleSheet(grid, reads_hidden=read_hidden) for grid in grids]
    candidates = _candidates(visible, sheet)
    tables = {each.grid.name: tables_in(each, vocabulary) for each in visible}
    if header_row is not None:
        by_hand = _with_headings_at(header_row, candidates, tables)
        found = headings_ending_at(by_hand, header_row, vocabulary)
        if not found.is_table(vocabulary):
            raise _no_table([by_hand], visible, tables, vocabulary, words, found)
        tables[by_hand.grid.name] = tables_under(by_hand, found, vocabulary)
        candidates = [by_hand]
    best = best_of(table for each in candidates for table in tables[each.grid.name])
    if best is None:
        raise _no_table(candidates, visible, tables, vocabulary, words)
    tables_read = [best]
    if sheet == ALL_SHEETS:
        tables_read = [
            table
            for each in candidates
            if (table := best_of(tables[each.grid.name])) and table.continues(best)
        ]
    return _layout(tables_read, visible, tables)


def _candidates(visible: list[VisibleSheet], sheet: str) -> list[VisibleSheet]:
    """The sheets to examine: the visible ones, or the named one, hidden or not."""
    if sheet in ("", ALL_SHEETS):
        return [each for each in visible if not each.grid.hidden]
    named = [each for each in visible if each.grid.name == sheet]
    if not named:
        raise FileRefused(
            _("The file has no sheet “%(sheet)s”; it has %(sheets)s. Nothing was read.")
            % {"sheet": sheet, "sheets": _quoted(each.grid.name for each in visible)}
        )
    return named


def _with_headings_at(
    header_row: int, candidates: list[VisibleSheet], tables: dict[str, list[TitledTable]]
) -> VisibleSheet:
    """The sheet of the chosen heading row: the usual one, or the first that is long enough."""
    best = best_of(table for each in candidates for table in tables[each.grid.name])
    if best and header_row < len(best.sheet):
        return best.sheet
    for each in candidates:
        if 0 <= header_row < len(each):
            return each
    raise FileRefused(
        _("No sheet has a row %(row)d; choose another row for the headings. Nothing was read.")
        % {"row": header_row + 1}
    )


def _no_table(
    looked_at: list[VisibleSheet],
    visible: list[VisibleSheet],
    tables: dict[str, list[TitledTable]],
    vocabulary: Vocabulary,
    words: Mapping[str, Iterable[str]],
    found: HeadingRows | None = None,
) -> NoTableFound:
    name_headings = _quoted(list(dict.fromkeys(words[vocabulary.name_column]))[:3])
    message = _(
        "No heading row was found in %(sheets)s. A table needs a column %(column)s and at "
        "least one other known column. Nothing was read."
    ) % {"sheets": _quoted(each.grid.name for each in looked_at), "column": name_headings}
    choices = _choices(visible, tables)
    for each in looked_at:
        if likely := found or likeliest_headings(each, vocabulary):
            headings = with_suggestions(likely, vocabulary).headings
            return NoTableFound(message, choices, likely.bottom, headings, each.grid.name)
    return NoTableFound(message, choices)


def _choices(
    visible: list[VisibleSheet], tables: dict[str, list[TitledTable]]
) -> list[SheetChoice]:
    choices = []
    for each in visible:
        best = best_of(tables[each.grid.name])
        rows = len(best.table) if best else len(each)
        choices.append(SheetChoice(each.grid.name, rows, each.grid.hidden, best is not None))
    return choices


def _layout(
    tables_read: list[TitledTable],
    visible: list[VisibleSheet],
    tables: dict[str, list[TitledTable]],
) -> Layout:
    first = tables_read[0]
    # A column may be hidden in some of the sheets.
    fullest = max(tables_read, key=lambda each: len(each.table.heading_rows.known))
    warnings = _about_other_sheets(tables_read, visible, tables)
    for each in tables_read:
        own = [
            *each.title.warnings,
            *each.table.warnings,
            *_about_hidden_columns(each.table),
            *_about_struck_text(each.table),
            *_about_other_tables(each, tables[each.name]),
        ]
        own = limit_messages(own)
        if len(tables_read) > 1:
            own = [
                _("Sheet “%(sheet)s”: %(warning)s") % {"sheet": each.name, "warning": warning}
                for warning in own
            ]
        warnings += own
    return Layout(
        sheet=", ".join(each.name for each in tables_read),
        header_row=fullest.table.heading_rows.bottom,
        headings=fullest.table.heading_rows.headings,
        rows=DataRows([each.table for each in tables_read]),
        sheets=_choices(visible, tables),
        left_out=[left for each in tables_read for left in _left_out(each.table)],
        totals=[total for each in tables_read for total in each.table.totals],
        warnings=warnings,
        title=first.title.title,
        note=first.title.note,
        unit=first.title.unit,
        area_unit=first.title.area_unit,
        unit_line=first.title.unit_line,
        decision=first.title.decision,
        is_issued=first.title.is_issued,
        columns_of={each.name: _columns(each.table) for each in tables_read},
    )


def _columns(table: Table) -> dict[str, int]:
    return {each.column: each.index for each in table.heading_rows.headings if each.column}


def _left_out(table: Table) -> list[LeftOut]:
    """The skipped, hidden and struck-out rows, and those with struck-out text, top to bottom."""
    sheet, name = table.sheet, table.sheet.grid.name
    why = {row: _("struck-out row") for row in sheet.grid.struck_rows}
    hidden = [
        LeftOut(row, why.get(row, _("hidden row")), text, name)
        for row, text in sheet.hidden_texts()
    ]
    struck = [
        LeftOut(row, _("struck-out or hidden text"), text, name)
        for row, text in sheet.struck_texts()
    ]
    return sorted([*table.left_out, *hidden, *struck], key=lambda left: left.row)


def _about_other_sheets(
    tables_read: list[TitledTable],
    visible: list[VisibleSheet],
    tables: dict[str, list[TitledTable]],
) -> list[str]:
    others = []
    has_same_headings = False
    for each in visible:
        if any(each is table.sheet for table in tables_read) or not (len(each) or each.grid.hidden):
            continue
        name, best = each.grid.name, best_of(tables[each.grid.name])
        if each.grid.hidden:
            others.append(_("“%(sheet)s” (hidden)") % {"sheet": name})
        elif best is None:
            others.append(f"“{name}”")
        elif best.continues(tables_read[0]):
            has_same_headings = True
            others.append(
                _("“%(sheet)s” (same headings, rows: %(count)d)")
                % {"sheet": name, "count": len(best.table)}
            )
        else:
            others.append(
                _("“%(sheet)s” (other headings, rows: %(count)d)")
                % {"sheet": name, "count": len(best.table)}
            )
    if not others:
        return []
    messages = {"sheet": _quoted(each.name for each in tables_read), "others": ", ".join(others)}
    message = _("Only sheet %(sheet)s was read, not %(others)s.")
    if has_same_headings:
        message = _(
            "Only sheet %(sheet)s was read, not %(others)s. To read the sheets with the same "
            "headings as well, choose “all sheets with the same headings, together”."
        )
    return [message % messages]


def _about_hidden_columns(table: Table) -> list[str]:
    rows = table.heading_rows
    return [
        _("Column %(letters)s (“%(heading)s”) is hidden and was not read.")
        % {"letters": cell_address(0, column).rstrip("0123456789"), "heading": heading}
        for column, heading in table.sheet.hidden_headings(rows.top, rows.bottom)
    ]


def _about_struck_text(table: Table) -> list[str]:
    """A message with the rows that are struck out, and one with cells that have such text."""
    sheet = table.sheet
    rows = [str(row + 1) for row in sorted(sheet.grid.struck_rows & sheet.hidden_rows)]
    cells = [
        cell_address(row, column)
        for row, struck in sorted(sheet.struck_cells.items())
        for column in sorted(struck)
    ]
    messages = []
    if rows:
        message = _("Struck-out rows (%(count)d) were not read: %(rows)s.")
        messages.append(message % {"count": len(rows), "rows": _first(rows)})
    if cells:
        message = _("Struck-out or hidden text in %(count)d cells was not read: %(cells)s.")
        messages.append(message % {"count": len(cells), "cells": _first(cells)})
    return messages


def _first(places: list[str]) -> str:
    return ", ".join(places[:MAX_NAMED_PLACES]) + (", …" if len(places) > MAX_NAMED_PLACES else "")


def _about_other_tables(table_read: TitledTable, tables: list[TitledTable]) -> list[str]:
    name, own = table_read.name, table_read.table
    messages = [
        _("Sheet “%(sheet)s” has another table at %(cell)s (rows: %(count)d); it was not read.")
        % {
            "sheet": name,
            "cell": cell_address(each.table.heading_rows.top, each.table.columns.span.left),
            "count": len(each.table),
        }
        for each in tables
        if each is not table_read
    ]
    after = [each for each in tables if each.table.heading_rows.top >= (own.next_table or 0)]
    if own.next_table is not None and not after:
        messages.append(
            _(
                "Row %(row)d of sheet “%(sheet)s” begins another table, whose headings are not "
                "known; it was not read."
            )
            % {"sheet": name, "row": own.next_table + 1}
        )
    return messages


def _quoted(names: Iterable[str]) -> str:
    return ", ".join(f"“{name}”" for name in names)
