"""The choice of sheet and table in a file, and reports about the others."""

import pytest

from spreadsheets.readers.opening import FileRefused
from tests.spreadsheets.annexes.rows import annex, values
from tests.spreadsheets.workbooks import csv_file, read, workbook

pytestmark = pytest.mark.django_db


class TestSheets:
    def test_a_cover_sheet_is_skipped(self):
        file = workbook([["BÌA"], ["Sở Công Thương"]], name="Bìa", Biểu=annex([1, "A", None, 5, 7]))
        result = read("projects", file)

        assert (result.sheet, result.read) == ("Biểu", 1)

    def test_sheets_that_are_not_read_are_reported(self):
        rows = annex([1, "A", None, 5, 7])
        (warning,) = read("projects", workbook(rows, Khác=annex([1, "B", None, 5, 7]))).warnings

        assert "“Phụ lục”" in warning
        assert "“Khác”" in warning

    def test_an_empty_sheet_is_not_reported(self):
        assert read("projects", workbook(annex([1, "A", None, 5, 7]), Sheet2=[])).warnings == []

    def test_a_workbook_without_a_table_is_refused_with_the_headings_it_needs(self):
        with pytest.raises(FileRefused, match="Tên dự án"):
            read("projects", [["Báo cáo tình hình"], ["STT", "Nội dung"], [1, "Đã họp"]])

    @pytest.mark.parametrize("delimiter", [",", ";", "\t"])
    @pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
    def test_a_csv_file_is_read_like_a_sheet(self, delimiter, encoding):
        rows = annex([1, "Nhà máy “A”, giai đoạn 1; bổ sung", "xã Đăk Cấm", "5,5", "70"])

        file = csv_file(rows, delimiter, encoding)
        assert values(file, "name_vi", "area_low") == [("Nhà máy “A”, giai đoạn 1; bổ sung", "5.5")]
