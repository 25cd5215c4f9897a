"""Grids built by hand, and their layout for a table of a few columns."""

from layouts.layout import find_layout
from spreadsheets.readers.grids import Grid, PackedRows

WORDS = {
    "ordinal": ["STT", "TT"],
    "name": ["Tên dự án", "Dự án", "Project name"],
    "place": ["Địa điểm", "Vị trí"],
    "scale": ["Quy mô"],
    "area": ["Diện tích"],
    "capacity": ["Công suất"],
    "capital": ["Tổng vốn đầu tư", "Vốn đầu tư"],
    "capital_usd": ["Triệu USD"],
    "note": ["Ghi chú"],
}
HEADINGS = ["TT", "Tên dự án", "Địa điểm", "Diện tích (ha)", "Tổng vốn đầu tư (tỷ đồng)"]


def grid(*rows, name="Biểu", **looks):
    """A sheet; `looks` are merges, hidden, hidden_rows, hidden_columns, bold_rows."""
    for each in ("hidden_rows", "hidden_columns", "bold_rows"):
        if each in looks:
            looks[each] = frozenset(looks[each])
    return Grid(name, PackedRows(map(list, rows)), **looks)


def projects(count, *, first=1):
    return [[first + n, f"Nhà máy {first + n}", "xã Đăk Cấm", 5, 70] for n in range(count)]


def layout(*grids, **options):
    return find_layout(grids, WORDS, "name", **options)


def columns(found):
    return {heading.column: heading.index for heading in found.headings if heading.column}


def read_names(found):
    return [row.cells["name"] for row in found.rows]


def why_left_out(found):
    return [(left.row, left.why) for left in found.left_out]


def group_paths(found):
    return [[group.name for group in row.groups] for row in found.rows]
