"""Budgets with several amounts for a task, in columns or in rows."""

from tests.budget.layouts import (
    ESTIMATE,
    LINE,
    PERIOD,
    SHORT,
    SOURCES,
    TASKS,
    TITLE,
    UNIT_LINE,
    YEARS,
    Amounts,
    Layout,
    across,
    blanks,
    merged_down,
    rows_of,
    sheet,
)

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


def with_several_amounts():
    return [
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
