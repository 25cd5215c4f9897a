"""All problems of a file are reported at once, each with its cell and a message."""

import io
from datetime import datetime

import pytest
from openpyxl import load_workbook

from enterprises.models import Enterprise
from projects.models import Project
from records.models import ChangeSet
from spreadsheets.readers.opening import FileRefused
from tests.spreadsheets.workbooks import csv_file, exported, import_file, problems, read, workbook

pytestmark = pytest.mark.django_db

HEADINGS = ["TT", "Tên dự án", "Huyện", "Lĩnh vực", "Nhóm ngành", "Diện tích (ha)"]


def project_rows(*rows):
    return [HEADINGS, *rows]


def only(kind, rows):
    """The only problem of a sheet."""
    (problem,) = read(kind, rows).problems
    return problem


def test_all_problems_of_a_file_are_reported_at_once_and_nothing_is_stored():
    rows = project_rows(
        [1, "Nhà máy A", "Huyện Đăk Tôô", None, None, "12,x"],
        [2, None, "Huyện Đăk Tô", "Năng lượngg", None, 5],
        [3, "Nhà máy C", None, None, "Dệt mayy", "-5"],
        [4, "Nhà máy D", "Huyện Đăk Tô", None, None, 5],
    )
    before = Project.objects.count(), ChangeSet.objects.count()
    result = read("projects", rows)

    assert [(each.cell, each.value, each.code) for each in result.problems] == [
        ("C2", "Huyện Đăk Tôô", "unknown"),
        ("F2", "12,x", "words"),
        ("B3", "", "empty"),
        ("D3", "Năng lượngg", "unknown"),
        ("E4", "Dệt mayy", "unknown"),
        ("F4", "-5", "negative"),
    ]
    assert {each.sheet for each in result.problems} == {"Phụ lục"}
    assert all(each.message for each in result.problems)
    assert (result.refused, result.changes) == (3, [])
    assert (Project.objects.count(), ChangeSet.objects.count()) == before


@pytest.mark.parametrize(
    ("column", "typed", "proposed"),
    [
        (2, "Huyện Đắc Tô", "huyện Đăk Tô"),
        (2, "Kon Plôông", "huyện Kon Plông"),
        (3, "Lĩnh vực năng luong tái tạo", "Năng lượng"),
        (4, "Da giầyy", "Công nghiệp hỗ trợ ngành da giày"),
    ],
)
def test_an_unknown_name_is_reported_with_the_nearest_known_ones(column, typed, proposed):
    row = [1, "Nhà máy A", None, None, None, None]
    row[column] = typed
    problem = only("projects", project_rows(row))

    assert problem.code == "unknown"
    assert f"“{typed}” is not known" in problem.message
    assert proposed in problem.message


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        ("12,x", "words"),
        ("1.23.4", "number"),
        ("300-200", "range"),
        ("5 tỷ đồng", "words"),
        ("12³", "words"),
        (-1, "negative"),
        (True, "words"),
        (datetime(2024, 7, 5), "words"),  # noqa: DTZ001 – Excel made a day of 5-7
        ("9" * 25, "number"),
        (1e300, "words"),
        ("9" * 3000, "words"),
    ],
)
def test_a_broken_figure_is_reported_at_its_cell(cell, code):
    problem = only("projects", project_rows([1, "Nhà máy A", None, None, None, cell]))

    assert (problem.cell, problem.code) == ("F2", code)


def test_an_area_larger_than_the_column_holds_is_reported():
    problem = only("projects", project_rows([1, "Nhà máy A", None, None, None, 10**13]))

    assert (problem.cell, problem.code) == ("F2", "limit")


def test_a_capital_larger_than_the_column_holds_is_reported():
    rows = [["TT", "Tên dự án", "Tổng vốn (tỷ đồng)"], [1, "Nhà máy A", "99.999.999.999"]]

    assert (only("projects", rows).cell, only("projects", rows).code) == ("C2", "limit")


