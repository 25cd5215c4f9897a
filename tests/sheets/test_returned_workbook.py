"""A refused file goes back as the official's own, with every failing cell marked."""

import io
import logging
import re
import zipfile
from datetime import date, datetime

import pytest
import xlsxwriter
from django.utils.translation import override
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.comments import Comment
from openpyxl.styles import Border, Font, Side
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.datavalidation import DataValidation

from cnht_portal.kinds import KINDS
from sheets.drafts import Problem
from sheets.files.grids import Grid
from sheets.files.opening import FileRefused, open_sheets
from sheets.layouts.layout import find_layout
from sheets.workbooks import package
from sheets.workbooks.notes import MOST_NOTES
from sheets.workbooks.returning import return_workbook
from sheets.workbooks.rewriting import rewrite, sheet_names
from tests.sheets.workbooks import XLSX, csv_file, read, with_member, workbook

BAD = "00FFC7CE"
HEADINGS = ["TT", "Tên dự án", "Huyện", "Lĩnh vực", "Diện tích (ha)"]
ROWS = [
    ["PHỤ LỤC"],
    HEADINGS,
    [1, "Nhà máy A", "Huyện Đăk Tôô", "Năng lượng", "12,x"],
    [2, "=1+1", None, None, 5],
]
PROBLEMS = [
    Problem("Phụ lục", "C3", "Huyện Đăk Tôô", "unknown", "“Huyện Đăk Tôô” is not known."),
    Problem("Phụ lục", "E3", "12,x", "words", "Write a figure."),
    Problem("Phụ lục", "E3", "12,x", "number", "Write one number."),
]


def returned(file, problems=PROBLEMS):
    out = io.BytesIO()
    return_workbook(file, problems, out)
    out.seek(0)
    return out


def saved(book):
    out = io.BytesIO()
    book.save(out)
    out.seek(0)
    return out


def values(sheet):
    return [[cell.value for cell in row] for row in sheet.iter_rows()]


@pytest.fixture(params=["excel", "csv"])
def file(request):
    """The same rows as a workbook and as CSV: both ways back."""
    rows = [row + [None] * (5 - len(row)) for row in ROWS]
    if request.param == "csv":
        return csv_file(rows), "CSV"
    book = load_workbook(workbook(rows))
    book.active["B4"].data_type = "s"
    return saved(book), "Phụ lục"


def said(cell):
    """What we say at a cell, under the line that tells who says it."""
    sign, words = cell.comment.text.split("\n", 1)
    assert sign == "CNHT:"
    return words


def in_sheet(problems, name):
    return [Problem(name, each.cell, each.value, each.code, each.message) for each in problems]


def test_each_failing_cell_is_coloured_and_says_what_is_wrong(file):
    content, name = file
    sheet = load_workbook(returned(content, in_sheet(PROBLEMS, name)))[name]

    marked = {
        cell.coordinate: said(cell) for row in sheet.iter_rows() for cell in row if cell.comment
    }
    assert marked == {
        "C3": "“Huyện Đăk Tôô” is not known.",
        "E3": "Found: “12,x”.\n• Write a figure.\n• Write one number.",
    }
    coloured = [
        cell.coordinate
        for row in sheet.iter_rows()
        for cell in row
        if cell.fill.start_color.rgb[2:] == BAD[2:]
    ]
    assert coloured == ["C3", "E3"]


def test_all_problems_stand_in_the_sheet_that_opens_with_a_way_to_each_cell(file):
    content, name = file
    book = load_workbook(returned(content, in_sheet(PROBLEMS, name)))

    assert book.sheetnames == [name, "Problems"]
    assert book.active.title == "Problems"
    assert values(book.active) == [
        ["Cell", "Value", "What to do"],
        [f"{name}!C3", "Huyện Đăk Tôô", "“Huyện Đăk Tôô” is not known."],
        [f"{name}!E3", "12,x", "Write a figure."],
        [f"{name}!E3", "12,x", "Write one number."],
    ]
    assert [book.active.cell(row, 1).hyperlink.location for row in (2, 3, 4)] == [
        f"'{name}'!C3",
        f"'{name}'!E3",
        f"'{name}'!E3",
    ]
    # Two chosen tabs would both be written to.
    assert [sheet.sheet_view.tabSelected or False for sheet in book] == [False, True]


