"""Excel workbooks before 2007 (.xls), BIFF2 to BIFF8.

The library xlrd reads them, but only records with cells, their formats and positions. Others
(formulas of names, drawings, comments, macros) are blanked out first.
"""

import math
import os
import struct
from pathlib import Path
from typing import Any

import xlrd

from spreadsheets.readers.errors import (
    FileRefused,
    damaged,
    has_macros,
    has_password,
    unknown_type,
)
from spreadsheets.readers.errors import marked_for_translation as _
from spreadsheets.readers.formats.number_formats import (
    BUILT_IN_DISPLAYS,
    HIDDEN,
    Display,
    display_of,
    show,
)
from spreadsheets.readers.grid_builder import GridBuilder
from spreadsheets.readers.grids import Cell, Grid, Row
from spreadsheets.readers.limits import FileLimits
from spreadsheets.readers.ole import SIGNATURE, CompoundFile

_RECORD = struct.Struct("<HH")
_CONTINUATION, _PASSWORD, _SHEET = 0x3C, 0x2F, 0x85
# A record that the library does not know.
_BLANKED = 0x0863
# Many short numbers of a row, as most of a statistical table is stored.
_NUMBERS = 0x00BD
_CELL_RECORDS = {
    *(0x0002, 0x0003, 0x0004, 0x0005, 0x0203, 0x0204, 0x0205, 0x00D6, 0x027E, 0x00FD),
    *(0x0006, 0x0206, 0x0406, _NUMBERS),
}
_READ_RECORDS = _CELL_RECORDS | {
    *(_SHEET, _CONTINUATION),
    *(0x00FC, 0x007D, 0x00E5, 0x000A),  # shared texts, columns, merges, end
    *(0x0009, 0x0209, 0x0409, 0x0809),  # begin
    *(0x0031, 0x0231, 0x001E, 0x041E, 0x0043, 0x0243, 0x0443, 0x00E0, 0x0044),  # formats
    *(0x0022, 0x0042, 0x0008, 0x0208),  # epoch, code page, rows
    *(0x0007, 0x0207),  # the text result of a formula
    *(0x04BC, 0x0221, 0x0021, 0x0236, 0x0036, 0x0037),  # between a formula and its text
}
_NOT_A_NUMBER = "#NUM!"  # as Excel displays a number that is not finite
_BOLD = 600  # the weight of a font; plain is 400


def open_xls(content: bytes, limits: FileLimits) -> list[Grid]:
    """The sheets of an old workbook, including hidden ones. Raises FileRefused."""
    stream = _workbook_stream(content) if content.startswith(SIGNATURE) else content
    stream = _blank_unread_records(stream, limits)
    with Path(os.devnull).open("w") as unread:
        book = xlrd.open_workbook(
            file_contents=stream,
            logfile=unread,
            formatting_info=True,
            on_demand=True,
            ragged_rows=True,
        )
        displays = BUILT_IN_DISPLAYS | {
            key: display_of(each.format_str)
            for key, each in book.format_map.items()
            if each.format_str is not None
        }
        return [_grid(book, number, displays, limits) for number in range(book.nsheets)]


def _workbook_stream(content: bytes) -> bytes:
    file = CompoundFile(content)
    if file.has_macros:
        raise has_macros()
    for name in ("Workbook", "Book"):
        if name in file:
            return file.stream(name)
    if "EncryptedPackage" in file:
        raise has_password()
    if "WordDocument" in file:
        raise FileRefused(
            _("This is an old Word document (.doc); save it as .docx and send it again.")
        )
    raise unknown_type()