@pytest.mark.parametrize(
    "day", ["31/02/2025", "2025-13-01", "hôm qua", "12/31/2025", 45000, "00/00/0000"]
)
def test_a_day_that_does_not_exist_is_reported(day):
    rows = [["Tên doanh nghiệp", "Ngày xác minh"], ["Công ty A", day]]
    problem = only("enterprises", rows)

    assert (problem.cell, problem.code) == ("B2", "date")
    assert "31/12/2025" in problem.message


@pytest.mark.parametrize("day", ["03/04/2026", "3-4-2026", "3.4.2026", "2026-04-03"])
def test_a_day_is_read_day_first(day):
    rows = [["Tên doanh nghiệp", "Ngày xác minh"], ["Công ty A", day]]

    assert read("enterprises", rows).changes[0].after["verified_on"] == "2026-04-03"


def test_a_formula_error_is_reported_in_any_column():
    rows = project_rows([1, "Nhà máy A", "#REF!", "#N/A", "#VALUE!", "#DIV/0!"])
    book = load_workbook(workbook(rows))
    for cell in book.active[2][2:]:
        cell.data_type = "e"
    out = io.BytesIO()
    book.save(out)
    out.seek(0)

    found = [(each.cell, each.value, each.code) for each in read("projects", out).problems]
    assert found == [
        ("C2", "#REF!", "formula"),
        ("D2", "#N/A", "formula"),
        ("E2", "#VALUE!", "formula"),
        ("F2", "#DIV/0!", "formula"),
    ]


@pytest.mark.parametrize("letter", ["\x01", "\x0b", "\x1f", "\x7f", "\x85"])
def test_invisible_control_characters_are_reported(letter):
    file = csv_file([["Tên dự án", "Ghi chú", "Mã"], [f"Nhà{letter} máy", f"a{letter}b", "DA-1"]])

    assert problems("projects", file) == [("A2", "control"), ("B2", "control")]


def test_the_same_project_twice_in_a_file_is_reported():
    rows = project_rows(
        [1, "Nhà máy gạch", "Huyện Đăk Tô", None, None, 5],
        [2, "NHÀ MÁY  GẠCH", "huyện Đắk Tô", None, None, 6],
    )
    result = read("projects", rows)

    assert [(each.cell, each.code) for each in result.problems] == [("B3", "duplicate")]
    assert "Rows 2 and 3" in result.problems[0].message
    assert result.conflict == 1


@pytest.mark.parametrize(
    ("kind", "rows"),
    [
        ("projects", [["Mã", "Tên dự án"], ["DA-77", "A"], ["DA-77", "B"]]),
        (
            "enterprises",
            [
                ["Mã số thuế", "Tên doanh nghiệp"],
                ["0100109106", "Công ty A"],
                ["0100109106", "Công ty B"],
            ],
        ),
        (
            "budget",
            [
                ["Nội dung", "Giai đoạn", "Năm", "Dự toán (tỷ đồng)"],
                ["Hội nghị", "2021-2025", 2022, 5],
                ["Hội nghị", "2021-2025", 2022, 7],
            ],
        ),
    ],
)
def test_two_rows_with_the_same_name_and_place_are_reported(kind, rows):
    (problem,) = read(kind, rows).problems

    assert problem.code == "duplicate"
    assert problem.cell.endswith("3")


def test_the_same_name_in_two_districts_is_two_projects():
    rows = project_rows(
        [1, "Chợ trung tâm", "Huyện Đăk Tô", None, None, 5],
        [2, "Chợ trung tâm", "Huyện Đăk Hà", None, None, 5],
    )

    assert read("projects", rows).new == 2


def test_the_same_name_at_two_places_is_two_projects_in_later_imports_too():
    rows = [
        ["TT", "Tên dự án", "Huyện", "Địa điểm"],
        [1, "Trạm biến áp", "Huyện Đăk Tô", "xã Tân Cảnh"],
        [2, "Trạm biến áp", "Huyện Đăk Tô", "xã Diên Bình"],
    ]
    import_file("projects", rows)
    again = read("projects", rows)

    assert (again.unchanged, again.problems) == (2, [])