def test_every_cell_stays_where_it_was_and_text_is_never_run(file):
    content, name = file
    before = open_sheets(content)[0].rows
    out = returned(content, in_sheet(PROBLEMS, name))
    after = next(grid for grid in open_sheets(out) if grid.name == name).rows

    assert [list(row) for row in after] == [list(row) for row in before]
    assert load_workbook(out)[name]["B4"].data_type == "s"


def test_problems_that_no_cell_holds_are_told_all_the_same(file):
    content, name = file
    problems = [
        Problem(name, "", "", "empty", "The table is empty."),
        Problem("Không có", "C3", "x", "words", "Elsewhere."),
        Problem(name, "Z9", "", "empty", "It is empty."),
        Problem(name, "B1", "=1+1\x01", "control", "It has \x01."),
    ]
    book = load_workbook(returned(content, problems))

    assert [row[0] for row in values(book["Problems"])][1:] == [
        name,
        "Không có!C3",
        f"{name}!Z9",
        f"{name}!B1",
    ]
    assert book["Problems"]["B5"].value == "=1+1\ufffd"
    assert book["Problems"]["B5"].data_type == "s"
    assert said(book[name]["Z9"]) == "It is empty."


# -- an Excel workbook keeps its looks ------------------------------------------------------


def issued():
    """A workbook as an office makes it: merges, formats, a formula with its result, a remark."""
    book = load_workbook(workbook(ROWS[:3] + [[2, "Nhà máy B", None, None, "=5+1"]], ["A1:E1"]))
    sheet = book.active
    sheet["A1"].font = Font(name="Times New Roman", size=14, bold=True)
    sheet["E3"].font = Font(italic=True, color="FFFFFFFF")
    sheet["E3"].border = Border(left=Side("thin"))
    sheet["E4"].number_format = "#,##0.00"
    sheet["E3"].comment = Comment("Hỏi lại huyện", "Lan")
    sheet["C4"] = CellRichText("Huyện ", TextBlock(InlineFont(b=True), "Đăk Tô"))
    sheet["D4"] = date(2026, 4, 3)
    sheet.column_dimensions["B"].width = 41
    sheet.row_dimensions[3].height = 33
    sheet.freeze_panes = "C3"
    sheet.add_data_validation(DataValidation("list", formula1='"a,b"', sqref="D3:D9"))
    book.create_sheet("Ẩn").sheet_state = "hidden"
    return with_member(
        saved(book), XLSX, lambda xml: xml.replace(b"<f>5+1</f><v />", b"<f>5+1</f><v>6</v>")
    )


def test_the_officials_own_formats_widths_merges_and_formulas_stay():
    out = returned(issued())
    sheet = load_workbook(out, rich_text=True)["Phụ lục"]

    assert str(sheet.merged_cells) == "A1:E1"
    assert (sheet["A1"].font.name, sheet["A1"].font.b) == ("Times New Roman", True)
    assert sheet["E3"].font.i
    assert sheet["E3"].border.left.style == "thin"
    assert sheet["E4"].number_format == "#,##0.00"
    assert sheet["E4"].value == "=5+1"
    assert sheet["C4"].value[1].font.b
    assert sheet["D4"].value == datetime.fromisoformat("2026-04-03")
    assert (sheet.column_dimensions["B"].width, sheet.row_dimensions[3].height) == (41, 33)
    assert sheet.freeze_panes == "C3"
    assert str(sheet.data_validations.dataValidation[0].sqref) == "D3:D9"
    assert load_workbook(out)["Ẩn"].sheet_state == "hidden"


def test_what_a_formula_gave_is_still_there_before_anybody_works_it_out_again():
    out = returned(issued())

    assert load_workbook(out, data_only=True)["Phụ lục"]["E4"].value == 6
    out.seek(0)
    assert open_sheets(out)[0].rows[3][4] == 6


def test_the_words_on_a_failing_cell_are_dark_on_light_whatever_they_were():
    font = load_workbook(returned(issued()))["Phụ lục"]["E3"].font

    assert font.color.rgb == "009C0006"


def test_a_remark_of_the_officials_own_stands_under_ours():
    text = said(load_workbook(returned(issued()))["Phụ lục"]["E3"])

    assert text.startswith("Found: “12,x”.")
    assert text.endswith("Hỏi lại huyện")


def test_a_problem_in_a_merged_cell_is_noted_where_the_merge_shows_it():
    file = workbook([["Mục", "x"], ["a", "1"], [None, "2"]], ["A2:A3"])
    sheet = load_workbook(returned(file, [Problem("Phụ lục", "A3", "a", "x", "Why.")]))["Phụ lục"]

    assert said(sheet["A2"]) == "Found: “a”.\nWhy."
    assert sheet["A2"].fill.start_color.rgb == BAD


