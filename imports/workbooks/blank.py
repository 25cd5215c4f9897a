"""The empty form of a list: a workbook that shows what may be filled in, and reads back as it is.

The first sheet has the headings and nothing under them, so that a form sent back empty is a list
of no rows. What each column takes stands beside a chosen cell and in the second sheet; the third
holds the closed lists.
"""

from typing import IO

import xlsxwriter
from django.utils.translation import gettext as _
from django.utils.translation import override
from xlsxwriter.format import Format
from xlsxwriter.utility import xl_range_abs
from xlsxwriter.worksheet import Worksheet

from imports.columns.base import DateColumn, FigureColumn
from imports.resources import SheetResource
from imports.workbooks.legend import LONGEST_TITLE, Entry, entries, legend_name, lists_name
from records.bilingual import page_language
from spreadsheets.corrections.notes import AUTHOR, NOTE_WIDTH, note_height, row_height
from vietnamese.units import UNITS, Dimension

ROWS_TO_FILL = 2_000
TITLE_ROW, UNIT_ROW, HEADING_ROW = 0, 1, 3
A3, A4 = 8, 9
LEGEND_WIDTHS = (32, 80, 12, 26, 70)


def write_blank(resource: SheetResource, out: IO[bytes], language: str) -> None:
    """Write the form of this kind of list in `vi` or `en` as .xlsx; one query a closed list."""
    options = {"strings_to_formulas": False, "strings_to_urls": False}
    with override(language), xlsxwriter.Workbook(out, options) as book:
        columns = entries(resource)
        form, legend = book.add_worksheet(_("List")), book.add_worksheet(legend_name())
        heading = book.add_format(
            {"text_wrap": True, "valign": "vcenter", "border": 1, "bg_color": "#F1EADD"}
        )
        _write_legend(
            legend, columns, heading, book.add_format({"text_wrap": True, "valign": "top"})
        )
        sources = _write_lists(book, columns, heading)
        _write_form(book, form, resource, columns, sources)
        form.activate()


def unit_line(columns: list[Entry]) -> str:
    """The line that names the unit of bare amounts, where all columns of dong share one."""
    figures = [
        entry.column.of(entry.model) for entry in columns if isinstance(entry.column, FigureColumn)
    ]
    units = {each.default_unit for each in figures if each.dimension is Dimension.MONEY_VND}
    if len(units) != 1:
        return ""
    unit = UNITS[Dimension.MONEY_VND, units.pop()]
    return _("Unit: %(unit)s") % {"unit": unit.name(page_language())}


def _write_form(
    book: xlsxwriter.Workbook,
    sheet: Worksheet,
    resource: SheetResource,
    columns: list[Entry],
    sources: dict[int, str],
) -> None:
    title = book.add_format({"bold": True, "font_size": 14})
    looks = {"text_wrap": True, "valign": "vcenter", "border": 1, "bg_color": "#F1EADD"}
    optional = book.add_format(looks)
    required = book.add_format(looks | {"bold": True, "bottom": 5, "bg_color": "#E3D3B4"})
    filled = {
        shape: book.add_format({"num_format": shape, "text_wrap": True, "valign": "top"})
        for shape in ("@", "dd/mm/yyyy", "General")
    }
    name = str(resource.model._meta.verbose_name_plural)
    sheet.write_string(TITLE_ROW, 0, name[:1].upper() + name[1:], title)
    sheet.write_string(UNIT_ROW, 0, unit_line(columns))
    widths = [entry.column.width for entry in columns]
    sheet.set_row(HEADING_ROW, row_height([entry.heading for entry in columns], widths))
    last_row = HEADING_ROW + ROWS_TO_FILL
    for index, entry in enumerate(columns):
        sheet.set_column(index, index, entry.column.width, filled[_shape(entry)])
        sheet.write_string(
            HEADING_ROW, index, entry.heading, required if entry.is_required else optional
        )
        if entry.is_required:
            note = _("This column must be filled.")
            size = {"width": NOTE_WIDTH, "height": note_height(note)}
            sheet.write_comment(HEADING_ROW, index, note, {"author": AUTHOR, **size})
        sheet.data_validation(
            HEADING_ROW + 1, index, last_row, index, _validation(entry, sources.get(index, ""))
        )
    # A code typed as text is right; Excel's green corner would say otherwise.
    whole = xl_range_abs(HEADING_ROW + 1, 0, last_row, len(columns) - 1).replace("$", "")
    sheet.ignore_errors({"number_stored_as_text": whole})
    sheet.freeze_panes(HEADING_ROW + 1, 0)
    sheet.repeat_rows(HEADING_ROW)
    sheet.set_landscape()
    sheet.set_paper(A3)  # as wide as the annexes these lists come from
    sheet.repeat_columns(0, 2)
    sheet.fit_to_pages(2, 0)
    sheet.set_footer("&R&P / &N")


def _shape(entry: Entry) -> str:
    if isinstance(entry.column, DateColumn):
        return "dd/mm/yyyy"
    return "@" if entry.is_text else "General"


def _validation(entry: Entry, source: str) -> dict[str, object]:
    """The message beside a chosen cell, and the closed list where one name is chosen.

    Another name is asked about, not refused: the reader knows more spellings than the list.
    """
    told: dict[str, object] = {
        "validate": "any",
        "input_title": entry.heading[:LONGEST_TITLE],
        "input_message": entry.message,
    }
    if not source or entry.takes_several:
        return told
    return told | {
        "validate": "list",
        "source": source,
        "error_type": "warning",
        "error_title": entry.heading[:LONGEST_TITLE],
        "error_message": _("This is not in the list; a name nobody knows will be refused."),
    }


def _write_legend(sheet: Worksheet, columns: list[Entry], heading: Format, text: Format) -> None:
    headings = (
        _("Column"),
        _("What goes in"),
        _("Required"),
        _("Limit"),
        _("Also recognised as"),
    )
    for index, (words, width) in enumerate(zip(headings, LEGEND_WIDTHS, strict=True)):
        sheet.set_column(index, index, width)
        sheet.write_string(0, index, words, heading)
    for row, entry in enumerate(columns, start=1):
        cells = (
            entry.heading,
            entry.what,
            _("yes") if entry.is_required else "",
            entry.limit,
            "; ".join(entry.others),
        )
        sheet.set_row(row, row_height(cells, LEGEND_WIDTHS))
        for index, words in enumerate(cells):
            sheet.write_string(row, index, words, text)
    sheet.freeze_panes(1, 0)
    sheet.set_landscape()
    sheet.set_paper(A4)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)


def _write_lists(
    book: xlsxwriter.Workbook, columns: list[Entry], heading: Format
) -> dict[int, str]:
    """Write each closed list in a column of its own; returns where, by the column of the form.

    In cells, since a list inside a validation may have no more than 255 characters.
    """
    closed = [(index, entry) for index, entry in enumerate(columns) if entry.choices]
    if not closed:
        return {}
    name = lists_name()
    sheet = book.add_worksheet(name)
    sources = {}
    for place, (index, entry) in enumerate(closed):
        sheet.set_column(place, place, max(map(len, entry.choices)) + 2)
        sheet.write_string(0, place, entry.heading, heading)
        for row, words in enumerate(entry.choices, start=1):
            sheet.write_string(row, place, words)
        cells = xl_range_abs(1, place, len(entry.choices), place)
        sources[index] = f"='{name}'!{cells}"
    sheet.freeze_panes(1, 0)
    return sources
