"""Invented projects for annexes, with the wording and figures of offices."""

from dataclasses import dataclass
from itertools import cycle, islice, product

PROJECT_TYPES = [
    *["Nhà máy chế biến cà phê", "Nhà máy sản xuất gạch không nung", "Trang trại chăn nuôi bò sữa"],
    *["Thủy điện nhỏ", "Điện gió", "Nhà máy may xuất khẩu", "Cụm kho lạnh", "Vùng trồng sâm dây"],
    *["Nhà máy viên nén gỗ", "Khu du lịch sinh thái", "Nhà máy chế biến mủ cao su"],
    *["Khai thác mỏ cát", "Nhà máy cơ khí nông nghiệp", "Nhà máy sản xuất cúc và khoá kéo"],
]
PLACES = [
    *["xã Đăk Cấm", "xã Tân Cảnh", "thị trấn Đăk Tô", "xã Pờ Ê", "thị trấn Măng Đen"],
    *["xã Hòa Bình", "xã Đăk Blà", "xã Ngọk Lây", "phường Ngô Mây", "xã Bờ Y", "xã Mô Rai"],
]

# A cell and its figure: low, high, qualifier; in hectares.
AREAS = [
    (12, "12", "12", ""),
    ("31,52", "31.52", "31.52", ""),
    ("250-300", "250", "300", ""),
    ("gần 4.800ha", "4800", "4800", "nearly"),
    ("trên 2.500 ha", "2500", "2500", "over"),
    ("hơn 752 ha", "752", "752", "over"),
    ("chưa xác định", None, None, ""),
    ("10.340 m2", "1.034", "1.034", ""),
    ("1.241 ha (trong đó 936 ha đất rừng và 305 ha khác)", "1241", "1241", ""),
    (657.4, "657.4", "657.4", ""),
    ("1.733,825", "1733.825", "1733.825", ""),
    (None, None, None, ""),
    ("1\u00a0234,5", "1234.5", "1234.5", ""),
    ("8\u2009995", "8995", "8995", ""),
    ("từ 500 – 700", "500", "700", ""),
    ("-", None, None, ""),
    ("Theo quy hoạch", None, None, ""),
]
# A cell and its figure in the unit of its column; a unit of its own is a factor of dong.
CAPITALS = [
    (600, "600", "600", "", None),
    ("khoảng 630 tỷ đồng", "630", "630", "about", 10**9),
    ("500 - 700", "500", "700", "", None),
    ("4.121 tỷ đồng", "4121", "4121", "", 10**9),
    ("dự kiến 500", "500", "500", "expected", None),
    ("8.995", "8995", "8995", "", None),
    ("362.728.553 VNĐ", "362728553", "362728553", "", 1),
    ("Đang khảo sát", None, None, "", None),
    (1000.5, "1000.5", "1000.5", "", None),
    (None, None, None, "", None),
    ("4.139,39", "4139.39", "4139.39", "", None),
    ("gần 900", "900", "900", "nearly", None),
    ("…", None, None, "", None),
]
FORMS = ["Đầu tư trực tiếp", "Liên doanh", "100% vốn nhà đầu tư", None]


@dataclass(frozen=True)
class AnnexFigure:
    """A cell with a figure, and its amounts in base units."""

    cell: str | int | float | None
    low: str | None
    high: str | None
    qualifier: str


@dataclass(frozen=True)
class Content:
    """One invented project."""

    name: str
    place: str
    area: AnnexFigure
    capital: AnnexFigure
    form: str | None


def projects(count: int, *, start: int = 0, unit: int = 10**9) -> list[Content]:
    """Some distinct projects; `unit` is that of capitals without a unit, in dong."""
    names = (f"{kind} {place}" for place, kind in product(PLACES, PROJECT_TYPES))
    rows = zip(names, cycle(PLACES), cycle(AREAS), cycle(CAPITALS), cycle(FORMS), strict=False)
    made = []
    for name, place, area, capital, form in islice(rows, start, start + count):
        cell, low, high, qualifier, own = capital
        factor = own or unit
        ends = [None if end is None else _whole(end, factor) for end in (low, high)]
        made.append(
            Content(name, place, AnnexFigure(*area), AnnexFigure(cell, *ends, qualifier), form)
        )
    return made


def _whole(number: str, factor: int) -> str:
    whole, _point, decimals = number.partition(".")
    return str(int(whole + decimals) * factor // 10 ** len(decimals))