def test_marks_of_an_earlier_return_go_when_the_cell_is_right():
    first = returned(issued())
    book = load_workbook(first)
    book["Phụ lục"]["C3"] = "Huyện Đăk Tô"
    again = load_workbook(returned(saved(book), PROBLEMS[1:2]))
    sheet = again["Phụ lục"]

    assert again.sheetnames == ["Phụ lục", "Ẩn", "Problems"]
    assert sheet["C3"].comment is None
    assert sheet["C3"].fill.fill_type is None
    assert said(sheet["E3"]).startswith("Found: “12,x”.\nWrite a figure.")
    assert sheet["E3"].comment.text.count("Hỏi lại huyện") == 1
    assert again["Problems"].max_row == 2


def test_a_list_in_the_other_language_is_replaced_too():
    with override("vi"):
        first = returned(workbook(ROWS))
    assert load_workbook(returned(first)).sheetnames == ["Phụ lục", "Problems"]


# -- any other file is written anew ---------------------------------------------------------


@pytest.fixture
def _none_is_ordinary(monkeypatch):
    """As if every workbook were too large to open cell by cell."""
    monkeypatch.setattr(package, "MOST_CELLS", 3)


@pytest.mark.usefixtures("_none_is_ordinary")
def test_a_large_workbook_keeps_its_sheets_values_days_and_merges():
    rows = [
        ["Mục", "Ngày", "Số"],
        ["a", date(2026, 4, 3), 1.5],
        [None, datetime.fromisoformat("2026-04-03T07:30"), True],
        [None, "b", None],
    ]
    file = workbook(rows, ["A2:A4", "B4:C4"], Lỗi=[["x"]], Hai=[["b", 7]])
    book = load_workbook(returned(file, [Problem("Phụ lục", "C3", "1", "x", "Why.")]))
    sheet = book["Phụ lục"]

    assert [str(merge) for merge in sheet.merged_cells.ranges] == ["A2:A4", "B4:C4"]
    assert sheet["B2"].value == datetime.fromisoformat("2026-04-03")
    assert sheet["B2"].is_date
    assert sheet["B3"].value == datetime.fromisoformat("2026-04-03T07:30")
    assert (sheet["C2"].value, sheet["C3"].value) == (1.5, True)
    assert said(sheet["C3"]) == "Found: “1”.\nWhy."
    assert book.sheetnames == ["Phụ lục", "Lỗi", "Hai", "Problems"]


@pytest.mark.usefixtures("_none_is_ordinary")
def test_a_failing_cell_beyond_the_last_one_is_marked_too():
    problems = [Problem("Phụ lục", cell, "", "empty", "It is empty.") for cell in ("H2", "B9")]
    sheet = load_workbook(returned(workbook([["a"], ["b"]]), problems))["Phụ lục"]

    assert said(sheet["H2"]) == said(sheet["B9"]) == "It is empty."
    assert sheet["H2"].fill.start_color.rgb[2:] == BAD[2:]


def test_a_workbook_that_openpyxl_cannot_open_goes_back_all_the_same(caplog):
    # A format that the workbook does not hold.
    file = with_member(
        workbook(ROWS[:3]), XLSX, lambda xml: xml.replace(b'<c r="A1"', b'<c s="999" r="A1"')
    )
    with caplog.at_level(logging.WARNING):
        book = load_workbook(returned(file))

    assert book["Phụ lục"]["C3"].comment
    assert "without its formats" in caplog.text


def test_a_file_that_is_refused_as_a_whole_is_not_returned():
    with pytest.raises(FileRefused):
        returned(io.BytesIO(b"PK\x03\x04 broken"))


@given(st.lists(st.text(st.characters(codec="utf-8"), max_size=40), max_size=8))
def test_sheets_get_names_that_excel_takes_each_once(names):
    given_names = sheet_names(names, taken="Problems")

    assert len(given_names) == len(names)
    assert len({name.lower() for name in [*given_names, "problems", "history"]}) == len(names) + 2
    book = Workbook()
    book.remove(book.active)
    for name in given_names:
        assert 1 <= len(name) <= 31
        assert name.strip("'") == name
        assert book.create_sheet(name).title == name


# -- and comes in again ---------------------------------------------------------------------


