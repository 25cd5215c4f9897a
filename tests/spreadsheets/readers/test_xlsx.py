"""Cells of Excel workbooks are read as they are displayed."""

import io
from datetime import date, datetime, time

import pytest
from openpyxl import Workbook
from openpyxl.styles import Font

from spreadsheets.cells import NO_RESULT
from spreadsheets.readers.opening import FileRefused, open_sheets
from tests.spreadsheets.built_files import xlsx


def opened(content):
    return open_sheets(io.BytesIO(content))[0]


def cells(*xml, **options):
    """The first row of a workbook with these cells."""
    return opened(xlsx(f'<row r="1">{"".join(xml)}</row>', **options)).rows[0]


def refusal(content):
    with pytest.raises(FileRefused) as refused:
        open_sheets(io.BytesIO(content))
    return str(refused.value)


def test_text_is_read_from_every_place_in_a_workbook():
    read = cells(
        '<c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c>',
        '<c r="C1" t="inlineStr"><is><t>Đăk</t><r><t xml:space="preserve"> Tô</t></r></is></c>',
        '<c r="D1" t="str"><f>A1&amp;"x"</f><v>ghép</v></c>',
        strings="<si><t>Nhà máy</t></si><si><r><t>Ngọk </t></r><r><rPr><b/></rPr><t>Linh</t></r>"
        "<rPh><t>phiên âm</t></rPh></si>",
    )

    assert read == ["Nhà máy", "Ngọk Linh", "Đăk Tô", "ghép"]


def test_escaped_characters_that_xml_cannot_contain_are_decoded():
    read = cells('<c t="inlineStr"><is><t>a_x000A_b_x005F_x_xD83C__xDF3F_ _xD800_</t></is></c>')

    assert read == ["a\nb_x🌿 \ufffd"]


@pytest.mark.parametrize(
    ("xml", "value"),
    [
        ("<c><v>12</v></c>", 12),
        ("<c><v>12.0</v></c>", 12),
        ("<c><v>-3.25</v></c>", -3.25),
        ("<c><v>1E3</v></c>", 1000),
        ("<c><v>1_0</v></c>", "1_0"),
        ("<c><v>nan</v></c>", "nan"),
        ('<c t="b"><v>1</v></c>', True),
        ('<c t="e"><v>#REF!</v></c>', "#REF!"),
        ('<c t="e"><f>1/0</f><v>#DIV/0!</v></c>', "#DIV/0!"),
        ('<c t="d"><v>2024-05-07T00:00:00</v></c>', date(2024, 5, 7)),
        ("<c><f>A2+1</f><v>3.5</v></c>", 3.5),
        ("<c><f>A2+1</f></c>", NO_RESULT),
        ("<c><f>A2+1</f><v/></c>", NO_RESULT),
    ],
)
def test_numbers_errors_and_formulas_are_read_as_displayed(xml, value):
    assert cells(xml) == [value]
    assert type(cells(xml)[0]) is type(value)


def test_a_formula_with_the_empty_text_as_result_is_an_empty_cell():
    assert cells('<c t="str"><f>""</f><v></v></c><c><v>1</v></c>') == [None, 1]


@pytest.mark.parametrize(
    ("code", "serial", "value"),
    [
        ("dd/mm/yyyy", 45419, date(2024, 5, 7)),
        ('[$-42A]"ngày" dd "tháng" mm', 45419, date(2024, 5, 7)),
        ("dd/mm/yyyy hh:mm", 45419.5, datetime(2024, 5, 7, 12)),  # noqa: DTZ001
        ("hh:mm:ss.00", 0.4375, time(10, 30)),
        ("[h]:mm", 1.5, "36:00:00"),
        ("dd/mm/yyyy", 1, date(1900, 1, 1)),
        ("dd/mm/yyyy", 59, date(1900, 2, 28)),
        ("dd/mm/yyyy", 60, "29/02/1900"),
        ("dd/mm/yyyy", 61, date(1900, 3, 1)),
        ("dd/mm/yyyy", 2958465, date(9999, 12, 31)),
        ("dd/mm/yyyy", 2958466, 2958466),
        ("dd/mm/yyyy", -1, -1),
        ('#,##0 "đồng/năm"', 1500, 1500),
        (r"#,##0\ d", 1500, 1500),
        ("[Red]0.00;[Blue]-0.00", 1.5, 1.5),
        ("General", 45419, 45419),
    ],
)
def test_a_number_with_a_date_format_is_a_date(code, serial, value):
    formats = f'<numFmt numFmtId="200" formatCode="{code.replace(chr(34), "&quot;")}"/>'

    assert cells(f'<c s="1"><v>{serial}</v></c>', formats=formats, cells=[(0, 0), (200, 0)]) == [
        value
    ]


