"""A cell means what it shows: its number with the unit, percent sign or zeros of its format."""

import io
from datetime import date

import pytest
from django.utils.translation import override
from openpyxl import Workbook

from spreadsheets.cells import cell_text
from spreadsheets.readers.opening import open_sheets
from tests.spreadsheets.built_files import cell, ods, row, table
from tests.spreadsheets.workbooks import csv_file, read

pytestmark = pytest.mark.django_db

PROJECT = ["STT", "Tên dự án", "Địa điểm", "Diện tích (ha)", "Tổng vốn đầu tư (tỷ đồng)"]


def formatted(rows, formats):
    """A workbook with the number formats of cells, by address."""
    book = Workbook()
    for values in rows:
        book.active.append(values)
    for address, code in formats.items():
        book.active[address].number_format = code
    out = io.BytesIO()
    book.save(out)
    return io.BytesIO(out.getvalue())


def one_project(heads, value, code):
    """What a file with one cell of a format says of its project."""
    rows = [["STT", "Tên dự án", "Địa điểm", heads], [1, "Nhà máy X", "xã Đăk La", value]]
    return read("projects", formatted(rows, {"D2": code}))


def amounts(result):
    (change,) = result.changes
    return {
        name: change.after[f"{name}_low"]
        for name in ("capital", "capital_usd", "area")
        if change.after.get(f"{name}_low") is not None
    }


@pytest.mark.parametrize(
    ("value", "code", "read_as"),
    [
        (20, '#,##0 "triệu USD"', {"capital_usd": 20_000_000}),
        (1_500_000, "[$$-409]#,##0.00", {"capital_usd": 1_500_000}),
        (1_500_000, '"$"#,##0', {"capital_usd": 1_500_000}),
        (1_500_000, "[$USD] #,##0", {"capital_usd": 1_500_000}),
        (1.25, '0.0 "million USD"', {"capital_usd": 1_250_000}),
        (250, '#,##0 "triệu đồng"', {"capital": 250_000_000}),
        (250_000_000, "#,##0 [$₫-42A]", {"capital": 250_000_000}),
        (250_000_000, '#,##0\\ "đ"', {"capital": 250_000_000}),
        (250_400_000, '#,##0,, "triệu đồng"', {"capital": 250_400_000}),
        (20_400_000, "#,##0,,", {"capital": 20_400_000_000}),
        (300, "#,##0", {"capital": 300_000_000_000}),
        (300, '_-* #,##0.00_-;-* #,##0.00_-;_-* "-"??_-;_-@_-', {"capital": 300_000_000_000}),
        (300, "[Red]0.0", {"capital": 300_000_000_000}),
        (0, '#,##0;-#,##0;"-"', {"capital": 0}),
    ],
)
def test_a_unit_of_the_format_counts_before_that_of_the_heading(value, code, read_as):
    result = one_project("Tổng vốn đầu tư (tỷ đồng)", value, code)
    assert (result.problems, amounts(result)) == ([], read_as)


@pytest.mark.parametrize(
    ("value", "code", "hectares"),
    [(5000, '#,##0 "m²"', "0.5"), (2.5, 'General" ha"', "2.5"), (1.5, "0.0 \\k\\m²", "150")],
)
def test_an_area_takes_the_unit_of_its_format(value, code, hectares):
    assert amounts(one_project("Diện tích (ha)", value, code)) == {"area": hectares}


@pytest.mark.parametrize(
    ("value", "code"), [(20, '0 "triệu EUR"'), (20, "[$€-2] 0"), (0.3, "0%"), (20, '0 "người"')]
)
def test_an_amount_in_another_unit_is_refused_with_its_cell(value, code):
    (problem,) = one_project("Tổng vốn đầu tư (tỷ đồng)", value, code).problems
    assert problem.cell == "D2"


