"""Parts of a project or task are told and not read as rows of their own."""

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
