"""Export of lists to .xlsx, .csv, .ods and .json. An exported list can be imported again.

Text is written so that no spreadsheet runs it as a formula. Numbers and dates stay numbers and
dates. Each file has a header with title, filter, count and time, except CSV, whose first line
must be the column headings.
"""

import csv
import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from typing import IO, Any

import xlsxwriter
from django.db import models
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from tablib import Dataset

from imports.resources import SheetResource
from spreadsheets.cells import MAX_CELL_LENGTH

ODS_MAX_ROWS = 2_000
# Text that a spreadsheet would run, or that the reader would take for an escaped one.
FORMULA_START = re.compile(r"'*[=+\-@\t\r]|'+\d")
FORMULA_SIGNS = frozenset("'=+-@\t\r")


@dataclass(frozen=True)
class Amount:
    """A number with its unit, which the number format of its cell shows (XLSX only)."""

    number: Decimal
    unit: str

    @property
    def number_format(self) -> str:
        """`#,##0.00" ha"`: all decimals of the number, then the unit."""
        decimals = max(0, -int(self.number.normalize().as_tuple().exponent))
        point = "." if decimals else ""
        return f'#,##0{point}{"0" * decimals}"{self.unit}"'


class ExportRefused(Exception):
    """A list that cannot be written in the requested format."""


@dataclass(frozen=True)
class ListHeader:
    """The lines above an exported list."""

    title: str
    filters: list[str]
    count: int
    # The public page of the list, if there is one.
    url: str = ""

    def lines(self) -> list[str]:
        now = date_format(timezone.localtime(), "SHORT_DATETIME_FORMAT")
        chosen = "; ".join(self.filters) or _("everything")
        counted = _("%(count)d rows, as of %(time)s") % {"count": self.count, "time": now}
        return [
            self.title,
            _("Filter: %(filters)s") % {"filters": chosen},
            f"{counted}; {self.url}" if self.url else counted,
        ]


def export_cells(resource: SheetResource, queryset: models.QuerySet) -> Iterator[list[Any]]:
    """The cells of each row, in the order of the columns."""
    columns = list(resource.columns.values())
    for record in resource.export_rows(queryset):
        yield [column.export(record) for column in columns]


def write_xlsx(resource: Any, queryset: Any, header: ListHeader, out: IO) -> None:
    options = {
        "constant_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "default_date_format": "dd/mm/yyyy",
    }
    with xlsxwriter.Workbook(out, options) as workbook:
        _write_sheet(workbook, resource, queryset, header)


def _write_sheet(
    workbook: xlsxwriter.Workbook,
    resource: SheetResource,
    queryset: models.QuerySet,
    header: ListHeader,
) -> None:
    columns = list(resource.columns.values())
    sheet = workbook.add_worksheet(_("List"))
    title = workbook.add_format({"bold": True, "font_size": 14})
    heading = workbook.add_format(
        {"bold": True, "text_wrap": True, "valign": "vcenter", "border": 1, "bg_color": "#F1EADD"}
    )
    text = workbook.add_format({"text_wrap": True, "valign": "top", "border": 1})
    number = workbook.add_format({"num_format": "#,##0.######", "valign": "top", "border": 1})
    whole = workbook.add_format({"num_format": "#,##0", "valign": "top", "border": 1})
    day = workbook.add_format({"num_format": "dd/mm/yyyy", "valign": "top", "border": 1})
    amounts: dict[str, Any] = {}
    for index, column in enumerate(columns):
        sheet.set_column(index, index, column.width)
    lines = header.lines()
    for row, line in enumerate(lines):
        sheet.write_string(row, 0, line, title if row == 0 else None)
    top = len(lines) + 1
    for index, column in enumerate(columns):
        sheet.write_string(top, index, str(column.column_name), heading)
    for row, cells in enumerate(export_cells(resource, queryset), start=top + 1):
        for index, (column, cell) in enumerate(zip(columns, cells, strict=True)):
            if isinstance(cell, date):
                sheet.write_datetime(row, index, datetime.combine(cell, time()), day)
            elif isinstance(cell, Amount):
                if cell.number_format not in amounts:
                    amounts[cell.number_format] = workbook.add_format(
                        {"num_format": cell.number_format, "valign": "top", "border": 1}
                    )
                sheet.write_number(row, index, float(cell.number), amounts[cell.number_format])
            elif isinstance(cell, int | float):
                year = column.width <= 10
                style = text if year else whole if isinstance(cell, int) else number
                sheet.write_number(row, index, cell, style)
            else:
                sheet.write_string(row, index, _checked_text(column, cell), text)
    sheet.freeze_panes(top + 1, 0)
    sheet.repeat_rows(top)
    sheet.set_landscape()
    sheet.set_paper(8)  # A3: as wide as the annexes these lists come from
    sheet.repeat_columns(0, 2)
    sheet.fit_to_pages(2, 0)
    sheet.set_footer(f"&L{header.title[:80]}&R&P / &N")


