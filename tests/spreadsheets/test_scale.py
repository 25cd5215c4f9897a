"""The number of queries of an import does not depend on its rows."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from imports.pipeline import confirm_import
from operations.sheet_resources import SHEET_RESOURCES
from tests.spreadsheets.workbooks import csv_file, read, received

pytestmark = pytest.mark.django_db

HEADINGS = {
    "projects": ["TT", "Tên dự án", "Địa điểm", "Huyện", "Diện tích (ha)", "Ghi chú"],
    "enterprises": ["STT", "Tên doanh nghiệp", "Sản phẩm", "Nhóm ngành", "Chứng nhận", "Địa chỉ"],
    "budget": ["TT", "Nội dung", "Giai đoạn", "Năm", "Dự toán (tỷ đồng)", "Ghi chú"],
}


def rows(kind, count, note):
    made = {
        "projects": lambda n: [n, f"Dự án {n}", "xã Tân Cảnh", "Huyện Đăk Tô", f"{n},5", note],
        "enterprises": lambda n: [n, f"Công ty {n}", f"Cúc {n}", "Dệt may", "ISO 9001", note],
        "budget": lambda n: [n, f"Hội nghị {n}", "2021-2025", 2022, n, note],
    }[kind]
    return csv_file([HEADINGS[kind], *(made(number) for number in range(1, count + 1))])


def queries(action):
    """The queries of a step; a long statement that is sent in pieces counts once."""
    with CaptureQueriesContext(connection) as captured:
        done = action()
    asked = [re.sub(r'"_django_curs_\w+"', "", each["sql"][:100])[:60] for each in captured]
    return done, {sql for sql in asked if "SAVEPOINT" not in sql}


def stored(kind, count, note):
    """The queries of sending, reading and applying a file."""
    file_import, asked = queries(lambda: received(kind, rows(kind, count, note)))
    assert not file_import.findings.filter(group="problem").exists()
    _applied, applied = queries(lambda: confirm_import(SHEET_RESOURCES[kind](), file_import))
    return file_import.change_set.summary, asked | applied


@pytest.mark.parametrize("kind", sorted(HEADINGS))
def test_the_queries_of_an_import_and_of_reading_do_not_depend_on_the_rows(kind):
    stored(kind, 5, "x")
    few, asked_by_few = stored(kind, 50, "x")
    many, asked_by_many = stored(kind, 300, "x")

    assert (few["new"], few["unchanged"]) == (45, 5)
    assert (many["new"], many["unchanged"]) == (250, 50)
    assert asked_by_many <= asked_by_few

    def asked(count):
        with CaptureQueriesContext(connection) as captured:
            assert read(kind, rows(kind, count, "x")).unchanged == count
        return len(captured)

    assert asked(50) == asked(300)
