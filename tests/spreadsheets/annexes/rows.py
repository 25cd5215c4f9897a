"""Short annexes as rows of cells, and helpers that read them."""

from tests.spreadsheets.workbooks import read, read_layout

TITLE = [
    ["PHỤ LỤC I"],
    ["DANH MỤC CÁC DỰ ÁN THU HÚT ĐẦU TƯ GIAI ĐOẠN 2021 - 2025 TRÊN ĐỊA BÀN TỈNH KON TUM"],
    [
        "(Ban hành kèm theo Quyết định số 684/QĐ-UBND ngày 02 tháng 8 năm 2021 "
        "của Ủy ban nhân dân tỉnh Kon Tum)"
    ],
]
HEADINGS = ["TT", "Tên dự án", "Địa điểm", "Diện tích (ha)", "Tổng vốn đầu tư (tỷ đồng)"]


def annex(*rows, title=(), headings=HEADINGS):
    return [*title, headings, *rows]


def names(file, kind="projects"):
    """The names of the rows that were read as data."""
    layout = read_layout(kind, file)
    return [row.cells["name_vi"] for row in layout.rows]


def values(file, *fields, kind="projects"):
    """The values of the new records of a file."""
    result = read(kind, file)
    assert result.problems == []
    return [tuple(change.after.get(name) for name in fields) for change in result.changes]


def reasons(file):
    return [(int(left.cell), left.message) for left in read("projects", file).left_out]
