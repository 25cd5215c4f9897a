"""Taking a spreadsheet in: its type by content, its limits before anything is parsed."""

import csv
import io
import lzma
import re
import struct
import zipfile
import zlib
from dataclasses import dataclass, field
from typing import Any, BinaryIO

from django.conf import settings
from django.utils.translation import gettext as _
from python_calamine import CalamineError, CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

from sheets.parts import DocumentTypeFound, Part, PartReader, hidden_within, parts_by_sheet
from vietnamese.text import clean

Merge = tuple[tuple[int, int], tuple[int, int]]

ZIP, OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
CHUNK = 1 << 16
# The parser keeps every cell up to the last one; one stray cell in a corner must not fill memory.
MAX_CELLS = 6_000_000
MAX_COLUMNS = 2_000
KEPT_FROM_RUNNING = re.compile(r"'+[=+\-@\t\r]")


class FileRefused(Exception):
    """A file that is not taken; the message tells what was found and what to do."""


@dataclass(frozen=True)
class Grid:
    """One sheet: rows of cell values from A1 on; merges as zero-based ((row, column), …)."""

    name: str
    rows: list[list[Any]]
    merges: list[Merge] = field(default_factory=list)
    hidden: bool = False


def open_sheets(file: BinaryIO) -> list[Grid]:
    """The visible sheets of a workbook, or the one table of a CSV file.

    Raises FileRefused for what is not .xlsx or CSV, is too large, damaged or unsafe.
    """
    content = file.read(settings.SHEET_MAX_BYTES + 1)
    if len(content) > settings.SHEET_MAX_BYTES:
        raise FileRefused(
            _("The file is larger than %(limit)d MB; split it and send the parts.")
            % {"limit": settings.SHEET_MAX_BYTES >> 20}
        )
    if not content:
        raise FileRefused(_("The file is empty; choose the workbook again."))
    if content.startswith(ZIP):
        grids = _open_workbook(content)
    elif content.startswith(OLE):
        raise FileRefused(
            _("This is an old .xls file or has a password; save it as .xlsx without one.")
        )
    else:
        grids = [_open_csv(content)]
    for grid in grids:
        _check_size(grid)
    if not any(cell not in (None, "") for grid in grids for row in grid.rows for cell in row):
        raise FileRefused(_("The file has no filled cells."))
    if _is_in_an_old_font(grids):
        raise FileRefused(
            _(
                "The text is not Unicode but in an old font (.VnTime, VNI-Times …); "
                "convert it to Unicode, with UniKey for instance, and send it again."
            )
        )
    return grids


# Signs that no Vietnamese word has in Unicode, but every other word in TCVN3 or VNI.
_ODD_SIGN = re.compile(r"[A-Za-z][¡-¬®-¾]|[¡-¬®-¾][A-Za-z]|[ÄÅÆÇËÎÏÑÖ×ØÛÜÞßäåæçëîïñö÷øûüþÿ]")
_MODERN_LETTER = re.compile(r"[ăđơưĂĐƠƯẠ-ỹ]")
_ROWS_LOOKED_AT = 200


def _is_in_an_old_font(grids: list[Grid]) -> bool:
    """Whether the first rows are written in the letters of an old Vietnamese font."""
    text = clean(
        " ".join(
            cell[:200]
            for grid in grids
            for row in grid.rows[:_ROWS_LOOKED_AT]
            for cell in row
            if isinstance(cell, str)
        )
    )
    words = text.split()
    odd = sum(bool(_ODD_SIGN.search(word)) for word in words)
    return odd >= 5 and odd > sum(bool(_MODERN_LETTER.search(word)) for word in words)


def _open_workbook(content: bytes) -> list[Grid]:
    parts = _check_archive(content)
    try:
        workbook = CalamineWorkbook.from_filelike(io.BytesIO(content))
        grids = []
        for metadata in workbook.sheets_metadata:
            if metadata.typ != SheetTypeEnum.WorkSheet:
                continue
            if metadata.visible != SheetVisibleEnum.Visible:
                grids.append(Grid(metadata.name, [], hidden=True))
                continue
            sheet = workbook.get_sheet_by_name(metadata.name)
            rows = sheet.to_python(skip_empty_area=False, nrows=settings.SHEET_MAX_ROWS + 1)
            grid = Grid(sheet.name, rows, list(sheet.merged_cell_ranges or []))
            if part := parts.get(metadata.name):
                _tell_what_the_parser_drops(grid, part)
            grids.append(grid)
    except (CalamineError, ValueError, OSError) as error:
        raise FileRefused(
            _("The workbook is damaged and cannot be read; open it in Excel and save it anew.")
        ) from error
    return grids


