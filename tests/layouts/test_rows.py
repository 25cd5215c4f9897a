"""Classification of rows: data, groups, totals, rows that are left out."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from layouts.layout import FileRefused
from tests.spreadsheets.annexes.grids import (
    HEADINGS,
    grid,
    group_paths,
    layout,
    projects,
    read_names,
    why_left_out,
)


class TestGroups:
    @pytest.mark.parametrize(
        ("heading", "looks", "name"),
        [
            ([None, "Chế biến"], {"bold_rows": {1}}, "Chế biến"),
            ([None, "Chế biến (02 dự án)"], {"bold_rows": {1}}, "Chế biến"),
            ([1, "Chế biến"], {"bold_rows": {1}}, "Chế biến"),
            (["Các dự án chế biến"], {"merges": [((1, 0), (1, 4))]}, "Các dự án chế biến"),
            (["Nhóm 1: Chế biến"], {}, "Chế biến"),
            ([None, "Nhóm A - Chế biến: 02 dự án"], {}, "Chế biến"),
            ([None, "Lĩnh vực chế biến"], {}, "Lĩnh vực chế biến"),
            (["a)", "Chế biến"], {}, "Chế biến"),
            (["I", "Chế biến", "02 dự án"], {}, "Chế biến"),
            (["I", "Chế biến", None, "Tổng: 10 ha", "140 tỷ đồng"], {}, "Chế biến"),
        ],
    )
    def test_a_group_row_is_recognised_by_format_or_words(self, heading, looks, name):
        found = layout(grid(HEADINGS, heading, *projects(2), **looks))

        assert group_paths(found) == [[name], [name]]
        assert (why_left_out(found), found.warnings) == ([(1, "group")], [])

    def test_bold_is_ignored_if_most_rows_are_bold(self):
        rows = [*projects(2), [None, "Nhà máy A"], *projects(2, first=3)]
        found = layout(grid(HEADINGS, *rows, bold_rows={1, 2, 3, 4}))

        assert len(found.rows) == 5

    def test_a_bold_project_with_a_running_number_is_not_a_group(self):
        found = layout(grid(HEADINGS, [1, "Nhà máy A"], *projects(2, first=2), bold_rows={1}))

        assert [row.ordinal for row in found.rows] == ["1", "2", "3"]

    def test_a_group_without_an_ordinal_belongs_to_the_group_above(self):
        found = layout(
            grid(
                HEADINGS,
                ["A", "DANH MỤC KÊU GỌI"],
                [None, "NĂNG LƯỢNG"],
                *projects(1),
                [None, "KHAI KHOÁNG"],
                *projects(1, first=2),
                ["B", "DANH MỤC DỰ KIẾN"],
                *projects(1, first=3),
            )
        )

        assert group_paths(found) == [
            ["DANH MỤC KÊU GỌI", "NĂNG LƯỢNG"],
            ["DANH MỤC KÊU GỌI", "KHAI KHOÁNG"],
            ["DANH MỤC DỰ KIẾN"],
        ]

    def test_a_count_of_fields_is_not_a_count_of_rows(self):
        found = layout(grid(HEADINGS, ["A", "DANH MỤC (5 lĩnh vực, 02 dự án)"], *projects(2)))

        assert found.warnings == []


class TestTotals:
    def sums(self, *rows):
        found = layout(grid(HEADINGS, *rows))
        return [(each.row, each.first, each.last, each.cells["capital"]) for each in found.totals]

    def test_a_total_sums_the_table_and_a_total_of_a_group_its_group(self):
        assert self.sums(
            ["I", "NĂNG LƯỢNG"],
            *projects(2),
            [None, "Cộng nhóm I", None, 10, 140],
            ["II", "KHAI KHOÁNG"],
            *projects(3),
            [None, "Cộng", None, 15, 210],
            [None, "Tổng cộng", None, 25, 350],
        ) == [(4, 2, 3, 140), (9, 6, 8, 210), (10, 2, 8, 350)]

    def test_a_total_may_come_first(self):
        assert self.sums([None, "TỔNG CỘNG", None, 10, 140], *projects(2)) == [(1, 2, 3, 140)]

    def test_the_last_group_has_its_total_even_without_a_grand_total(self):
        assert self.sums(
            ["I", "NĂNG LƯỢNG"],
            *projects(1),
            [None, "Cộng", None, 5, 70],
            ["II", "KHAI KHOÁNG"],
            *projects(2),
            [None, "Cộng", None, 10, 140],
        ) == [(3, 2, 2, 70), (7, 5, 6, 140)]

    def test_sums_in_a_group_row_are_its_total(self):
        assert self.sums(["I", "NĂNG LƯỢNG", None, 10, 140], *projects(2)) == [(1, 2, 3, 140)]

    def test_totals_without_groups_sum_the_rows_since_the_last(self):
        assert self.sums(
            *projects(2),
            [None, "Cộng", None, 10, 140],
            *projects(1, first=3),
            [None, "Tổng cộng", None, 15, 210],
        ) == [(3, 1, 2, 140), (5, 1, 4, 210)]

    def test_a_total_with_a_remark_is_not_a_project(self):
        found = layout(
            grid([*HEADINGS, "Ghi chú"], *projects(1), [None, "Tổng cộng", None, 5, 70, "tạm tính"])
        )

        assert why_left_out(found) == [(2, "total")]


class TestLeftOut:
    @pytest.mark.parametrize(
        ("row", "why"),
        [
            (["A", "B", 1, 2, "3=1*2"], "column numbers"),
            (["(1)", "(2)", "(3)", "(4)", "(5)"], "column numbers"),
            (["-1-", "-2-", "-3-", "-4-", "-5-"], "column numbers"),
            (["TT", "Tên dự án", "Địa điểm", "Diện tích", "Vốn đầu tư"], "repeated headings"),
            (["PHỤ LỤC I (tiếp theo)"], "mark of a page"),
            ([None, None, "Trang 2"], "mark of a page"),
            ([7], "only a number"),
        ],
    )
    def test_other_rows_between_data_are_left_out_with_the_reason(self, row, why):
        found = layout(grid(HEADINGS, *projects(2), row, *projects(2, first=3)))

        assert why_left_out(found) == [(3, why)]
        assert (len(found.rows), found.warnings) == (4, [])

    @pytest.mark.parametrize("row", [[3, "Dự án", "xã Đăk Cấm"], [None, "Dự án"], [3, "Dự án"]])
    def test_a_project_named_project_is_a_row(self, row):
        assert read_names(layout(grid(HEADINGS, *projects(2), row)))[-1] == "Dự án"

    def test_numbered_footnotes_below_the_table_are_not_projects(self):
        notes = [["Ghi chú:"], ["1. Dự án số 1 đã khảo sát."], ["2. Dự án số 2 chờ quy hoạch."]]
        found = layout(grid(HEADINGS, *projects(2), *notes))

        assert len(found.rows) == 2
        assert [why for _row, why in why_left_out(found)] == ["text under the table"] * 3

    @pytest.mark.parametrize(
        "line",
        [
            [None, None, None, "Kon Tum, ngày … tháng … năm 2021"],
            [None, "Kon Tum, ngày 02 tháng 8 năm 2021"],
            [None, "GIÁM ĐỐC"],
            [None, "Người duyệt", None, "KT. GIÁM ĐỐC"],
            ["Nơi nhận:", "- Như Điều 3;"],
            ["Ghi chú:", "(*) Dự án đã có chủ trương đầu tư."],
            ["(*)", "Dự án đã có chủ trương đầu tư."],
        ],
    )
    def test_text_below_a_table_is_not_a_project(self, line):
        found = layout(grid(HEADINGS, *projects(2), [], line))

        assert why_left_out(found) == [(4, "text under the table")]

    def test_a_second_annex_may_follow_the_signature_of_the_first(self):
        signature = [None, "KT. CHỦ TỊCH"]
        second = [["PHỤ LỤC II"], HEADINGS, *projects(1), [None, "Nhà máy không số"]]
        found = layout(grid(HEADINGS, *projects(2), signature, *second))

        assert read_names(found) == ["Nhà máy 1", "Nhà máy 2", "Nhà máy 1", "Nhà máy không số"]

    def test_a_row_merged_into_the_one_above_is_not_a_row(self):
        merges = [((1, column), (2, column)) for column in range(5)]
        found = layout(grid(HEADINGS, *projects(1), [], *projects(1, first=2), merges=merges))

        assert read_names(found) == ["Nhà máy 1", "Nhà máy 2"]

    def test_a_value_merged_across_columns_counts_once(self):
        row = [1, "Nhà máy A", "xã Đăk Cấm", None, None]
        found = layout(grid(HEADINGS, row, merges=[((1, 2), (1, 4))]))

        (read,) = found.rows
        assert (read.cells["place"], read.cells["area"], read.cells["capital"]) == (
            "xã Đăk Cấm",
            None,
            None,
        )


def test_rows_can_be_read_again_and_are_copies():
    found = layout(grid(HEADINGS, *projects(600)))
    for row in found.rows:
        row.cells["name"] = "đổi"

    assert read_names(found) == [f"Nhà máy {n}" for n in range(1, 601)]


def test_an_ordinal_in_the_name_cell_is_the_ordinal_of_the_row():
    found = layout(grid(HEADINGS, [None, "1. Nhà máy A"], [None, "2. Nhà máy B"]))

    assert [row.ordinal for row in found.rows] == ["1", "2"]


CELLS = st.one_of(
    st.none(),
    st.integers(0, 30),
    st.sampled_from(
        [
            *["I", "II.", "A", "1.1", "a)", "(1)", "-", "TT", "Tên dự án", "Dự án", "Địa điểm"],
            *["Ghi chú", "Ghi chú:", "Tổng cộng", "Cộng nhóm I", "Nhà máy gạch", "NĂNG LƯỢNG"],
            *["Nhóm 1: Chế biến", "I. ĐÔ THỊ (3 dự án)", "05 dự án", "Nơi nhận:", "12,5 ha", " "],
            *["Kon Tum, ngày 2 tháng 8 năm 2021", "(*) Chờ quy hoạch", "Trang 3", "Quy mô"],
        ]
    ),
)
SPOT = st.tuples(st.integers(0, 12), st.integers(0, 5))


@settings(max_examples=150, deadline=None)
@given(
    st.lists(st.lists(CELLS, max_size=6), max_size=12),
    st.lists(st.tuples(SPOT, SPOT), max_size=3),
    st.sets(st.integers(1, 12), max_size=3),
    st.sets(st.integers(1, 12), max_size=3),
)
def test_every_row_is_read_or_reported_exactly_once(rows, merges, hidden, bold):
    merges = [(tuple(map(min, a, b)), tuple(map(max, a, b))) for a, b in merges]
    sheet = grid([*HEADINGS, "Ghi chú"], *rows, merges=merges, hidden_rows=hidden, bold_rows=bold)
    try:
        found = layout(sheet)
    except FileRefused:
        return

    read = [row.index for row in found.rows]
    message = sorted([*read, *(left.row for left in found.left_out)])
    assert len(read) == len(found.rows)
    assert len(message) == len(set(message))
    if not any("another table" in warning for warning in found.warnings):
        filled = [
            index
            for index, row in enumerate(sheet.rows)
            if index > found.header_row
            and any(cell is not None and str(cell).strip() for cell in row)
        ]
        assert [row for row in message if row > found.header_row] == filled
