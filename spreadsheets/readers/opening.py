"""Opens a spreadsheet. Files are untrusted input and are read in a separate process."""

from pathlib import PurePath
from typing import BinaryIO

from django.conf import settings
from django.utils.translation import gettext as _

from spreadsheets.readers.errors import FileRefused, FileUnread, ReaderFailed
from spreadsheets.readers.grids import Grid
from spreadsheets.readers.limits import Limits
from spreadsheets.readers.ole import SIGNATURE
from spreadsheets.readers.sandbox import run_sandboxed

__all__ = [
    "FileRefused",
    "FileUnread",
    "ReaderFailed",
    "content_of",
    "open_sheets",
    "run_sandboxed",
    "without_macros",
]

# Zip archives and compound files; a CSV text is spared the process.
_MAY_HAVE_MACROS = (b"PK", SIGNATURE)


def open_sheets(file: BinaryIO, limits: Limits | None = None) -> list[Grid]:
    """The sheets of a workbook (also hidden ones), the tables of a Word document, or CSV rows.

    Raises FileRefused for a file of another type, or one that is too large, damaged or unsafe, and
    ReaderFailed if its reader was interrupted or is itself at fault.
    """
    limits = limits or limits_of_settings()
    grids: list[Grid] = run_sandboxed("read_sheets", content_of(file), limits)
    return grids


def without_macros(content: bytes, name: str) -> tuple[bytes, str]:
    """A file without macros (`imports.macros`), and its name; unchanged without any.

    The extension changes with the content: no program opens a file without macros as .xlsm.

    Raises FileRefused for a damaged or unsafe file, and ReaderFailed as `open_sheets` does.
    """
    if not content.startswith(_MAY_HAVE_MACROS):
        return content, name
    plain: tuple[bytes, str] | None = run_sandboxed("without_macros", content, limits_of_settings())
    if plain is None:
        return content, name
    plain_content, extension = plain
    return plain_content, PurePath(name).stem + extension


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
