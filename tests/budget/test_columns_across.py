"""Amounts by year and source in columns, as offices lay out their budgets."""

import pytest

from budget.models import BudgetEntry, BudgetLine
from programme.models import ActivityCategory
from tests.spreadsheets.workbooks import import_file, problems, read, workbook

pytestmark = pytest.mark.django_db

LINE = ["STT", "Giai đoạn", "Nội dung"]
TASK = [1, "2021-2025", "Việc A"]
MERGED = ["A1:A2", "B1:B2", "C1:C2"]
MILLION = 1_000_000


def stored(task="Việc A"):
    entries = BudgetEntry.objects.filter(line__task_vi=task).order_by(
        "stage", "year", "funding_source__order"
    )
    return [
        (each.stage, each.year, each.funding_source.code, each.amount_low // MILLION)
        for each in entries.select_related("funding_source")
    ]


def two_rows(upper, lower, *amounts):
    return [[*LINE, *upper], [None] * 3 + list(lower), [*TASK, *amounts]]


@pytest.mark.parametrize("merges", [[*MERGED, "D1:F1"], MERGED, []])
@pytest.mark.parametrize("years", [["Năm 2021", "Năm 2022", "Năm 2023"], [2021, 2022, 2023]])
def test_each_year_in_a_column_of_its_own_is_an_estimate_of_that_year(merges, years):
    heads = ["Dự toán (triệu đồng)", None, None]
    import_file("budget", workbook(two_rows(heads, years, 100, 200, 300), merges))

    assert stored() == [
        ("estimated", 2021, "unsplit", 100),
        ("estimated", 2022, "unsplit", 200),
        ("estimated", 2023, "unsplit", 300),
    ]


def test_each_source_in_a_column_of_its_own_is_stored_and_their_total_only_compared():
    heads = ["Dự toán (triệu đồng)", None, None]
    lower = ["Tổng số", "Ngân sách trung ương", "Ngân sách tỉnh"]
    rows = two_rows(heads, lower, 300, 200, 100)
    assert read("budget", workbook(rows, MERGED)).warnings == []
    import_file("budget", workbook(rows, MERGED))

    assert stored() == [
        ("estimated", None, "central", 200),
        ("estimated", None, "provincial", 100),
    ]


def test_a_total_that_differs_from_its_columns_is_reported_with_both_sums():
    heads = ["Dự toán (triệu đồng)", None, None]
    lower = ["Tổng số", "Ngân sách trung ương", "Ngân sách tỉnh"]
    rows = two_rows(heads, lower, 350, 200, 100)

    (warning,) = read("budget", workbook(rows, MERGED)).warnings
    assert warning.startswith("D3: ")
    assert "350 triệu đồng" in warning
    assert "300 triệu đồng" in warning


def test_a_total_without_its_parts_is_stored_as_not_split():
    heads = ["Dự toán (triệu đồng)", None, None]
    lower = ["Tổng số", "Ngân sách trung ương", "Ngân sách tỉnh"]
    import_file("budget", workbook(two_rows(heads, lower, 300, None, None), MERGED))
    assert stored() == [("estimated", None, "unsplit", 300)]


def test_stage_year_and_source_may_be_in_one_heading():
    heads = [*LINE, "Dự toán năm 2021 (triệu đồng)", "Giải ngân năm 2021 (triệu đồng)"]
    import_file("budget", [heads, [*TASK, 1000, 400]])
    assert stored() == [("disbursed", 2021, "unsplit", 400), ("estimated", 2021, "unsplit", 1000)]


def test_stages_below_years_and_sources_below_stages_are_read():
    rows = [
        [*LINE, "Năm 2021", None, "Năm 2022", None],
        [None, None, None, "KH vốn", "Giải ngân", "KH vốn", "Giải ngân"],
        [*TASK, 100, 50, 200, 60],
    ]
    unit_line = [["Đơn vị tính: triệu đồng"]]
    merges = ["A2:A3", "B2:B3", "C2:C3", "D2:E2", "F2:G2"]
    import_file("budget", workbook(unit_line + rows, merges))
    assert stored() == [
        ("allocated", 2021, "unsplit", 100),
        ("allocated", 2022, "unsplit", 200),
        ("disbursed", 2021, "unsplit", 50),
        ("disbursed", 2022, "unsplit", 60),
    ]


def test_headings_in_three_rows_are_read():
    rows = [
        [*LINE, "Dự toán (triệu đồng)", None, None, None],
        [None, None, None, "Năm 2021", None, "Năm 2022", None],
        [None, None, None, "NSTW", "NSĐP", "NSTW", "NSĐP"],
        [*TASK, 1, 2, 3, 4],
    ]
    merges = ["A1:A3", "B1:B3", "C1:C3", "D1:G1", "D2:E2", "F2:G2"]
    import_file("budget", workbook(rows, merges))
    assert stored() == [
        ("estimated", 2021, "central", 1),
        ("estimated", 2021, "provincial", 2),
        ("estimated", 2022, "central", 3),
        ("estimated", 2022, "provincial", 4),
    ]


def test_the_stage_is_taken_from_the_title_if_the_headings_name_none():
    title = [["DỰ TOÁN KINH PHÍ GIAI ĐOẠN 2021-2025"], ["Đơn vị tính: triệu đồng"]]
    heads = [["STT", "Nội dung", "Tổng số", "Năm 2021", "Năm 2022"], [1, "Việc A", 30, 10, 20]]
    import_file("budget", title + heads)
    assert stored() == [("estimated", 2021, "unsplit", 10), ("estimated", 2022, "unsplit", 20)]


def test_without_a_stage_the_file_is_refused_until_an_official_decides():
    heads = [*LINE, "Năm 2021 (triệu đồng)", "Năm 2022 (triệu đồng)"]
    assert problems("budget", [heads, [*TASK, 10, 20]]) == [("D1", "unread"), ("E1", "unread")]


def test_a_year_outside_the_period_is_refused_in_its_column():
    heads = [*LINE, "Dự toán năm 2021 (triệu đồng)", "Dự toán năm 2019 (triệu đồng)"]
    assert problems("budget", [heads, [*TASK, 10, 20]]) == [("E2", "period")]


def test_more_disbursed_than_allocated_in_a_year_is_refused_in_its_column():
    heads = [
        *LINE,
        "Kế hoạch vốn năm 2021 (triệu đồng)",
        "Giải ngân năm 2021 (triệu đồng)",
        "Kế hoạch vốn năm 2022 (triệu đồng)",
        "Giải ngân năm 2022 (triệu đồng)",
    ]
    assert problems("budget", [heads, [*TASK, 10, 5, 10, 50]]) == [("G2", "limit")]


@pytest.mark.parametrize(
    "lower",
    [
        ["Năm 2021", "Ngân sách tỉnh"],  # two divisions of one amount would double it
        ["Năm 2021", "Năm 2021"],
        ["Năm 2021", "chưa giải ngân"],
    ],
)
def test_columns_that_are_divided_in_an_unclear_way_are_not_read(lower):
    heads = [*LINE, *(f"Dự toán {words} (triệu đồng)" for words in lower)]
    found = problems("budget", [heads, [*TASK, 10, 20]])
    assert ("E1", "unread") in found


def test_years_across_are_not_read_beside_a_column_of_years():
    heads = [*LINE, "Năm", "Dự toán năm 2021 (triệu đồng)"]
    assert problems("budget", [heads, [*TASK, 2022, 10]]) == [("E1", "unread")]


def test_the_preview_shows_year_and_source_of_each_amount():
    heads = [*LINE, "Dự toán năm 2021 (triệu đồng)"]
    (figure,) = read("budget", [heads, [*TASK, 10]]).figures
    assert figure.message == "10 triệu đồng (dự toán, 2021)"


def test_a_table_with_columns_across_is_stored_once():
    heads = [*LINE, "Dự toán năm 2021 (triệu đồng)", "Dự toán năm 2022 (triệu đồng)"]
    rows = [heads, [*TASK, 10, 20]]
    import_file("budget", rows)
    assert read("budget", rows).changes == []


def test_source_year_and_category_come_from_the_headings_of_groups():
    category = ActivityCategory.objects.first()
    rows = [
        [*LINE, "Dự toán (triệu đồng)"],
        ["A", None, category.name_vi.upper()],
        ["I", None, "Nguồn vốn ngân sách tỉnh"],
        ["1.1", None, "Năm 2022"],
        [1, "2021-2025", "Việc A", 5],
    ]
    import_file("budget", rows)
    assert stored() == [("estimated", 2022, "provincial", 5)]
    assert BudgetLine.objects.get(task_vi="Việc A").category == category


def test_what_a_row_states_counts_before_the_heading_of_its_group():
    rows = [
        [*LINE, "Nguồn vốn", "Dự toán (triệu đồng)"],
        ["I", None, "Ngân sách tỉnh"],
        [1, "2021-2025", "Việc A", "Ngân sách trung ương", 5],
    ]
    import_file("budget", rows)
    assert stored() == [("estimated", None, "central", 5)]


def test_headings_reach_down_to_the_row_of_column_numbers():
    rows = [
        [*LINE, "Kinh phí (triệu đồng)", None, None, None],
        [None, None, None, "Dự toán", None, None, None],
        [None, None, None, "Năm 2021", None, "Năm 2022", None],
        [None, None, None, "NSTW", "NSĐP", "NSTW", "NSĐP"],
        [1, 2, 3, 4, 5, 6, 7],
        [*TASK, 1, 2, 3, 4],
    ]
    merges = ["A1:A4", "B1:B4", "C1:C4", "D1:G1", "D2:G2", "D3:E3", "F3:G3"]
    import_file("budget", workbook(rows, merges))
    assert stored() == [
        ("estimated", 2021, "central", 1),
        ("estimated", 2021, "provincial", 2),
        ("estimated", 2022, "central", 3),
        ("estimated", 2022, "provincial", 4),
    ]
