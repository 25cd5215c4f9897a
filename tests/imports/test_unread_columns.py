"""A column that was not understood is reported, and never changes what the rows mean."""

import pytest
from django.utils.translation import override

from budget.models import BudgetEntry
from projects.models import Project
from tests.spreadsheets.workbooks import import_file, problems, read, workbook

pytestmark = [pytest.mark.django_db, pytest.mark.one_engine]

BUDGET = ["STT", "Năm", "Giai đoạn", "Nội dung", "Nguồn vốn"]
TASK = [1, 2021, "2021-2025", "Việc A", "Ngân sách tỉnh"]
LINE = ["STT", "Giai đoạn", "Nội dung"]
PROJECT = ["STT", "Tên dự án", "Địa điểm"]


def unread(kind, rows, merges=()):
    return [each["heading"] for each in read(kind, workbook(rows, merges)).unread]


@pytest.mark.parametrize(
    "heading",
    ["Dự toán được giao", "Dự toán giao", "KH vốn", "Kế hoạch vốn", "Kinh phí được giao"],
)
def test_the_words_of_offices_for_an_allocated_amount_are_known(heading):
    heads = [*BUDGET, f"{heading} (triệu đồng)", "Đã giải ngân (triệu đồng)"]
    import_file("budget", [heads, [*TASK, 1000, 400]])

    entries = BudgetEntry.objects.filter(line__task_vi="Việc A").order_by("stage")
    assert list(entries.values_list("stage", "amount_low")) == [
        ("allocated", 1_000_000_000),
        ("disbursed", 400_000_000),
    ]


@pytest.mark.parametrize(
    "parts",
    [
        ("Số chưa giải ngân",),
        ("Số chưa", "giải ngân"),
        ("Còn lại chưa thực hiện", "Giải ngân"),
        ("Kinh phí còn lại", "Giải ngân"),
        ("Giảm", "Kinh phí được giao"),
        ("Thu hồi", "Giải ngân"),
        ("SO CHUA GIAI NGAN",),
        ("Giải ngân (không thực hiện)",),
        ("Not disbursed",),
    ],
)
def test_a_heading_with_a_word_that_reverses_it_is_not_read(parts):
    heads = [[*LINE, "Kinh phí được giao", parts[0]]]
    if len(parts) > 1:
        heads.append([None, None, None, "(triệu đồng)", parts[1]])
    rows = [*heads, [1, "2021-2025", "Việc A", 1000, 400]]

    assert unread("budget", rows) == [" / ".join(parts)]
    (change,) = read("budget", workbook(rows)).changes
    assert [entry["stage"] for entry in change.after["entries"]] == ["allocated"]


@pytest.mark.parametrize(
    "heading",
    [
        "Tổng vốn đầu tư (chưa bao gồm thuế)",
        "Tổng vốn đầu tư (không kể giải phóng mặt bằng)",
        "Tổng vốn đầu tư (gồm sửa chữa)",
    ],
)
def test_a_remark_about_what_an_amount_includes_reverses_nothing(heading):
    assert unread("projects", [[*PROJECT, heading], [1, "Nhà máy X", "Đăk Hà", 60]]) == []


def test_a_reversed_heading_has_no_suggestion():
    rows = [[*BUDGET, "Kinh phí được giao", "Số chưa giải ngân"], [*TASK, 1000, 400]]
    assert [each["suggestion"] for each in read("budget", rows).unread] == [""]


def test_an_unread_column_with_amounts_stops_the_file_until_an_official_decides():
    rows = [[*PROJECT, "Suất đầu tư (tỷ đồng)"], [1, "Nhà máy X", "Đăk Hà", 60]]
    assert problems("projects", rows) == [("D1", "unread")]

    set_aside = {"suat dau tu ty dong": ""}
    assert problems("projects", rows, mapping=set_aside) == []
    matched = read("projects", rows, mapping={"suat dau tu ty dong": "capital"})
    assert [change.after["capital_low"] for change in matched.changes] == [60_000_000_000]


@pytest.mark.parametrize(
    ("heading", "cell"),
    [("Suất đầu tư (tỷ đồng)", None), ("Suất đầu tư", 60), ("Ý kiến (tỷ đồng)", "thống nhất")],
)
def test_an_unread_column_without_amounts_is_only_reported(heading, cell):
    rows = [[*PROJECT, heading], [1, "Nhà máy X", "Đăk Hà", cell]]
    assert problems("projects", rows) == []
    assert unread("projects", rows) == [heading]


def test_the_words_of_offices_for_place_capital_and_area_are_known():
    heads = ["STT", "Danh mục dự án", "Địa bàn", "TMĐT (tỷ đồng)", "Quy mô đất (ha)"]
    import_file("projects", [heads, [1, "Nhà máy X", "Huyện Đăk Hà", 60, 3.5]])

    project = Project.objects.get(name_vi="Nhà máy X")
    assert project.scope == Project.Scope.SITED
    assert project.place_vi == "Huyện Đăk Hà"
    assert (project.capital_low, project.area_low) == (60_000_000_000, 3.5)


def test_a_list_with_unknown_columns_does_not_become_a_list_without_sites():
    rows = [["STT", "Danh mục dự án", "Nơi dự kiến"], [1, "Nhà máy X", "Huyện Đăk Hà"]]
    assert problems("projects", rows) == [("C1", "unread")]

    (change,) = read("projects", rows, mapping={"noi du kien": ""}).changes
    assert change.after["scope"] == Project.Scope.KIND
    assert problems("projects", [row[:2] for row in rows]) == []


def test_an_ordinal_and_a_name_beside_unknown_columns_are_no_list_of_enterprises():
    rows = [
        ["TT", "Tên đơn vị", "KH (kể cả bổ sung)", "Quyết toán"],
        [1, "Ban Quản lý dự án 2", 100, 90],
    ]
    assert problems("enterprises", rows) == [("C1", "unread"), ("D1", "unread")]


def test_two_columns_of_figures_with_the_same_heading_stop_the_file():
    rows = [[*PROJECT, *["Tổng vốn đầu tư (tỷ đồng)"] * 2], [1, "Nhà máy X", "Đăk Hà", 60, 600]]
    with override("en"):
        (problem,) = read("projects", rows).problems
    assert (problem.cell, problem.code) == ("E1", "unread")
    assert "the same as that of D1" in problem.message


def test_two_columns_of_text_with_the_same_heading_are_only_reported():
    rows = [[*PROJECT, "Ghi chú", "Ghi chú"], [1, "Nhà máy X", "Đăk Hà", "a", "b"]]
    assert problems("projects", rows) == []
    assert unread("projects", rows) == ["Ghi chú"]


def test_a_file_with_headings_only_is_reported():
    with override("en"):
        result = read("projects", [[*PROJECT, "Ghi chú"]])
    assert (result.read, result.warnings) == (0, ["The table has headings and no rows of data."])
