"""The choice of sheet and table: proposed by content, changed by hand."""

import pytest

from layouts.layout import ALL_SHEETS, NoTableFound
from spreadsheets.readers.opening import FileRefused
from tests.spreadsheets.annexes.grids import (
    HEADINGS,
    columns,
    grid,
    layout,
    projects,
    read_names,
    why_left_out,
)


class TestSheets:
    def test_the_sheet_with_the_largest_table_is_proposed(self):
        guide = grid(["Hướng dẫn"], HEADINGS, *projects(1), name="Hướng dẫn")
        summary = grid(["TT", "Dự án"], *([n, f"Dự án {n}"] for n in range(9)), name="Tổng hợp")
        found = layout(guide, summary, grid(HEADINGS, *projects(8)))

        assert found.sheet == "Biểu"
        assert found.warnings == [
            "Only sheet “Biểu” was read, not “Hướng dẫn” (same headings, rows: 1), "
            "“Tổng hợp” (other headings, rows: 9). To read the sheets with the same headings as "
            "well, choose “all sheets with the same headings, together”."
        ]

    def test_every_sheet_can_be_chosen(self):
        cover = grid(["Bìa"], ["Sở Công Thương"], name="Bìa")
        draft = grid(HEADINGS, *projects(3), name="Nháp", hidden=True)
        found = layout(cover, grid(HEADINGS, *projects(5)), draft)

        assert [(each.name, each.rows, each.hidden, each.has_table) for each in found.sheets] == [
            ("Bìa", 2, False, False),
            ("Biểu", 5, False, True),
            ("Nháp", 3, True, True),
        ]
        assert found.warnings == ["Only sheet “Biểu” was read, not “Bìa”, “Nháp” (hidden)."]

    def test_another_sheet_can_be_chosen_even_a_hidden_one(self):
        draft = grid(HEADINGS, *projects(3), name="Nháp", hidden=True)
        found = layout(grid(HEADINGS, *projects(5)), draft, sheet="Nháp")

        assert (found.sheet, len(found.rows)) == ("Nháp", 3)

    def test_a_hidden_sheet_is_not_proposed(self):
        with pytest.raises(NoTableFound, match="“Bìa”") as refused:
            layout(grid(["Bìa"], name="Bìa"), grid(HEADINGS, *projects(3), hidden=True))

        assert "“Biểu”" not in str(refused.value)

    def test_a_missing_sheet_is_refused_with_the_names_of_the_others(self):
        with pytest.raises(FileRefused, match="no sheet “Phụ lục”; it has “Biểu”"):
            layout(grid(HEADINGS, *projects(3)), sheet="Phụ lục")


class TestSeveralSheets:
    def found(self):
        moved = [[None, *row] for row in (HEADINGS, *projects(2, first=4))]
        return layout(
            grid(HEADINGS, *projects(3), name="Công nghiệp"),
            grid(["Bìa"], name="Bìa"),
            grid(["Phụ lục"], *moved, name="Nông nghiệp"),
            grid([*HEADINGS[:4], "Tổng vốn đầu tư (triệu đồng)"], *projects(1), name="Đô thị"),
            sheet=ALL_SHEETS,
        )

    def test_the_same_table_on_several_sheets_is_read_as_one(self):
        found = self.found()

        assert [(row.sheet, row.index) for row in found.rows] == [
            *[("Công nghiệp", 1), ("Công nghiệp", 2), ("Công nghiệp", 3)],
            *[("Nông nghiệp", 2), ("Nông nghiệp", 3)],
        ]
        assert len(found.rows) == 5

    def test_a_column_hidden_in_one_sheet_does_not_make_another_table(self):
        sheets = (
            grid(HEADINGS, *projects(3), name="Công nghiệp", hidden_columns={3}),
            grid(HEADINGS, *projects(2, first=4), name="Nông nghiệp"),
        )
        one, both = layout(*sheets, sheet="Công nghiệp"), layout(*sheets, sheet=ALL_SHEETS)

        assert any("“Nông nghiệp” (same headings, rows: 2)" in each for each in one.warnings)
        assert [row.cells.get("area") for row in both.rows] == [None] * 3 + [5] * 2
        assert both.heading_of("area").index == 3

    def test_a_cell_reference_is_that_of_its_own_sheet(self):
        found = self.found()

        assert [found.address(row, "name") for row in found.rows] == ["B2", "B3", "B4", "C3", "C4"]

    def test_a_sheet_in_another_unit_is_reported_and_not_read(self):
        (warning,) = self.found().warnings

        assert "“Đô thị” (other headings, rows: 1)" in warning


