"""Returns a refused file as a workbook with every refused cell marked.

An Excel workbook of ordinary size keeps its formats, widths, merges, formulas and their results.
Macros, links to other files, pictures and drawings are lost, because openpyxl does not support
them. Any other file is returned as a new workbook with the same cells in the same positions.
"""

import io
import logging
from collections.abc import Iterable
from typing import IO, BinaryIO

from spreadsheets.corrections.marking import mark
from spreadsheets.corrections.notes import to_list
from spreadsheets.corrections.package import UnsupportedPackage
from spreadsheets.corrections.rewriting import rewrite
from spreadsheets.problems import Problem
from spreadsheets.readers.opening import open_sheets

EXCEL_PACKAGE = b"PK\x03\x04"
log = logging.getLogger(__name__)


def write_marked_workbook(file: BinaryIO, problems: Iterable[Problem], out: IO[bytes]) -> None:
    """The file as .xlsx: refused cells coloured and noted, all problems listed in the last sheet.

    The list opens first and is ignored by the import, so the corrected workbook can be uploaded as
    it is. Marks of an earlier return are removed. The first 5,000 refused cells have notes; all are
    coloured and listed. Raises FileRefused for a file that cannot be read.
    """
    lines = to_list(problems)
    file.seek(0)
    content = file.read()
    if content.startswith(EXCEL_PACKAGE):
        try:
            out.write(mark(content, lines).getbuffer())
            return
        except UnsupportedPackage:
            pass
        except Exception:
            # openpyxl may raise any exception for a file that Excel and our reader accept.
            log.warning("A workbook is returned without its formats.", exc_info=True)
    rewrite(open_sheets(io.BytesIO(content)), lines, out)
