"""Sources and years of a task in rows of their own below it; what the title says of all rows."""

import pytest

from budget.models import BudgetEntry, BudgetLine
from tests.spreadsheets.workbooks import import_file, problems, read, workbook

pytestmark = pytest.mark.django_db

MILLION = 1_000_000
HEADS = ["STT", "Nội dung", "Đơn vị chủ trì", "Kinh phí được giao năm 2024", "Giải ngân năm 2024"]
TITLE = [["KẾT QUẢ THỰC HIỆN KINH PHÍ GIAI ĐOẠN 2021-2025"], ["Đơn vị: triệu đồng"]]
ROWS = [
    [1, "Hỗ trợ nhà cung ứng", "Sở Công Thương", 750, 625],
    [None, "- Ngân sách trung ương", None, 400, 385],
    [None, "- Ngân sách địa phương", None, 150, 150],
    [None, "- Vốn đối ứng", None, 200, 90],
    [2, "Đào tạo kỹ thuật viên", "Trường Cao đẳng", 200, 148],
]


def stored(task):
    entries = BudgetEntry.objects.filter(line__task_vi=task).order_by("stage", "-amount_low")
    return [
        (each.stage, each.year, each.funding_source.code, each.amount_low // MILLION)
        for each in entries
    ]


@pytest.mark.parametrize("mark", ["- ", "+ "])
def test_the_sources_of_a_task_in_rows_below_it_are_its_amounts(mark):
    rows = [
        [each if n != 1 else each.replace("- ", mark) for n, each in enumerate(r)] for r in ROWS
    ]
    import_file("budget", workbook([*TITLE, HEADS, *rows]))

    assert stored("Hỗ trợ nhà cung ứng") == [
        ("allocated", 2024, "central", 400),
        ("allocated", 2024, "counterpart", 200),
        ("allocated", 2024, "provincial", 150),
        ("disbursed", 2024, "central", 385),
        ("disbursed", 2024, "provincial", 150),
        ("disbursed", 2024, "counterpart", 90),
    ]
    assert stored("Đào tạo kỹ thuật viên") == [
        ("allocated", 2024, "unsplit", 200),
        ("disbursed", 2024, "unsplit", 148),
    ]
    line = BudgetLine.objects.get(task_vi="Hỗ trợ nhà cung ứng")
    assert (line.lead_text, line.period.code) == ("Sở Công Thương", "2021-2025")
    assert not BudgetLine.objects.filter(task_vi__contains="Ngân sách").exists()


def test_the_sum_of_a_task_is_compared_with_its_sources():
    rows = [[1, "Hỗ trợ nhà cung ứng", None, 800, 625], *ROWS[1:4]]
    (warning,) = read("budget", workbook([*TITLE, HEADS, *rows])).warnings
    assert warning.startswith("D4: ")


def test_a_list_with_its_period_in_the_title_is_stored_once():
    rows = [*TITLE, HEADS, *ROWS]
    import_file("budget", workbook(rows))
    assert read("budget", workbook(rows)).changes == []


@pytest.mark.parametrize(
    ("title", "sheet"), [("DỰ TOÁN KINH PHÍ NĂM 2023", "Biểu 01"), ("DỰ TOÁN KINH PHÍ", "Năm 2023")]
)
def test_the_year_of_the_title_or_of_the_sheet_is_that_of_all_amounts(title, sheet):
    rows = [[title], ["ĐVT: triệu đồng"], ["STT", "Nội dung", "Dự toán"], [1, "Việc A", 5]]
    import_file("budget", workbook(rows, name=sheet))
    assert stored("Việc A") == [("estimated", 2023, "unsplit", 5)]
    assert BudgetLine.objects.get(task_vi="Việc A").period.code == "2021-2025"


def test_amounts_below_an_unknown_heading_and_a_unit_line_stop_the_file():
    rows = [*TITLE, [*HEADS[:3], "Nhu cầu vốn", "Tỷ lệ (%)"], [1, "Việc A", None, 5, 30]]
    assert problems("budget", rows) == [("D3", "unread")]


def test_a_row_of_column_numbers_may_have_letters_and_sums():
    heads = [
        "STT",
        "Giai đoạn",
        "Nội dung",
        "Dự toán (triệu đồng)",
        "Giải ngân (triệu đồng)",
        "Ghi chú",
    ]
    rows = [heads, ["A", "B", "C", "1=2+3", "2", "D"], [1, "2021-2025", "Việc A", 5, 3, None]]
    import_file("budget", rows)
    assert stored("Việc A") == [
        ("disbursed", None, "unsplit", 3),
        ("estimated", None, "unsplit", 5),
    ]


@pytest.mark.parametrize(
    ("title", "heading", "stage"),
    [
        ("KINH PHÍ GIAI ĐOẠN 2021-2025", "Giải ngân đến 31/12/2021", "disbursed"),
        ("DỰ TOÁN KINH PHÍ GIAI ĐOẠN 2021-2025", "Kinh phí thực hiện", "estimated"),
        ("DỰ TOÁN KINH PHÍ GIAI ĐOẠN 2021-2025", "Tổng kinh phí", "estimated"),
    ],
)
def test_the_only_column_that_may_be_a_stage_is_that_stage(title, heading, stage):
    heads = ["STT", "Nội dung", "Đơn vị chủ trì", heading]
    rows = [[title], ["ĐVT: triệu đồng"], heads, [1, "Việc A", None, 5]]
    import_file("budget", workbook(rows))
    assert stored("Việc A") == [(stage, None, "unsplit", 5)]


def test_sheets_of_two_years_are_read_together():
    heads = ["STT", "Nội dung", "Dự toán (triệu đồng)"]
    rows = [["DỰ TOÁN NĂM 2021"], heads, [1, "Việc A", 5]]
    others = {"Năm 2022": [["DỰ TOÁN NĂM 2022"], heads, [1, "Việc A", 7]]}
    import_file("budget", workbook(rows, name="Năm 2021", **others), sheet="*")
    assert sorted(stored("Việc A")) == [
        ("estimated", 2021, "unsplit", 5),
        ("estimated", 2022, "unsplit", 7),
    ]


def test_the_last_sentence_of_a_document_is_no_task():
    last = [None, "Biểu này có 01 nhiệm vụ./."]
    rows = [*TITLE, [*HEADS[:2], "Dự toán (triệu đồng)"], [1, "Việc A", 5], last]
    result = read("budget", workbook(rows))
    assert [change.after["task_vi"] for change in result.changes] == ["Việc A"]


def test_two_columns_with_the_same_words_are_not_taken_for_one_stage():
    title = [["DỰ TOÁN KINH PHÍ GIAI ĐOẠN 2021-2025"], ["ĐVT: triệu đồng"]]
    heads = ["STT", "Nội dung", "Đơn vị chủ trì", "Kinh phí", "Kinh phí"]
    rows = [*title, heads, [1, "Việc A", None, 5, 7]]
    assert problems("budget", rows) == [("D3", "unread"), ("E3", "unread")]
