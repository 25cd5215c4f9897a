"""Annexes with groups, totals, merges, page breaks and text below the table."""

from tests.spreadsheets.annexes.builder import HEADINGS, Annex, Formula
from tests.spreadsheets.annexes.content import projects
from tests.spreadsheets.annexes.tables import SIGNED, UNDER, numbered, one_table


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


def formulas() -> Annex:
    sheet = one_table()
    sheet.head(HEADINGS)
    for number in range(1, 9):
        hectares, billions = Formula(f"{number}*1.5", number * 1.5), Formula("ROUND(70.2,0)", 70)
        area = str(number * 1.5).removesuffix(".0")
        capital = str(70 * 10**9)
        sheet.data(
            *(number, f"Nhà máy theo công thức {number}", "xã Đăk Cấm", hectares, billions),
            figures={"area": [area, area, ""], "capital": [capital, capital, ""]},
        )
    first, last = sheet.runs[0][0] + 1, sheet.runs[0][-1] + 1
    sums = Formula(f"SUM(D{first}:D{last})", 54), Formula(f"SUM(E{first}:E{last})", 560)
    sheet.total("Tổng cộng", None, None, *sums)
    return Annex("33-cong-thuc", "formulas, with the results that the file kept", [sheet])


def annexes() -> list[Annex]:
    return [
        *[roman_groups(), path_of_groups(), merged_groups(), bold_groups(), named_groups()],
        *[dotted(), total_first(), signed(), merged_rows(), pages(), awkward_text()],
        formulas(),
    ]
