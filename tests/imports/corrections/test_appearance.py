"""Marked Excel workbooks keep their formats and lose harmful content."""

import re
import zipfile
from datetime import datetime

from django.utils.translation import override
from openpyxl import load_workbook
from openpyxl.workbook.defined_name import DefinedName

from imports.problems import Problem
from spreadsheets.readers.opening import open_sheets
from tests.imports.corrections.marked_workbook import (
    BAD,
    PROBLEMS,
    ROWS,
    issued,
    note_text,
    returned,
    saved,
)
from tests.spreadsheets.workbooks import XLSX, with_member, workbook


def test_formats_widths_merges_and_formulas_of_the_file_are_kept():
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


def test_the_cached_result_of_a_formula_is_kept():
    out = returned(issued())

    assert load_workbook(out, data_only=True)["Phụ lục"]["E4"].value == 6
    out.seek(0)
    assert open_sheets(out)[0].rows[3][4] == 6


def test_the_text_of_a_marked_cell_is_dark_on_light():
    font = load_workbook(returned(issued()))["Phụ lục"]["E3"].font

    assert font.color.rgb == "009C0006"


def test_an_existing_note_is_kept_below_ours():
    text = note_text(load_workbook(returned(issued()))["Phụ lục"]["E3"])

    assert text.startswith("Found: “12,x”.")
    assert text.endswith("Hỏi lại huyện")


def test_a_problem_in_a_merged_cell_is_noted_at_its_visible_cell():
    file = workbook([["Mục", "x"], ["a", "1"], [None, "2"]], ["A2:A3"])
    sheet = load_workbook(returned(file, [Problem("Phụ lục", "A3", "a", "x", "Why.")]))["Phụ lục"]

    assert note_text(sheet["A2"]) == "Found: “a”.\nWhy."
    assert sheet["A2"].fill.start_color.rgb == BAD


def test_earlier_marks_are_removed_from_corrected_cells():
    first = returned(issued())
    book = load_workbook(first)
    book["Phụ lục"]["C3"] = "Huyện Đăk Tô"
    again = load_workbook(returned(saved(book), PROBLEMS[1:2]))
    sheet = again["Phụ lục"]

    assert again.sheetnames == ["Phụ lục", "Ẩn", "Problems"]
    assert sheet["C3"].comment is None
    assert sheet["C3"].fill.fill_type is None
    assert note_text(sheet["E3"]).startswith("Found: “12,x”.\nWrite a figure.")
    assert sheet["E3"].comment.text.count("Hỏi lại huyện") == 1
    assert again["Problems"].max_row == 2


def test_a_problem_list_in_the_other_language_is_replaced_too():
    with override("vi"):
        first = returned(workbook(ROWS))
    assert load_workbook(returned(first)).sheetnames == ["Phụ lục", "Problems"]


def test_macros_are_not_in_the_marked_file():
    kind = b"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
    with_macros = b"application/vnd.ms-excel.sheet.macroEnabled.main+xml"
    file = with_member(
        workbook(ROWS[:3]), "[Content_Types].xml", lambda xml: xml.replace(kind, with_macros)
    )
    with zipfile.ZipFile(returned(file)) as archive:
        assert kind in archive.read("[Content_Types].xml")
        assert with_macros not in archive.read("[Content_Types].xml")


def test_a_formula_with_a_link_to_another_file_becomes_its_result():
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


def test_a_defined_name_for_another_file_is_removed():
    book = load_workbook(workbook(ROWS[:3]))
    book.defined_names["kho"] = DefinedName("kho", attr_text="[1]Kho!$A$1")
    book.defined_names["nha_may"] = DefinedName("nha_may", attr_text="'Phụ lục'!$B$3")

    assert list(load_workbook(returned(saved(book))).defined_names) == ["nha_may"]


def test_a_note_is_as_high_as_its_text():
    problems = [
        Problem("Phụ lục", "C3", "", "x", "Short."),
        Problem("Phụ lục", "E3", "", "x", "Use one of these names, please. " * 12),
    ]
    with zipfile.ZipFile(returned(workbook(ROWS[:3]), problems)) as archive:
        drawing = next(name for name in archive.namelist() if "vml" in name.lower())
        heights = [int(each) for each in re.findall(rb"height:(\d+)px", archive.read(drawing))]

    assert len(heights) == 2
    assert heights[1] > 2 * heights[0]