def test_the_list_of_problems_is_no_table_whatever_it_quotes():
    """Neither its headings nor a row whose sheet and value are named like headings."""
    problems = [
        Problem("Dự án", "B2", "Huyện", "unit", "Correct it."),
        Problem("Mã", "C2", "Tên dự án", "x", "Write a field."),
        Problem("Nội dung", "C2", "Giai đoạn", "x", "Write a year."),
        Problem("Tên doanh nghiệp", "C2", "Địa chỉ", "x", "Write it."),
    ]
    for language in ("vi", "en"):
        with override(language):
            book = load_workbook(returned(workbook([["x"]]), problems))
        del book["Phụ lục"]
        grids = open_sheets(saved(book))
        for kind in KINDS.values():
            resource = kind()
            with pytest.raises(FileRefused):
                find_layout(grids, resource.heading_words(), resource.name_column)


@pytest.mark.django_db
@pytest.mark.parametrize("shape", ["excel", "csv"])
def test_a_returned_workbook_is_sent_again_once_its_cells_are_right(shape):
    rows = [row + [None] * (5 - len(row)) for row in ROWS[1:3]]
    file = csv_file(rows) if shape == "csv" else workbook(rows)
    found = read("projects", file).problems
    assert [problem.cell for problem in found] == ["C2", "E2"]

    book = load_workbook(returned(file, found))
    sheet = book.worksheets[0]
    assert all(sheet[problem.cell].comment for problem in found)
    sheet["C2"], sheet["E2"] = "Huyện Đăk Tô", "12,5"
    reading = read("projects", saved(book))

    assert (reading.problems, reading.read, reading.new) == ([], 1, 1)


def test_an_earlier_list_goes_from_a_large_workbook_too(monkeypatch):
    with override("vi"):
        first = returned(workbook(ROWS[:3]))
    monkeypatch.setattr(package, "MOST_CELLS", 3)

    assert load_workbook(returned(first)).sheetnames == ["Phụ lục", "Problems"]


# -- what does not leave, and how much ------------------------------------------------------


def test_macros_do_not_leave():
    kind = b"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
    with_macros = b"application/vnd.ms-excel.sheet.macroEnabled.main+xml"
    file = with_member(
        workbook(ROWS[:3]), "[Content_Types].xml", lambda xml: xml.replace(kind, with_macros)
    )
    with zipfile.ZipFile(returned(file)) as archive:
        assert kind in archive.read("[Content_Types].xml")
        assert with_macros not in archive.read("[Content_Types].xml")


def test_a_formula_that_reads_another_file_becomes_what_it_gave():
    file = workbook([*ROWS[:3], ["=[1]Kho!A1", "='[1]Kho 2'!A2", "=Bang[2021]"]])
    cells = {b"[1]Kho!A1": b"7", b"'[1]Kho 2'!A2": b"x", b"Bang[2021]": b"y"}

    def worked(xml):
        for formula, value in cells.items():
            old = b"<f>" + formula + b"</f><v />"
            assert old in xml
            xml = xml.replace(old, b"<f>" + formula + b"</f><v>" + value + b"</v>")
        return xml.replace(b'<c r="B4"', b'<c r="B4" t="str"').replace(
            b'<c r="C4"', b'<c r="C4" t="str"'
        )

    sheet = load_workbook(returned(with_member(file, XLSX, worked)))["Phụ lục"]
    assert [cell.value for cell in sheet[4]][:3] == [7, "x", "=Bang[2021]"]


def test_a_name_for_cells_of_another_file_does_not_leave():
    book = load_workbook(workbook(ROWS[:3]))
    book.defined_names["kho"] = DefinedName("kho", attr_text="[1]Kho!$A$1")
    book.defined_names["nha_may"] = DefinedName("nha_may", attr_text="'Phụ lục'!$B$3")

    assert list(load_workbook(returned(saved(book))).defined_names) == ["nha_may"]


def test_a_box_is_as_high_as_its_words_need():
    problems = [
        Problem("Phụ lục", "C3", "", "x", "Short."),
        Problem("Phụ lục", "E3", "", "x", "Use one of these names, please. " * 12),
    ]
    with zipfile.ZipFile(returned(workbook(ROWS[:3]), problems)) as archive:
        drawing = next(name for name in archive.namelist() if "vml" in name.lower())
        heights = [int(each) for each in re.findall(rb"height:(\d+)px", archive.read(drawing))]

    assert len(heights) == 2
    assert heights[1] > 2 * heights[0]


