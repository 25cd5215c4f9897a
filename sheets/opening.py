"""Taking a spreadsheet in: its type by content, its limits before anything is parsed."""

import csv
import io
import zipfile
from dataclasses import dataclass, field
from typing import Any, BinaryIO

from django.conf import settings
from django.utils.translation import gettext as _
from python_calamine import CalamineError, CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

Merge = tuple[tuple[int, int], tuple[int, int]]

ZIP, OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
CHUNK = 1 << 16


class FileRefused(Exception):
    """A file that is not taken; the message tells what was found and what to do."""


@dataclass(frozen=True)
class Grid:
    """One sheet: rows of cell values from A1 on; merges as zero-based ((row, column), …)."""

    name: str
    rows: list[list[Any]]
    merges: list[Merge] = field(default_factory=list)


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
    if not any(grid.rows for grid in grids):
        raise FileRefused(_("The file has no filled cells."))
    return grids


def _open_workbook(content: bytes) -> list[Grid]:
    _check_archive(content)
    try:
        workbook = CalamineWorkbook.from_filelike(io.BytesIO(content))
        return [
            Grid(
                sheet.name,
                sheet.to_python(skip_empty_area=False, nrows=settings.SHEET_MAX_ROWS + 1),
                list(sheet.merged_cell_ranges or []),
            )
            for metadata in workbook.sheets_metadata
            if metadata.visible == SheetVisibleEnum.Visible
            and metadata.typ == SheetTypeEnum.WorkSheet
            for sheet in [workbook.get_sheet_by_name(metadata.name)]
        ]
    except (CalamineError, ValueError, OSError) as error:
        raise FileRefused(
            _("The workbook is damaged and cannot be read; open it in Excel and save it anew.")
        ) from error


def _check_archive(content: bytes) -> None:
    """Inflate every member, counting, so that neither a bomb nor a DTD reaches a parser."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            members = archive.infolist()
            names = [member.filename for member in members]
            if "xl/workbook.xml" not in names:
                raise FileRefused(_("This is not an Excel workbook; send .xlsx or CSV."))
            if len(members) > settings.SHEET_MAX_MEMBERS or len(set(names)) < len(names):
                raise FileRefused(_("The workbook is not built as Excel builds one; save it anew."))
            left = settings.SHEET_MAX_UNPACKED_BYTES
            for member in members:
                left = _check_member(archive, member, left)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError) as error:
        raise FileRefused(
            _("The workbook is damaged or has a password; save it anew without one.")
        ) from error
    except zipfile.zlib.error as error:
        raise FileRefused(_("The workbook is damaged; save it anew.")) from error


def _check_member(archive: zipfile.ZipFile, member: zipfile.ZipInfo, left: int) -> int:
    with archive.open(member) as part:
        tail = b""
        while chunk := part.read(CHUNK):
            left -= len(chunk)
            if left < 0:
                raise FileRefused(
                    _("Unpacked, the workbook is larger than %(limit)d MB.")
                    % {"limit": settings.SHEET_MAX_UNPACKED_BYTES >> 20}
                )
            if member.filename.endswith((".xml", ".rels")) and b"<!DOCTYPE" in tail + chunk:
                raise FileRefused(
                    _("The workbook declares a document type, which Excel never does.")
                )
            tail = chunk[-16:]
    return left


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
    try:
        # Excel is kept from running a cell as a formula by an apostrophe (see `writing`).
        rows: list[list[Any]] = [
            [cell.removeprefix("'") if cell[1:2] in "=+-@" else cell for cell in row]
            for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
        ]
    except csv.Error as error:
        raise FileRefused(
            _("The CSV text is damaged (a quotation mark is not closed?); save it anew.")
        ) from error
    width = max(map(len, rows), default=0)
    return Grid("CSV", [row + [""] * (width - len(row)) for row in rows])


def _check_size(grid: Grid) -> None:
    columns = max(map(len, grid.rows), default=0)
    if len(grid.rows) > settings.SHEET_MAX_ROWS or columns > settings.SHEET_MAX_COLUMNS:
        raise FileRefused(
            _(
                "Sheet “%(sheet)s” has more than %(rows)d rows or %(columns)d columns; "
                "delete what lies outside the table and send it again."
            )
            % {
                "sheet": grid.name,
                "rows": settings.SHEET_MAX_ROWS,
                "columns": settings.SHEET_MAX_COLUMNS,
            }
        )
