"""Writes a refused file that is not an ordinary Excel workbook as a new, marked workbook.

Cells keep their positions, so cell references stay valid. Text stays text; numbers and dates stay
numbers and dates.
"""

from collections import defaultdict
from collections.abc import Mapping
from contextlib import suppress
from datetime import date, datetime, time, timedelta
from itertools import chain, repeat
from math import isfinite
from typing import IO, Any

import xlsxwriter
from xlsxwriter.exceptions import OverlappingRange
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from imports.corrections import notes
from imports.corrections.notes import ListedProblem, Place, Wording, printable
from imports.problems import Problem
from spreadsheets.cells import MAX_CELL_LENGTH, cell_text
from spreadsheets.displayed_values import DisplayedDay, DisplayedNumber
from spreadsheets.readers.grids import Cell, Grid, Merge

COLUMN_WIDTH = 18
_WIDE_COLUMNS = 60  # columns
MAX_SHEET_NAME_LENGTH = 31
FIRST_DAY = date(1900, 3, 1)  # before it, Excel's calendar has a day that did not exist
MAX_MERGED_CELLS = 100_000  # cells
NOT_A_NUMBER = "#NUM!"  # as Excel displays a number that is not finite
_NOT_IN_A_NAME = str.maketrans(dict.fromkeys("[]:*?/\\", " "))


def rewrite(
    grids: list[Grid], lines: list[ListedProblem], wording: Wording, out: IO[bytes]
) -> None:
    """Write the sheets with marks, and the list of problems as the last and open sheet."""
    options = {
        "constant_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "default_date_format": "dd/mm/yyyy",
    }
    with xlsxwriter.Workbook(out, options) as book:
        grids = [grid for grid in grids if _is_kept(grid, wording)]
        names = sheet_names([grid.name for grid in grids], taken=wording.list_name)
        failing = notes.problems_by_cell(lines)
        styles = _Styles(book)
        left = notes.MAX_NOTES
        for grid, name in zip(grids, names, strict=True):
            sheet = book.add_worksheet(name)
            if grid.hidden:
                sheet.hide()
            left -= _write_grid(sheet, grid, failing.get(grid.name, {}), styles, left, wording)
        known = dict(zip((grid.name for grid in grids), names, strict=True))
        _add_list(book, lines, known, wording)


def _is_kept(grid: Grid, wording: Wording) -> bool:
    """Whether a sheet has visible content and is not the list of an earlier return."""
    first_row = next(iter(grid.rows), [])
    return not (grid.hidden and not first_row) and not wording.is_list(grid.name, first_row)


def sheet_names(names: list[str], *, taken: str) -> list[str]:
    """Valid, unique Excel names for the sheets; `taken` is the name of our list."""
    used, given = {taken.lower(), "history"}, []
    for name in names:
        clean = printable(name).translate(_NOT_IN_A_NAME).strip().strip("'")[:MAX_SHEET_NAME_LENGTH]
        clean = base_name = clean.rstrip("' ") or "Sheet"
        number = 1
        while clean.lower() in used:
            number += 1
            end = f" {number}"
            clean = f"{base_name[: MAX_SHEET_NAME_LENGTH - len(end)]}{end}"
        used.add(clean.lower())
        given.append(clean)
    return given


class _Styles:
    """A format for each type of cell, plain and marked."""

    _SHAPES = {
        date: "dd/mm/yyyy",
        datetime: "dd/mm/yyyy hh:mm",
        time: "hh:mm:ss",
        timedelta: "[h]:mm:ss",
    }

    def __init__(self, book: xlsxwriter.Workbook) -> None:
        bad = {"bg_color": f"#{notes.BAD_FILL}", "font_color": f"#{notes.BAD_FONT}", "border": 1}
        self._book, self._bad_look = book, bad
        self._with_words: dict[tuple[str, str, bool], Format] = {}
        # Struck-out cells, plain and marked.
        self.struck = [
            book.add_format({"font_strikeout": True, "valign": "top", **look}) for look in ({}, bad)
        ]
        self._plain = book.add_format({"valign": "top"})
        self._bad = book.add_format({"valign": "top", **bad})
        self._shaped = {
            (kind, failing): book.add_format(
                {"num_format": shape, "valign": "top", **(bad if failing else {})}
            )
            for kind, shape in self._SHAPES.items()
            for failing in (False, True)
        }

    def of(self, cell: Cell, *, failing: bool) -> Format:
        if isinstance(cell, DisplayedNumber) and is_number_with_words(cell):
            return self._of_words(*cell.parts[2:], failing=failing)
        return self._shaped.get((type(cell), failing)) or (self._bad if failing else self._plain)

    def _of_words(self, before: str, after: str, *, failing: bool) -> Format:
        """The format that shows these words around a number."""
        key = before, after, failing
        if key not in self._with_words:
            quoted = (f'"{words.replace(chr(34), "")}"' if words else "" for words in key[:2])
            shape = {"num_format": "General".join(quoted), "valign": "top"}
            self._with_words[key] = self._book.add_format(
                {**shape, **(self._bad_look if failing else {})}
            )
        return self._with_words[key]


def is_number_with_words(cell: DisplayedNumber) -> bool:
    """Whether a cell is its number with words around it, not a percentage, a code or words."""
    _text, digits, before, after = cell.parts
    return cell.has_words and digits != "" and "%" not in before + after