def _blank_unread_records(stream: bytes, limits: FileLimits) -> bytes:
    """The stream with every other record blanked out, at the same offsets."""
    kept = bytearray(stream)
    at, end = 0, len(stream) - _RECORD.size
    continues_what_is_read = True
    sheets = []
    while at <= end:
        kind, length = _RECORD.unpack_from(stream, at)
        if kind == _PASSWORD:
            raise has_password()
        if kind != _CONTINUATION:
            continues_what_is_read = kind in _READ_RECORDS
        if not continues_what_is_read:
            _RECORD.pack_into(kept, at, _BLANKED, length)
        elif kind in _CELL_RECORDS:
            limits.on_content(_cells_in(kind, length))
        elif kind == _SHEET:
            sheets.append(stream[at + _RECORD.size : at + 2 * _RECORD.size])
        at += _RECORD.size + length
    limits.check_sheets(len(sheets))
    # Sheets at the same offset would be read repeatedly.
    if len(set(sheets)) < len(sheets):
        raise damaged()
    return bytes(kept)


def _cells_in(kind: int, length: int) -> int:
    """The number of cells in a record of cells."""
    if kind != _NUMBERS:
        return 1
    # A row, its first and its last column take six bytes, like a cell with its format and number.
    return max(length // 6 - 1, 1)


def _grid(book: Any, number: int, displays: dict[int, Display | None], limits: FileLimits) -> Grid:
    sheet = book.sheet_by_index(number)
    builder = GridBuilder(sheet.name, limits, hidden=bool(sheet.visibility))
    for column, info in sheet.colinfo_map.items():
        if info.hidden:
            builder.hide_columns(column, column)
    builder.merges = [
        ((top, left), (bottom - 1, right - 1))
        for top, bottom, left, right in sheet.merged_cells
        if top < bottom and left < right
    ]
    for index in range(sheet.nrows):
        cells: Row = []
        struck: dict[int, Cell] = {}
        bold = True
        for column, cell in enumerate(sheet.row(index)):
            if cell.ctype in (xlrd.XL_CELL_EMPTY, xlrd.XL_CELL_BLANK):
                cells.append(None)
                continue
            style = book.xf_list[cell.xf_index]
            value = _value(cell, displays.get(style.format_key), book.datemode)
            font = book.font_list[style.font_index]
            bold = bold and font.weight >= _BOLD
            if value is HIDDEN:
                # A number that its format hides is read when asked, but no zero.
                value = cell.value or None
                struck |= {} if value is None else {column: None}
            elif font.struck_out:
                struck[column] = None
            elif runs := sheet.rich_text_runlist_map.get((index, column)):
                _strike_words(str(value), runs, book.font_list, column, struck)
            cells.append(value)
        info = sheet.rowinfo_map.get(index)
        builder.add_row(index, cells, bold=bold, hidden=bool(info and info.hidden), struck=struck)
    book.unload_sheet(number)
    return builder.grid()


def _strike_words(
    text: str,
    runs: list[tuple[int, int]],
    fonts: list[Any],
    column: int,
    struck: dict[int, Cell],
) -> None:
    """Note the rest of a text without its struck-out words; `runs` are (first sign, font)."""
    rest = [text[: runs[0][0]]]
    ends = [first for first, _font in runs[1:]] + [len(text)]
    for (first, font), end in zip(runs, ends, strict=True):
        if font >= len(fonts) or not fonts[font].struck_out:
            rest.append(text[first:end])
    if len(rest) <= len(runs):
        struck[column] = "".join(rest)


def _value(cell: Any, display: Display | None, epoch: int) -> Cell:
    match cell.ctype:
        case xlrd.XL_CELL_TEXT:
            return str(cell.value)
        case xlrd.XL_CELL_NUMBER | xlrd.XL_CELL_DATE:
            if not math.isfinite(cell.value):
                return _NOT_A_NUMBER
            if display is not None:
                return show(cell.value, display, since_1904=bool(epoch))
            is_whole = cell.value.is_integer() and abs(cell.value) < 1e15
            return int(cell.value) if is_whole else cell.value
        case xlrd.XL_CELL_BOOLEAN:
            return bool(cell.value)
        case xlrd.XL_CELL_ERROR:
            return str(xlrd.error_text_from_code.get(cell.value, "#ERROR!"))
    return None
