"""Large or unusual workbooks are written again with their marks."""

import io
import logging
import zipfile
from datetime import date, datetime

import pytest
import xlsxwriter
from django.utils.translation import override
from openpyxl import load_workbook
from openpyxl.drawing.image import Image as Picture
from PIL import Image

from imports.corrections import package
from imports.corrections.marked_workbook import wording_of_language
from imports.corrections.rewriting import rewrite
from imports.problems import Problem
from spreadsheets.readers.grids import Grid
from spreadsheets.readers.limits import FileLimits
from spreadsheets.readers.opening import FileRefused, limits_of_settings, open_sheets
from tests.imports.corrections.marked_workbook import (
    BAD,
    ROWS,
    issued,
    note_text,
    returned,
    saved,
    values,
)
from tests.spreadsheets.workbooks import XLSX, csv_file, with_member, workbook


@pytest.fixture
def _none_is_ordinary(monkeypatch):
    """Treat every workbook as too large to open cell by cell."""
    monkeypatch.setattr(package, "MAX_CELLS", 3)


@pytest.mark.usefixtures("_none_is_ordinary")
def test_a_large_workbook_keeps_its_sheets_values_dates_and_merges():
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
    assert note_text(sheet["C3"]) == "Found: “1”.\nWhy."
    assert book.sheetnames == ["Phụ lục", "Lỗi", "Hai", "Problems"]


@pytest.mark.usefixtures("_none_is_ordinary")
def test_an_empty_cell_beyond_the_last_one_is_marked_too():
    problems = [Problem("Phụ lục", cell, "", "empty", "It is empty.") for cell in ("H2", "B9")]
    sheet = load_workbook(returned(workbook([["a"], ["b"]]), problems))["Phụ lục"]

    assert note_text(sheet["H2"]) == note_text(sheet["B9"]) == "It is empty."
    assert sheet["H2"].fill.start_color.rgb[2:] == BAD[2:]


def test_a_workbook_that_openpyxl_cannot_open_is_marked_too(caplog):
    # A format that is not in the workbook.
    file = with_member(
        workbook(ROWS[:3]), XLSX, lambda xml: xml.replace(b'<c r="A1"', b'<c s="999" r="A1"')
    )
    with caplog.at_level(logging.WARNING):
        book = load_workbook(returned(file))

    assert book["Phụ lục"]["C3"].comment
    assert "without its formats" in caplog.text


def test_an_earlier_problem_list_is_removed_from_a_large_workbook(monkeypatch):
    with override("vi"):
        first = returned(workbook(ROWS[:3]))
    monkeypatch.setattr(package, "MAX_CELLS", 3)

    assert load_workbook(returned(first)).sheetnames == ["Phụ lục", "Problems"]


def test_a_file_with_a_problem_in_every_cell_lists_every_problem(monkeypatch):
    monkeypatch.setattr("imports.corrections.notes.MAX_NOTES", 30)
    rows = [[f"a{number}"] for number in range(100)]
    problems = [Problem("CSV", f"A{number + 1}", "a", "x", "Why.") for number in range(100)]
    book = load_workbook(returned(csv_file(rows), problems))
    cells = [row[0] for row in book["CSV"].iter_rows()]

    assert sum(cell.comment is not None for cell in cells) == 30
    assert all(cell.fill.start_color.rgb[2:] == BAD[2:] for cell in cells)
    assert book["Problems"].max_row == 101


def test_a_workbook_of_too_many_cells_is_not_opened_cell_by_cell(monkeypatch):
    """Whatever part has them: any part may be a worksheet, by its relation."""
    monkeypatch.setattr(package, "MAX_CELLS", 100)
    content = with_part("xl/a.bin", b"  <worksheet>%s</worksheet>" % (b"<c/>" * 101))

    with pytest.raises(FileRefused):
        package.formula_results(content.getvalue(), FileLimits(limits_of_settings()))


def with_part(name, content):
    file = workbook(ROWS)
    with zipfile.ZipFile(file, "a") as archive:
        archive.writestr(name, content)
    return file


