"""Marks refused cells in the uploaded Excel workbook, with colour and notes.

Runs in the process of `spreadsheets.readers.sandbox`; files are untrusted input.
"""

import io
import re
import warnings
import zipfile
from collections.abc import Container
from copy import copy
from typing import Any

from openpyxl import Workbook
from openpyxl.cell.cell import Cell
from openpyxl.comments import Comment
from openpyxl.drawing.spreadsheet_drawing import SpreadsheetDrawing
from openpyxl.reader import drawings
from openpyxl.reader.excel import ExcelReader
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import quote_sheetname
from openpyxl.workbook.properties import CalcProperties
from openpyxl.worksheet._writer import WorksheetWriter
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.worksheet import Worksheet
from openpyxl.writer.excel import ExcelWriter

from imports.corrections import notes
from imports.corrections.notes import ListedProblem, Place, Wording
from imports.corrections.package import Results, formula_results, with_results
from imports.problems import Problem
from spreadsheets.readers.limits import FileLimits

# [1]Sheet!A1, '[1]A sheet'!A1, [1]!Name; but not Table[2021].
_OTHER_FILE = re.compile(r"\[\d+\](?:[\w.]*|[^'\[\]]*')!")
# Separates our note from an earlier note of somebody else.
_EARLIER = "\n\n――――――\n"


def mark(content: bytes, limits: FileLimits, lines: list[ListedProblem], wording: Wording) -> bytes:
    """The workbook with marks, and with the list of problems as its last and open sheet.

    Raises FileRefused for one with too many cells, or any exception of openpyxl.
    """
    results = formula_results(content, limits, lines=len(lines))
    book, parts = _open(content)
    results_of = {sheet.title: results.get(parts.get(sheet.title, ""), {}) for sheet in book}
    book.template = False
    _forget_names_in_other_files(book)
    for sheet in book.worksheets:
        _keep_what_other_files_gave(sheet, results_of[sheet.title])
    _take_earlier_marks_off(book, wording)
    failing = notes.problems_by_cell(lines)
    left = notes.MAX_NOTES
    for sheet in book.worksheets:
        left -= _mark_cells(sheet, failing.get(sheet.title, {}), left, wording)
    _add_list(book, lines, wording)
    book.calculation = CalcProperties(fullCalcOnLoad=True)
    saved = io.BytesIO()
    with zipfile.ZipFile(saved, "w", zipfile.ZIP_DEFLATED) as archive:
        _Writer(book, archive, results_of).save()
    return saved.getvalue()


class _Writer(ExcelWriter):
    """Writes sheets with the results of their formulas, and without temporary files."""

    def __init__(
        self, book: Workbook, archive: zipfile.ZipFile, results_of: dict[str, Results]
    ) -> None:
        super().__init__(book, archive)
        self.results_of = results_of

    def write_worksheet(self, ws: Worksheet) -> None:
        ws._drawing = SpreadsheetDrawing()
        ws._drawing.charts = ws._charts
        writer = WorksheetWriter(ws, io.BytesIO())
        writer.write()
        ws._rels = writer._rels
        content = with_results(writer.read(), self.results_of.get(ws.title, {}))
        self._archive.writestr(ws.path[1:], content)
        self.manifest.append(ws)


def _open(content: bytes) -> tuple[Workbook, dict[str, str]]:
    """The workbook, and the names of its worksheets in the package."""
    # Without Pillow openpyxl drops pictures, which libraries in C would decode.
    drawings.PILImage = None
    with warnings.catch_warnings():
        # It warns about dropped content, which the official's own file still has.
        warnings.simplefilter("ignore")
        reader = ExcelReader(io.BytesIO(content), keep_links=False, rich_text=True)
        reader.read()
        parts = {sheet.name: relation.target for sheet, relation in reader.parser.find_sheets()}
    reader.archive.close()
    return reader.wb, parts


def _forget_names_in_other_files(book: Workbook) -> None:
    for holder in (book, *book.worksheets):
        for name, defined in list(holder.defined_names.items()):
            if _OTHER_FILE.search(defined.attr_text or ""):
                del holder.defined_names[name]


def _keep_what_other_files_gave(sheet: Worksheet, results: Results) -> None:
    """Replace formulas with links to other files by their results, since links are removed."""
    for place, (kind, result) in results.items():
        cell = sheet[place]
        if cell.data_type == "f" and _OTHER_FILE.search(
            str(getattr(cell.value, "text", cell.value))
        ):
            cell.value = float(result) if kind == "n" else result
            cell.data_type = "s" if kind == "str" else kind


