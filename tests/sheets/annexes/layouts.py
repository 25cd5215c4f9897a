"""The annexes of the corpus that are in order: one for every way provinces lay them out."""

import unicodedata

from tests.sheets.annexes.builder import (
    COLUMNS,
    HEADINGS,
    TITLE,
    Annex,
    AnnexSheet,
)
from tests.sheets.annexes.content import projects

SIGNED = (
    [None, None, None, None, "Kon Tum, ngày 02 tháng 8 năm 2021"],
    [None, "NGƯỜI LẬP BIỂU", None, None, "TM. ỦY BAN NHÂN DÂN"],
    [None, None, None, None, "KT. CHỦ TỊCH\nPHÓ CHỦ TỊCH"],
    [None, "Trần Thị Thử", None, None, "Nguyễn Văn Nghiệm"],
)
UNDER = "text under the table"


def one_table(*more, title=True, sheet_name="Phụ lục", columns=None) -> AnnexSheet:
    sheet = AnnexSheet(name=sheet_name, columns=list(columns or COLUMNS))
    if title:
        sheet.title(*more)
    return sheet


def numbered(sheet: AnnexSheet, count: int, *, start: int = 0, first: int = 1, unit: int = 10**9):
    for number, content in enumerate(projects(count, start=start, unit=unit), start=first):
        sheet.project(number, content)


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


TWO_ROWS = [
    ["TT", "Tên dự án", "Địa điểm", "Quy mô", None, "Tổng vốn đầu tư", None, "Ghi chú"],
    [None, None, None, "Diện tích (ha)", "Công suất", "Tỷ đồng", "Triệu USD", None],
]
TWO_ROW_COLUMNS = [
    *["ordinal", "name_vi", "place_vi", "area", "capacity_vi", "capital", "capital_usd", "note_vi"]
]
MERGED = [(0, c, 1, c) for c in (0, 1, 2, 7)] + [(0, 3, 0, 4), (0, 5, 0, 6)]
TWO_ROW_UNITS = {"area": "ha", "capital": "ty_dong", "capital_usd": "trieu_usd"}
TWO_ROW_HEADINGS = {"area": "Quy mô / Diện tích (ha)", "capacity_vi": "Quy mô / Công suất"}


def two_rows(sheet: AnnexSheet, count: int, *, start: int) -> None:
    capacities = ["50 MW", "2.000 tấn/năm", None, "5 triệu lít/năm"]
    for number, content in enumerate(projects(count, start=start), start=1):
        dollars = "5,2" if number % 4 == 0 else None
        capacity = capacities[number % len(capacities)]
        sheet.project(number, content, capacity_vi=capacity, capital_usd=dollars)


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


def roman_groups() -> Annex:
    sheet = one_table()
    sheet.head(HEADINGS)
    sheet.group("I", "LĨNH VỰC NĂNG LƯỢNG", "I", "LĨNH VỰC NĂNG LƯỢNG", "05 dự án", bold=True)
    numbered(sheet, 5, start=33)
    sheet.group("II", "Khai khoáng", "II.", "Khai khoáng", "04 dự án", bold=True)
    numbered(sheet, 4, start=41)
    sheet.total(None, "Tổng cộng", "09 dự án", 1500, 8000, bold=True)
    return Annex("08-nhom-la-ma", "Roman groups, counts in the next cell; a total last", [sheet])


def path_of_groups() -> Annex:
    sheet = one_table()
    sheet.head(HEADINGS)
    sheet.group("A", "DANH MỤC ĐANG KÊU GỌI ĐẦU TƯ", bold=True)
    sheet.group("I", "LĨNH VỰC NĂNG LƯỢNG", "I", "LĨNH VỰC NĂNG LƯỢNG (06 dự án)", level=1)
    sheet.group("1.1", "Thủy điện", level=3)
    numbered(sheet, 3, start=50)
    sheet.group("1.2", "Điện gió", level=3)
    numbered(sheet, 3, start=53)
    sheet.group("B", "DANH MỤC DỰ KIẾN", bold=True)
    sheet.group("I", "LĨNH VỰC KHAI KHOÁNG", level=1)
    numbered(sheet, 4, start=56, first=7)
    return Annex("09-nhom-nhieu-cap", "groups A, I, 1.1; ordinals begin anew or run on", [sheet])


