"""Builder of annexes for tests, with their expected reading.

Nothing here reads a file: the expectation is written down where the annex is built.
"""

from dataclasses import dataclass, field

from spreadsheets.cells import cell_address, cell_text
from tests.spreadsheets.annexes.content import AnnexFigure, Content

TEST_DATA = "(Dữ liệu thử nghiệm – không phải danh mục đã ban hành)"
TITLE = "DANH MỤC CÁC DỰ ÁN THU HÚT ĐẦU TƯ GIAI ĐOẠN 2021 - 2025 TRÊN ĐỊA BÀN TỈNH KON TUM"
ISSUED = (
    "(Ban hành kèm theo Quyết định số 684/QĐ-UBND ngày 02 tháng 8 năm 2021 "
    "của Ủy ban nhân dân tỉnh Kon Tum)"
)
COLUMNS = ["ordinal", "name_vi", "place_vi", "area", "capital", "investment_form_text", "note_vi"]
HEADINGS = [
    *["TT", "Tên dự án", "Địa điểm", "Diện tích (ha)", "Tổng vốn đầu tư (tỷ đồng)"],
    *["Hình thức đầu tư", "Ghi chú"],
]
UNITS = {"area": "ha", "capital": "ty_dong"}


@dataclass(frozen=True)
class Formula:
    """A formula cell with its cached result."""

    words: str
    result: int | float

    def __str__(self) -> str:
        return cell_text(self.result)


@dataclass
class AnnexSheet:
    """One sheet and its expected reading.

    Rows are counted from zero here, from one in the expected reading. `columns` are the declared
    columns from A on; an empty one is not read.
    """

    name: str = "Phụ lục"
    columns: list[str] = field(default_factory=lambda: list(COLUMNS))
    rows: list[list] = field(default_factory=list)
    merges: list[tuple[int, int, int, int]] = field(default_factory=list)
    bold: set[int] = field(default_factory=set)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    hidden: bool = False
    header_row: int = 0
    # All cells are text, as in a CSV file.
    is_text: bool = False
    expected_rows: list[dict] = field(default_factory=list)
    left_out: list[list] = field(default_factory=list)
    totals: list[list] = field(default_factory=list)
    problems: list[list] = field(default_factory=list)
    groups: list[tuple[int, list[str]]] = field(default_factory=list)
    # The rows of data of each open group; the first entry is for the table.
    runs: list[list[int]] = field(default_factory=lambda: [[]])

    @property
    def width(self) -> int:
        return len(self.columns)

    @property
    def last(self) -> int:
        return len(self.rows) - 1

    def line(self, *cells, merged=False, bold=False) -> int:
        """A row as it is written; `merged` over the width of the table."""
        self.rows.append(list(cells))
        if merged:
            self.merges.append((self.last, 0, self.last, self.width - 1))
        if bold:
            self.bold.add(self.last)
        return self.last

    def title(self, *more, issued=True):
        for text in ("PHỤ LỤC I", TITLE, TEST_DATA, *([ISSUED] if issued else [])):
            self.line(text, merged=True, bold=text == TITLE)
        for each in more:
            self.line(*each)

    def head(self, *rows, merges=()):
        """The headings; `merges` are (first row, first column, last row, last column) in them."""
        top = len(self.rows)
        for row in rows:
            self.line(*row, bold=True)
        self.merges += [(top + a, b, top + c, d) for a, b, c, d in merges]
        self.header_row = self.last

    def leave(self, why, *cells, **looks):
        """A row that is left out, with the expected reason."""
        row = self.line(*cells, **looks)
        self.left_out.append([row + 1, why])

    def group(self, ordinal, name, *cells, level=0, **looks):
        """A group row; `cells` as written, else ordinal and name."""
        self.leave("group", *(cells or (ordinal, name)), **looks)
        while self.groups and self.groups[-1][0] >= level:
            self.groups.pop()
            self.runs.pop()
        self.groups.append((level, [ordinal, name]))
        self.runs.append([])

    def total(self, *cells, of_group=False, **looks):
        """A row with the totals of the rows above."""
        run = self.runs[-1] if of_group else self.runs[0]
        self.leave("total", *cells, **looks)
        self.totals.append([self.last + 1, run[0] + 1, run[-1] + 1])

    def data(self, *cells, merged_in=None, ordinal=None, figures=None) -> int:
        """A row of data; `merged_in` are values merged into it from above, by column."""
        row = self.line(*cells)
        values = dict(zip(self.columns, [*cells, *[None] * self.width], strict=False))
        values |= merged_in or {}
        own = cell_text(values.pop("ordinal", None))
        values.pop("", None)
        self.expected_rows.append(
            {
                "row": row + 1,
                "ordinal": own if ordinal is None else ordinal,
                "groups": [list(group) for _level, group in self.groups],
                "cells": {name: text for name in values if (text := cell_text(values[name]))},
                "figures": figures or {},
            }
        )
        for run in self.runs:
            run.append(row)
        return row

    def project(self, ordinal, content: Content, *, merged_in=None, **cells):
        """A row with an invented project; `cells` replace its own."""
        own = {
            "ordinal": ordinal,
            "name_vi": content.name,
            "place_vi": content.place,
            "area": content.area.cell,
            "capital": content.capital.cell,
            "investment_form_text": content.form,
        } | cells
        amounts = {"area": content.area, "capital": content.capital}
        figures = {
            name: _figure(figure)
            for name, figure in amounts.items()
            if name in self.columns and name not in cells
        }
        row = [own.get(column) for column in self.columns]
        if self.is_text:
            row = [str(v).replace(".", ",") if isinstance(v, float) else v for v in row]
        return self.data(*row, merged_in=merged_in, figures=figures)

    def wrong(self, column: str, code: str, row: int | None = None):
        """Expect an error in the last row, or in another one."""
        row = self.last if row is None else row
        self.problems.append([cell_address(row, self.columns.index(column)), code])


def _figure(figure: AnnexFigure) -> list:
    return [figure.low, figure.high, figure.qualifier]


@dataclass
class Annex:
    """A file of the corpus: its sheets, and the choices for reading it."""

    name: str
    rule: str
    sheets: list[AnnexSheet]
    extension: str = "xlsx"
    # The encoding and delimiter of a CSV file.
    written: tuple[str, str] = ("utf-8-sig", ",")
    options: dict = field(default_factory=dict)
    # The positions of the sheets that are expected to be read.
    read: tuple[int, ...] = (0,)
    headings: dict[str, str] = field(default_factory=dict)
    units: dict[str, str] = field(default_factory=lambda: dict(UNITS))
    unit: str = ""
    warnings: list[str] = field(default_factory=list)
    # Whether records are compared too, which needs known fields as group headings.
    is_compared: bool = True

    @property
    def file(self) -> str:
        return f"{self.name}.{self.extension}"

    def expected(self) -> dict:
        """The expected reading, as JSON."""
        read = [self.sheets[place] for place in self.read]
        is_csv = self.extension == "csv"
        names = ["CSV"] if is_csv else [sheet.name for sheet in read]
        return {
            "rule": self.rule,
            "options": self.options,
            "sheet": ", ".join(names),
            "header_row": read[0].header_row + 1,
            "headings": self.headings,
            "units": self.units,
            "unit": self.unit,
            "rows": [row for sheet in read for row in sheet.expected_rows],
            "left_out": [left for sheet in read for left in sorted(sheet.left_out)],
            "totals": [total for sheet in read for total in sheet.totals],
            "warnings": self.warnings,
            "problems": [problem for sheet in read for problem in sheet.problems],
            "is_compared": self.is_compared,
        }
