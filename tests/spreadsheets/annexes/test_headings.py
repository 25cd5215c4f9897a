"""Headings of annexes."""

import pytest

from tests.spreadsheets.annexes.rows import HEADINGS, annex, names, reasons, values
from tests.spreadsheets.workbooks import read, read_layout, workbook

pytestmark = pytest.mark.django_db


class TestHeadings:
    @pytest.mark.parametrize(
        ("heading", "column"),
        [
            ("Danh mục dự án", "name_vi"),
            ("TÊN DỰ ÁN/CÔNG TRÌNH", "name_vi"),
            ("Project name", "name_vi"),
            ("Địa điểm thực hiện", "place_vi"),
            ("Vị trí", "place_vi"),
            ("Location", "place_vi"),
            ("Mục tiêu đầu tư", "objective_vi"),
            ("Objective", "objective_vi"),
            ("Quy mô/Công suất", "scale_vi"),
            ("Công suất thiết kế", "capacity_vi"),
            ("Diện tích đất dự kiến (ha)", "area"),
            ("Nhu cầu sử dụng đất\n(ha)", "area"),
            ("Quy mô (ha)", "area"),
            ("Tổng mức  đầu tư dự kiến", "capital"),
            ("Khái toán, tỷ đồng", "capital"),
            ("Vốn đầu tư (ĐVT: triệu đồng)", "capital"),
            ("Kinh phí", "capital"),
            ("Tổng vốn (triệu USD)", "capital_usd"),
            ("Hình thức", "investment_form_text"),
            ("Tiến độ", "time_text"),
            ("Hiện trạng quy hoạch", "land_vi"),
            ("Cơ quan đầu mối", "contact_text"),
            ("Cơ sở pháp lý", "documents"),
            ("Tình trạng dự án", "status"),
            ("Ghi chú", "note_vi"),
            ("Lĩnh vực", "field"),
            ("Nhóm ngành CNHT", "sector_group"),
            ("Sector group", "sector_group"),
        ],
    )
    def test_a_heading_is_recognised_by_the_words_of_offices(self, heading, column):
        name = "Tên dự án" if column != "name_vi" else heading
        other = heading if column != "name_vi" else "Ghi chú"
        layout = read_layout("projects", [["STT", name, other], [1, "Nhà máy A", None]])

        assert column in {each.column for each in layout.headings}

    @pytest.mark.parametrize("ordinal", ["STT", "TT", "Stt", "Số TT", "No."])
    def test_the_ordinal_column_has_many_headings(self, ordinal):
        layout = read_layout("projects", [[ordinal, "Dự án", "Vị trí"], [1, "Nhà máy A", "Đăk"]])

        assert [row.ordinal for row in layout.rows] == ["1"]

    def test_headings_merged_over_units_are_read_together(self):
        rows = [
            ["TT", "Tên dự án", "Quy mô", None, "Tổng vốn đầu tư", None, "Ghi chú"],
            [None, None, "Diện tích (ha)", "Công suất", "Tỷ đồng", "Triệu USD", None],
            ["(1)", "(2)", "(3)", "(4)", "(5)", "(6)=(5):23", "(7)"],
            [1, "Nhà máy A", 5, "50 MW", 120, "5,2", None],
        ]
        merges = ["A1:A2", "B1:B2", "C1:D1", "E1:F1", "G1:G2"]

        fields = ("area_low", "capacity_vi", "capital_low", "capital_usd_low", "capital_usd_unit")
        assert values(workbook(rows, merges), *fields) == [
            ("5", "50 MW", 120_000_000_000, 5_200_000, "trieu_usd")
        ]
        assert reasons(workbook(rows, merges)) == [(3, "column numbers")]

    def test_headings_merged_across_columns_have_a_second_row(self):
        rows = [
            ["TT", "Tên dự án", "Địa điểm", None, "Ghi chú"],
            [None, None, "Xã", "Huyện", None],
            [1, "Nhà máy A", "xã Đăk Cấm", "Thành phố Kon Tum", None],
        ]

        assert names(workbook(rows, ["C1:D1"])) == ["Nhà máy A"]
        assert values(workbook(rows, ["C1:D1"]), "place_vi") == [("xã Đăk Cấm",)]

    @pytest.mark.parametrize(
        "numbers", [["(1)", "(2)", "(3)", "(4)", "(5)"], [1, 2, 3, 4, 5], ["1", "2", "3", "4", "5"]]
    )
    def test_the_row_of_column_numbers_is_not_a_project(self, numbers):
        sheet = annex(numbers, [1, "Nhà máy A", None, 5, 70])

        assert names(sheet) == ["Nhà máy A"]

    def test_headings_repeated_on_the_next_page_are_not_a_project(self):
        sheet = annex(
            [1, "Nhà máy A", None, 5, 70],
            HEADINGS,
            ["(1)", "(2)", "(3)", "(4)", "(5)"],
            [2, "Nhà máy B", None, 6, 80],
        )

        assert names(sheet) == ["Nhà máy A", "Nhà máy B"]
        assert reasons(sheet) == [(3, "repeated headings"), (4, "column numbers")]

    def test_unknown_columns_are_reported(self):
        rows = [["TT", "Tên dự án", "Địa điểm", "Chủ đầu tư"], [1, "Nhà máy A", None, "Công ty X"]]

        assert [(each["cell"], each["heading"]) for each in read("projects", rows).unread] == [
            ("D1", "Chủ đầu tư")
        ]

    def test_an_english_list_is_read_in_english_notation(self):
        rows = [
            ["No.", "Project name", "Location", "Area (ha)", "Investment capital (billion VND)"],
            [1, "Brick works", "Dak Cam commune", "1,241.5", "210.0"],
            [2, "Tile works", "Dak Cam commune", "31.52", "3,840"],
        ]

        assert values(rows, "area_low", "capital_low") == [
            ("1241.5", 210_000_000_000),
            ("31.52", 3_840_000_000_000),
        ]
