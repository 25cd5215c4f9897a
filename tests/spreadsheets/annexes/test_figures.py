"""Figures of annexes and their units."""

import pytest

from tests.spreadsheets.annexes.rows import annex, values
from tests.spreadsheets.workbooks import read

pytestmark = pytest.mark.django_db


class TestFigures:
    @pytest.mark.parametrize(
        ("cell", "low", "high", "qualifier"),
        [
            ("1\u00a0234,5", "1234.5", "1234.5", ""),
            ("8\u2009995", "8995", "8995", ""),
            ("250-300", "250", "300", ""),
            ("từ 500 – 700", "500", "700", ""),
            ("50 – 100 ha", "50", "100", ""),
            ("gần 4.800ha", "4800", "4800", "nearly"),
            ("hơn 752 ha", "752", "752", "over"),
            ("dự kiến 7,08", "7.08", "7.08", "expected"),
            ("1.733,825", "1733.825", "1733.825", ""),
            ("10.340 m²", "1.034", "1.034", ""),
            ("1.241 ha (trong đó 936 ha đất rừng và 305 ha khác)", "1241", "1241", ""),
            (0, "0", "0", ""),
            ("0", "0", "0", ""),
            (657.4, "657.4", "657.4", ""),
            ("chưa xác định", None, None, ""),
            ("Theo quy hoạch", None, None, ""),
            ("-", None, None, ""),
            ("…", None, None, ""),
            (None, None, None, ""),
        ],
    )
    def test_a_figure_is_read_with_its_wording(self, cell, low, high, qualifier):
        sheet = annex([1, "Nhà máy A", None, cell, 70], [2, "Nhà máy B", None, "1,5", 1])
        fields = ("area_low", "area_high", "area_qualifier")

        assert values(sheet, *fields)[0] == (low, high, qualifier)

    def test_no_figure_yet_differs_from_zero(self):
        sheet = annex([1, "A", None, "chưa xác định", 0], [2, "B", None, None, "chưa có"])

        fields = ("area_low", "area_text", "capital_low", "capital_text")
        assert values(sheet, *fields) == [
            (None, "chưa xác định", 0, "0"),
            (None, "", None, "chưa có"),
        ]

    @pytest.mark.parametrize(
        ("heading", "title", "low"),
        [
            ("Tổng vốn đầu tư (tỷ đồng)", [], 12_000_000_000),
            ("Tổng vốn đầu tư (triệu đồng)", [], 12_000_000),
            ("Tổng vốn đầu tư, triệu đồng", [], 12_000_000),
            ("Tổng vốn đầu tư\n(ĐVT: nghìn đồng)", [], 12_000),
            ("Tổng vốn đầu tư (VNĐ)", [], 12),
            ("Tổng vốn đầu tư", [["Đơn vị tính: triệu đồng"]], 12_000_000),
            ("Tổng vốn đầu tư", [["ĐVT: Triệu đồng"]], 12_000_000),
            ("Tổng vốn đầu tư", [["(Đơn vị: tỷ đồng)"]], 12_000_000_000),
            ("Tổng vốn đầu tư", [["Đơn vị tính: ha; triệu đồng"]], 12_000_000),
            ("Tổng vốn đầu tư (tỷ đồng)", [["Đơn vị tính: triệu đồng"]], 12_000_000_000),
        ],
    )
    def test_a_bare_amount_is_in_the_unit_its_heading_or_the_sheet_names(self, heading, title, low):
        rows = [*title, ["TT", "Tên dự án", heading], [1, "Nhà máy A", 12]]
        result = read("projects", rows)

        assert result.changes[0].after["capital_low"] == low
        assert result.warnings == []

    @pytest.mark.parametrize("heading", ["Tổng vốn đầu tư", "Tổng vốn đầu tư (tỷ đồng/triệu USD)"])
    def test_a_bare_amount_without_a_unit_is_reported(self, heading):
        rows = [["TT", "Tên dự án", heading], [1, "Nhà máy A", 12]]

        (warning,) = read("projects", rows).warnings
        assert "C1" in warning
        assert "tỷ đồng" in warning

    def test_amounts_with_a_unit_need_none_in_the_heading(self):
        rows = [["TT", "Tên dự án", "Tổng vốn đầu tư"], [1, "Nhà máy A", "12 triệu đồng"], [2, "B"]]

        assert read("projects", rows).warnings == []

    def test_a_unit_of_another_dimension_is_refused_at_the_heading(self):
        rows = [["TT", "Tên dự án", "Diện tích (tỷ đồng)"], [1, "Nhà máy A", 12]]

        (problem,) = read("projects", rows).problems
        assert (problem.cell, problem.code) == ("C1", "unit")

    def test_a_number_that_two_notations_read_differently_is_refused_by_its_cell(self):
        rows = [["TT", "Tên dự án", "Tổng vốn (tỷ đồng)"], [1, "A", "3,840"], [2, "B", "12"]]

        (problem,) = read("projects", rows).problems
        assert (problem.cell, problem.code) == ("C2", "ambiguous")

    def test_vietnamese_thousands_are_accepted_under_vietnamese_headings(self):
        rows = [["TT", "Tên dự án", "Tổng vốn (tỷ đồng)"], [1, "A", "3.840"], [2, "B", "12"]]
        result = read("projects", rows)

        assert (result.problems, result.warnings) == ([], [])
        assert result.changes[0].after["capital_low"] == 3_840_000_000_000

    def test_a_notation_proved_by_the_column_is_not_reported(self):
        rows = [["TT", "Tên dự án", "Tổng vốn (tỷ đồng)"], [1, "A", "3,840"], [2, "B", "1.234,5"]]

        assert read("projects", rows).warnings == []

    @pytest.mark.parametrize("text", ["12,345", "12.345"])
    def test_another_column_does_not_decide_between_two_readings_of_a_number(self, text):
        heads = ["TT", "Tên dự án", "Diện tích (ha)", "Tổng vốn (tỷ đồng)"]
        rows = [heads, [1, "A", "1.5", None], [2, "B", None, text]]

        (problem,) = read("projects", rows).problems
        assert (problem.cell, problem.code) == ("D3", "ambiguous")
        assert "(12345)" in problem.message
        assert read("projects", [heads, [1, "A", "1.5", "12,345.6"]]).problems == []