def with_format(code):
    """A workbook with a number format."""
    book = load_workbook(workbook(ROWS))
    book["Phụ lục"]["A3"].number_format = "0.000"
    return with_member(saved(book), "xl/styles.xml", lambda xml: xml.replace(b"0.000", code))


def with_merge(area):
    merge = b'</sheetData><mergeCells><mergeCell ref="%s"/></mergeCells>' % area
    return with_member(workbook(ROWS), XLSX, lambda xml: xml.replace(b"</sheetData>", merge))


@pytest.mark.sandbox
@pytest.mark.parametrize(
    "file",
    [lambda: with_format(b"[" * 60_000), lambda: with_merge(b"Z9:XFD1048576")],
    ids=["endless format", "endless merge"],
)
def test_a_workbook_that_takes_openpyxl_too_long_or_fills_memory_is_marked_too(file, caplog):
    with caplog.at_level(logging.WARNING):
        book = load_workbook(returned(file()))

    assert note_text(book["Phụ lục"]["C3"]) == "“Huyện Đăk Tôô” is not known."
    assert "too much time or memory" in caplog.text


@pytest.mark.sandbox
def test_a_workbook_is_marked_in_the_process_with_its_formats_and_without_pictures():
    book = load_workbook(issued())
    picture = io.BytesIO()
    Image.new("RGB", (9, 9)).save(picture, "PNG")
    book["Phụ lục"].add_image(Picture(picture), "H9")
    file = saved(book)
    with override("vi"):
        out = returned(file)

    book = load_workbook(out)
    assert book.sheetnames == ["Phụ lục", "Ẩn", "Lỗi cần sửa"]
    assert book["Phụ lục"]["A1"].font.name == "Times New Roman"
    assert note_text(book["Phụ lục"]["E3"]).startswith("Trong ô đang ghi")
    with zipfile.ZipFile(file) as sent, zipfile.ZipFile(out) as marked:
        assert any("media" in name for name in sent.namelist())
        assert not any("media" in name for name in marked.namelist())


def test_a_file_with_drawings_that_are_not_well_formed_is_marked_with_its_formats():
    box = b'<v:shape xmlns:v="urn:schemas-microsoft-com:vml"><v:fill/><v:path/><br></v:shape>'
    file = with_part("xl/drawings/vml.vml", b"<xml>%s</xml>" % box)

    assert package.formula_results(file.getvalue(), FileLimits(limits_of_settings()))


@pytest.mark.parametrize("value", [float("nan"), float("inf"), float("-inf")])
def test_a_number_that_is_not_finite_is_written_as_excel_displays_it(value):
    out = io.BytesIO()
    rewrite([Grid("x", [["a", value, 1.5]])], [], wording_of_language(), out)

    assert values(load_workbook(out)["x"]) == [["a", "#NUM!", 1.5]]


AWKWARD = [
    *("=1+1", "+84 260", "@x", "-x", "'=1+1", "'", "{=1}", "#REF", "1.500", "007", "TRUE"),
    *("a\nb", "<b>&amp;</b>", "http://x.vn", "Ia H’Drai", "😀", "03/04/2026"),
    *("  hai  dấu cách ", "e\u0302\u0323"),
]


@pytest.mark.parametrize("max_cells", [package.MAX_CELLS, 3])
def test_every_text_is_unchanged(monkeypatch, max_cells):
    out = io.BytesIO()
    with xlsxwriter.Workbook(out) as book:
        sheet = book.add_worksheet("x")
        for row, text in enumerate(AWKWARD):
            sheet.write_string(row, 0, text)
    before = open_sheets(io.BytesIO(out.getvalue()))[0].rows
    monkeypatch.setattr(package, "MAX_CELLS", max_cells)
    problems = [Problem("x", f"A{row + 1}", text, "x", text) for row, text in enumerate(AWKWARD)]
    grids = {grid.name: list(grid.rows) for grid in open_sheets(returned(out, problems))}

    assert grids["x"] == list(before)
    assert [row[1:] for row in grids["Problems"][1:]] == [[text, text] for text in AWKWARD]
