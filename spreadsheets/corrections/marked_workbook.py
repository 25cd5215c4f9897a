"""A refused file goes back as the official's own workbook, with every failing cell marked.

An Excel workbook of ordinary size keeps its looks: formats, widths, merges, formulas and what
they gave; what openpyxl does not know leaves it: macros, links to other files, pictures, drawn
shapes. Any other file goes back as a new workbook with the same cells in the same places.
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
    """The file as .xlsx: failing cells coloured and noted, all problems listed in a last sheet.

    The list is the sheet that opens; it is no table to the reader, so a corrected workbook is
    sent again as it is. What an earlier return has marked is taken off first. The first 5,000
    failing cells have notes; all are coloured and listed. `file` is one that `open_sheets` takes;
    raises FileRefused for others.
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
            # openpyxl raises whatever it stumbles over in a file that Excel and our reader take.
            log.warning("A workbook is returned without its formats.", exc_info=True)
    rewrite(open_sheets(io.BytesIO(content)), lines, out)
