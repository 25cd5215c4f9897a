"""Budgets as offices lay them out, with the amounts that each states.

Tasks, years and sources are made up; the layouts are those of annexes. Amounts are in million dong.
"""

from dataclasses import dataclass, field
from itertools import product

from tests.spreadsheets.annexes.builder import AnnexSheet

A, B, C = "Hội nghị xúc tiến đầu tư", "Đào tạo quản lý cho doanh nghiệp", "Trang thông tin"
TASKS = [A, B, C]
PERIOD = "2021-2025"
UNIT_LINE = ["Đơn vị tính: triệu đồng"]
TITLE = "KINH PHÍ THỰC HIỆN CHƯƠNG TRÌNH GIAI ĐOẠN 2021-2025"
LINE = ["STT", "Giai đoạn", "Nội dung"]
SHORT = ["STT", "Nội dung"]
ESTIMATE = "Dự toán (triệu đồng)"
SOURCES = {"central": "Ngân sách trung ương", "provincial": "Ngân sách tỉnh"}
YEARS = [2021, 2022, 2023]

# stage, year, source -> million dong
Amounts = dict[tuple[str, int | None, str], int]


@dataclass
class Layout:
    """One file: its sheets, and the expected amounts of each task."""

    name: str
    sheets: list[AnnexSheet]
    amounts: dict[str, Amounts]
    warnings: list[str] = field(default_factory=list)
    choices: dict = field(default_factory=dict)


def sheet(rows, merges=(), name="Biểu 01"):
    """`merges` are (first row, first column, last row, last column), from zero."""
    columns = [""] * max(map(len, rows))
    return AnnexSheet(
        name=name, columns=columns, rows=[list(row) for row in rows], merges=[*merges]
    )


def estimates(tasks=TASKS, first=100, step=100):
    return {
        task: {("estimated", None, "unsplit"): first + step * n} for n, task in enumerate(tasks)
    }


def across(years=(None,), sources=("unsplit",), stages=("estimated",)):
    """Different amounts for each task, stage, year and source; later stages have less."""
    places = list(product(stages, years, sources))
    return {
        task: {place: 1000 * (n + 1) - 10 * number for number, place in enumerate(places)}
        for n, task in enumerate(TASKS)
    }


def rows_of(amounts, heads=3):
    """A row of data for each task, with its amounts from left to right."""
    before = [[n + 1, *([PERIOD] if heads == 3 else []), task] for n, task in enumerate(amounts)]
    return [[*start, *each.values()] for start, each in zip(before, amounts.values(), strict=True)]


def merged_down(bottom, columns=3, top=0):
    return [(top, column, bottom, column) for column in range(columns)]


def sums(amounts):
    columns = zip(*(each.values() for each in amounts.values()), strict=True)
    return [sum(column) for column in columns]


def blanks(count):
    return [None] * count


# -- one amount ----------------------------------------------------------------------------


def plain():
    return Layout("plain", [sheet([[*LINE, ESTIMATE], *rows_of(estimates())])], estimates())


def under_a_title():
    rows = [["PHỤ LỤC II"], [TITLE], [None, *UNIT_LINE], [*SHORT, "Dự toán"]]
    return Layout("under a title", [sheet([*rows, *rows_of(estimates(), 2)])], estimates())


def with_offices():
    heads = [
        "Số TT",
        "Giai đoạn",
        "Nội dung công việc",
        "Cơ quan chủ trì",
        "Kinh phí dự kiến",
        "Ghi chú",
    ]
    rows = [[*row[:3], "Sở Công Thương", row[3], "hằng năm"] for row in rows_of(estimates())]
    return Layout("with offices", [sheet([UNIT_LINE, heads, *rows])], estimates())


def with_text_numbers():
    rows = [[*row[:3], f"{row[3]}.000"] for row in rows_of(estimates())]
    expected = estimates(first=100_000, step=100_000)
    return Layout("numbers typed as text", [sheet([[*LINE, ESTIMATE], *rows])], expected)


def in_billions():
    rows = [[*row[:3], row[3] / 1000] for row in rows_of(estimates())]
    return Layout("in billions", [sheet([[*LINE, "Dự toán (tỷ đồng)"], *rows])], estimates())


def with_column_numbers():
    rows = [[*LINE, ESTIMATE], ["(1)", "(2)", "(3)", "(4)"], *rows_of(estimates())]
    return Layout("column numbers", [sheet(rows)], estimates())


def with_blank_rows():
    rows = [row for each in rows_of(estimates()) for row in (each, blanks(6))]
    return Layout(
        "blank rows and columns", [sheet([[*LINE, ESTIMATE, None, None], *rows])], estimates()
    )


def on_two_pages():
    heads, rows = [*LINE, ESTIMATE], rows_of(estimates())
    return Layout("headings on each page", [sheet([heads, *rows[:2], heads, rows[2]])], estimates())


