"""Helpers that read and build marked workbooks."""

import io
from datetime import date

from openpyxl import load_workbook
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.comments import Comment
from openpyxl.styles import Border, Font, Side
from openpyxl.worksheet.datavalidation import DataValidation

from imports.corrections.marked_workbook import write_marked_workbook
from imports.problems import Problem
from tests.spreadsheets.workbooks import XLSX, with_member, workbook

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
    write_marked_workbook(file, problems, out)
    out.seek(0)
    return out


def saved(book):
    out = io.BytesIO()
    book.save(out)
    out.seek(0)
    return out


def values(sheet):
    return [[cell.value for cell in row] for row in sheet.iter_rows()]


def note_text(cell):
    """Our message in the note of a cell, without the line that names the author."""
    sign, words = cell.comment.text.split("\n", 1)
    assert sign == "CNHT:"
    return words


def in_sheet(problems, name):
    return [Problem(name, each.cell, each.value, each.code, each.message) for each in problems]


def issued():
    """A workbook of an office: merges, formats, a formula with its result, a note."""
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
