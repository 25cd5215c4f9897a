"""The blank workbook of a list, to be filled in and imported.

The first sheet has the headings. Each column is explained by an input message and in the second
sheet. The third sheet has the closed lists.
"""

from typing import IO

import xlsxwriter
from django.utils.translation import gettext as _
from django.utils.translation import override
from xlsxwriter.format import Format
from xlsxwriter.utility import xl_range_abs
from xlsxwriter.worksheet import Worksheet

from imports.columns.base import DateColumn, FigureColumn
from imports.corrections.notes import AUTHOR, NOTE_WIDTH, note_height, row_height
from imports.resources import SheetResource
from imports.workbooks.legend import (
    MAX_TITLE_LENGTH,
    ColumnGuide,
    column_guides,
    legend_name,
    lists_name,
)
from records.bilingual import page_language
from vietnamese.units import UNITS, Dimension

ROWS_TO_FILL = 2_000
TITLE_ROW, UNIT_ROW, HEADING_ROW = 0, 1, 3
A3, A4 = 8, 9
LEGEND_WIDTHS = (32, 80, 12, 26, 70)


def write_blank(resource: SheetResource, out: IO[bytes], language: str) -> None:
    """Write the blank workbook in `vi` or `en` as .xlsx; one query per closed list."""
    options = {"strings_to_formulas": False, "strings_to_urls": False}
    with override(language), xlsxwriter.Workbook(out, options) as book:
        columns = column_guides(resource)
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


def unit_line(columns: list[ColumnGuide]) -> str:
    """The line with the unit of bare amounts; empty if the columns in dong have several units."""
    figures = [
        guide.column.figure_columns(guide.model)
        for guide in columns
        if isinstance(guide.column, FigureColumn)
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
    columns: list[ColumnGuide],
    sources: dict[int, str],
) -> None:
    title = book.add_format({"bold": True, "font_size": 14})
    heading_format = {"text_wrap": True, "valign": "vcenter", "border": 1, "bg_color": "#F1EADD"}
    optional = book.add_format(heading_format)
    required = book.add_format(heading_format | {"bold": True, "bottom": 5, "bg_color": "#E3D3B4"})
    filled = {
        number_format: book.add_format(
            {"num_format": number_format, "text_wrap": True, "valign": "top"}
        )
        for number_format in ("@", "dd/mm/yyyy", "General")
    }
    name = str(resource.model._meta.verbose_name_plural)
    sheet.write_string(TITLE_ROW, 0, name[:1].upper() + name[1:], title)
    sheet.write_string(UNIT_ROW, 0, unit_line(columns))
    widths = [guide.column.width for guide in columns]
    sheet.set_row(HEADING_ROW, row_height([guide.heading for guide in columns], widths))
    last_row = HEADING_ROW + ROWS_TO_FILL
    for index, guide in enumerate(columns):
        sheet.set_column(index, index, guide.column.width, filled[_number_format(guide)])
        sheet.write_string(
            HEADING_ROW, index, guide.heading, required if guide.is_required else optional
        )
        if guide.is_required:
            note = _("This column must be filled.")
            size = {"width": NOTE_WIDTH, "height": note_height(note)}
            sheet.write_comment(HEADING_ROW, index, note, {"author": AUTHOR, **size})
        sheet.data_validation(
            HEADING_ROW + 1, index, last_row, index, _validation(guide, sources.get(index, ""))
        )
    # Codes are text on purpose; no green corner for numbers stored as text.
    whole = xl_range_abs(HEADING_ROW + 1, 0, last_row, len(columns) - 1).replace("$", "")
    sheet.ignore_errors({"number_stored_as_text": whole})
    sheet.freeze_panes(HEADING_ROW + 1, 0)
    sheet.repeat_rows(HEADING_ROW)
    sheet.set_landscape()
    sheet.set_paper(A3)  # as wide as the annexes that these lists come from
    sheet.repeat_columns(0, 2)
    sheet.fit_to_pages(2, 0)
    sheet.set_footer("&R&P / &N")


def _number_format(guide: ColumnGuide) -> str:
    if isinstance(guide.column, DateColumn):
        return "dd/mm/yyyy"
    return "@" if guide.is_text else "General"


def _validation(guide: ColumnGuide, source: str) -> dict[str, object]:
    """The input message of a column and, for a single value, its closed list.

    Excel only warns about another value: the import knows more spellings than the list has.
    """
    validation: dict[str, object] = {
        "validate": "any",
        "input_title": guide.heading[:MAX_TITLE_LENGTH],
        "input_message": guide.message,
    }
    if not source or guide.takes_several:
        return validation
    return validation | {
        "validate": "list",
        "source": source,
        "error_type": "warning",
        "error_title": guide.heading[:MAX_TITLE_LENGTH],
        "error_message": _("This is not in the list. Unknown names are refused."),
    }


def _write_legend(
    sheet: Worksheet, columns: list[ColumnGuide], heading: Format, text: Format
) -> None:
    headings = (
        _("Column"),
        _("What to enter"),
        _("Required"),
        _("Limit"),
        _("Also recognised as"),
    )
    for index, (words, width) in enumerate(zip(headings, LEGEND_WIDTHS, strict=True)):
        sheet.set_column(index, index, width)
        sheet.write_string(0, index, words, heading)
    for row, guide in enumerate(columns, start=1):
        cells = (
            guide.heading,
            guide.description,
            _("yes") if guide.is_required else "",
            guide.limit,
            "; ".join(guide.other_headings),
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
    book: xlsxwriter.Workbook, columns: list[ColumnGuide], heading: Format
) -> dict[int, str]:
    """Write each closed list in a column of its own; the formulas of the cells by form column.

    A list inside a validation could have 255 characters only.
    """
    closed = [(index, guide) for index, guide in enumerate(columns) if guide.choices]
    if not closed:
        return {}
    name = lists_name()
    sheet = book.add_worksheet(name)
    sources = {}
    for place, (index, guide) in enumerate(closed):
        sheet.set_column(place, place, max(map(len, guide.choices)) + 2)
        sheet.write_string(0, place, guide.heading, heading)
        for row, words in enumerate(guide.choices, start=1):
            sheet.write_string(row, place, words)
        cells = xl_range_abs(1, place, len(guide.choices), place)
        sources[index] = f"='{name}'!{cells}"
    sheet.freeze_panes(1, 0)
    return sources
