"""Opens a spreadsheet: recognises its type by content and checks its limits.

Each file type has its reader (`xlsx`, `xls`, `ods`, `docx`, `csv`). Files are untrusted input.
"""

import logging
from typing import BinaryIO

from django.conf import settings
from django.utils.translation import gettext as _

from spreadsheets.readers import csv as csv_text
from spreadsheets.readers import docx, ods
from spreadsheets.readers.archives import Archive
from spreadsheets.readers.errors import FileRefused, damaged, unknown_type
from spreadsheets.readers.grids import Grid
from spreadsheets.readers.xls import workbook as xls
from spreadsheets.readers.xlsx import workbook as xlsx
from spreadsheets.readers.xml import root_name

__all__ = ["FileRefused", "content_of", "open_sheets"]

_ZIP = b"PK\x03\x04"

logger = logging.getLogger(__name__)


def open_sheets(file: BinaryIO) -> list[Grid]:
    """The sheets of a workbook, hidden ones too, the tables of a Word document, or a CSV's rows.

    Raises FileRefused for a file of another kind, or one that is too large, damaged or unsafe.
    """
    content = content_of(file)
    try:
        grids = _open(content)
    except FileRefused:
        raise
    except Exception as error:
        # Whatever a reader trips over, the person who sent the file gets a sentence.
        logger.warning("A spreadsheet could not be read.", exc_info=True)
        raise damaged() from error
    if not any(len(grid.rows) for grid in grids):
        raise FileRefused(_("The file has no filled cells."))
    return grids


def content_of(file: BinaryIO) -> bytes:
    """The bytes of a file; raises FileRefused for one that is empty or too large to look at."""
    content = file.read(settings.SHEET_MAX_BYTES + 1)
    if len(content) > settings.SHEET_MAX_BYTES:
        raise FileRefused(
            _("The file is larger than %(limit)d MB; split it and send the parts.")
            % {"limit": settings.SHEET_MAX_BYTES >> 20}
        )
    if not content:
        raise FileRefused(_("The file is empty; choose the workbook again."))
    return content


def _open(content: bytes) -> list[Grid]:
    if content.startswith(_ZIP):
        return _open_archive(Archive(content))
    if xls.is_xls(content):
        return xls.open_xls(content)
    return [csv_text.open_csv(content)]


def _open_archive(archive: Archive) -> list[Grid]:
    if "mimetype" in archive and "content.xml" in archive:
        return ods.open_ods(archive)
    part = xlsx.main_part(archive)
    if part.endswith(".bin"):
        raise FileRefused(
            _("This is a binary workbook (.xlsb); save it as .xlsx and send it again.")
        )
    match part and root_name(archive.pieces(part)):
        case "workbook":
            return xlsx.open_xlsx(archive, part)
        case "document":
            return docx.open_word(archive, part)
        case _other:
            raise unknown_type()
