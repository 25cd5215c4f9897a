"""The quick writer of rows says to the letter what XlsxWriter says."""

import io
import re
import zipfile
from datetime import date, datetime, time

import pytest
import xlsxwriter
from django.utils.translation import override
from hypothesis import example, given
from hypothesis import strategies as st
from pytest_django.asserts import assertNumQueries

from programme.models import LegalDocument
from projects.models import Project
from projects.resources import ProjectResource
from sheets.workbooks.long_lists import SHEET, fill
from sheets.workbooks.writing import About, write_csv, write_xlsx
from tests.public.makers import district, many_projects, sector

OPTIONS = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
YEARS = [False, False, True]

TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=20).filter(
    # XlsxWriter takes such a text for its own markup.
    lambda text: not (text.startswith("<r>") and text.endswith("</r>"))
)
DAYS = st.dates(date(1900, 1, 1), date(9999, 12, 31))
NUMBERS = st.integers(-(10**15), 10**15) | st.floats(allow_nan=False, allow_infinity=False)
ROWS = st.lists(st.lists(TEXTS | DAYS | NUMBERS, min_size=3, max_size=3), max_size=5)


def _workbook(rows):
    """A workbook with a heading and rows, all by XlsxWriter; without rows, a sample of styles."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, OPTIONS) as workbook:
        sheet = workbook.add_worksheet("List")
        styles = [
            workbook.add_format({"num_format": form}) for form in ("@", "0.0##", "#,##0", "d/m/yy")
        ]
        text, number, whole, day = styles
        sheet.write_row(0, 0, ["Mã", "Tên", "Năm"])
        for index, style in enumerate(styles):
            sheet.write_blank(1, index, None, style)
        for place, row in enumerate(rows, start=2):
            for index, (cell, year) in enumerate(zip(row, YEARS, strict=True)):
                if isinstance(cell, str):
                    sheet.write_string(place, index, cell, text)
                elif isinstance(cell, date):
                    sheet.write_datetime(place, index, datetime.combine(cell, time()), day)
                else:
                    plain = whole if isinstance(cell, int) else number
                    sheet.write_number(place, index, cell, text if year else plain)
    return out.getvalue()


def _cells(workbook, first):
    """The cells of the rows from the first one on, as they stand in the file."""
    sheet = zipfile.ZipFile(io.BytesIO(workbook)).read(SHEET).decode()
    rows = re.findall(r'<row r="(\d+)">(.*?)</row>', sheet, re.DOTALL)
    return [
        re.sub(r'(<c r="[A-Z]+)\d+', r"\1", cells) for place, cells in rows if int(place) >= first
    ]


@given(ROWS)
@example(
    [["_x0001_ \x01", " \u200b\ufffe", "a\n<b>&c "], ["\uffff_x000a", date(1900, 2, 28), 2020]]
)
@example([[0.1, -1e-20, 12345678901234567.0], [date(1900, 3, 1), "", 1]])
def test_every_cell_is_written_as_xlsxwriter_writes_it(rows):
    out = io.BytesIO()
    fill(io.BytesIO(_workbook([])), out, iter(rows), YEARS)

    assert _cells(out.getvalue(), 2) == _cells(_workbook(rows), 3)
    sheet = zipfile.ZipFile(out).read(SHEET)
    assert re.search(rb'<dimension ref="([^"]*)"', sheet)[1] == f"A1:C{1 + len(rows)}".encode()


def test_what_looks_like_the_markup_of_a_cell_stays_a_text():
    out = io.BytesIO()
    fill(io.BytesIO(_workbook([])), out, [["<r>x</r>", "</t>", ""]], YEARS)
    assert "&lt;r&gt;x&lt;/r&gt;" in _cells(out.getvalue(), 2)[0]


@pytest.mark.django_db
@pytest.mark.parametrize("write", [write_csv, write_xlsx])
@pytest.mark.parametrize("public", [True, False])
def test_a_long_list_asks_the_database_no_more_than_a_short_one(write, public):
    resource = ProjectResource().for_public() if public else ProjectResource()
    decision = LegalDocument.objects.public().first()
    for each in many_projects(60, district=district(), sector_group=sector()):
        each.documents.add(decision)

    # The projects; their fields, sector groups, districts, zones and documents.
    with override("en"), assertNumQueries(6):
        write(resource, Project.objects.order_by("pk"), About("x", [], 98), io.BytesIO())
