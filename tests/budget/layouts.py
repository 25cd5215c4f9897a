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


# -- several amounts in a row --------------------------------------------------------------


def years_merged():
    amounts = across(years=YEARS)
    heads = [[*LINE, ESTIMATE, None, None], [*blanks(3), *(f"Năm {year}" for year in YEARS)]]
    merges = [*merged_down(1), (0, 3, 0, 5)]
    return Layout("years, merged", [sheet([*heads, *rows_of(amounts)], merges)], amounts)


def years_not_merged():
    amounts = across(years=YEARS)
    heads = [[*LINE, ESTIMATE, None, None], [*blanks(3), *(f"Năm {year}" for year in YEARS)]]
    return Layout("years, not merged", [sheet([*heads, *rows_of(amounts)])], amounts)


def years_as_numbers():
    amounts = across(years=YEARS)
    rows = [[*LINE, ESTIMATE, None, None], [*blanks(3), *YEARS], *rows_of(amounts)]
    return Layout("years as numbers", [sheet(rows, [*merged_down(1), (0, 3, 0, 5)])], amounts)


def years_in_one_row():
    amounts = across(years=YEARS)
    heads = [*SHORT, *(f"Dự toán năm {year}" for year in YEARS)]
    rows = [[TITLE], UNIT_LINE, heads, *rows_of(amounts, 2)]
    return Layout("years in one row", [sheet(rows)], amounts)


def years_and_their_sum(*, first):
    amounts = across(years=YEARS)
    rows = []
    for row in rows_of(amounts, 2):
        total = sum(row[2:])
        rows.append([*row[:2], total, *row[2:]] if first else [*row, total])
    years = [f"Năm {year}" for year in YEARS]
    upper = [*SHORT, "Dự toán", None, None, None]
    lower = [None, None, *(["Tổng số", *years] if first else [*years, "Cộng"])]
    merges = [*merged_down(3, 2, top=2), (2, 2, 2, 5)]
    table = sheet([[TITLE], UNIT_LINE, upper, lower, *rows], merges)
    return Layout(f"years and their sum {'first' if first else 'last'}", [table], amounts)


def sources_of_a_sum():
    amounts = across(sources=SOURCES)
    heads = [
        [*LINE, "Kinh phí dự kiến (triệu đồng)", None, None],
        [*blanks(3), "Tổng số", "Trong đó", None],
        [*blanks(4), *SOURCES.values()],
    ]
    rows = [[*row[:3], sum(row[3:]), *row[3:]] for row in rows_of(amounts)]
    merges = [*merged_down(2), (0, 3, 0, 5), (1, 3, 2, 3), (1, 4, 1, 5)]
    return Layout("sources of a sum", [sheet([*heads, *rows], merges)], amounts)


def sources_in_short():
    amounts = across(sources=SOURCES)
    heads = [[*LINE, ESTIMATE, None], [*blanks(3), "NSTW", "NSĐP"]]
    merges = [*merged_down(1), (0, 3, 0, 4)]
    return Layout("sources in short", [sheet([*heads, *rows_of(amounts)], merges)], amounts)


def sources_below_years():
    amounts = across(years=YEARS[:2], sources=SOURCES)
    heads = [
        [*LINE, ESTIMATE, *blanks(3)],
        [*blanks(3), "Năm 2021", None, "Năm 2022", None],
        [*blanks(3), *SOURCES.values(), *SOURCES.values()],
    ]
    merges = [*merged_down(2), (0, 3, 0, 6), (1, 3, 1, 4), (1, 5, 1, 6)]
    return Layout("sources below years", [sheet([*heads, *rows_of(amounts)], merges)], amounts)


def stages_side_by_side():
    amounts = across(stages=("estimated", "allocated", "disbursed"))
    heads = [*LINE, "Dự toán", "Kế hoạch vốn được giao", "Đã giải ngân"]
    return Layout("stages side by side", [sheet([UNIT_LINE, heads, *rows_of(amounts)])], amounts)


