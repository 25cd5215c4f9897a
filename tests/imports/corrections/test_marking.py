"""Marked files have every cell with a problem marked."""

import io

import pytest
from django.utils.translation import override
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook

from imports.corrections.rewriting import sheet_names
from imports.problems import Problem
from layouts.layout import find_layout
from operations.sheet_resources import SHEET_RESOURCES
from spreadsheets.readers.opening import FileRefused, open_sheets
from tests.imports.corrections.marked_workbook import (
    BAD,
    PROBLEMS,
    ROWS,
    in_sheet,
    note_text,
    returned,
    saved,
    values,
)
from tests.spreadsheets.workbooks import csv_file, read, workbook


@pytest.fixture(params=["excel", "csv"])
def file(request):
    """The same rows as a workbook and as CSV."""
    rows = [row + [None] * (5 - len(row)) for row in ROWS]
    if request.param == "csv":
        return csv_file(rows), "CSV"
    book = load_workbook(workbook(rows))
    book.active["B4"].data_type = "s"
    return saved(book), "Phụ lục"


def test_each_failing_cell_is_coloured_and_explains_what_is_wrong(file):
    content, name = file
    sheet = load_workbook(returned(content, in_sheet(PROBLEMS, name)))[name]

    marked = {
        cell.coordinate: note_text(cell)
        for row in sheet.iter_rows()
        for cell in row
        if cell.comment
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


def test_the_first_sheet_lists_all_problems_with_links_to_their_cells(file):
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
    # With two selected tabs, edits would go to both.
    assert [sheet.sheet_view.tabSelected or False for sheet in book] == [False, True]


def test_every_cell_keeps_its_position_and_text_is_never_executed(file):
    content, name = file
    before = open_sheets(content)[0].rows
    out = returned(content, in_sheet(PROBLEMS, name))
    after = next(grid for grid in open_sheets(out) if grid.name == name).rows

    assert [list(row) for row in after] == [list(row) for row in before]
    assert load_workbook(out)[name]["B4"].data_type == "s"


def test_problems_without_a_cell_are_listed_too(file):
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
    assert note_text(book[name]["Z9"]) == "It is empty."


def test_a_file_refused_as_a_whole_has_no_marked_workbook():
    with pytest.raises(FileRefused):
        returned(io.BytesIO(b"PK\x03\x04 broken"))


@given(st.lists(st.text(st.characters(codec="utf-8"), max_size=40), max_size=8))
def test_sheet_names_are_valid_in_excel_and_unique(names):
    given_names = sheet_names(names, taken="Problems")

    assert len(given_names) == len(names)
    assert len({name.lower() for name in [*given_names, "problems", "history"]}) == len(names) + 2
    book = Workbook()
    book.remove(book.active)
    for name in given_names:
        assert 1 <= len(name) <= 31
        assert name.strip("'") == name
        assert book.create_sheet(name).title == name


def test_the_list_of_problems_is_never_read_as_a_table():
    """Neither its headings nor a row whose sheet and value have the words of headings."""
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
        for kind in SHEET_RESOURCES.values():
            resource = kind()
            with pytest.raises(FileRefused):
                find_layout(grids, resource.heading_words(), resource.name_column)


@pytest.mark.django_db
@pytest.mark.parametrize("shape", ["excel", "csv"])
def test_a_marked_workbook_can_be_imported_once_it_is_corrected(shape):
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