def test_dates_may_count_from_1904():
    read = cells(
        '<c s="1"><v>43957</v></c>', cells=[(0, 0), (14, 0)], workbook='<workbookPr date1904="1"/>'
    )

    assert read == [date(2024, 5, 7)]


def test_rows_and_cells_without_references_are_consecutive():
    grid = opened(
        xlsx("<row><c><v>1</v></c><c/><c><v>3</v></c></row><row/><row><c><v>4</v></c></row>")
    )

    assert list(grid.rows) == [[1, None, 3], [], [4]]


def test_hidden_parts_are_read_and_marked():
    book = Workbook()
    book.active.append(["TT", "Tên", "Ghi chú"])
    book.active.append([1, "Nhà máy", "ẩn"])
    book.active.row_dimensions[2].hidden = True
    book.active.row_dimensions[40].hidden = True
    book.active.column_dimensions["C"].hidden = True
    book.active.column_dimensions["M"].hidden = True
    book.create_sheet("Nháp").append(["x"])
    book["Nháp"].sheet_state = "hidden"
    out = io.BytesIO()
    book.save(out)
    out.seek(0)
    displayed, hidden = open_sheets(out)

    assert list(displayed.rows)[1] == [1, "Nhà máy", "ẩn"]
    assert (displayed.hidden_rows, displayed.hidden_columns) == ({1}, {2})
    assert (hidden.name, hidden.hidden, list(hidden.rows)) == ("Nháp", True, [["x"]])


def test_a_row_is_bold_when_all_its_filled_cells_are():
    book = Workbook()
    for row in (["I", "NHÓM"], ["1", "Nhà máy"], [None, "Cộng"]):
        book.active.append(row)
    for address in ("A1", "B1", "A2", "B3"):
        book.active[address].font = Font(bold=True)
    out = io.BytesIO()
    book.save(out)
    out.seek(0)

    assert open_sheets(out)[0].bold_rows == {0, 2}


def test_a_merge_has_its_value_in_the_first_cell_only():
    rows = "".join(
        f'<row r="{number}">' + "<c><v>7</v></c>" * 3 + "</row>" for number in range(1, 300)
    )
    merges = '<mergeCells><mergeCell ref="A1:B1"/><mergeCell ref="C2:C299"/></mergeCells>'
    grid = opened(xlsx(rows, after=merges))

    assert grid.merges == [((0, 0), (0, 1)), ((1, 2), (298, 2))]
    assert grid.rows[0] == [7, None, 7]
    assert [row[2] for row in grid.rows] == [7, 7, *[None] * 297]


def test_a_merge_ends_with_the_filled_part():
    merges = '<mergeCells><mergeCell ref="A1:XFD1048576"/><mergeCell ref="Z9:Z10"/></mergeCells>'

    assert opened(xlsx("<row><c><v>1</v></c><c/></row>" * 2, after=merges)).merges == [
        ((0, 0), (1, 0))
    ]


@pytest.mark.parametrize(
    ("rows", "message"),
    [
        ('<row r="2"><c><v>1</v></c></row><row r="1"><c><v>1</v></c></row>', "not built"),
        ('<row r="1"><c r="B1"><v>1</v></c><c r="A1"><v>1</v></c></row>', "not built"),
        ('<row r="1"><c r="A1"><c r="A1"/></c></row>', "not built"),
        ('<row r="1"><c r="A7"><v>1</v></c></row>', "reaches to cell A7"),
        ('<row r="1"><c r="1"><v>1</v></c></row>', "damaged"),
        ('<row r="1"><c t="s"><v>3</v></c></row>', "damaged"),
        ('<row r="1"><c t="s"><v>-1</v></c></row>', "damaged"),
    ],
)
def test_impossible_cell_references_are_refused(rows, message):
    assert message in refusal(xlsx(rows))


def test_a_cell_longer_than_excel_allows_is_refused_with_its_reference():
    assert "cell B1" in refusal(
        xlsx(f'<row r="1"><c/><c r="B1" t="inlineStr"><is><t>{"x" * 32_768}</t></is></c></row>')
    )
    assert cells(f'<c t="inlineStr"><is><t>{"x" * 32_767}</t></is></c>') == ["x" * 32_767]


def test_sheets_written_with_a_prefix_or_in_the_strict_format_are_read():
    strict = 'xmlns:x="http://purl.oclc.org/ooxml/spreadsheetml/main"'
    row = "<x:row><x:c><x:v>1</x:v></x:c></x:row>"
    sheet = f"<x:worksheet {strict}><x:sheetData>{row}</x:sheetData></x:worksheet>"

    assert list(opened(xlsx("", **{"xl/worksheets/sheet1.xml": sheet})).rows) == [[1]]
