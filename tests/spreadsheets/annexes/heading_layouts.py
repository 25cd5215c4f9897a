"""Annexes with all kinds of headings, units and title blocks."""

import unicodedata

from tests.spreadsheets.annexes.builder import HEADINGS, Annex, AnnexSheet
from tests.spreadsheets.annexes.content import projects
from tests.spreadsheets.annexes.tables import (
    MERGED,
    TWO_ROW_COLUMNS,
    TWO_ROW_HEADINGS,
    TWO_ROW_UNITS,
    TWO_ROWS,
    numbered,
    one_table,
    two_rows,
)


def plain() -> Annex:
    sheet = one_table()
    sheet.head(HEADINGS)
    numbered(sheet, 30)
    return Annex("01-mot-dong-tieu-de", "merged title block, one row of headings", [sheet])


def first_row() -> Annex:
    sheet = one_table(title=False)
    sheet.head(HEADINGS)
    numbered(sheet, 12, start=30)
    return Annex("02-tieu-de-dong-dau", "headings in the first row", [sheet])


def merged_headings() -> Annex:
    sheet = one_table(columns=TWO_ROW_COLUMNS)
    sheet.head(*TWO_ROWS, merges=MERGED)
    sheet.leave("column numbers", "(1)", "(2)", "(3)", "(4)", "(5)", "(6)", "(7)=(6):23", "(8)")
    two_rows(sheet, 16, start=4)
    return Annex(
        "03-tieu-de-hai-dong-gop-o",
        "two rows of headings, merged; a row (1) (2) (3)",
        [sheet],
        headings=TWO_ROW_HEADINGS | {"capital": "Tổng vốn đầu tư / Tỷ đồng"},
        units=TWO_ROW_UNITS,
    )


def unmerged_headings() -> Annex:
    sheet = one_table(columns=TWO_ROW_COLUMNS)
    sheet.head(*TWO_ROWS)
    sheet.leave("column numbers", 1, 2, 3, 4, 5, 6, 7, 8)
    two_rows(sheet, 14, start=20)
    return Annex(
        "04-tieu-de-hai-dong-khong-gop-o",
        "two rows of headings that nobody merged; a row 1 2 3",
        [sheet],
        headings=TWO_ROW_HEADINGS | {"capital_usd": "Tổng vốn đầu tư / Triệu USD"},
        units=TWO_ROW_UNITS,
    )


def three_rows() -> Annex:
    columns = ["ordinal", "name_vi", "place_vi", "district", "area", "capital", "note_vi"]
    sheet = one_table(columns=columns)
    sheet.head(
        ["TT", "Tên dự án", "Thông tin dự án", None, None, None, "Ghi chú"],
        [None, None, "Địa điểm", None, "Quy mô", "Tổng mức đầu tư", None],
        [None, None, "Xã, phường", "Huyện, thành phố", "Diện tích (ha)", "(triệu đồng)", None],
        merges=[
            *[(0, 0, 2, 0), (0, 1, 2, 1), (0, 6, 2, 6)],
            *[(0, 2, 0, 5), (1, 2, 1, 3)],
        ],
    )
    places = [("xã Tân Cảnh", "Huyện Đăk Tô"), ("xã Đăk Cấm", "Thành phố Kon Tum")]
    for number, content in enumerate(projects(10, start=60, unit=10**6), start=1):
        commune, district = places[number % 2]
        sheet.project(number, content, place_vi=commune, district=district)
    return Annex(
        "05-tieu-de-ba-dong",
        "three rows of headings; the unit alone under its heading",
        [sheet],
        headings={"place_vi": "Thông tin dự án / Địa điểm / Xã, phường"},
        units={"area": "ha", "capital": "trieu_dong"},
    )


def letters_and_numbers() -> Annex:
    columns = ["ordinal", "name_vi", "area", "capital", "capital_usd"]
    sheet = one_table(columns=columns)
    sheet.head(
        ["STT", "Tên dự án/công trình", "Nhu cầu sử dụng đất\n(ha)", "Tổng vốn đầu tư\n(tỷ đồng)"]
        + ["Vốn đầu tư\n(triệu USD)"]
    )
    sheet.leave("column numbers", "A", "B", 1, 2, "3=2/23")
    numbered(sheet, 9, start=75)
    return Annex(
        "06-so-cot-A-B-1-2",
        "a row A B 1 2 3=2/23; units under the words of a heading",
        [sheet],
        headings={"capital": "Tổng vốn đầu tư\n(tỷ đồng)"},
        units={"area": "ha", "capital": "ty_dong", "capital_usd": "trieu_usd"},
    )


def unit_line() -> Annex:
    sheet = one_table([None, None, None, None, "Đơn vị tính: triệu đồng"])
    sheet.head([*HEADINGS[:4], "Tổng vốn đầu tư", *HEADINGS[5:]])
    numbered(sheet, 13, start=10, unit=10**6)
    return Annex(
        "07-dong-don-vi-tinh",
        "a unit line at the right below the title",
        [sheet],
        units={"area": "ha", "capital": ""},
        unit="trieu_dong",
    )


def far_down() -> Annex:
    sheet = one_table()
    for number in range(70):
        sheet.line(f"Điều {number + 1}. Nội dung quy định tại quyết định này.")
    sheet.head(HEADINGS)
    numbered(sheet, 10, start=24)
    return Annex("18-tieu-de-sau-dong-60", "headings below seventy rows of a decision", [sheet])


def in_english() -> Annex:
    columns = ["ordinal", "name_vi", "place_vi", "area", "capital", "investment_form_text"]
    sheet = AnnexSheet(name="List", columns=columns)
    sheet.line("LIST OF PROJECTS CALLING FOR INVESTMENT", merged=True)
    sheet.line("(Test data)")
    sheet.head(
        ["No.", "Project name", "Location", "Area (ha)", "Investment capital (billion VND)"]
        + ["Form of investment"]
    )
    amounts = [("1,241.5", "1241.5", "210.0", 210), ("31.52", "31.52", "3,840.5", 3840.5)]
    for number in range(1, 11):
        area, hectares, capital, billions = amounts[number % 2]
        amount = str(int(billions * 10**9))
        sheet.data(
            *(number, f"Brick works {number}", "Dak Cam commune", area, capital, "100% FDI or DDI"),
            figures={"area": [hectares, hectares, ""], "capital": [amount, amount, ""]},
        )
    return Annex("25-tieng-anh", "English headings and English notation", [sheet])


def other_words() -> Annex:
    sheet = one_table()
    sheet.head(
        ["Số  TT", "DANH MỤC DỰ ÁN (*)", "Vị trí*", "Quy mô diện tích,\nha"]
        + ["TỔNG MỨC ĐẦU TƯ  DỰ KIẾN (ĐVT: tỷ đồng)", "Hình thức", "Ghi chú¹"]
    )
    numbered(sheet, 11, start=55)
    for number, row in enumerate(sheet.rows):
        sheet.rows[number] = [
            unicodedata.normalize("NFD", cell) if isinstance(cell, str) else cell for cell in row
        ]
    return Annex(
        "26-tieu-de-viet-khac",
        "headings in other words, capitals, decomposed letters, with marks of footnotes",
        [sheet],
        is_compared=True,
    )


def annexes() -> list[Annex]:
    return [
        *[plain(), first_row(), merged_headings(), unmerged_headings(), three_rows()],
        *[letters_and_numbers(), unit_line(), far_down(), in_english(), other_words()],
    ]