def _checked_text(column: Any, text: str) -> str:
    # Excel counts UTF-16 units: at most two per character.
    if len(text) > MAX_CELL_LENGTH // 2 and len(text.encode("utf-16-le")) // 2 > MAX_CELL_LENGTH:
        raise ExportRefused(
            _("A text in column “%(column)s” is too long for a cell; choose another format.")
            % {"column": column.column_name}
        )
    # XlsxWriter would write such a text as raw XML.
    return f"{text} " if text.startswith("<r>") and text.endswith("</r>") else text


def write_csv(
    resource: SheetResource, queryset: models.QuerySet, header: ListHeader, out: IO
) -> None:
    """UTF-8 with a byte order mark, so that Excel shows Vietnamese letters."""
    out.write("\ufeff".encode())
    line = _TextOutput(out)
    writer = csv.writer(line)
    writer.writerow([str(column.column_name) for column in resource.columns.values()])
    for cells in export_cells(resource, queryset):
        writer.writerow([escape_formula(cell) for cell in cells])


def escape_formula(cell: Any) -> Any:
    """Mark a cell that a spreadsheet would run with an apostrophe; the reader removes it.

    So is one that begins with an apostrophe and a digit, which would lose it.
    """
    # The check of one letter is quick, and few cells pass it.
    if isinstance(cell, str) and cell[:1] in FORMULA_SIGNS and FORMULA_START.match(cell):
        return f"'{cell}"
    return cell


class _TextOutput:
    """Encodes the text of csv.writer into a binary file."""

    def __init__(self, out: IO) -> None:
        self.out = out

    def write(self, text: str) -> None:
        self.out.write(text.encode())


def write_ods(
    resource: SheetResource, queryset: models.QuerySet, header: ListHeader, out: IO
) -> None:
    if header.count > ODS_MAX_ROWS:
        raise ExportRefused(
            _(
                "More than %(limit)d rows can only be exported as .xlsx or .csv. Narrow the "
                "filter for .ods."
            )
            % {"limit": ODS_MAX_ROWS}
        )
    data = Dataset(headers=[str(column.column_name) for column in resource.columns.values()])
    data.title = _("List")
    for cells in export_cells(resource, queryset):
        data.append(cells)
    out.write(data.export("ods"))


def write_json(
    resource: SheetResource, queryset: models.QuerySet, header: ListHeader, out: IO
) -> None:
    """{"title", "filters", "count", "rows": [{column: value}]}; dates as ISO 8601."""
    head = {"title": header.title, "filters": header.filters, "count": header.count}
    out.write(json.dumps(head, ensure_ascii=False)[:-1].encode() + b', "rows": [')
    names = list(resource.columns)
    for index, cells in enumerate(export_cells(resource, queryset)):
        row: dict[str, Any] = {
            name: cell.isoformat() if isinstance(cell, date) else cell
            for name, cell in zip(names, cells, strict=True)
        }
        comma = b",\n" if index else b"\n"
        out.write(comma + json.dumps(row, ensure_ascii=False).encode())
    out.write(b"\n]}\n")


Writer = Callable[[SheetResource, models.QuerySet, ListHeader, IO], None]

FORMATS: dict[str, tuple[str, Writer]] = {
    "xlsx": ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", write_xlsx),
    "csv": ("text/csv; charset=utf-8", write_csv),
    "ods": ("application/vnd.oasis.opendocument.spreadsheet", write_ods),
    "json": ("application/json", write_json),
}
