"""Rows of annexes: data, rows that are left out, merged cells."""

import pytest

from tests.spreadsheets.annexes.rows import TITLE, annex, names, reasons, values
from tests.spreadsheets.workbooks import read, workbook

pytestmark = pytest.mark.django_db


class TestEnds:
    SIGNED = (
        [None, None, None, None, "Kon Tum, ngày 02 tháng 8 năm 2021"],
        [None, "NGƯỜI LẬP BIỂU", None, None, "TM. ỦY BAN NHÂN DÂN"],
        [None, None, None, None, "KT. CHỦ TỊCH"],
        [],
        [None, "Nguyễn Văn A", None, None, "Lê Thị B"],
    )

    @pytest.mark.parametrize(
        "total",
        [
            ["Tổng cộng", None, None, 11, 150],
            [None, "TỔNG CỘNG", "02 dự án"],
            [None, "Tổng số: 02 dự án"],
            [None, "Cộng", None, 11, 150],
            ["Tổng", None, None, 11, 150],
            [None, "Total", None, 11, 150],
        ],
    )
    @pytest.mark.parametrize("first", [True, False])
    def test_a_total_is_not_a_project_in_any_position(self, total, first):
        rows = [[1, "Nhà máy A", None, 5, 70], [2, "Nhà máy B"]]
        rows.insert(0 if first else 2, total)
        result = read("projects", annex(*rows))

        assert result.read == 2
        assert [left.message for left in result.left_out] == ["total"]
        assert result.warnings == []

    @pytest.mark.parametrize("first", [True, False])
    def test_a_total_that_does_not_match_its_rows_is_reported(self, first):
        rows = [[1, "Nhà máy A", None, 5, 70], [2, "Nhà máy B", None, 6, 80]]
        rows.insert(0 if first else 2, [None, "TỔNG CỘNG", "03 dự án"])

        (warning,) = read("projects", annex(*rows)).warnings
        assert "the total states 3 rows, but 2 were read" in warning

    @pytest.mark.parametrize(
        "name",
        ["Tổng kho xăng dầu", "Cổng chào thành phố", "Công viên bờ sông", "Cống thoát nước số 2"],
    )
    def test_a_project_named_like_a_total_is_a_row(self, name):
        assert names([["Tên dự án", "Địa điểm"], [name, "Kon Tum"], [name + " 2", None]]) == [
            name,
            name + " 2",
        ]

    def test_subtotals_between_groups_are_totals(self):
        rows = [
            ["I", "LĨNH VỰC NĂNG LƯỢNG", "01 dự án"],
            [1, "Thủy điện A", None, 5, 70],
            [None, "Cộng (I)", "01 dự án", 5, 70],
            ["II", "LĨNH VỰC KHAI KHOÁNG"],
            [1, "Mỏ cát", None, 5, 70],
            [2, "Mỏ đất"],
            [None, "Cộng nhóm II: 02 dự án", None, 5, 70],
            [None, "Tổng cộng", "03 dự án"],
        ]
        result = read("projects", annex(*rows))

        assert (result.read, result.warnings) == (3, [])

    def test_a_signature_and_the_rows_after_it_are_not_projects(self):
        sheet = annex([1, "Nhà máy A", None, 5, 70], [], *self.SIGNED)

        assert names(sheet) == ["Nhà máy A"]
        assert {why for _row, why in reasons(sheet)} == {"text under the table"}

    @pytest.mark.parametrize(
        "note",
        [
            ["(*) Dự án đã có chủ trương đầu tư."],
            [None, "(*) Dự án đã có chủ trương đầu tư."],
            [None, "* Số liệu dự kiến"],
            [None, "Ghi chú: diện tích có thể thay đổi."],
            ["Nguồn: Sở Kế hoạch và Đầu tư"],
            [None, None, None, None, "Ghi chú: vốn dự kiến"],
        ],
    )
    def test_a_footnote_is_not_a_project(self, note):
        sheet = annex([1, "Nhà máy A", None, 5, 70], note)

        assert names(sheet) == ["Nhà máy A"]
        assert reasons(sheet) == [(3, "text under the table")]

    def test_blank_rows_do_not_end_a_table(self):
        sheet = annex([], [1, "Nhà máy A", None, 5, 70], [], [], [2, "Nhà máy B", None, 6, 80])

        assert names(sheet) == ["Nhà máy A", "Nhà máy B"]

    def test_every_row_below_the_headings_is_read_or_reported(self):
        rows = [
            ["I", "LĨNH VỰC NĂNG LƯỢNG", "02 dự án"],
            [1, "Thủy điện A", None, 5, 70],
            [None, "Một dòng không số"],
            [None, "TỔNG CỘNG"],
            *self.SIGNED,
        ]
        result = read("projects", annex(*rows))

        filled = sum(1 for row in rows if any(row))
        assert result.read + len(result.left_out) == filled