def test_a_unit_that_differs_from_the_heading_gives_one_warning_for_its_column():
    rows = [PROJECT, *([n, f"Nhà máy {n}", "xã Đăk La", n, 20] for n in range(1, 6))]
    formats = {f"E{n}": '#,##0 "triệu USD"' for n in range(2, 7)}
    with override("en"):
        result = read("projects", formatted(rows, formats | {"D2": '0 "ha"'}))
    assert result.warnings == [
        "E2 “20 triệu USD”, E3 “20 triệu USD”, E4 “20 triệu USD” and 2 more: the format of the "
        "cell shows another unit than the column “Tổng vốn đầu tư (tỷ đồng)”. The unit of the "
        "cell was read; compare it with the paper."
    ]


def test_cells_with_units_under_a_heading_without_one_are_no_bare_numbers():
    assert one_project("Tổng vốn đầu tư", 20, '0 "tỷ đồng"').warnings == []
    assert one_project("Tổng vốn đầu tư", 20, "0").warnings != []


@pytest.mark.parametrize(
    ("value", "code", "text"),
    [
        (0.3, "0%", "30%"),
        (0.333, "0.0%", "33,3%"),
        (5000, '#,##0 "tấn/năm"', "5.000 tấn/năm"),
        (12, "000", "012"),
        (905123456, "0000 000 000", "0905 123 456"),
        (1, '[=1]"Có";[=0]"Không"', "Có"),
        (-5, '#,##0 "m";(#,##0 "m")', "(5 m)"),
        (1234.5, "#,##0.00", "1234.5"),
    ],
)
def test_a_column_of_words_takes_the_displayed_text(value, code, text):
    (change,) = one_project("Quy mô", value, code).changes
    assert change.after["scale_vi"] == text


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("d-mmm", "10-Dec"),
        ("mm/yyyy", "12/2026"),
        ("mmm-yy", "Dec-26"),
        ("yyyy", "2026"),
        ("[$-42A]mmmm yyyy", "Tháng 12 2026"),
        ("dd/mm/yyyy", "10/12/2026"),
        ("[$-409]d-mmm-yy", "10/12/2026"),
    ],
)
def test_a_day_in_a_column_of_words_is_read_as_displayed_with_a_warning(code, text):
    with override("en"):
        result = one_project("Quy mô", date(2026, 12, 10), code)
    (change,) = result.changes
    assert change.after["scale_vi"] == text
    assert result.warnings == [
        f"D2 “{text}”: a day in the column “Quy mô”, which the spreadsheet may have made of other "
        "words, such as 10-12. It was read as shown; compare it with the paper."
    ]


@pytest.mark.parametrize(
    ("code", "day", "problems", "warnings"),
    [
        ("dd/mm/yyyy", "2026-12-10", [], 0),
        ("d-mmm", "2026-12-10", [], 1),
        ("mm/yyyy", None, ["date"], 0),
        ("yyyy", None, ["date"], 0),
    ],
)
def test_a_column_of_days_needs_the_day_to_be_visible(code, day, problems, warnings):
    rows = [["Tên doanh nghiệp", "Mã số thuế", "Ngày xác minh"]]
    rows.append(["Công ty X", "6100000001", date(2026, 12, 10)])
    result = read("enterprises", formatted(rows, {"C2": code}))
    assert [problem.code for problem in result.problems if problem.cell == "C2"] == problems
    assert len(result.warnings) == warnings


def test_a_tax_code_keeps_the_zero_that_its_format_shows():
    rows = [["Tên doanh nghiệp", "Mã số thuế"], ["Công ty X", 101243150]]
    (change,) = read("enterprises", formatted(rows, {"B2": "0000000000"})).changes
    assert change.after["tax_code"] == "0101243150"


DOLLARS = ("currency", 'o:currency="USD" o:value="1500000"')


def value_cell(attributes, text=""):
    return cell(text, f'o:value-type="{attributes[0]}" {attributes[1]}')


