"""The problems of a file as a workbook to hand back."""

from typing import IO

import xlsxwriter
from django.utils.translation import gettext as _

from sheets.resources import Reading


def write_problems(reading: Reading, out: IO) -> None:
    """One row a problem: sheet, cell, what it says, why it is refused and what to do."""
    workbook = xlsxwriter.Workbook(out, {"strings_to_formulas": False, "strings_to_urls": False})
    sheet = workbook.add_worksheet(_("Problems"))
    bold = workbook.add_format({"bold": True})
    wrapped = workbook.add_format({"text_wrap": True, "valign": "top"})
    headings = [(_("Sheet"), 20), (_("Cell"), 8), (_("Value"), 40), (_("What to do"), 80)]
    for column, (heading, width) in enumerate(headings):
        sheet.set_column(column, column, width)
        sheet.write_string(0, column, heading, bold)
    for row, problem in enumerate(reading.problems, start=1):
        cells = (problem.sheet, problem.cell, problem.value, problem.message)
        for column, text in enumerate(cells):
            sheet.write_string(row, column, text, wrapped)
    sheet.freeze_panes(1, 0)
    workbook.close()