def merged_groups() -> Annex:
    sheet = one_table()
    sheet.head(HEADINGS)
    sheet.group(
        *("I", "LĨNH VỰC NĂNG LƯỢNG", "I. LĨNH VỰC NĂNG LƯỢNG (22 dự án)"), merged=True, bold=True
    )
    numbered(sheet, 22, start=60)
    sheet.total(None, "Cộng nhóm I", None, 100, 900, of_group=True)
    sheet.group("II", "Đô thị", "II. Đô thị (3 dự án)", merged=True)
    numbered(sheet, 3, start=84)
    sheet.total(None, "Cộng (II): 03 dự án", None, 50, 70, of_group=True)
    sheet.total("Tổng cộng", None, None, 150, 970, bold=True)
    return Annex(
        "10-nhom-gop-o-cong-nhom",
        "groups merged over the width with counts in brackets; a total for each and for all",
        [sheet],
    )


def bold_groups() -> Annex:
    sheet = one_table()
    sheet.head(HEADINGS)
    sheet.group("", "Công nghiệp chế biến", None, "Công nghiệp chế biến", bold=True)
    numbered(sheet, 6, start=70)
    sheet.group("", "Nông - lâm nghiệp", None, "Nông - lâm nghiệp: 05 dự án", bold=True)
    numbered(sheet, 5, start=80, first=7)
    return Annex("11-nhom-in-dam", "groups in bold without an ordinal", [sheet])


def named_groups() -> Annex:
    sheet = one_table()
    sheet.head(HEADINGS)
    for number, (name, start) in enumerate([("Năng lượng", 90), ("Khai khoáng", 95)], start=1):
        sheet.group(f"Nhóm {number}", name, f"Nhóm {number}: {name}", merged=True)
        numbered(sheet, 5, start=start)
    return Annex("12-nhom-1-nhom-2", "groups “Nhóm 1: …”", [sheet])


def dotted() -> Annex:
    sheet = one_table()
    sheet.head(HEADINGS)
    for number, name in enumerate(["Lĩnh vực năng lượng", "Lĩnh vực khai khoáng"], start=1):
        sheet.group(str(number), name, number, name)
        for place, content in enumerate(projects(4, start=100 + 4 * number), start=1):
            sheet.project(f"{number}.{place}", content)
    return Annex("13-so-thap-phan", "numbers 1 as groups of 1.1, 1.2", [sheet])


def total_first() -> Annex:
    sheet = one_table()
    sheet.head(HEADINGS)
    sheet.leave("total", None, "TỔNG SỐ: 10 DỰ ÁN", None, 300, 2400, bold=True)
    total = sheet.last
    for ordinal, name, start in (("I", "NĂNG LƯỢNG", 110), ("II", "KHAI KHOÁNG", 120)):
        sheet.group(ordinal, name, ordinal, name, None, 150, 1200)
        heading = sheet.last
        numbered(sheet, 5, start=start)
        sheet.totals.append([heading + 1, sheet.last - 3, sheet.last + 1])
    rows = sheet.runs[0]
    sheet.totals.insert(0, [total + 1, rows[0] + 1, rows[-1] + 1])
    return Annex("14-tong-o-dau", "a total first; headings of groups that carry sums", [sheet])