class TestMerges:
    ROWS = annex(
        [1, "Nhà máy A", "xã Đăk Cấm", 5, 70],
        [2, "Nhà máy B", None, 6, 80],
        [3, "Nhà máy C", None, 7, 90],
    )

    def test_a_place_merged_over_projects_applies_to_each_of_them(self):
        assert values(workbook(self.ROWS, ["C2:C3"]), "place_vi") == [
            ("xã Đăk Cấm",),
            ("xã Đăk Cấm",),
            ("",),
        ]

    def test_a_blank_cell_is_not_filled_from_the_row_above(self):
        assert values(workbook(self.ROWS), "place_vi") == [("xã Đăk Cấm",), ("",), ("",)]

    def test_a_title_merged_over_the_whole_width_is_not_a_heading(self):
        rows = [*TITLE, *self.ROWS]
        file = workbook(rows, ["A1:E1", "A2:E2", "A3:E3"])

        assert names(file) == ["Nhà máy A", "Nhà máy B", "Nhà máy C"]

    def test_a_group_row_merged_over_the_whole_width_is_a_group(self):
        rows = annex(["I. LĨNH VỰC NĂNG LƯỢNG"], [1, "Thủy điện A", None, 5, 70])
        result = read("projects", workbook(rows, ["A2:E2"]))

        assert result.problems == []
        assert [left.message for left in result.left_out] == ["group"]


def test_a_date_in_a_text_column_is_formatted_as_a_date():
    from datetime import datetime

    rows = [
        ["TT", "Tên dự án", "Tiến độ"],
        [1, "Nhà máy A", datetime(2025, 12, 31)],  # noqa: DTZ001 – a day has no zone
    ]

    assert values(rows, "time_text") == [("31/12/2025",)]


def test_lists_of_enterprises_and_budget_lines_are_read_the_same_way():
    enterprises = [
        ["DANH SÁCH DOANH NGHIỆP"],
        ["STT", "Tên doanh nghiệp", "Địa chỉ"],
        ["I", "Thành phố Kon Tum", "01 doanh nghiệp"],
        [1, "Công ty TNHH A", "12 Trần Phú"],
        ["Tổng cộng", "01 doanh nghiệp"],
    ]
    lines = [
        ["Đơn vị tính: triệu đồng"],
        ["STT", "Nội dung", "Giai đoạn", "Năm", "Nguồn vốn", "Dự toán"],
        [1, "Hội nghị xúc tiến", "2021-2025", 2022, "Ngân sách tỉnh", 500],
        [2, "Hội nghị xúc tiến", "2021-2025", 2023, "Ngân sách tỉnh", 600],
        [None, "Tổng cộng", None, None, None, 1100],
    ]

    assert values(enterprises, "name_vi", "address", kind="enterprises") == [
        ("Công ty TNHH A", "12 Trần Phú")
    ]
    ((entries,),) = values(lines, "entries", kind="budget")
    assert [(entry["year"], entry["amount_low"]) for entry in entries] == [
        (2022, 500_000_000),
        (2023, 600_000_000),
    ]
