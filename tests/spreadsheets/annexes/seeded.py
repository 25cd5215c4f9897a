"""Annexes with seeded errors, each with its cell and expected code."""

from tests.spreadsheets.annexes.builder import HEADINGS, Annex, AnnexSheet
from tests.spreadsheets.annexes.content import projects
from tests.spreadsheets.annexes.tables import (
    MERGED,
    TWO_ROW_COLUMNS,
    TWO_ROW_UNITS,
    TWO_ROWS,
    one_table,
)

COLUMNS = ["ordinal", "name_vi", "district", "field", "sector_group", "area", "capital", "status"]
WORDS = [
    *["STT", "Tên dự án", "Huyện, thành phố", "Lĩnh vực", "Nhóm ngành", "Diện tích (ha)"],
    *["Tổng vốn đầu tư (tỷ đồng)", "Tình trạng"],
]


def names_and_figures() -> Annex:
    """Unknown names, malformed figures, an empty name, a formula error."""
    sheet = one_table(columns=COLUMNS)
    sheet.head(WORDS)
    errors = {
        2: ("district", "Huyện Đăk Tôô", "unknown"),
        3: ("field", "Năng lượngg", "unknown"),
        5: ("sector_group", "Dệt mayy", "unknown"),
        6: ("area", "12,x", "words"),
        8: ("area", "300-200", "range"),
        9: ("capital", "-5", "negative"),
        11: ("capital", "1.23.4", "number"),
        12: ("name_vi", None, "empty"),
        14: ("area", "5 tỷ đồng", "words"),
        15: ("district", "Huyện Không Có", "unknown"),
        17: ("capital", "12³", "words"),
        18: ("status", "Đang mơ", "unknown"),
    }
    for number, content in enumerate(projects(20, start=100), start=1):
        cells = {"district": "Huyện Đăk Tô", "area": 5, "capital": 70}
        column, value, code = errors.get(number, ("", None, ""))
        if column:
            cells[column] = value
        sheet.project(number, content, **cells)
        if column:
            sheet.wrong(column, code)
    return Annex("41-loi-ten-va-so", "wrong names and broken figures", [sheet])


def under_groups() -> Annex:
    """An unknown field in a group row, a duplicate project, below two rows of headings."""
    sheet = one_table(columns=TWO_ROW_COLUMNS)
    sheet.head(*TWO_ROWS, merges=MERGED)
    sheet.leave("column numbers", *(f"({number})" for number in range(1, 9)))
    sheet.group("I", "LĨNH VỰC NĂNG LƯỢNK", bold=True)
    sheet.wrong("name_vi", "unknown")
    made = projects(12, start=120)
    for number, content in enumerate(made[:5], start=1):
        sheet.project(number, content, capital=70)
    sheet.group("II", "LĨNH VỰC KHAI KHOÁNG", bold=True)
    for number, content in enumerate(made[5:], start=1):
        sheet.project(number, content, capital=70)
    sheet.project(8, made[7], capital=71)
    sheet.wrong("name_vi", "duplicate")
    sheet.project(9, made[9], name_vi="Nhà máy số chín", capital=5, capital_usd="5,x")
    sheet.wrong("capital_usd", "words")
    sheet.total("Tổng cộng", None, None, 11, None, 150)
    return Annex(
        "42-loi-duoi-nhom", "errors under groups and two rows of headings", [sheet],
        units=TWO_ROW_UNITS,
    )  # fmt: skip


def under_merges() -> Annex:
    """A wrong district merged over three rows, after blank rows and repeated headings."""
    sheet = one_table(columns=COLUMNS)
    sheet.head(WORDS)
    made = projects(12, start=140)
    for number, content in enumerate(made, start=1):
        cells = {"area": 5, "capital": 70}
        if number == 3:
            top = sheet.project(number, content, district="Huyện Xa Lạ", **cells)
            sheet.merges.append((top, 2, top + 2, 2))
            sheet.wrong("district", "unknown")
        elif number in (4, 5):
            sheet.project(number, content, merged_in={"district": "Huyện Xa Lạ"}, **cells)
            sheet.wrong("district", "unknown")
        elif number == 10:
            sheet.project(number, content, **cells | {"area": "mười hai"})
            sheet.wrong("area", "words")
        else:
            sheet.project(number, content, **cells)
        if number == 6:
            sheet.line()
            sheet.leave("repeated headings", *WORDS)
    return Annex("43-loi-trong-o-gop", "an error in merged cells", [sheet])


def in_text() -> Annex:
    """Errors in a CSV file, whose cells are all text; a column in the wrong unit."""
    columns = ["ordinal", "name_vi", "place_vi", "area", "capital"]
    sheet = AnnexSheet(columns=columns)
    sheet.head(["TT", "Tên dự án", "Địa điểm", "Diện tích (tỷ đồng)", "Tổng vốn đầu tư (tỷ đồng)"])
    sheet.wrong("area", "unit")
    bad = {3: "abc", 6: "7..5", 9: "500-100"}
    codes = {3: "words", 6: "words", 9: "range"}
    for number, content in enumerate(projects(10, start=150), start=1):
        sheet.project(str(number), content, area=None, capital=bad.get(number, "70"))
        if number in bad:
            sheet.wrong("capital", codes[number])
    return Annex(
        "44-loi-trong-csv", "errors in a CSV file; a unit that does not fit", [sheet],
        extension="csv", units={"area": "ty_dong", "capital": "ty_dong"},
    )  # fmt: skip


def in_english_notation() -> Annex:
    """An ambiguous number among numbers in English notation."""
    columns = ["ordinal", "name_vi", "place_vi", "area", "capital", "investment_form_text"]
    sheet = one_table(columns=columns)
    sheet.head(HEADINGS[:6])
    amounts = ["1,241.5", "31.52", "4.121", "12", "2,500.75", "0.5", "7", "8.25", "9.125", "10"]
    for number, content in enumerate(projects(10, start=130), start=1):
        sheet.project(number, content, area=amounts[number - 1], capital=70)
        if number in (3, 9):
            sheet.wrong("area", "ambiguous")
    return Annex("45-loi-hai-cach-viet-so", "English notation with doubtful numbers", [sheet])


def annexes() -> list[Annex]:
    return [names_and_figures(), under_groups(), under_merges(), in_text(), in_english_notation()]
