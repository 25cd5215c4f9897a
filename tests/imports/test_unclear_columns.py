"""Columns with unclear headings are reported, and never change what the rows mean."""

import pytest
from django.utils.translation import override

from budget.models import BudgetEntry, BudgetPeriod
from projects.models import Project
from tests.spreadsheets.workbooks import import_file, problems, read, workbook
from vietnamese.heading_units import heading_unit

pytestmark = pytest.mark.django_db

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


def test_a_heading_means_the_column_that_knows_its_cells():
    heads = [*PROJECT, "Lĩnh vực"]
    groups = [[1, "Nhà máy X", "Đăk Hà", "Dệt may"], [2, "Nhà máy Y", "Đăk Tô", "Da giày"]]
    with override("en"):
        result = read("projects", [heads, *groups])
    assert result.problems == []
    assert {"sector_group"} == {"sector_group", "field"} & set(result.changes[0].after)
    assert result.warnings == [
        "“Lĩnh vực” was read as the column “Sector group”, whose values it has."
    ]

    (change,) = read(
        "projects", [heads, [1, "Nhà máy X", "Đăk Hà", "Công nghiệp chế biến"]]
    ).changes
    assert change.after["field"]


@pytest.mark.parametrize(
    ("title", "group", "cell", "period"),
    [
        ("DỰ TOÁN KINH PHÍ GIAI ĐOẠN 2021-2025", None, None, "2021-2025"),
        ("DỰ TOÁN KINH PHÍ GIAI ĐOẠN 2021 – 2025", None, "2019-2020", "2019-2020"),
        ("DỰ TOÁN KINH PHÍ", "Giai đoạn 2019-2020", None, "2019-2020"),
        ("DỰ TOÁN 2021-2025", "Giai đoạn 2019-2020", None, "2019-2020"),
        ("DỰ TOÁN 2019-2020 VÀ 2021-2025", None, None, None),
        ("DỰ TOÁN 2022-2023", None, None, None),
    ],
)
def test_a_period_comes_from_the_cell_then_the_group_then_the_title(title, group, cell, period):
    rows = [
        [title],
        ["Đơn vị tính: triệu đồng"],
        ["STT", "Nội dung", "Kinh phí dự kiến", "Giai đoạn"],
        *([["I", group, None, None]] if group else []),
        [1, "Việc A", 1000, cell],
    ]
    result = read("budget", rows)
    if period is None:
        assert [problem.code for problem in result.problems] == ["empty"]
    else:
        (change,) = result.changes
        assert change.after["period"] == BudgetPeriod.objects.get(code=period).pk


@pytest.mark.parametrize(
    ("heading", "unit"),
    [
        ("Kinh phí hoạt động", ""),
        ("Kinh phí hoạt động (triệu đồng)", "trieu_dong"),
        ("Vốn lưu động", ""),
        ("Vốn (dòng ngân sách)", ""),
        ("Vốn đầu tư tỷ đồng", "ty_dong"),
        ("Von dau tu (ty dong)", "ty_dong"),
        ("Vốn đầu tư (ty dong)", "ty_dong"),
    ],
)
def test_a_unit_is_read_with_its_accents(heading, unit):
    assert heading_unit(heading) == unit


@pytest.mark.parametrize(
    ("allocated", "disbursed", "settled", "refused"),
    [
        (400, 4000, None, ["G2"]),
        (400, 400, 400, []),
        (400, 300, 350, ["H2"]),
        (None, 300, None, []),
        ("400 - 500", 450, None, []),
    ],
)
def test_more_disbursed_than_allocated_is_refused(allocated, disbursed, settled, refused):
    heads = [
        *BUDGET,
        "Kinh phí được giao (triệu đồng)",
        "Đã giải ngân (triệu đồng)",
        "Quyết toán (triệu đồng)",
    ]
    found = problems("budget", [heads, [*TASK, allocated, disbursed, settled]])
    assert found == [(cell, "limit") for cell in refused]


@pytest.mark.parametrize("words", ["Cộng (A+B)", "Tổng (A + B)", "Tổng cộng (A+B)", "CỘNG A+B"])
def test_a_total_of_lettered_groups_is_no_project(words):
    rows = [
        [*PROJECT, "Tổng vốn đầu tư (tỷ đồng)"],
        ["A", "Nhóm một", None, 30],
        [1, "Nhà máy P", "Đăk Hà", 30],
        ["B", "Nhóm hai", None, 40],
        [1, "Nhà máy R", "Sa Thầy", 40],
        [None, words, None, 71],
    ]
    with override("en"):
        result = read("projects", rows)
    assert [change.after["name_vi"] for change in result.changes] == ["Nhà máy P", "Nhà máy R"]
    assert any(warning.startswith("D6: the total states 71") for warning in result.warnings)


def test_a_figure_of_a_thousand_times_the_usual_one_has_a_warning_with_its_cell():
    heads = [*PROJECT, "Tổng vốn đầu tư (tỷ đồng)"]
    rows = [[n, f"Nhà máy {n}", "Đăk Hà", 10 * n] for n in range(1, 10)]
    assert read("projects", [heads, *rows]).warnings == []

    rows[4][3] = 100_000
    (warning,) = read("projects", [heads, *rows]).warnings
    assert warning.startswith("D6 “100000”: ")


@pytest.mark.parametrize("mark", ["\u202d", "\u202e"])
def test_a_mark_that_turns_letters_round_is_refused(mark):
    assert problems("projects", [PROJECT, [1, f"Nhà máy {mark}X", "Đăk Hà"]]) == [("B2", "control")]


@pytest.mark.parametrize(
    ("words", "unit"),
    [
        *((words, "trieu_dong") for words in ("trđ", "tr.đ", "Tr. đồng", "triệu đ", "triệu VNĐ")),
        *((words, "nghin_dong") for words in ("1.000đ", "1000 đồng", "nghìn VNĐ", "ngàn đ")),
        *((words, "nghin_ty_dong") for words in ("nghìn tỷ đồng", "ngàn tỷ")),
        # Multiples of a unit are other units, which the portal does not have.
        *((words, "") for words in ("trăm triệu đồng", "chục tỷ đồng", "10 triệu đồng")),
    ],
)
def test_the_short_units_of_offices_are_known_and_multiples_are_not_mistaken_for_them(words, unit):
    assert heading_unit(f"Dự toán ({words})") == unit
