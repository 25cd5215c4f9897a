"""Reads the sheets of a file: recognises its type by content and calls the reader for it.

Runs in the process of `sandbox`; files are untrusted input.
"""

from spreadsheets.readers.archives import Archive
from spreadsheets.readers.csv import open_csv
from spreadsheets.readers.docx import open_word
from spreadsheets.readers.errors import FileRefused
from spreadsheets.readers.errors import marked_for_translation as _
from spreadsheets.readers.grids import Grid
from spreadsheets.readers.limits import FileLimits
from spreadsheets.readers.ods import open_ods
from spreadsheets.readers.ole import SIGNATURE
from spreadsheets.readers.xlsx.package_types import PackageType, package_type
from spreadsheets.readers.xlsx.workbook import main_part, open_xlsx

_ZIP = b"PK\x03\x04"
# BIFF5 to BIFF8 in a compound file; BIFF2 to BIFF4, and later ones without it.
_XLS = (SIGNATURE, b"\x09\x00\x04\x00", b"\x09\x02\x06\x00", b"\x09\x04\x06\x00", b"\x09\x08")


def read_sheets(content: bytes, limits: FileLimits) -> list[Grid]:
    """The sheets of a workbook (also hidden ones), the tables of a Word document, or CSV rows.

    Raises FileRefused for a file of another type, or one that is too large or unsafe, and any
    exception for a damaged one.
    """
    if content.startswith(_ZIP):
        grids = _open_archive(Archive(content, limits))
    elif content.startswith(_XLS):
        from spreadsheets.readers.xls.workbook import open_xls  # its library is slow to import

        grids = open_xls(content, limits)
    else:
        grids = [open_csv(content, limits)]
    if not any(len(grid.rows) for grid in grids):
        raise FileRefused(_("The file has no filled cells."))
    return grids


def _open_archive(archive: Archive) -> list[Grid]:
    match package_type(archive):
        case PackageType.ODS:
            return open_ods(archive)
        case PackageType.XLSX:
            return open_xlsx(archive, main_part(archive))
        case PackageType.DOCX:
            return open_word(archive, main_part(archive))
