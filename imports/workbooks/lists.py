"""Lists leaving as files that look right, add up, and read back with nothing changed.

Text leaves as text: nothing that a spreadsheet would run as a formula. Numbers and days leave as
numbers and days. Every file tells its title, filter, count and time, save CSV, whose first line
must be its headings.
"""

import csv
import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time
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
# What a spreadsheet would run, and what the reader would take for our mark before such a text.
LIVE = re.compile(r"'*[=+\-@\t\r]")
MAY_LIVE = frozenset("'=+-@\t\r")


class ExportRefused(Exception):
    """A list that cannot leave in the format asked for."""


@dataclass(frozen=True)
class About:
    """What a file says of itself."""

    title: str
    filters: list[str]
    count: int
    # Where the same list is read on the site, for lists that the public may read.
    address: str = ""

    def lines(self) -> list[str]:
        now = date_format(timezone.localtime(), "SHORT_DATETIME_FORMAT")
        chosen = "; ".join(self.filters) or _("everything")
        counted = _("%(count)d rows, as of %(time)s") % {"count": self.count, "time": now}
        return [
            self.title,
            _("Filter: %(filters)s") % {"filters": chosen},
            f"{counted}; {self.address}" if self.address else counted,
        ]


def rows_of(resource: SheetResource, queryset: models.QuerySet) -> Iterator[list[Any]]:
    """The cells of each row, by column."""
    columns = list(resource.columns.values())
    for record in resource.export_rows(queryset):
        yield [column.export(record) for column in columns]


def write_xlsx(resource: Any, queryset: Any, about: About, out: IO) -> None:
    options = {
        "constant_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "default_date_format": "dd/mm/yyyy",
    }
    with xlsxwriter.Workbook(out, options) as workbook:
        _fill(workbook, resource, queryset, about)


def _fill(
    workbook: xlsxwriter.Workbook, resource: SheetResource, queryset: models.QuerySet, about: About
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
    for index, column in enumerate(columns):
        sheet.set_column(index, index, column.width)
    lines = about.lines()
    for row, line in enumerate(lines):
        sheet.write_string(row, 0, line, title if row == 0 else None)
    top = len(lines) + 1
    for index, column in enumerate(columns):
        sheet.write_string(top, index, str(column.column_name), heading)
    for row, cells in enumerate(rows_of(resource, queryset), start=top + 1):
        for index, (column, cell) in enumerate(zip(columns, cells, strict=True)):
            if isinstance(cell, date):
                sheet.write_datetime(row, index, datetime.combine(cell, time()), day)
            elif isinstance(cell, int | float):
                year = column.width <= 10
                style = text if year else whole if isinstance(cell, int) else number
                sheet.write_number(row, index, cell, style)
            else:
                sheet.write_string(row, index, _that_fits(column, cell), text)
    sheet.freeze_panes(top + 1, 0)
    sheet.repeat_rows(top)
    sheet.set_landscape()
    sheet.set_paper(8)  # A3: as wide as the annexes these lists come from
    sheet.repeat_columns(0, 2)
    sheet.fit_to_pages(2, 0)
    sheet.set_footer(f"&L{about.title[:80]}&R&P / &N")


def _that_fits(column: Any, text: str) -> str:
    # Spreadsheets count some letters twice, but none more often.
    if len(text) > MAX_CELL_LENGTH // 2 and len(text.encode("utf-16-le")) // 2 > MAX_CELL_LENGTH:
        raise ExportRefused(
            _("A text in column “%(column)s” is longer than a cell holds; choose CSV.")
            % {"column": column.column_name}
        )
    # XlsxWriter takes such a text for markup of its own and would write it as it is.
    return f"{text} " if text.startswith("<r>") and text.endswith("</r>") else text


def write_csv(resource: SheetResource, queryset: models.QuerySet, about: About, out: IO) -> None:
    """UTF-8 with a mark, so that Excel shows Vietnamese letters."""
    out.write("\ufeff".encode())
    line = _Lines(out)
    writer = csv.writer(line)
    writer.writerow([str(column.column_name) for column in resource.columns.values()])
    for cells in rows_of(resource, queryset):
        writer.writerow([harmless(cell) for cell in cells])


def harmless(cell: Any) -> Any:
    """A cell that a spreadsheet shows instead of running; the reader takes the mark off again."""
    # Hardly any cell begins like this, and looking at one letter is quick.
    if isinstance(cell, str) and cell[:1] in MAY_LIVE and LIVE.match(cell):
        return f"'{cell}"
    return cell


class _Lines:
    """A text file over a binary one, for csv.writer."""

    def __init__(self, out: IO) -> None:
        self.out = out

    def write(self, text: str) -> None:
        self.out.write(text.encode())


def write_ods(resource: SheetResource, queryset: models.QuerySet, about: About, out: IO) -> None:
    if about.count > ODS_MAX_ROWS:
        raise ExportRefused(
            _("More than %(limit)d rows leave as .xlsx or .csv; narrow the filter for .ods.")
            % {"limit": ODS_MAX_ROWS}
        )
    data = Dataset(headers=[str(column.column_name) for column in resource.columns.values()])
    data.title = _("List")
    for cells in rows_of(resource, queryset):
        data.append(cells)
    out.write(data.export("ods"))


def write_json(resource: SheetResource, queryset: models.QuerySet, about: About, out: IO) -> None:
    """{"title", "filters", "count", "rows": [{column: value}]}; days as ISO 8601."""
    head = {"title": about.title, "filters": about.filters, "count": about.count}
    out.write(json.dumps(head, ensure_ascii=False)[:-1].encode() + b', "rows": [')
    names = list(resource.columns)
    for index, cells in enumerate(rows_of(resource, queryset)):
        row: dict[str, Any] = {
            name: cell.isoformat() if isinstance(cell, date) else cell
            for name, cell in zip(names, cells, strict=True)
        }
        comma = b",\n" if index else b"\n"
        out.write(comma + json.dumps(row, ensure_ascii=False).encode())
    out.write(b"\n]}\n")


Writer = Callable[[SheetResource, models.QuerySet, About, IO], None]

FORMATS: dict[str, tuple[str, Writer]] = {
    "xlsx": ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", write_xlsx),
    "csv": ("text/csv; charset=utf-8", write_csv),
    "ods": ("application/vnd.oasis.opendocument.spreadsheet", write_ods),
    "json": ("application/json", write_json),
}