@pytest.mark.parametrize(
    ("attributes", "text", "read_as"),
    [
        (("float", 'o:value="20"'), "20 triệu USD", {"capital_usd": 20_000_000}),
        (DOLLARS, "$1,500,000.00", {"capital_usd": 1_500_000}),
        (DOLLARS, "", {"capital_usd": 1_500_000}),
        (DOLLARS, "1.500.000", {"capital_usd": 1_500_000}),
        (("float", 'o:value="20400000"'), "20", {"capital": 20_400_000_000}),
        (("float", 'o:value="20400000"'), "20,4 triệu đồng", {"capital": 20_400_000}),
        (("float", 'o:value="1500000"'), "1.500 nghìn USD", {"capital_usd": 1_500_000}),
        (("float", 'o:value="20400"'), "20,40", {"capital": 20_400_000_000}),
        (("float", 'o:value="1999.9"'), "2.000", {"capital": 1_999_900_000_000}),
        (("float", 'o:value="300"'), "300", {"capital": 300_000_000_000}),
        (("float", 'o:value="1234.567"'), "1.234,57", {"capital": 1_234_567_000_000}),
    ],
)
def test_an_ods_cell_shows_its_unit_in_its_text(attributes, text, read_as):
    heads = ["STT", "Tên dự án", "Địa điểm", "Tổng vốn đầu tư (tỷ đồng)"]
    lines = [row(*map(cell, heads)), row(*map(cell, ["1", "Nhà máy X", "xã Đăk La"]))]
    lines[1] = lines[1].replace("</t:table-row>", f"{value_cell(attributes, text)}</t:table-row>")
    result = read("projects", io.BytesIO(ods(table(*lines))))
    assert (result.problems, amounts(result)) == ([], read_as)


@pytest.mark.parametrize(
    ("attributes", "text", "read_as"),
    [
        (("percentage", 'o:value="0.3"'), "30%", "30%"),
        (("percentage", 'o:value="0.3"'), "", "30%"),
        (("float", 'o:value="101243150"'), "0101243150", "0101243150"),
        (("float", 'o:value="1"'), "Có", "Có"),
        (("float", 'o:value="1234.5"'), "1.234,50", "1234.5"),
        (("date", 'o:date-value="2026-12-10"'), "10-Dec", "10-Dec"),
        (("date", 'o:date-value="2026-12-01"'), "12/2026", "12/2026"),
        (("date", 'o:date-value="2026-12-10"'), "10/12/26", "10/12/2026"),
        (("date", 'o:date-value="2026-12-10"'), "10 tháng 12, 2026", "10/12/2026"),
    ],
)
def test_an_ods_cell_of_words_is_its_displayed_text(attributes, text, read_as):
    (grid,) = open_sheets(io.BytesIO(ods(table(row(value_cell(attributes, text))))))
    assert cell_text(grid.rows[0][0]) == read_as


def test_a_csv_cell_means_what_it_shows():
    rows = [PROJECT, [1, "Nhà máy X", "xã Đăk La", "5.000 m²", "20 triệu USD"]]
    result = read("projects", csv_file(rows))
    assert amounts(result) == {"capital_usd": 20_000_000, "area": "0.5"}


def test_every_figure_is_listed_with_how_it_was_read():
    rows = [PROJECT, [1, "Nhà máy X", "xã Đăk La", "gần 5", 60]]
    with override("en"):
        figures = read("projects", rows).figures
    assert [(each.cell, each.value, each.message) for each in figures] == [
        ("D2", "gần 5", "gần 5 ha"),
        ("E2", "60", "60 tỷ đồng"),
    ]


@pytest.mark.parametrize(
    ("heading", "value", "message"),
    [
        ("Diện tích (ha)", 1.23456789, "A figure in ha has at most 6 decimals here. Round it."),
        ("Diện tích (m2)", 1234.567, "A figure in m² has at most 2 decimals here. Round it."),
        (
            "Diện tích (m2)",
            10**12,
            "A figure here is at most 100,000,000,000 m². Check the number and its unit.",
        ),
        (
            "Tổng vốn đầu tư (tỷ đồng)",
            10**9,
            "A figure here is at most 1,000,000 billion dong. Check the number and its unit.",
        ),
    ],
)
def test_a_limit_has_the_unit_of_the_figure(heading, value, message):
    with override("en"):
        (problem,) = one_project(heading, value, "General").problems
    assert (problem.cell, problem.code, problem.message) == ("D2", "limit", message)