def _mark_cells(
    sheet: Worksheet, problems: dict[Place, list[Problem]], max_notes: int, wording: Wording
) -> int:
    """Colour the cells of a sheet and note the first of them; returns how many were noted."""
    noted = 0
    first_of_merge = _first_cells(sheet, problems)
    fill = PatternFill("solid", start_color=notes.BAD_FILL)
    joined: dict[Place, list[Problem]] = {}
    for place in sorted(problems):
        joined.setdefault(first_of_merge.get(place, place), []).extend(problems[place])
    for (row, column), cell_problems in joined.items():
        cell = sheet.cell(row + 1, column + 1)
        cell.fill = fill
        cell.font = _font(cell, color=notes.BAD_FONT)
        if noted < max_notes:
            cell.comment = _comment(wording.note(cell_problems), cell)
            noted += 1
    return noted


def _comment(text: str, cell: Cell) -> Comment:
    if cell.comment:
        text += _EARLIER + cell.comment.text
    return Comment(text, notes.AUTHOR, height=notes.note_height(text), width=notes.NOTE_WIDTH)


def _font(cell: Cell, **changes: Any) -> Font:
    """The cell's font, changed."""
    font = copy(cell.font)
    for name, value in changes.items():
        setattr(font, name, value)
    return font


def _first_cells(sheet: Worksheet, places: Container[Place]) -> dict[Place, Place]:
    """The first cell of the merge that contains a position: only it displays colour and note."""
    first = {}
    for merge in sheet.merged_cells.ranges:
        for row, column in merge.cells:
            if (row - 1, column - 1) in places:
                first[row - 1, column - 1] = merge.min_row - 1, merge.min_col - 1
    return first


def _take_earlier_marks_off(book: Workbook, wording: Wording) -> None:
    """Remove the marks of an earlier return."""
    for sheet in list(book.worksheets):
        # Not sheet.cell or iter_rows, which would create missing cells.
        first_row = [cell.value for (row, _column), cell in sheet._cells.items() if row == 1]
        if wording.is_list(sheet.title, first_row) and len(book.worksheets) > 1:
            book.remove(sheet)
            continue
        for cell in list(sheet._cells.values()):
            if cell.comment is None:
                continue
            _set_size(cell.comment)
            if cell.comment.text.startswith(notes.SIGN):
                _unmark(cell)


def _set_size(comment: Comment) -> None:
    """The size of a note's box, which openpyxl does not read."""
    comment.width, comment.height = notes.NOTE_WIDTH, notes.note_height(comment.text)


def _unmark(cell: Cell) -> None:
    earlier = cell.comment.text.partition(_EARLIER)[2]
    cell.comment = Comment(earlier, "") if earlier else None
    if earlier:
        _set_size(cell.comment)
    if str(cell.fill.start_color.rgb).endswith(notes.BAD_FILL):
        cell.fill = PatternFill()
        cell.font = _font(cell, color=None)


def _add_list(book: Workbook, lines: list[ListedProblem], wording: Wording) -> None:
    for other in [*book.worksheets, *book.chartsheets]:
        for view in other.views.sheetView:
            # With two selected tabs, edits would go to both.
            view.tabSelected = False
    sheet = book.create_sheet(wording.list_name)
    wrapped = Alignment(wrap_text=True, vertical="top")
    for letter, width in zip("ABC", notes.LIST_WIDTHS, strict=True):
        sheet.column_dimensions[letter].width = width
    for column, heading in enumerate(wording.headings, start=1):
        cell = sheet.cell(1, column, heading)
        cell.font = _font(cell, bold=True)
    names = set(book.sheetnames)
    for row, line in enumerate(lines, start=2):
        sheet.row_dimensions[row].height = notes.row_height(line.texts, notes.LIST_WIDTHS)
        for column, text in enumerate(line.texts, start=1):
            cell = sheet.cell(row, column, text)
            cell.data_type = "s"  # “=1+1” is text of the official and not a formula
            cell.alignment = wrapped
        if line.place and line.problem.sheet in names and row <= notes.MAX_LINKS:
            cell = sheet.cell(row, 1)
            place = f"{quote_sheetname(line.problem.sheet)}!{line.address}"
            cell.hyperlink = Hyperlink(ref=cell.coordinate, location=place)
            cell.font = _font(cell, color="0563C1", underline="single")
    sheet.freeze_panes = "A2"
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.page_setup.fitToHeight = 0
    sheet.print_title_rows = "1:1"
    book.active = sheet
    sheet.sheet_view.tabSelected = True