def signed() -> Annex:
    sheet = one_table()
    sheet.head(HEADINGS)
    numbered(sheet, 8, start=1)
    sheet.total("Tổng cộng", None, None, 11, 150)
    sheet.leave(UNDER, "(*) Dự án đã có chủ trương đầu tư.", merged=True)
    sheet.leave(UNDER, "Ghi chú:")
    sheet.leave(UNDER, None, "- Diện tích sẽ được xác định khi lập quy hoạch chi tiết.")
    sheet.leave(UNDER, "1. Dự án số 3 đã được khảo sát năm 2020.", merged=True)
    sheet.line()
    for line in SIGNED:
        sheet.leave(UNDER, *line)
    sheet.leave(UNDER, "Nơi nhận:")
    sheet.leave(UNDER, "- Như trên;")
    sheet.leave(UNDER, "- Lưu: VT, KT.")
    return Annex("15-ghi-chu-chu-ky", "footnotes, place and day, signatures, “Nơi nhận”", [sheet])


def merged_rows() -> Annex:
    sheet = one_table()
    sheet.head(HEADINGS)
    place = "Khu công nghiệp Sao Mai, xã Hòa Bình"
    for number, content in enumerate(projects(9, start=14), start=1):
        if number in (2, 6):
            top = sheet.project(number, content, place_vi=place)
            sheet.merges.append((top, 2, top + 2, 2))
        elif number in (3, 4, 7, 8):
            sheet.project(number, content, place_vi=None, merged_in={"place_vi": place})
        else:
            sheet.project(number, content, place_vi=None)
        if number in (1, 5):
            sheet.line()
    return Annex(
        "16-gop-o-doc", "a place merged over several projects; blank rows between", [sheet]
    )


def pages() -> Annex:
    sheet = one_table()
    sheet.head(HEADINGS)
    sheet.leave("column numbers", *(f"({number})" for number in range(1, 8)))
    for page in range(3):
        if page:
            sheet.leave("repeated headings", *HEADINGS)
            sheet.leave("column numbers", *(f"({number})" for number in range(1, 8)))
        numbered(sheet, 8, start=8 * page, first=8 * page + 1)
    return Annex("17-lap-tieu-de-trang", "headings printed again on each page", [sheet])


def far_down() -> Annex:
    sheet = one_table()
    for number in range(70):
        sheet.line(f"Điều {number + 1}. Nội dung quy định tại quyết định này.")
    sheet.head(HEADINGS)
    numbered(sheet, 10, start=24)
    return Annex("18-tieu-de-sau-dong-60", "headings below seventy rows of a decision", [sheet])


def hidden() -> Annex:
    sheet = one_table(columns=[*COLUMNS, ""])
    sheet.head([*HEADINGS, "Cơ quan đầu mối"])
    for number, content in enumerate(projects(12, start=5), start=1):
        if number in (4, 5):
            sheet.leave("hidden row", number, f"{content.name} (đã rút)", "xã Ẩn")
            sheet.hidden_rows.add(sheet.last)
        sheet.project(number, content)
        sheet.rows[-1][7] = "Sở Kế hoạch và Đầu tư"
    sheet.hidden_columns = {7}
    return Annex(
        "19-dong-cot-an",
        "hidden rows and a hidden column",
        [sheet],
        warnings=["Column H (“Cơ quan đầu mối”) is hidden"],
    )


def cover() -> Annex:
    front = AnnexSheet(name="Bìa")
    front.line("ỦY BAN NHÂN DÂN TỈNH KON TUM", merged=True)
    front.line(TITLE)
    guide = AnnexSheet(name="Hướng dẫn")
    guide.line("Cách lập biểu: mỗi dự án một dòng, ví dụ:")
    guide.line(*HEADINGS)
    guide.line(1, "Nhà máy ví dụ", "xã Đăk Cấm", 5, 70)
    sheet = one_table(sheet_name="Biểu 01")
    sheet.head(HEADINGS)
    numbered(sheet, 10, start=40)
    draft = AnnexSheet(name="Nháp", hidden=True)
    draft.line(*HEADINGS)
    draft.line(1, "Nhà máy nháp", "xã Đăk Cấm", 5, 70)
    return Annex(
        "20-bia-huong-dan-an",
        "a cover, instructions with an example, a hidden draft",
        [front, guide, sheet, draft],
        read=(2,),
        warnings=["Only sheet “Biểu 01” was read", "“Bìa”", "“Hướng dẫn” (1 row", "“Nháp”"],
    )


