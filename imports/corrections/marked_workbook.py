"""Returns a refused file as a workbook with every refused cell marked.

An Excel workbook of ordinary size keeps its formats, widths, merges, formulas and their results,
and its charts as far as openpyxl reads them. Macros, links to other files, pictures and drawn
shapes are lost. Any other file is returned as a new workbook with the same cells in the same
positions, and so is a workbook that takes too much time or memory to mark.
"""

import io
import logging
from collections.abc import Iterable
from typing import IO, BinaryIO

from django.utils.translation import gettext as _
from django.utils.translation import override

from imports.corrections import package
from imports.corrections.notes import Wording, to_list
from imports.corrections.rewriting import rewrite
from imports.problems import Problem
from spreadsheets.cells import LANGUAGES
from spreadsheets.readers import opening

_MAIN_PART = b"xl/workbook.xml"
log = logging.getLogger(__name__)


def write_marked_workbook(file: BinaryIO, problems: Iterable[Problem], out: IO[bytes]) -> None:
    """The file as .xlsx: refused cells coloured and noted, all problems listed in the last sheet.

    The list opens first and is ignored by the import, so the corrected workbook can be uploaded as
    it is. Marks of an earlier return are removed. The first 5,000 refused cells have notes; all are
    coloured and listed. Raises FileUnread for a file that cannot be read.
    """
    lines, wording = to_list(problems), wording_of_language()
    file.seek(0)
    content = file.read()
    # Names of parts are not compressed.
    if content.startswith(b"PK") and _MAIN_PART in content and len(lines) <= package.MAX_LINES:
        limits = opening.limits_of_settings()
        try:
            out.write(opening.run_sandboxed("mark", content, limits, lines, wording))
            return
        except opening.FileUnread as refusal:
            # Excel and our reader accept files that openpyxl does not open, or not in this time.
            log.warning("A workbook is returned without its formats: %s", refusal)
    rewrite(opening.open_sheets(io.BytesIO(content)), lines, wording, out)


def wording_of_language() -> Wording:
    """The texts in the active language."""
    lists = []
    for language in LANGUAGES:
        with override(language):
            lists.append((_("Problems"), [_("Cell"), _("Value"), _("What to do")]))
    headings = _("Cell"), _("Value"), _("What to do")
    return Wording(_("Problems"), headings, _("Found: “%(value)s”."), lists)
