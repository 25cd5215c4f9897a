"""Struck-out text is left out with a warning, and read on request."""

import io

import pytest
from django.utils.translation import override
from openpyxl import Workbook
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.styles import Font

from imports.corrections.marked_workbook import write_marked_workbook
from imports.legacy_text import convert_to_unicode
from imports.problems import Problem
from spreadsheets.readers.grids import Grid, PackedRows
from tests.spreadsheets.built_files import cell, ods, row, table
from tests.spreadsheets.workbooks import read

pytestmark = pytest.mark.django_db

PROJECT = ["STT", "Tên dự án", "Địa điểm", "Diện tích (ha)", "Tổng vốn đầu tư (tỷ đồng)"]


def struck_workbook(*places):
    """Two projects with struck-out cells, given as ranges."""
    book = Workbook()
    sheet = book.active
    for values in (
        PROJECT,
        [1, "Nhà máy A", "xã Đăk La", 5, 100],
        [2, "Nhà máy B", "xã Đăk La", 6, 200],
    ):
        sheet.append(values)
    for place in places:
        for cells in sheet[place]:
            for each in cells:
                each.font = Font(strike=True)
    out = io.BytesIO()
    book.save(out)
    out.seek(0)
    return out


def names(result):
    return [change.after["name_vi"] for change in result.changes]


def test_a_struck_row_is_left_out_with_a_warning():
    with override("en"):
        result = read("projects", struck_workbook("A3:E3"))
    assert names(result) == ["Nhà máy A"]
    assert result.warnings == ["Struck-out rows (1) were not read: 3."]
    (left,) = result.left_out
    assert (left.cell, left.value, left.message) == (
        "3",
        "2 Nhà máy B xã Đăk La 6 200",
        "struck-out row",
    )


def test_struck_cells_are_empty_with_a_warning():
    with override("en"):
        result = read("projects", struck_workbook("D2:D3"))
    assert [change.after.get("area_low") for change in result.changes] == [None, None]
    assert result.warnings == ["Struck-out or hidden text in 2 cells was not read: D2, D3."]
    assert [left.message for left in result.left_out] == ["struck-out or hidden text"] * 2


def test_struck_text_is_read_on_request():
    with override("en"):
        result = read("projects", struck_workbook("A3:E3", "D2:D2"), read_hidden=True)
    assert names(result) == ["Nhà máy A", "Nhà máy B"]
    assert result.changes[0].after["area_low"] == "5"
    assert (result.warnings, result.left_out) == ([], [])


def test_struck_words_are_left_out_of_a_figure():
    book = Workbook()
    book.active.append(PROJECT)
    words = CellRichText(TextBlock(InlineFont(strike=True), "100 "), "250")
    book.active.append([1, "Nhà máy A", "xã Đăk La", 5, words])
    out = io.BytesIO()
    book.save(out)
    out.seek(0)
    (change,) = read("projects", out).changes
    assert change.after["capital_low"] == 250_000_000_000


def test_a_returned_workbook_keeps_what_is_struck_out():
    style = '<s:style s:name="g"><s:text-properties s:text-line-through-style="solid"/></s:style>'
    struck = 't:style-name="g"'
    content = ods(
        table(
            row(*map(cell, PROJECT)),
            row(*map(cell, ["1", "Nhà máy A", "xã Đăk La", "5", "không rõ số"])),
            row(*(cell(each, struck) for each in ["2", "Nhà máy B", "xã Đăk La", "6", "200"])),
        ),
        styles=style,
    )
    out = io.BytesIO()
    write_marked_workbook(
        io.BytesIO(content), [Problem("Bảng", "E2", "không rõ số", "words", "Sửa")], out
    )
    out.seek(0)
    with override("en"):
        result = read("projects", out)
    assert result.warnings[-1] == "Struck-out rows (1) were not read: 3."


def test_what_remains_of_struck_text_in_an_old_font_is_converted():
    # The font is TCVN3.
    grid = Grid(
        "Sheet",
        PackedRows([["Tªn dù ¸n", "§Þa ®iÓm"], ["Nhµ m¸y chÕ biÕn cò", "x· §¨k La"]]),
        struck_cells={1: {0: "Nhµ m¸y chÕ biÕn"}},
    )
    converted, _old_text = convert_to_unicode(grid)
    assert converted.struck_cells == {1: {0: "Nhà máy chế biến"}}