def _check_archive(content: bytes) -> dict[str, Part]:
    """Inflate every member, counting, so that neither a bomb nor a DTD reaches a parser.

    Returns what was seen of the worksheets on the way, by the sheet's name.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            members = archive.infolist()
            names = [member.filename for member in members]
            if "xl/workbook.xml" not in names:
                raise FileRefused(_("This is not an Excel workbook; send .xlsx or CSV."))
            if len(members) > settings.SHEET_MAX_MEMBERS or len(set(names)) < len(names):
                raise FileRefused(_("The workbook is not built as Excel builds one; save it anew."))
            left = settings.SHEET_MAX_UNPACKED_BYTES
            parts = {}
            for member in members:
                part = parts[member.filename] = Part()
                left = _check_member(archive, member, left, part)
                # The parser takes memory for as many strings as are announced.
                if part.claimed > part.size:
                    raise FileRefused(_("The workbook announces more than it holds; save it anew."))
                if part.cells > MAX_CELLS or part.columns > MAX_COLUMNS:
                    raise FileRefused(
                        _("A sheet reaches to cell %(cell)s; delete what lies outside the table.")
                        % {"cell": part.last_cell}
                    )
            return parts_by_sheet(archive, parts)
    except DocumentTypeFound as error:
        raise FileRefused(
            _("The workbook declares a document type, which Excel never does.")
        ) from error
    except (
        *(zipfile.BadZipFile, zlib.error, lzma.LZMAError, struct.error, OSError, EOFError),
        *(NotImplementedError, RuntimeError, ValueError, SyntaxError),
    ) as error:
        raise FileRefused(
            _("The workbook is damaged or has a password; save it anew without one.")
        ) from error


def _check_member(archive: zipfile.ZipFile, member: zipfile.ZipInfo, left: int, part: Part) -> int:
    reader = PartReader(part) if member.filename.endswith((".xml", ".rels")) else None
    with archive.open(member) as content:
        while chunk := content.read(CHUNK):
            left -= len(chunk)
            if left < 0:
                raise FileRefused(
                    _("Unpacked, the workbook is larger than %(limit)d MB.")
                    % {"limit": settings.SHEET_MAX_UNPACKED_BYTES >> 20}
                )
            if reader:
                reader.see(chunk)
    if reader:
        reader.see(b"", last=True)
    return left


def _tell_what_the_parser_drops(grid: Grid, part: Part) -> None:
    """Put errors of formulas back into their cells; refuse what nobody would miss on paper."""
    for (row, column), text in part.errors.items():
        if row < len(grid.rows) and column < len(grid.rows[row]):
            grid.rows[row][column] = text
    if part.unworked:
        raise FileRefused(
            _(
                "In sheet “%(sheet)s” the formula in %(cell)s has no result yet; "
                "open the file in Excel, save it and send it again."
            )
            % {"sheet": grid.name, "cell": part.unworked}
        )
    if hidden := hidden_within(part, grid.rows):
        raise FileRefused(
            _(
                "Sheet “%(sheet)s” has hidden rows or columns (%(place)s); "
                "show or delete them and send the file again."
            )
            % {"sheet": grid.name, "place": hidden}
        )


def _open_csv(content: bytes) -> Grid:
    encoding = "utf-16" if content[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError:
        text = ""
    if not text or "\x00" in text:
        raise FileRefused(
            _("The file is neither an .xlsx workbook nor CSV in UTF-8; save it as one of these.")
        )
    first_line = text.partition("\n")[0]
    delimiter = max(",;\t", key=first_line.count)
    rows: list[list[Any]] = []
    try:
        for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True):
            # Excel is kept from running a cell as a formula by an apostrophe (see `writing`).
            rows.append([cell[1:] if KEPT_FROM_RUNNING.match(cell) else cell for cell in row])
            if len(rows) > settings.SHEET_MAX_ROWS or len(row) > settings.SHEET_MAX_COLUMNS:
                raise _too_large("CSV")
    except csv.Error as error:
        raise FileRefused(
            _("The CSV text is damaged (a quotation mark is not closed?); save it anew.")
        ) from error
    width = max(map(len, rows), default=0)
    for row in rows:
        row += [""] * (width - len(row))
    return Grid("CSV", rows)


def _check_size(grid: Grid) -> None:
    columns = max(map(len, grid.rows), default=0)
    if len(grid.rows) > settings.SHEET_MAX_ROWS or columns > settings.SHEET_MAX_COLUMNS:
        raise _too_large(grid.name)


def _too_large(sheet: str) -> FileRefused:
    return FileRefused(
        _(
            "Sheet “%(sheet)s” has more than %(rows)d rows or %(columns)d columns; "
            "delete what lies outside the table and send it again."
        )
        % {
            "sheet": sheet,
            "rows": settings.SHEET_MAX_ROWS,
            "columns": settings.SHEET_MAX_COLUMNS,
        }
    )
