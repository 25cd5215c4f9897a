"""Common parts of the annexes of the corpus."""

from tests.spreadsheets.annexes.builder import COLUMNS, AnnexSheet
from tests.spreadsheets.annexes.content import projects

SIGNED = (
    [None, None, None, None, "Kon Tum, ngày 02 tháng 8 năm 2021"],
    [None, "NGƯỜI LẬP BIỂU", None, None, "TM. ỦY BAN NHÂN DÂN"],
    [None, None, None, None, "KT. CHỦ TỊCH\nPHÓ CHỦ TỊCH"],
    [None, "Trần Thị Thử", None, None, "Nguyễn Văn Nghiệm"],
)
UNDER = "text under the table"


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


def one_table(*more, title=True, sheet_name="Phụ lục", columns=None) -> AnnexSheet:
    sheet = AnnexSheet(name=sheet_name, columns=list(columns or COLUMNS))
    if title:
        sheet.title(*more)
    return sheet


def numbered(sheet: AnnexSheet, count: int, *, start: int = 0, first: int = 1, unit: int = 10**9):
    for number, content in enumerate(projects(count, start=start, unit=unit), start=first):
        sheet.project(number, content)


def two_rows(sheet: AnnexSheet, count: int, *, start: int) -> None:
    capacities = ["50 MW", "2.000 tấn/năm", None, "5 triệu lít/năm"]
    for number, content in enumerate(projects(count, start=start), start=1):
        dollars = "5,2" if number % 4 == 0 else None
        capacity = capacities[number % len(capacities)]
        sheet.project(number, content, capacity_vi=capacity, capital_usd=dollars)
