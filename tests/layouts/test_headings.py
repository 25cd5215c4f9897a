"""Recognition of headings."""

import pytest

from layouts.layout import NoTableFound
from tests.spreadsheets.annexes.grids import HEADINGS, columns, grid, layout, projects, read_names


class TestRowsOfHeadings:
    def test_an_unmerged_upper_heading_applies_to_both_units_below(self):
        found = layout(
            grid(
                ["TT", "Tên dự án", "Vốn đầu tư", None, "Ghi chú"],
                [None, None, "Tỷ đồng", "USD", None],
                [1, "Nhà máy A", 5, 200_000, None],
            )
        )

        assert columns(found) == {
            "ordinal": 0,
            "name": 1,
            "capital": 2,
            "capital_usd": 3,
            "note": 4,
        }
        assert [heading.unit for heading in found.headings] == ["", "", "ty_dong", "usd", ""]
        assert found.header_row == 1

    def test_units_may_be_in_a_row_of_their_own(self):
        found = layout(
            grid(
                ["TT", "Tên dự án", "Diện tích", "Tổng vốn đầu tư"],
                [None, None, "(ha)", "(triệu đồng)"],
                *projects(3),
            )
        )

        assert [heading.unit for heading in found.headings] == ["", "", "ha", "trieu_dong"]
        assert len(found.rows) == 3

    def test_a_heading_over_the_row_of_headings_belongs_to_it(self):
        found = layout(
            grid(
                [None, None, None, "Vốn đầu tư", None],
                ["TT", "Tên dự án", "Địa điểm", "Tỷ đồng", "Triệu USD"],
                [1, "Nhà máy A", "xã Đăk Cấm", 5, 2],
            )
        )

        assert columns(found)["capital"] == 3
        assert found.heading_of("capital").text == "Vốn đầu tư / Tỷ đồng"

    def test_a_heading_for_a_part_is_not_read_as_the_whole(self):
        found = layout(
            grid(
                ["TT", "Tên dự án", "Vốn đầu tư", None, None],
                [None, None, "Tổng số", "Vốn ngân sách", "Vốn khác"],
                [1, "Nhà máy A", 5, 2, 3],
                merges=[((0, 0), (1, 0)), ((0, 1), (1, 1)), ((0, 2), (0, 4))],
            )
        )

        assert columns(found)["capital"] == 2
        assert [heading.index for heading in found.unread] == [3, 4]

    def test_a_row_of_data_under_the_headings_is_not_a_heading(self):
        found = layout(grid(HEADINGS, [None, "Nhà máy A", "Quy mô nhỏ", None, None], *projects(2)))

        assert found.header_row == 0
        assert len(found.rows) == 3

    @pytest.mark.parametrize("place", [0, 1, 2])
    def test_a_title_with_the_words_of_a_heading_is_a_title(self, place):
        title = [*[None] * place, "DỰ ÁN"]
        found = layout(grid(title, HEADINGS, *projects(2)))

        assert found.title == "DỰ ÁN"
        assert [heading.text for heading in found.headings] == HEADINGS

    def test_a_unit_line_above_the_headings_is_not_a_heading(self):
        found = layout(
            grid(
                [None, None, "ĐVT: m2; triệu đồng"],
                ["TT", "Tên dự án", "Tổng vốn đầu tư"],
                [1, "Nhà máy A", 5],
            )
        )

        assert (found.unit, found.area_unit) == ("trieu_dong", "m2")
        assert found.heading_of("capital").text == "Tổng vốn đầu tư"


class TestWordsOfHeadings:
    @pytest.mark.parametrize(
        "words",
        [
            "ĐỊA ĐIỂM",
            "Dia diem",
            "Địa\nđiểm",
            "Địa  điểm (*)",
            "Địa điểm:",
            "Địa điểm¹",
            "Vị trí**",
        ],
    )
    def test_case_accents_line_breaks_and_punctuation_do_not_matter(self, words):
        found = layout(grid(["TT", "Tên dự án", words], [1, "Nhà máy A", "xã"]))

        assert columns(found)["place"] == 2

    @pytest.mark.parametrize(
        ("words", "meant"),
        [("Địa điêmr", "place"), ("Tổng vôn đầu tưu", "capital"), ("Địa điểm dự kiến", "place")],
    )
    def test_a_typing_mistake_in_a_heading_is_suggested_and_not_accepted(self, words, meant):
        found = layout(grid(["TT", "Tên dự án", words], [1, "Nhà máy A", "xã"]))

        assert [(each.text, each.suggestion) for each in found.unread] == [(words, meant)]

    def test_an_unknown_heading_has_no_suggestion(self):
        found = layout(grid(["TT", "Tên dự án", "Chủ sở hữu"], [1, "Nhà máy A", "Công ty X"]))

        assert [each.suggestion for each in found.unread] == [""]


class TestHeadingsChosenByHand:
    def test_a_learned_heading_takes_precedence(self):
        rows = [
            ["TT", "Hạng mục", "Địa điểm", "Vị trí cụ thể"],
            [1, "Nhà máy A", "Kon Tum", "thôn 1"],
        ]
        mapping = {"hang muc": "name", "dia diem": "", "vi tri cu the": "place"}
        found = layout(grid(*rows), mapping=mapping)

        assert columns(found) == {"ordinal": 0, "name": 1, "place": 3}

    def test_a_heading_that_is_matched_with_a_column_keeps_the_others_from_it(self):
        rows = [["TT", "Tên dự án", "Địa điểm", "Nơi làm"], [1, "Nhà máy A", "Kon Tum", "thôn 1"]]
        found = layout(grid(*rows), mapping={"Nơi làm": "place"})

        assert columns(found)["place"] == 3
        assert [heading.index for heading in found.unread] == [2]

    def test_the_row_of_headings_can_be_chosen(self):
        example = [HEADINGS, [1, "Ví dụ", "xã", 1, 1]]
        found = layout(grid(*example, HEADINGS, *projects(4)), header_row=2)

        assert (found.header_row, len(found.rows)) == (2, 4)

    def test_a_chosen_row_of_unknown_headings_is_refused_with_its_headings_to_map(self):
        rows = [["Mã hiệu", "Hạng mục", "Nơi làm"], ["A1", "Nhà máy A", "Kon Tum"]]
        with pytest.raises(NoTableFound) as refused:
            layout(grid(["Báo cáo"], *rows), header_row=1)

        assert [each.text for each in refused.value.headings] == rows[0]
        assert refused.value.header_row == 1

        mapping = {"hang muc": "name", "noi lam": "place"}
        assert read_names(layout(grid(["Báo cáo"], *rows), header_row=1, mapping=mapping)) == [
            "Nhà máy A"
        ]

    def test_without_a_table_the_most_likely_headings_are_offered(self):
        rows = [["BÁO CÁO"], ["STT", "Hạng mục", "Nơi làm"], [1, "Nhà máy A", "Kon Tum"]]
        with pytest.raises(NoTableFound, match="“Biểu”") as refused:
            layout(grid(*rows))

        assert (refused.value.sheet, refused.value.header_row) == ("Biểu", 1)
        assert [each.column for each in refused.value.headings] == ["ordinal", "", ""]
        assert [(each.name, each.has_table) for each in refused.value.sheets] == [("Biểu", False)]


def test_headings_are_found_far_down():
    found = layout(grid(*[["Điều khoản"]] * 300, HEADINGS, *projects(2)))

    assert (found.header_row, len(found.rows)) == (300, 2)