def test_a_file_wrong_in_every_cell_goes_back_with_every_problem_listed(monkeypatch):
    monkeypatch.setattr("sheets.workbooks.rewriting.MOST_NOTES", 30)
    rows = [[f"a{number}"] for number in range(100)]
    problems = [Problem("CSV", f"A{number + 1}", "a", "x", "Why.") for number in range(100)]
    book = load_workbook(returned(csv_file(rows), problems))
    cells = [row[0] for row in book["CSV"].iter_rows()]

    assert sum(cell.comment is not None for cell in cells) == 30
    assert all(cell.fill.start_color.rgb[2:] == BAD[2:] for cell in cells)
    assert book["Problems"].max_row == 101


NOTE = (
    b'<comment ref="A1" authorId="0"><text><r><rPr><sz val="9"/></rPr><t>x</t></r></text></comment>'
)
RULE = b'<dataValidation type="list" sqref="A1"><formula1>"a"</formula1></dataValidation>'


@pytest.mark.parametrize(
    ("part", "piece", "times", "around"),
    [
        ("xl/comments/comment1.xml", NOTE, 11_000, b"<comments>%s</comments>"),
        ("xl/styles.xml", b"<xf/>", 51_000, b"<styleSheet>%s</styleSheet>"),
        ("xl/workbook.xml", b"<definedName/>", 51_000, b"<workbook>%s</workbook>"),
        (XLSX, RULE, 26_000, b"<worksheet>%s</worksheet>"),
        (XLSX, b"A1 ", 51_000, b'<worksheet><selection sqref="%s"/></worksheet>'),
        (XLSX, b"<f/>", 751_000, b"<worksheet><row><c>%s</c></row></worksheet>"),
        ("xl/a.bin", b"<c/>", 151_000, b"  <worksheet>%s</worksheet>"),
        ("xl/b.xml", b"<!DOCTYPE a>", 1, b"%s<a/>"),
    ],
)
def test_a_package_that_would_fill_memory_is_not_opened_cell_by_cell(part, piece, times, around):
    """Whatever fills it: openpyxl holds all of it at once, in the request that asks for it."""
    file = workbook(ROWS[:3])
    with zipfile.ZipFile(file, "a") as archive:
        if part not in archive.namelist():
            archive.writestr(part, "")
    content = with_member(file, part, lambda _before: around % (piece * times)).getvalue()

    with pytest.raises(package.NotOrdinary):
        package.formula_results(content)


def test_notes_as_many_as_we_write_come_back_with_the_looks_of_the_workbook():
    """As Excel saves them: with runs of text, and boxes that are drawn and no whole XML."""
    box = b'<v:shape xmlns:v="urn:schemas-microsoft-com:vml"><v:fill/><v:path/><br></v:shape>'
    file = workbook(ROWS)
    with zipfile.ZipFile(file, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/comments1.xml", b"<comments>" + NOTE * MOST_NOTES + b"</comments>")
        archive.writestr("xl/drawings/vml.vml", b"<xml>" + box * MOST_NOTES + b"</xml>")

    assert package.formula_results(file.getvalue())


@pytest.mark.parametrize("value", [float("nan"), float("inf"), float("-inf")])
def test_what_is_no_number_goes_back_as_excel_shows_it(value):
    out = io.BytesIO()
    rewrite([Grid("x", [["a", value, 1.5]])], [], out)

    assert values(load_workbook(out)["x"]) == [["a", "#NUM!", 1.5]]


AWKWARD = [
    *("=1+1", "+84 260", "@x", "-x", "'=1+1", "'", "{=1}", "#REF", "1.500", "007", "TRUE"),
    *("a\nb", "<b>&amp;</b>", "http://x.vn", "Ia H’Drai", "😀", "03/04/2026"),
    *("  hai  dấu cách ", "e\u0302\u0323"),
]


@pytest.mark.parametrize("most_cells", [package.MOST_CELLS, 3])
def test_every_text_stays_letter_for_letter(monkeypatch, most_cells):
    out = io.BytesIO()
    with xlsxwriter.Workbook(out) as book:
        sheet = book.add_worksheet("x")
        for row, text in enumerate(AWKWARD):
            sheet.write_string(row, 0, text)
    before = open_sheets(io.BytesIO(out.getvalue()))[0].rows
    monkeypatch.setattr(package, "MOST_CELLS", most_cells)
    problems = [Problem("x", f"A{row + 1}", text, "x", text) for row, text in enumerate(AWKWARD)]
    grids = {grid.name: list(grid.rows) for grid in open_sheets(returned(out, problems))}

    assert grids["x"] == list(before)
    assert [row[1:] for row in grids["Problems"][1:]] == [[text, text] for text in AWKWARD]