def with_signature():
    rows = [
        [*LINE, ESTIMATE],
        *rows_of(estimates()),
        [None, None, "Tổng cộng", 600],
        ["Ghi chú: kinh phí hằng năm do HĐND tỉnh quyết định."],
        [None, None, None, "Kon Tum, ngày 02 tháng 8 năm 2021"],
        [None, None, None, "KT. CHỦ TỊCH"],
    ]
    return Layout("total and signature", [sheet(rows)], estimates())


def total_on_top():
    rows = [[*LINE, ESTIMATE], [None, None, "TỔNG SỐ", 600], *rows_of(estimates())]
    return Layout("total on top", [sheet(rows)], estimates())


def sum_without_words():
    rows = [[*LINE, ESTIMATE], *rows_of(estimates()), [None, None, None, 600]]
    return Layout("sum without words", [sheet(rows)], estimates())


# -- groups and parts ----------------------------------------------------------------------


def two_groups():
    one, two, three = rows_of(estimates())
    groups = ["I", None, "HOẠT ĐỘNG XÚC TIẾN", 100], ["II", None, "HOẠT ĐỘNG KHÁC", 500]
    rows = [[*LINE, ESTIMATE], groups[0], one, groups[1], [1, *two[1:]], [2, *three[1:]]]
    return Layout("two groups with sums", [sheet(rows)], estimates())


def groups_in_two_levels():
    one, two, three = rows_of(estimates())
    rows = [
        [*LINE, ESTIMATE],
        [None, None, "TỔNG CỘNG", 600],
        ["A", None, "NGÂN SÁCH TỈNH", 600],
        ["I", None, "Xúc tiến", 100],
        one,
        ["II", None, "Đào tạo và thông tin", 500],
        [1, *two[1:]],
        [2, *three[1:]],
    ]
    expected = {
        task: {("estimated", None, "provincial"): 100 * (n + 1)} for n, task in enumerate(TASKS)
    }
    return Layout("groups in two levels", [sheet(rows)], expected)


def dotted_rows_below_sums():
    rows = [
        [*LINE, ESTIMATE],
        [1, None, "Xúc tiến", 300],
        ["1.1", PERIOD, A, 100],
        ["1.2", PERIOD, B, 200],
        [2, None, "Thông tin", 300],
        ["2.1", PERIOD, C, 300],
    ]
    return Layout("dotted rows below their sums", [sheet(rows)], estimates())


def groups_of_sources():
    rows = [
        [*LINE, ESTIMATE],
        ["I", None, "Ngân sách trung ương"],
        [1, PERIOD, A, 100],
        ["II", None, "Ngân sách tỉnh"],
        [1, PERIOD, A, 50],
        [2, PERIOD, B, 200],
    ]
    expected = {
        A: {("estimated", None, "central"): 100, ("estimated", None, "provincial"): 50},
        B: {("estimated", None, "provincial"): 200},
    }
    return Layout("groups of sources", [sheet(rows)], expected)


def groups_of_years():
    rows = [[*LINE, ESTIMATE]]
    for ordinal, year in zip(["I", "II"], YEARS, strict=False):
        rows += [[ordinal, None, f"NĂM {year}"], [1, PERIOD, A, year - 2000], [2, PERIOD, B, 7]]
    expected = {
        A: {("estimated", 2021, "unsplit"): 21, ("estimated", 2022, "unsplit"): 22},
        B: {("estimated", 2021, "unsplit"): 7, ("estimated", 2022, "unsplit"): 7},
    }
    return Layout("groups of years", [sheet(rows)], expected)


def parts_with_dashes():
    rows = [
        [*LINE, ESTIMATE],
        [1, PERIOD, A, 100],
        ["-", None, "Thuê hội trường", 60],
        ["-", None, "Tài liệu", 40],
        [2, PERIOD, B, 200],
        [3, PERIOD, C, 300],
    ]
    return Layout("parts with dashes", [sheet(rows)], estimates())


def parts_with_letters():
    rows = [
        [*LINE, "Đơn vị chủ trì", ESTIMATE],
        [1, PERIOD, A, "Sở Công Thương", 100],
        ["a)", PERIOD, "Thuê hội trường", "Sở Công Thương", 60],
        ["b)", PERIOD, "Tài liệu", "Sở Công Thương", 40],
        [2, PERIOD, B, "Sở Công Thương", 200],
        [3, PERIOD, C, "Sở Công Thương", 300],
    ]
    return Layout("parts with letters", [sheet(rows)], estimates())


def with_one_amount():
    return [
        plain(),
        under_a_title(),
        with_offices(),
        with_text_numbers(),
        in_billions(),
        with_column_numbers(),
        with_blank_rows(),
        on_two_pages(),
        with_signature(),
        total_on_top(),
        sum_without_words(),
        two_groups(),
        groups_in_two_levels(),
        dotted_rows_below_sums(),
        groups_of_sources(),
        groups_of_years(),
        parts_with_dashes(),
        parts_with_letters(),
    ]