class TestSeveralTables:
    def test_a_table_below_with_other_headings_is_reported_and_not_read(self):
        other = [["TT", "Dự án", "Vị trí"], [1, "Đề án A", "Kon Tum"]]
        found = layout(grid(HEADINGS, *projects(4), [], *other))

        assert read_names(found) == [f"Nhà máy {n}" for n in range(1, 5)]
        assert found.warnings == [
            "Sheet “Biểu” has another table at A7 (rows: 1); it was not read."
        ]

    def test_the_better_table_is_read_even_below_another(self):
        other = [["TT", "Dự án", "Ghi chú"], [1, "Tóm tắt", None]]
        title = ["PHỤ LỤC II DANH MỤC DỰ ÁN CHÍNH"]
        found = layout(grid(["PHỤ LỤC I"], *other, [], title, HEADINGS, *projects(6)))

        assert (found.header_row, len(found.rows)) == (5, 6)
        assert any("another table at A2" in warning for warning in found.warnings)

    def test_a_wider_table_below_a_summary_is_another_table(self):
        summary = [HEADINGS[:3], [1, "Tóm tắt", "Kon Tum"]]
        found = layout(grid(*summary, HEADINGS, *projects(5)))

        assert (found.header_row, len(found.rows)) == (2, 5)
        assert columns(found)["capital"] == 4

    def test_an_unrelated_table_ends_the_one_above_and_is_reported(self):
        other = [["STT", "Chỉ tiêu", "Năm nay"], [1, "Số dự án", 12]]
        found = layout(grid(HEADINGS, *projects(2), *other))

        assert len(found.rows) == 2
        assert any("Row 4" in each and "not known" in each for each in found.warnings)

    def test_of_two_tables_side_by_side_the_larger_is_read(self):
        rows = [[*HEADINGS, None, "TT", "Tên dự án", "Ghi chú"]]
        rows += [[*row, None, *([1, "Đã thu hồi", "x"] if n < 1 else [])] for n, row in
                 enumerate(projects(3))]  # fmt: skip
        found = layout(grid(*rows))

        assert read_names(found) == ["Nhà máy 1", "Nhà máy 2", "Nhà máy 3"]
        assert any("another table at G1 (rows: 1)" in warning for warning in found.warnings)

    def test_a_name_merged_over_two_columns_is_one_table(self):
        rows = [["TT", "Tên dự án", None, "Địa điểm"], [1, "Nhà máy A", None, "Kon Tum"]]
        found = layout(grid(*rows, merges=[((0, 1), (0, 2)), ((1, 1), (1, 2))]))

        assert columns(found) == {"ordinal": 0, "name": 1, "place": 3}
        assert found.warnings == []


class TestHiddenParts:
    ROWS = (HEADINGS, *projects(4))

    def test_hidden_rows_are_left_out_with_the_reason(self):
        found = layout(grid(*self.ROWS, hidden_rows={2}))

        assert read_names(found) == ["Nhà máy 1", "Nhà máy 3", "Nhà máy 4"]
        assert why_left_out(found) == [(2, "hidden row")]

    def test_a_hidden_column_is_not_read_and_named(self):
        found = layout(grid(*self.ROWS, hidden_columns={3}))

        assert "area" not in columns(found)
        assert all("area" not in row.cells for row in found.rows)
        assert found.warnings == ["Column D (“Diện tích (ha)”) is hidden and was not read."]

    def test_what_is_hidden_is_read_on_request(self):
        found = layout(grid(*self.ROWS, hidden_rows={2}, hidden_columns={3}), read_hidden=True)

        assert len(found.rows) == 4
        assert columns(found)["area"] == 3
        assert (found.left_out, found.warnings) == ([], [])

    def test_a_heading_merged_over_a_hidden_column_is_that_of_the_visible_one(self):
        rows = [["TT", "Tên dự án", None, "Địa điểm"], [1, "Nhà máy A", None, "Kon Tum"]]
        merges = [((0, 1), (0, 2)), ((1, 1), (1, 2))]
        found = layout(grid(*rows, merges=merges, hidden_columns={1}))

        assert columns(found) == {"ordinal": 0, "name": 2, "place": 3}
        assert read_names(found) == ["Nhà máy A"]

    def test_years_below_a_heading_that_starts_in_a_hidden_column_keep_it(self):
        rows = [
            ["TT", "Tên dự án", "Vốn đầu tư (tỷ đồng)", None, "Địa điểm"],
            [None, None, "Cũ", "Tổng số", None],
            [1, "Nhà máy A", 7, 12, "Kon Tum"],
        ]
        merges = [((0, 2), (0, 3)), *(((0, column), (1, column)) for column in (0, 1, 4))]
        found = layout(grid(*rows, merges=merges, hidden_columns={2}))

        assert columns(found)["capital"] == 3
        assert [row.cells["capital"] for row in found.rows] == [12]

    def test_a_struck_heading_merged_over_a_hidden_column_is_not_read(self):
        rows = [["TT", "Tên dự án", "Diện tích (ha)", None], [1, "Nhà máy A", None, 5]]
        options = {"merges": [((0, 2), (0, 3))], "hidden_columns": {2}}
        assert columns(layout(grid(*rows, **options)))["area"] == 3
        struck = grid(*rows, **options, struck_cells={0: {2: None}})
        assert "area" not in columns(layout(struck))

    def test_a_struck_value_merged_into_a_visible_row_is_not_read(self):
        rows = [HEADINGS, *projects(3)]
        rows[2][2] = None
        found = layout(grid(*rows, merges=[((1, 2), (2, 2))], struck_rows={1}))

        assert read_names(found) == ["Nhà máy 2", "Nhà máy 3"]
        assert [row.cells.get("place") for row in found.rows] == [None, "xã Đăk Cấm"]

    def test_a_heading_merged_over_a_hidden_row_is_read(self):
        rows = [HEADINGS, [None] * len(HEADINGS), *projects(2)]
        merges = [((0, column), (1, column)) for column in range(len(HEADINGS))]
        found = layout(grid(*rows, merges=merges, hidden_rows={0}))

        assert columns(found)["name"] == 1
        assert read_names(found) == ["Nhà máy 1", "Nhà máy 2"]

    def test_a_value_merged_over_a_hidden_row_applies_to_the_visible_ones(self):
        rows = [list(row) for row in self.ROWS]
        rows[2][2] = rows[3][2] = None
        found = layout(grid(*rows, merges=[((1, 2), (3, 2))], hidden_rows={1}))

        assert [row.cells["place"] for row in found.rows] == ["xã Đăk Cấm"] * 3
