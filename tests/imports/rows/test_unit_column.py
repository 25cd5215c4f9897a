"""Units in a column of their own, and records merged over several rows."""

import pytest

from projects.models import Project
from tests.spreadsheets.workbooks import csv_file, import_file, problems, read, workbook

pytestmark = pytest.mark.django_db

HEADS = ["STT", "Tên dự án", "Địa điểm", "Diện tích (ha)", "Tổng vốn đầu tư", "Đơn vị tính"]


@pytest.mark.parametrize("as_file", [workbook, csv_file])
@pytest.mark.parametrize("numbers", [("1\xa0250", "8,5", "60"), (1250, 8.5, 60)])
def test_a_unit_beside_the_figure_counts_for_that_figure(as_file, numbers):
    units = ["tỷ đồng", "triệu USD", None]
    rows = [
        [n, f"Nhà máy {n}", "xã Đăk Cấm", 5, number, unit]
        for n, (number, unit) in enumerate(zip(numbers, units, strict=True), 1)
    ]
    if as_file is csv_file:
        rows = [[str(cell or "").replace(".", ",") for cell in row] for row in rows]
    import_file("projects", as_file([HEADS, *rows]))

    stored = Project.objects.filter(name_vi__startswith="Nhà máy ").order_by("name_vi")
    assert [(p.capital_low, p.capital_usd_low) for p in stored if p.area_low == 5] == [
        (1_250_000_000_000, None),
        (None, 8_500_000),
        (60_000_000_000, None),
    ]


def test_a_name_merged_over_two_rows_is_one_record_and_refused_with_the_way_out():
    rows = [
        [*HEADS[:4]],
        [1, "Chuỗi xưởng", "huyện Đăk Hà", 1.5],
        [None, None, "huyện Đăk Tô", 2.5],
        [2, "Nhà máy khác", "huyện Đăk Tô", 3],
    ]
    sheet = workbook(rows, ["A2:A3", "B2:B3"])
    (problem,) = read("projects", sheet).problems
    assert (problem.cell, problem.code) == ("B3", "merged")


@pytest.mark.parametrize("label", ["Đang kêu gọi", "Kêu gọi đầu tư", "đang kêu gọi đầu tư"])
def test_offices_say_in_several_ways_that_a_project_calls_for_investors(label):
    rows = [[*HEADS[:3], "Tình trạng"], [1, "Xưởng A", "huyện Đăk Hà", label]]
    import_file("projects", rows)
    assert Project.objects.get(name_vi="Xưởng A").status == "calling"


def test_a_place_merged_over_two_projects_is_the_place_of_both():
    rows = [HEADS[:4], [1, "Xưởng A", "huyện Đăk Hà", 1.5], [2, "Xưởng B", None, 2.5]]
    import_file("projects", workbook(rows, ["C2:C3"]))
    assert Project.objects.get(name_vi="Xưởng B").place_vi == "huyện Đăk Hà"
    assert problems("projects", rows) == []