def stages_below_years():
    years, stages = YEARS[:2], ("allocated", "disbursed")
    amounts = {
        task: {
            (s, y, "unsplit"): 100 * (n + 1) - 10 * k for y in years for k, s in enumerate(stages)
        }
        for n, task in enumerate(TASKS)
    }
    heads = [
        [*LINE, "Năm 2021", None, "Năm 2022", None],
        [*blanks(3), "Kinh phí giao", "Giải ngân", "Kinh phí giao", "Giải ngân"],
    ]
    merges = [*merged_down(2, top=1), (1, 3, 1, 4), (1, 5, 1, 6)]
    table = sheet([UNIT_LINE, *heads, *rows_of(amounts)], merges)
    return Layout("stages below years", [table], amounts)


def years_below_stages():
    amounts = across(stages=("allocated", "disbursed"), years=YEARS[:2])
    heads = [
        [*LINE, "Kế hoạch vốn (triệu đồng)", None, "Giải ngân (triệu đồng)", None],
        [*blanks(3), "2021", "2022", "2021", "2022"],
        ["1", "2", "3", "4", "5", "6", "7"],
    ]
    merges = [*merged_down(1), (0, 3, 0, 4), (0, 5, 0, 6)]
    return Layout("years below stages", [sheet([*heads, *rows_of(amounts)], merges)], amounts)


def stage_in_the_title():
    amounts = across(years=YEARS)
    rows = [[f"DỰ TOÁN {TITLE}"], UNIT_LINE, [*SHORT, *(f"Năm {year}" for year in YEARS)]]
    return Layout("stage in the title", [sheet([*rows, *rows_of(amounts, 2)])], amounts)


def stage_of_a_report():
    amounts = across(stages=("disbursed",), years=YEARS)
    title = "KẾT QUẢ GIẢI NGÂN KINH PHÍ GIAI ĐOẠN 2021-2025"
    rows = [[title], UNIT_LINE, [*SHORT, *(f"Năm {year}" for year in YEARS)]]
    return Layout("stage of a report", [sheet([*rows, *rows_of(amounts, 2)])], amounts)


# -- several rows for a task ---------------------------------------------------------------


def a_row_for_each_source():
    rows = [[*LINE, "Nguồn vốn", ESTIMATE]]
    for n, task in enumerate(TASKS, 1):
        rows += [[n, PERIOD, task, "NSTW", 10 * n], [*blanks(3), "Ngân sách tỉnh", 5 * n]]
    merges = [(top, column, top + 1, column) for top in (1, 3, 5) for column in range(3)]
    expected = {
        task: {("estimated", None, "central"): 10 * n, ("estimated", None, "provincial"): 5 * n}
        for n, task in enumerate(TASKS, 1)
    }
    return Layout("a row for each source", [sheet(rows, merges)], expected)


def a_row_for_each_year():
    rows = [[*LINE, "Năm", "Nguồn kinh phí", "Dự toán được giao (trđ)", "Giải ngân (trđ)"]]
    expected: dict[str, Amounts] = {}
    for n, task in enumerate(TASKS, 1):
        for year in YEARS[:2]:
            rows.append([n, PERIOD, task, year, "Ngân sách tỉnh", 10 * n, 9 * n])
            expected.setdefault(task, {}).update(
                {
                    ("allocated", year, "provincial"): 10 * n,
                    ("disbursed", year, "provincial"): 9 * n,
                }
            )
    return Layout("a row for each year", [sheet(rows)], expected)


def a_sheet_for_each_year():
    sheets, expected = [], {}
    for year in YEARS[:2]:
        rows = [
            [*LINE, "Năm", ESTIMATE],
            *([n, PERIOD, t, year, 10 * n] for n, t in enumerate(TASKS, 1)),
        ]
        sheets.append(sheet(rows, name=f"Năm {year}"))
    for n, task in enumerate(TASKS, 1):
        expected[task] = {("estimated", year, "unsplit"): 10 * n for year in YEARS[:2]}
    return Layout("a sheet for each year", sheets, expected, choices={"sheet": "*"})


def all_layouts():
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
        years_merged(),
        years_not_merged(),
        years_as_numbers(),
        years_in_one_row(),
        years_and_their_sum(first=True),
        years_and_their_sum(first=False),
        sources_of_a_sum(),
        sources_in_short(),
        sources_below_years(),
        stages_side_by_side(),
        stages_below_years(),
        years_below_stages(),
        stage_in_the_title(),
        stage_of_a_report(),
        a_row_for_each_source(),
        a_row_for_each_year(),
        a_sheet_for_each_year(),
    ]
