"""Annexes with several sheets or tables, hidden parts, or in other file types."""

from tests.spreadsheets.annexes.builder import COLUMNS, HEADINGS, TITLE, Annex, AnnexSheet
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
        warnings=[
            "Only sheet “Biểu 01” was read",
            "“Bìa”",
            "“Hướng dẫn” (same headings, rows: 1)",
            "“Nháp”",
        ],
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
        warnings=["“Công nghiệp” (same headings, rows: 8)", "“Đô thị” (same headings, rows: 5)"],
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
        warnings=["another table at A20 (rows: 4)"],
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
        warnings=["another table at I5 (rows: 4)"],
    )


def as_csv(name: str, rule: str, written: tuple[str, str], start: int) -> Annex:
    sheet = one_table()
    # A spreadsheet exports the blank cells of title rows as delimiters.
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
    """A table of a Word file with its title in paragraphs above."""
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


def _text(figure) -> str | None:
    return figure.cell if isinstance(figure.cell, str) else None


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


def annexes() -> list[Annex]:
    return [
        *[hidden(), cover(), fields(together=True), fields(together=False)],
        *[one_below_the_other(), side_by_side()],
        as_csv("28-csv-utf8", "CSV in UTF-8 with commas", ("utf-8-sig", ","), 0),
        as_csv("29-csv-utf16", "CSV in UTF-16 with tabs, as Excel writes it", ("utf-16", "\t"), 20),
        as_csv("30-csv-windows-1258", "CSV in Windows-1258", ("cp1258", ";"), 40),
        *[as_document(), as_open_document()],
    ]
