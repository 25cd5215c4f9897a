"""Earlier issues count only for the same list, in the same unit."""

import pytest

from programme.models import LegalDocument
from projects.models import Project
from tests.imports.sending import colleague_writes
from tests.records.samples import fresh
from tests.spreadsheets.workbooks import import_file, problems, read, received

pytestmark = pytest.mark.django_db


def annex(unit="tỷ đồng", capital="100", title="DANH MỤC THỬ NGHIỆM"):
    return [
        [title],
        [None, None, f"ĐVT: {unit}"],
        ["TT", "Tên dự án", "Địa điểm", "Tổng vốn đầu tư"],
        [1, "Nhà máy gạch Alpha", "xã Tân Cảnh", capital],
    ]


def alpha():
    return Project.objects.get(name_vi="Nhà máy gạch Alpha")


def test_a_corrected_unit_line_corrects_the_figures_under_it():
    import_file("projects", annex("triệu đồng", "5.000"))
    assert alpha().capital_low == 5_000_000_000
    import_file("projects", annex("tỷ đồng", "5.000"))
    assert alpha().capital_low == 5_000_000_000_000


def test_the_same_sheet_under_another_decision_is_read_again():
    first, second = LegalDocument.objects.all()[:2]
    import_file("projects", annex(), document=first.pk)
    colleague_writes(alpha(), capital_low=200_000_000_000, capital_high=200_000_000_000)

    again = read("projects", annex(), document=first.pk)
    other = read("projects", annex(), document=second.pk)

    assert (again.changed, again.unchanged) == (0, 1)
    assert other.changes[0].after["capital_low"] == 100_000_000_000


def test_a_decision_that_changes_nothing_in_a_project_adds_an_entry():
    first, second = LegalDocument.objects.all()[:2]
    import_file("projects", annex(), document=first.pk)
    import_file("projects", annex(), document=second.pk)
    entries = fresh(alpha()).catalogue_entries.values_list("action", "document")
    assert list(entries) == [("add", first.pk), ("amend", second.pk)]
    assert read("projects", annex(), document=second.pk).unchanged == 1


def test_a_refused_row_is_not_missing_from_its_list():
    import_file("projects", annex())
    file_import = received("projects", annex(capital="nhiều"))
    assert file_import.change_set.summary["refused"] == 1
    assert not file_import.change_set.items.filter(question="missing").exists()


def test_a_new_code_for_a_known_name_and_place_is_refused():
    import_file("projects", annex())
    rows = [["Mã", "Tên dự án", "Địa điểm"], ["MOI-1", "NHÀ MÁY GẠCH ALPHA", "xã Tân Cảnh"]]
    assert problems("projects", rows) == [("B2", "conflict")]


def test_two_new_codes_for_one_name_and_place_are_reported_as_a_pair():
    rows = [
        ["Mã", "Tên dự án", "Địa điểm"],
        ["MOI-1", "Nhà máy kính", "xã Tân Cảnh"],
        ["MOI-2", "Nhà máy Kính", "xã Tân Cảnh"],
    ]
    file_import = read("projects", rows)
    assert [(each.cell, each.code) for each in file_import.problems] == [("B3", "conflict")]
    assert "MOI-1" in file_import.problems[0].message


def test_every_problem_of_a_row_is_reported_at_once():
    rows = [
        ["Mã số thuế", "Tên doanh nghiệp", "Ngày xác minh"],
        ["6100102338-001", "Công ty Gỗ", "31/02/2024"],
    ]
    assert problems("enterprises", rows) == [("C2", "date"), ("A2", "rule")]


def test_a_year_outside_its_period_is_refused():
    rows = [
        ["TT", "Nội dung", "Giai đoạn", "Năm", "Dự toán (tỷ đồng)"],
        [1, "Hội nghị", "2021-2025", 2031, 1],
    ]
    assert problems("budget", rows) == [("D2", "period")]


def test_an_empty_cell_empties_no_value_that_the_list_never_had():
    import_file("projects", annex())
    colleague_writes(alpha(), note_vi="Đã khảo sát ngày 02/8")
    rows = annex(title="DANH MỤC KHÁC")
    rows[2].append("Ghi chú")

    assert read("projects", rows).changed == 0
    rows[3][3] = "120"
    import_file("projects", rows)
    assert alpha().capital_low == 120_000_000_000
    assert alpha().note_vi == "Đã khảo sát ngày 02/8"


def test_a_value_that_a_later_issue_of_the_list_leaves_out_is_emptied():
    rows = annex()
    rows[2].append("Ghi chú")
    rows[3].append("Ưu tiên")
    import_file("projects", rows)
    rows[3][4] = None
    import_file("projects", rows)

    assert alpha().note_vi == ""