def _write_grid(
    sheet: Worksheet,
    grid: Grid,
    problems: dict[Place, list[Problem]],
    styles: _Styles,
    max_notes: int,
    wording: Wording,
) -> int:
    """Write row by row, for constant memory. Returns the number of notes."""
    by_row: dict[int, list[int]] = defaultdict(list)
    for row, column in sorted(problems):
        by_row[row].append(column)
    merges: dict[int, list[Merge]] = defaultdict(list)
    for merge in grid.merges:
        merges[merge[0][0]].append(merge)
    sheet.set_column(0, _WIDE_COLUMNS - 1, COLUMN_WIDTH)
    noted, merged = 0, 0
    rows = chain(enumerate(grid.rows), zip(_rows_below(grid, by_row), repeat([])))
    for row, cells in rows:
        failing = by_row.get(row, [])
        struck = grid.struck_cells.get(row, {})
        for column, cell in enumerate(cells[: notes.LAST_COLUMN + 1]):
            if row in grid.struck_rows or (column in struck and struck[column] is None):
                text = printable(cell_text(cell))[:MAX_CELL_LENGTH]
                sheet.write_string(row, column, text, styles.struck[column in failing])
                continue
            # The struck-out words of a text are left out of the new workbook.
            cell = struck.get(column, cell)
            _write_cell(sheet, row, column, cell, styles, failing=column in failing)
        for column in failing:
            if column >= len(cells):
                _write_cell(sheet, row, column, None, styles, failing=True)
            if noted < max_notes:
                text = wording.note(problems[row, column])
                size = {"width": notes.NOTE_WIDTH, "height": notes.note_height(text)}
                note = {"author": notes.AUTHOR, "font_size": 10, **size}
                sheet.write_comment(row, column, text, note)
                noted += 1
        for merge in merges.get(row, ()):
            merged += _cell_count(merge)
            if merged <= MAX_MERGED_CELLS:
                _merge(sheet, merge)
    return noted


def _rows_below(grid: Grid, by_row: Mapping[int, Any]) -> list[int]:
    """Rows below the last one that contain a refused cell."""
    return [row for row in by_row if row >= len(grid.rows)]


def _write_cell(
    sheet: Worksheet, row: int, column: int, cell: Cell, styles: _Styles, *, failing: bool
) -> None:
    if isinstance(cell, DisplayedDay) or (
        isinstance(cell, DisplayedNumber) and not is_number_with_words(cell)
    ):
        cell = cell_text(cell)
    if isinstance(cell, datetime) and cell.time() == time():
        cell = cell.date()
    if isinstance(cell, date) and (cell.date() if isinstance(cell, datetime) else cell) < FIRST_DAY:
        cell = cell_text(cell)
    style = styles.of(cell, failing=failing)
    match cell:
        case None | "":
            if failing:
                sheet.write_blank(row, column, None, style)
        case bool():
            sheet.write_boolean(row, column, cell, style)
        case float() if not isfinite(cell):
            sheet.write_string(row, column, NOT_A_NUMBER, style)
        case int() | float():
            sheet.write_number(row, column, cell, style)
        case date() | time() | timedelta():
            sheet.write_datetime(row, column, cell, style)
        case _:
            sheet.write_string(row, column, printable(str(cell))[:MAX_CELL_LENGTH], style)


def _cell_count(merge: Merge) -> int:
    (top, left), (bottom, right) = merge
    return (bottom - top + 1) * (right - left + 1)


def _merge(sheet: Worksheet, merge: Merge) -> None:
    """Merge the merged cells again; a value merged over rows applies to each of them.

    Without a value and a format nothing is written, so the cells below may still be written.
    """
    (top, left), (bottom, right) = merge
    if _cell_count(merge) > 1:
        # Merges of a damaged file may overlap; the cells keep their positions.
        with suppress(OverlappingRange):
            bottom, right = min(bottom, notes.LAST_ROW), min(right, notes.LAST_COLUMN)
            sheet.merge_range(top, left, bottom, right, "")


def _add_list(
    book: xlsxwriter.Workbook, lines: list[ListedProblem], names: dict[str, str], wording: Wording
) -> None:
    sheet = book.add_worksheet(wording.list_name)
    bold = book.add_format({"bold": True})
    wrapped = book.add_format({"text_wrap": True, "valign": "top"})
    link = book.add_format({"font_color": "#0563C1", "underline": 1, "valign": "top"})
    headings = zip(wording.headings, notes.LIST_WIDTHS, strict=True)
    for column, (heading, width) in enumerate(headings):
        sheet.set_column(column, column, width)
        sheet.write_string(0, column, heading, bold)
    for row, line in enumerate(lines[: notes.MAX_LISTED], start=1):
        where, value, what = line.texts
        if (height := notes.row_height(line.texts, notes.LIST_WIDTHS)) > notes.ROW_HEIGHT:
            sheet.set_row(row, height)
        name = names.get(line.problem.sheet)
        if line.place and name and row <= notes.MAX_LINKS:
            quoted = name.replace("'", "''")
            url = f"internal:'{quoted}'!{line.address}"
            sheet.write_url(row, 0, url, link, where)
        else:
            sheet.write_string(row, 0, where, wrapped)
        sheet.write_string(row, 1, value, wrapped)
        sheet.write_string(row, 2, what, wrapped)
    sheet.freeze_panes(1, 0)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)
    sheet.activate()
