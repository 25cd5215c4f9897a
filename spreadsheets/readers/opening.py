"""Opens a spreadsheet. Files are untrusted input and are read in a separate process."""

from typing import BinaryIO

from django.conf import settings
from django.utils.translation import gettext as _

from spreadsheets.readers.errors import FileRefused, FileUnread, ReaderFailed
from spreadsheets.readers.grids import Grid
from spreadsheets.readers.limits import Limits
from spreadsheets.readers.sandbox import run_sandboxed

__all__ = [
    "FileRefused",
    "FileUnread",
    "ReaderFailed",
    "content_of",
    "open_sheets",
    "run_sandboxed",
]


def open_sheets(file: BinaryIO, limits: Limits | None = None) -> list[Grid]:
    """The sheets of a workbook (also hidden ones), the tables of a Word document, or CSV rows.

    Raises FileRefused for a file of another type, or one that is too large, damaged or unsafe, and
    ReaderFailed if its reader was interrupted or is itself at fault.
    """
    limits = limits or limits_of_settings()
    grids: list[Grid] = run_sandboxed("read_sheets", content_of(file), limits)
    return grids


def content_of(file: BinaryIO) -> bytes:
    """The bytes of a file; raises FileRefused for an empty or too large one."""
    content = file.read(settings.SHEET_MAX_BYTES + 1)
    if len(content) > settings.SHEET_MAX_BYTES:
        raise FileRefused(
            _("The file is larger than %(limit)d MB; split it and send the parts.")
            % {"limit": settings.SHEET_MAX_BYTES >> 20}
        )
    if not content:
        raise FileRefused(_("The file is empty; choose the workbook again."))
    return content


def limits_of_settings() -> Limits:
    """The limits from the settings, and text in the active language."""
    return Limits(
        unpacked_bytes=settings.SHEET_MAX_UNPACKED_BYTES,
        sheets=settings.SHEET_MAX_SHEETS,
        rows=settings.SHEET_MAX_ROWS,
        columns=settings.SHEET_MAX_COLUMNS,
        cells=settings.SHEET_MAX_CELLS,
        text=settings.SHEET_MAX_TEXT,
        table_name=_("Table %(number)d"),
    )
