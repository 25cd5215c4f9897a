"""Random small lists as an office may send them."""

import unicodedata

from hypothesis import strategies as st

from vietnamese.text import clean

AWKWARD = [
    *["=1+1", "+84 260", "@x", "-x", "'=1", "''", '"', "a;b", "; ", "\n", "1.500", "007", "0,5"],
    *[
        "03/04/2026",
        "TRUE",
        "#REF",
        "_x000D_",
        "<b>&amp;",
        "Ia H'Drai",
        "Ia H’Drai",
        "😀",
        "\u00a0",
    ],
    *["không", "n/a", "Đắk Tô", unicodedata.normalize("NFD", "Thủy điện"), "½", "m²", "…", "  "],
]
WORDS = st.lists(st.sampled_from(AWKWARD) | st.text("aăâđươệỹ .,()/%", max_size=5), max_size=4)
# A text as a cell and as a record stores it.
CELLS = WORDS.map(" ".join)
TEXTS = CELLS.map(clean)
AREAS = st.sampled_from(
    ["", "12", "1.234,5 ha", "50 – 100 ha", "khoảng 12 ha", "gần 4.800 ha", "500 m2"]
    + ["trên 3 ha", "chưa xác định", "không áp dụng", "50-100 m²", "0,5"]
)
CAPITALS = st.sampled_from(
    ["", "4.121,5", "500 - 700 tỷ đồng", "khoảng 1,04 tỷ đồng", "chưa có", "không áp dụng"]
    + ["12 triệu đồng", "từ 20 đến 30 tỷ đồng", "29 tỷ đồng (1,3 triệu USD)", "0"]
)
DISTRICTS = st.sampled_from(["", "huyện Đăk Tô", "huyện Ia H'Drai", "thành phố Kon Tum"])
SECTORS = st.sampled_from(["", "Dệt may", "Da giày"])


# For each model: headings with possible cells. The first column is the name of the record.
SHEETS = {
    "projects": {
        "Tên dự án": "Nhà máy",
        "Huyện": DISTRICTS,
        "Diện tích (ha)": AREAS,
        "Tổng vốn đầu tư (tỷ đồng)": CAPITALS,
        "Nhóm ngành": SECTORS,
        "Địa điểm": CELLS,
        "Mục tiêu": CELLS,
        "Ghi chú": CELLS,
    },
    "enterprises": {
        "Tên doanh nghiệp": "Công ty",
        "Nhóm ngành": SECTORS,
        "Địa chỉ": CELLS,
        "Năng lực": CELLS,
        "Sản phẩm": st.sampled_from(["", "Cúc áo", "Cúc áo; Khóa kéo", "Khóa kéo\nVải"]),
        "Chứng nhận": st.sampled_from(["", "ISO 9001", "ISO 9001; ISO 14001"]),
    },
    "budget": {
        "Nội dung": "Hội nghị",
        "Giai đoạn": st.sampled_from(["2019-2020", "2021-2025"]),
        "Dự toán (tỷ đồng)": CAPITALS,
        "Đã giải ngân (tỷ đồng)": CAPITALS,
        "Ghi chú": CELLS,
    },
}


def sheets(kind):
    """Rows of a sheet of this model, headings first; the names of records are unique."""
    (name, words), *others = SHEETS[kind].items()
    rows = st.tuples(
        st.integers(1, 6).map(lambda number: f"{words} {number}"),
        *(cells for _heading, cells in others),
    )
    headings = [name, *(heading for heading, _cells in others)]
    rows = st.lists(rows, min_size=1, max_size=4, unique_by=lambda row: row[0])
    return rows.map(lambda rows: [headings, *rows])