def test_a_name_of_two_stored_projects_needs_the_code():
    rows = project_rows(
        [1, "Chợ trung tâm", "Huyện Đăk Tô", None, None, 5],
        [2, "Chợ trung tâm", "Huyện Đăk Hà", None, None, 5],
    )
    import_file("projects", rows)
    codes = Project.objects.filter(name_vi="Chợ trung tâm").values_list("code", flat=True)

    problem = only("projects", project_rows([1, "Chợ trung tâm", None, None, None, 7]))
    assert (problem.cell, problem.code) == ("B2", "conflict")
    assert all(code in problem.message for code in codes)

    with_code = [["Mã", "Tên dự án", "Ghi chú"], [codes[0], "Chợ trung tâm", "Rõ"]]
    assert read("projects", with_code).changed == 1


@pytest.mark.parametrize(
    ("rows", "cell"),
    [
        ([["TT", "Địa điểm", "Ghi chú"], [1, "Đăk Tô", None]], None),
        ([["Tên dự án"], ["Nhà máy A"]], None),
    ],
)
def test_a_table_without_the_columns_it_needs_is_refused(rows, cell):
    with pytest.raises(FileRefused, match="Tên dự án"):
        read("projects", rows)


def test_a_changed_derived_column_names_the_column_to_correct(tmp_path):
    path = exported("projects", tmp_path, language="en")
    book = load_workbook(path)
    sheet = book.active
    headings = {cell.value: cell.column for cell in sheet[5]}
    row = next(r for r in range(6, 60) if sheet.cell(r, headings["Area from (ha)"]).value)
    sheet.cell(row, headings["Area from (ha)"]).value = 12345
    book.save(path)
    with path.open("rb") as file:
        (problem,) = read("projects", file).problems

    assert (problem.cell[-len(str(row)) :], problem.value, problem.code) == (
        str(row),
        "12345",
        "derived",
    )


TAX = ["Mã số thuế", "Tên doanh nghiệp"]


@pytest.mark.parametrize("code", ["0100109107", "123", "010010910A", "0100109106-1"])
def test_a_tax_code_with_a_wrong_check_digit_is_reported(code):
    problem = only("enterprises", [TAX, [code, "Công ty A"]])

    assert (problem.cell, problem.value) == ("A2", code)
    assert "10 digits" in problem.message


def test_a_tax_code_without_its_first_zero_is_reported_with_the_correct_one():
    problem = only("enterprises", [TAX, [100109106, "Công ty A"]])

    assert (problem.cell, problem.code) == ("A2", "zero")
    assert "0100109106" in problem.message


@pytest.mark.parametrize("code", ["0100109106", "0100109106-001", "0100109106001"])
def test_a_tax_code_is_stored_in_its_official_form(code):
    result = read("enterprises", [TAX, [code, "Công ty A"]])

    assert result.problems == []
    assert result.changes[0].after["tax_code"] in {"0100109106", "0100109106-001"}


@pytest.mark.parametrize(
    ("kind", "heading", "name_heading", "limit"),
    [
        ("projects", "Tên dự án", "Ghi chú", 500),
        ("enterprises", "Tên doanh nghiệp", "Địa chỉ", 300),
    ],
)
def test_a_text_longer_than_its_field_is_reported(kind, heading, name_heading, limit):
    rows = [[heading, name_heading], ["a" * (limit + 1), "b"]]

    assert problems(kind, rows) == [("A2", "rule")]
    assert problems(kind, [rows[0], ["a" * limit, "b"]]) == []


def test_a_cell_longer_than_a_spreadsheet_allows_is_reported():
    file = csv_file([["Tên dự án", "Ghi chú"], ["Nhà máy A", "a" * 32_768]])

    with pytest.raises(FileRefused, match="B2"):
        read("projects", file)


@pytest.mark.parametrize("code", ["DA/01", "DA 01", "DA?1", "DA#1", "..", "đ-01", "DA%2F1"])
def test_a_code_that_cannot_be_in_a_url_is_reported(code):
    assert problems("projects", [["Mã", "Tên dự án"], [code, "A"]]) == [("A2", "rule")]


@pytest.mark.parametrize("code", ["DA-0012", "DA_1.2", "2021-7", "A" * 30])
def test_an_office_may_use_codes_of_its_own(code):
    assert problems("projects", [["Mã", "Tên dự án"], [code, "A"]]) == []


