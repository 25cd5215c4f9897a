"""Large or unusual workbooks are written again with their marks."""

import io
import logging
import zipfile
from datetime import date, datetime

import pytest
import xlsxwriter
from django.utils.translation import override
from openpyxl import load_workbook

from spreadsheets.corrections import package
from spreadsheets.corrections.notes import MAX_NOTES
from spreadsheets.corrections.rewriting import rewrite
from spreadsheets.problems import Problem
from spreadsheets.readers.grids import Grid
from spreadsheets.readers.opening import open_sheets
from tests.spreadsheets.corrections.marked_workbook import BAD, ROWS, note_text, returned, values
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
    monkeypatch.setattr("spreadsheets.corrections.rewriting.MAX_NOTES", 30)
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
    """openpyxl would hold all of it in memory, whatever part is large."""
    file = workbook(ROWS[:3])
    with zipfile.ZipFile(file, "a") as archive:
        if part not in archive.namelist():
            archive.writestr(part, "")
    content = with_member(file, part, lambda _before: around % (piece * times)).getvalue()

    with pytest.raises(package.UnsupportedPackage):
        package.formula_results(content)


def test_a_file_with_as_many_notes_as_we_write_is_marked_again_with_its_formats():
    """As Excel saves them: with runs of text, and with drawings that are not well-formed XML."""
    box = b'<v:shape xmlns:v="urn:schemas-microsoft-com:vml"><v:fill/><v:path/><br></v:shape>'
    file = workbook(ROWS)
    with zipfile.ZipFile(file, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/comments1.xml", b"<comments>" + NOTE * MAX_NOTES + b"</comments>")
        archive.writestr("xl/drawings/vml.vml", b"<xml>" + box * MAX_NOTES + b"</xml>")

    assert package.formula_results(file.getvalue())


@pytest.mark.parametrize("value", [float("nan"), float("inf"), float("-inf")])
def test_a_number_that_is_not_finite_is_written_as_excel_displays_it(value):
    out = io.BytesIO()
    rewrite([Grid("x", [["a", value, 1.5]])], [], out)

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
