"""Parts and sums are reported and not read as rows of their own."""

import pytest

from tests.spreadsheets.annexes.grids import HEADINGS, grid, layout, read_names, why_left_out


def row(ordinal, name, place="Đăk Hà", area=None, capital=None):
    return [ordinal, name, place, area, capital]


PARENT = row(1, "Cụm nhà máy P", capital=30)
OTHER = row(2, "Nhà máy R", "Sa Thầy", capital=40)


@pytest.mark.parametrize(
    "marks", [("-", "-"), ("+", "+"), ("•", "•"), ("a)", "b)"), ("1.1", "1.2"), ("1.1.", "1.2.")]
)
def test_rows_with_the_mark_of_a_part_are_parts_of_the_numbered_row_above(marks):
    parts = [row(mark, f"Hạng mục {mark}", capital=15) for mark in marks]
    found = layout(grid(HEADINGS, PARENT, *parts, OTHER))

    assert read_names(found) == ["Cụm nhà máy P", "Nhà máy R"]
    assert why_left_out(found) == [(2, "part of row 2"), (3, "part of row 2")]
    assert found.warnings == []


def test_a_dash_before_the_name_marks_a_part():
    parts = [row(None, "- Hạng mục 1", capital=10), row(None, "- Hạng mục 2", capital=20)]
    found = layout(grid(HEADINGS, PARENT, *parts, OTHER))
    assert read_names(found) == ["Cụm nhà máy P", "Nhà máy R"]


def test_the_sum_of_a_group_stays_a_total_of_its_numbered_rows():
    head = [1, "Cụm nhà máy P", None, None, 30]
    parts = [row("1.1", "Nhà máy A", capital=10), row("1.2", "Nhà máy B", capital=20)]
    found = layout(grid(HEADINGS, head, *parts, [2, "Cụm nhà máy Q", None, None, 40]))
    assert read_names(found)[:2] == ["Nhà máy A", "Nhà máy B"]
    assert found.totals[0].cells["capital"] == 30


def test_rows_with_dashes_are_data_where_no_row_is_numbered():
    rows = [row("-", "Nhà máy A", capital=10), row("-", "Nhà máy B", capital=20)]
    found = layout(grid(HEADINGS, ["I", "LĨNH VỰC CHẾ BIẾN"], *rows))
    assert read_names(found) == ["Nhà máy A", "Nhà máy B"]


def test_parts_of_a_row_without_figures_are_read_with_a_warning():
    parts = [row("-", "Hạng mục 1", capital=10), row("-", "Hạng mục 2", capital=20)]
    found = layout(grid(HEADINGS, row(1, "Cụm nhà máy P"), *parts, OTHER))

    assert read_names(found) == ["Cụm nhà máy P", "Hạng mục 1", "Hạng mục 2", "Nhà máy R"]
    (warning,) = found.warnings
    assert warning.startswith("Row 3 and those like it are marked as parts of row 2")


def test_a_new_group_ends_the_parts():
    rows = [PARENT, ["II", "LĨNH VỰC KHÁC"], row("-", "Nhà máy S", capital=5)]
    found = layout(grid(HEADINGS, ["I", "LĨNH VỰC CHẾ BIẾN"], *rows))
    assert read_names(found) == ["Cụm nhà máy P", "Nhà máy S"]


@pytest.mark.parametrize("place", ["top", "bottom"])
def test_a_row_of_figures_only_at_an_end_of_the_table_is_a_total(place):
    rows = [row(1, "Nhà máy A", capital=30), row(2, "Nhà máy B", capital=40)]
    rows.insert(0 if place == "top" else 2, row(None, None, None, 3, 70))
    found = layout(grid(HEADINGS, *rows))
    assert read_names(found) == ["Nhà máy A", "Nhà máy B"]
    assert [total.cells["capital"] for total in found.totals] == [70]


def test_a_row_of_figures_only_between_rows_is_data_without_a_name():
    rows = [PARENT, row(None, None, None, 3, 70), OTHER]
    assert read_names(layout(grid(HEADINGS, *rows))) == ["Cụm nhà máy P", None, "Nhà máy R"]


def test_a_sum_without_a_number_above_numbered_rows_is_a_group():
    rows = [row(None, "Các dự án chế biến", None, capital=30), row(1, "Nhà máy A", capital=30)]
    found = layout(grid(HEADINGS, *rows))
    assert read_names(found) == ["Nhà máy A"]
    assert [group.name for each in found.rows for group in each.groups] == ["Các dự án chế biến"]


def test_a_name_with_figures_and_no_number_among_numbered_rows_has_a_warning():
    rows = [PARENT, row(None, "Các dự án khác", None, capital=70), OTHER]
    found = layout(grid(HEADINGS, *rows))
    assert len(found.rows) == 3
    (warning,) = found.warnings
    assert warning.startswith("Row 3 has a name and figures but no number")


def test_a_data_row_of_the_level_of_a_group_ends_the_group():
    rows = [
        ["I", "LĨNH VỰC CHẾ BIẾN"],
        row(1, "Nhà máy A", capital=30),
        row("II", "Nhà máy B", capital=40),
    ]
    found = layout(grid(HEADINGS, *rows))
    assert [len(each.groups) for each in found.rows] == [1, 0]