def test_a_code_longer_than_its_field_is_reported():
    assert problems("projects", [["Mã", "Tên dự án"], ["A" * 31, "A"]]) == [("A2", "rule")]


def test_a_text_that_begins_with_an_apostrophe_keeps_it():
    rows = [["TT", "Tên dự án", "Ghi chú"], [1, "'Nhà máy A'", "'=1+1"], [2, "'", "''x"]]
    import_file("projects", rows)

    stored = Project.objects.filter(note_vi__contains="'").values_list("name_vi", "note_vi")
    assert sorted(stored) == [("'", "''x"), ("'Nhà máy A'", "'=1+1")]


@pytest.mark.parametrize("label", ["kind of project", "project kind"])
def test_a_kind_of_project_with_a_place_breaks_a_rule_of_its_model(label):
    """The second label is that of files exported by release 0.1."""
    rows = [["Tên dự án", "Loại", "Địa điểm"], ["Sản xuất cúc áo", label, "xã Đăk Cấm"]]
    problem = only("projects", rows)

    assert (problem.cell, problem.code) == ("A2", "rule")
    assert "no place" in problem.message


def test_a_budget_row_needs_its_period():
    rows = [["Nội dung", "Dự toán (tỷ đồng)"], ["Hội nghị", 5]]

    assert [code for _cell, code in problems("budget", rows)] == ["empty"]


@pytest.mark.parametrize("year", ["2022.5", "hai nghìn", "-1", "10000000000000000000000"])
def test_a_year_must_be_a_whole_number(year):
    rows = [
        ["Nội dung", "Giai đoạn", "Năm", "Dự toán (tỷ đồng)"],
        ["Hội nghị", "2021-2025", year, 5],
    ]

    assert [cell for cell, _code in problems("budget", rows)] == ["C2"]


def test_rows_of_one_budget_line_with_different_values_of_it_are_reported():
    rows = [
        ["Nội dung", "Giai đoạn", "Năm", "Dự toán (tỷ đồng)", "Ghi chú"],
        ["Hội nghị", "2021-2025", 2022, 5, "Theo quý"],
        ["Hội nghị", "2021-2025", 2023, 6, None],
        ["Hội nghị", "2021-2025", 2024, 7, "Theo tháng"],
    ]

    assert problems("budget", rows) == [("E4", "differs")]
    (change,) = read("budget", rows[:-1]).changes
    assert change.after["note_vi"] == "Theo quý"


def test_a_stored_enterprise_is_found_by_tax_code_whatever_its_name():
    import_file("enterprises", [TAX, ["0100109106", "Công ty A"]])
    result = read("enterprises", [TAX, ["0100109106", "Công ty TNHH A"]])

    assert (result.new, result.changed) == (0, 1)


def test_an_enterprise_with_and_without_its_tax_code_in_one_file_is_reported():
    import_file("enterprises", [TAX, ["0100109106", "Công ty A"]])
    rows = [TAX, ["0100109106", "Công ty A"], [None, "Công ty A"]]

    assert problems("enterprises", rows) == [("B3", "duplicate")]


def test_adding_a_certificate_keeps_the_details_of_the_others():
    headings = ["Tên doanh nghiệp", "Chứng nhận", "Sản phẩm", "Công đoạn"]
    import_file("enterprises", [headings, ["Công ty A", "ISO 9001", "Cúc áo", "Đúc"]])
    enterprise = Enterprise.objects.get(name_vi="Công ty A")
    enterprise.certificates.update(number="QMS-1", valid_to="2027-01-31")
    enterprise.products.update(capacity="5 tấn")

    row = ["Công ty A", "ISO 14001; ISO 9001", "Cúc áo; Mex", "Đúc; Tiện"]
    import_file("enterprises", [headings, row])

    assert sorted(enterprise.certificates.values_list("name", "number")) == [
        ("ISO 14001", ""),
        ("ISO 9001", "QMS-1"),
    ]
    assert sorted(enterprise.products.values_list("words_vi", "capacity")) == [
        ("Cúc áo", "5 tấn"),
        ("Mex", ""),
    ]
    assert enterprise.processes.count() == 2