def fields(together: bool) -> Annex:
    sheets = []
    for name, start, count in (("Công nghiệp", 0, 8), ("Nông nghiệp", 20, 12), ("Đô thị", 40, 5)):
        sheet = one_table(sheet_name=name)
        sheet.head(HEADINGS)
        numbered(sheet, count, start=start)
        sheets.append(sheet)
    if together:
        return Annex(
            "21-nhieu-sheet-doc-chung",
            "the same table on one sheet for each field, read together",
            sheets,
            options={"sheet": "*"},
            read=(0, 1, 2),
            is_compared=False,
        )
    return Annex(
        "22-nhieu-sheet",
        "the same table on one sheet for each field, one of them read",
        sheets,
        read=(1,),
        warnings=["“Công nghiệp” (8 rows under the same headings)", "“Đô thị” (5 rows"],
    )


def one_below_the_other() -> Annex:
    sheet = one_table()
    sheet.head(HEADINGS)
    numbered(sheet, 12, start=64)
    sheet.total("Tổng cộng", None, None, 11, 150)
    sheet.line()
    sheet.line("TT", "Tên dự án", "Cơ quan chủ trì", "Thời gian thực hiện")
    for number in range(1, 5):
        sheet.line(number, f"Đề án số {number}", "Sở Công Thương", "2021-2025")
    return Annex(
        "23-hai-bang-tren-duoi",
        "a second table with other headings below",
        [sheet],
        warnings=["another table at A20 (4 rows)"],
    )


def side_by_side() -> Annex:
    sheet = one_table()
    sheet.head([*HEADINGS, None, "TT", "Tên dự án", "Địa điểm"])
    for number, content in enumerate(projects(10, start=44), start=1):
        sheet.project(number, content)
        if number < 5:
            sheet.rows[-1] += [None, number, f"Dự án đã thu hồi {number}", "xã Bờ Y"]
    return Annex(
        "24-hai-bang-canh-nhau",
        "a second table beside the first",
        [sheet],
        warnings=["another table at I5 (4 rows)"],
    )


def in_english() -> Annex:
    columns = ["ordinal", "name_vi", "place_vi", "area", "capital", "investment_form_text"]
    sheet = AnnexSheet(name="List", columns=columns)
    sheet.line("LIST OF PROJECTS CALLING FOR INVESTMENT", merged=True)
    sheet.line("(Test data)")
    sheet.head(
        ["No.", "Project name", "Location", "Area (ha)", "Investment capital (billion VND)"]
        + ["Form of investment"]
    )
    said = [("1,241.5", "1241.5", "210.0", 210), ("31.52", "31.52", "3,840.5", 3840.5)]
    for number in range(1, 11):
        area, hectares, capital, billions = said[number % 2]
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


def awkward_text() -> Annex:
    sheet = one_table()
    sheet.head(HEADINGS)
    sheet.data(1, "Dự án", "xã Đăk Cấm", 5, 70)
    note = "- Đã khảo sát;\n- Chờ quy hoạch."
    for number, content in enumerate(projects(9, start=12), start=2):
        sheet.project(str(number), content, note_vi=note if number % 2 else None)
    sheet.data(11, "Tổng kho xăng dầu", "xã Bờ Y,\nxã Đăk Xú", "5,5", "70")
    sheet.data(12, "Cộng đồng du lịch thôn bản", "xã Măng Ri", "1.000 m²", "0")
    for row in (20, 199):
        while len(sheet.rows) < row:
            sheet.line()
        sheet.line(*[" "] * 40)
    return Annex(
        "27-o-nhieu-dong-vung-gia",
        "cells of several lines, numbers as text, a project called “Dự án”, blanks far away",
        [sheet],
    )


