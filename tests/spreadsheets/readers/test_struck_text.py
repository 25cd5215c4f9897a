"""Struck-out and hidden text is kept apart in every kind of file."""

import io
import struct

import pytest
from openpyxl import Workbook
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.styles import Font

from spreadsheets.readers.opening import open_sheets
from tests.spreadsheets.built_files import (
    cell,
    number_record,
    ods,
    record,
    row,
    table,
    text_record,
    word,
    xls,
    xlsx,
)


def opened(content):
    return open_sheets(io.BytesIO(content))[0]


def found(content):
    grid = opened(content)
    return list(grid.rows), set(grid.struck_rows), grid.struck_cells


def test_an_excel_workbook_with_struck_rows_cells_and_words():
    book = Workbook()
    sheet = book.active
    words = CellRichText("10 ", TextBlock(InlineFont(strike=True), "cũ "), "mới")
    sheet.append([1, "Nhà máy", words])
    sheet.append([2, "gạch", 5])
    sheet.append([3, "a", 7])
    for struck in (*sheet[2], sheet["C3"]):
        struck.font = Font(strike=True)
    out = io.BytesIO()
    book.save(out)

    assert found(out.getvalue()) == (
        [[1, "Nhà máy", "10 cũ mới"], [2, "gạch", 5], [3, "a", 7]],
        {1},
        {0: {2: "10 mới"}, 2: {2: None}},
    )


@pytest.mark.parametrize("strike", ["<strike/>", '<strike val="1"/>', '<strike val="true"/>'])
def test_struck_words_of_shared_and_inline_strings(strike):
    runs = f"<r><rPr>{strike}</rPr><t>cũ</t></r><r><rPr><b/></rPr><t>mới</t></r>"
    content = xlsx(
        f'<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="inlineStr"><is>{runs}</is></c>'
        '<c r="C1" t="s"><v>1</v></c></row>',
        strings=f"<si>{runs}</si><si><r><rPr><strike val='0'/></rPr><t>mới</t></r></si>",
    )
    assert found(content) == ([["cũmới", "cũmới", "mới"]], set(), {0: {0: "mới", 1: "mới"}})


def test_a_number_that_its_format_hides_is_kept_apart_and_a_hidden_zero_is_empty():
    book = Workbook()
    book.active.append(["a", 7, 0, "b"])
    book.active.append(["a", 7, 0, "b"])
    for place in ("B1", "C1"):
        book.active[place].number_format = ";;;"
    book.active["C2"].number_format = "0;-0;;@"
    out = io.BytesIO()
    book.save(out)

    assert found(out.getvalue()) == (
        [["a", 7, None, "b"], ["a", 7, None, "b"]],
        set(),
        {0: {1: None}},
    )


def test_an_old_workbook_with_struck_cells_and_words():
    struck_font = record(
        0x31, struct.pack("<HHHHHBBBBBB", 200, 8, 0, 400, 0, 0, 0, 0, 0, 1, 0) + b"a"
    )
    text = "10 cũ"
    rich = struct.pack("<HHHHB", 0, 0, 0, len(text), 1) + text.encode("utf-16-le")
    rich += struct.pack("<HHH", 1, 3, 2)
    cells = (
        record(0xD6, rich)
        + number_record(0, 1, 5.0)
        + text_record(1, 0, "gạch", style=1)
        + number_record(1, 1, 6.0, style=1)
    )
    content = xls(cells, workbook=struck_font, formats=((0, 0), (0, 2)))
    assert found(content) == ([["10 cũ", 5], ["gạch", 6]], {1}, {0: {0: "10 "}})


STRUCK = (
    '<s:style s:name="gạch"><s:text-properties s:text-line-through-style="solid"/></s:style>'
    '<s:style s:name="con" s:parent-style-name="gạch"/>'
    '<s:style s:name="ẩn"><s:text-properties x:display="none"/></s:style>'
    '<s:style s:name="thường"><s:text-properties s:text-line-through-style="none"/></s:style>'
)


def test_an_ods_file_with_struck_cells_words_and_hidden_text():
    lines = [
        row(
            cell('10 <x:span x:style-name="gạch">cũ</x:span> mới'),
            cell("a", 't:style-name="gạch"'),
            cell('<x:span x:style-name="thường">b</x:span><x:span x:style-name="ẩn">c</x:span>'),
        ),
        row(cell("x", 't:style-name="con" t:number-columns-repeated="2"')),
    ]
    assert found(ods(table(*lines), styles=STRUCK)) == (
        [["10 cũ mới", "a", "bc"], ["x", "x"]],
        {1},
        {0: {0: "10  mới", 1: None, 2: "b"}},
    )


def run(text, properties=""):
    return f"<w:r><w:rPr>{properties}</w:rPr><w:t>{text}</w:t></w:r>"


def deleted(text):
    return f"<w:del><w:r><w:delText>{text}</w:delText></w:r></w:del>"


def word_rows(*rows):
    lines = [
        f"<w:tr>{''.join(f'<w:tc><w:p>{each}</w:p></w:tc>' for each in cells)}</w:tr>"
        for cells in rows
    ]
    return word(f"<w:tbl>{''.join(lines)}</w:tbl>")


@pytest.mark.parametrize(
    "mark", ["<w:strike/>", "<w:dstrike/>", "<w:vanish/>", '<w:strike w:val="true"/>']
)
def test_a_word_document_with_struck_or_hidden_text(mark):
    content = word_rows(
        [run("1"), run("10 ") + run("cũ", mark) + run(" mới")],
        [run("2", mark), run("gạch", mark)],
    )
    assert found(content) == ([["1", "10 cũ mới"], ["2", "gạch"]], {1}, {0: {1: "10  mới"}})


def test_a_mark_that_is_switched_off_strikes_nothing():
    content = word_rows([run("1"), run("a", '<w:strike w:val="0"/>')])
    assert found(content) == ([["1", "a"]], set(), {})


def test_deleted_text_of_word_is_read_only_where_nothing_replaces_it():
    content = word_rows(
        [run("1"), deleted("cũ") + run("mới"), run("x")],
        [deleted("2"), deleted("gạch"), deleted("y")],
        [run("3"), deleted("bỏ"), run("z")],
    )
    assert found(content) == (
        [["1", "mới", "x"], ["2", "gạch", "y"], ["3", "bỏ", "z"]],
        {1},
        {0: {1: "mới"}, 2: {1: None}},
    )


def test_a_hidden_row_of_word_is_reported():
    hidden = "<w:tr><w:trPr><w:hidden/></w:trPr><w:tc><w:p>" + run("ẩn") + "</w:p></w:tc></w:tr>"
    visible = "<w:tr><w:tc><w:p>" + run("a") + "</w:p></w:tc></w:tr>"
    assert opened(word(f"<w:tbl>{visible}{hidden}</w:tbl>")).hidden_rows == {1}