def as_csv(name: str, rule: str, written: tuple[str, str], start: int) -> Annex:
    sheet = one_table()
    # A spreadsheet leaves the blank cells of its title rows as delimiters.
    sheet.rows = [[row[0], *[""] * (sheet.width - 1)] for row in sheet.rows]
    sheet.merges, sheet.is_text = [], True
    sheet.head(HEADINGS)
    sheet.group("I", "LĨNH VỰC NĂNG LƯỢNG", "I", "LĨNH VỰC NĂNG LƯỢNG", "06 dự án")
    numbered(sheet, 6, start=start)
    sheet.group("II", "LĨNH VỰC KHAI KHOÁNG")
    numbered(sheet, 4, start=start + 6)
    sheet.total(None, "Tổng cộng", "10 dự án")
    return Annex(name, rule, [sheet], extension="csv", written=written)


def as_document() -> Annex:
    """A table of a Word file; its title stands in paragraphs above it."""
    sheet = one_table(title=False, columns=TWO_ROW_COLUMNS)
    sheet.head(*TWO_ROWS, merges=MERGED)
    sheet.group(
        *("I", "LĨNH VỰC NĂNG LƯỢNG", "I. LĨNH VỰC NĂNG LƯỢNG (06 dự án)"), merged=True, bold=True
    )
    place = "xã Tân Cảnh và thị trấn Đăk Tô"
    for number, content in enumerate(projects(6, start=26), start=1):
        if number == 4:
            sheet.leave("repeated headings", *TWO_ROWS[0])
            sheet.leave("repeated headings", *TWO_ROWS[1])
        own = {"capacity_vi": "50 MW", "area": _text(content.area), "capital": None}
        if number == 1:
            top = sheet.project(number, content, **own | {"place_vi": place})
            sheet.merges.append((top, 2, top + 1, 2))
        elif number == 2:
            own |= {"place_vi": None}
            sheet.project(number, content, merged_in={"place_vi": place}, **own)
        else:
            sheet.project(number, content, **own)
    return Annex(
        "31-van-ban-word",
        "a table of a .docx file over two pages, its headings repeated",
        [sheet],
        extension="docx",
        headings=TWO_ROW_HEADINGS,
        units=TWO_ROW_UNITS,
    )


def _text(said) -> str | None:
    return said.cell if isinstance(said.cell, str) else None


def as_open_document() -> Annex:
    sheet = one_table(columns=TWO_ROW_COLUMNS)
    sheet.head(*TWO_ROWS, merges=MERGED)
    sheet.leave("column numbers", "(1)", "(2)", "(3)", "(4)", "(5)", "(6)", "(7)", "(8)")
    sheet.group("I", "LĨNH VỰC NĂNG LƯỢNG", bold=True)
    two_rows(sheet, 12, start=70)
    sheet.leave("hidden row", 13, "Dự án đã rút", "xã Ẩn")
    sheet.hidden_rows.add(sheet.last)
    return Annex(
        "32-opendocument",
        "an .ods workbook: merges, a group, a hidden row",
        [sheet],
        extension="ods",
        headings=TWO_ROW_HEADINGS,
        units=TWO_ROW_UNITS,
    )


def in_order() -> list[Annex]:
    """Every annex without an error."""
    return [
        *[plain(), first_row(), merged_headings(), unmerged_headings(), three_rows()],
        *[letters_and_numbers(), unit_line(), roman_groups(), path_of_groups(), merged_groups()],
        *[bold_groups(), named_groups(), dotted(), total_first(), signed(), merged_rows()],
        *[pages(), far_down(), hidden(), cover(), fields(together=True), fields(together=False)],
        *[one_below_the_other(), side_by_side(), in_english(), other_words(), awkward_text()],
        as_csv("28-csv-utf8", "CSV in UTF-8 with commas", ("utf-8-sig", ","), 0),
        as_csv("29-csv-utf16", "CSV in UTF-16 with tabs, as Excel writes it", ("utf-16", "\t"), 20),
        as_csv("30-csv-windows-1258", "CSV in Windows-1258", ("cp1258", ";"), 40),
        *[as_document(), as_open_document()],
    ]
