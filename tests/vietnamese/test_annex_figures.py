"""Figures of real annexes."""

from decimal import Decimal

import pytest

from vietnamese.figures import Dimension, FigureError, Notation, format_figure, read_figure
from vietnamese.numbers import guess_notation, is_ambiguous, parse_decimal

AREA, VND, USD = Dimension.AREA, Dimension.MONEY_VND, Dimension.MONEY_USD
PERCENT, COUNT = Dimension.PERCENT, Dimension.COUNT
DEFAULT_UNIT = {AREA: "ha", VND: "ty_dong", USD: "trieu_usd", PERCENT: "percent", COUNT: ""}
MILLION, BILLION = 10**6, 10**9


def read(cell, dimension, notation=Notation.VI):
    return read_figure(cell, dimension, DEFAULT_UNIT[dimension], notation)


@pytest.mark.parametrize(
    ("cell", "dimension", "low", "high", "qualifier"),
    [
        # E2, E3: Đắk Nông
        ("250-300 ha", AREA, 250, 300, ""),
        ("about 500-700 billion", VND, 500 * BILLION, 700 * BILLION, "about"),
        ("hơn 752 ha", AREA, 752, 752, "over"),
        ("hơn 53.000 tỷ đồng", VND, 53_000 * BILLION, 53_000 * BILLION, "over"),
        ("7,08 ha", AREA, "7.08", "7.08", ""),
        ("dự kiến 500 - 700 tỷ đồng", VND, 500 * BILLION, 700 * BILLION, "expected"),
        # E4: Trà Vinh
        ("591 ha", AREA, 591, 591, ""),
        ("3.550 tỷ đồng", VND, 3550 * BILLION, 3550 * BILLION, ""),
        ("31,52 ha", AREA, "31.52", "31.52", ""),
        ("1.241 ha (trong đó đất liền 936 ha và mặt nước 305 ha)", AREA, 1241, 1241, ""),
        ("tổng mức đầu tư dự kiến 3.550 tỷ đồng", VND, *[3550 * BILLION] * 2, "expected"),
        # E5, E6: Kon Tum
        ("gần 4.800ha", AREA, 4800, 4800, "nearly"),
        ("trên 2.500ha", AREA, 2500, 2500, "over"),
        ("8.995 tỷ đồng", VND, 8995 * BILLION, 8995 * BILLION, ""),
        ("10.340 m2", AREA, "1.034", "1.034", ""),
        ("362.728.553 VNĐ", VND, 362_728_553, 362_728_553, ""),
        # E7: the Prime Minister's Decision 50/QĐ-TTg
        ("295,34 ha", AREA, "295.34", "295.34", ""),
        (
            "4.139,39 tỷ đồng (Bằng chữ: Bốn nghìn một trăm ba mươi chín tỷ ba trăm chín mươi "
            "triệu đồng), trong đó vốn góp 620,9 tỷ đồng",
            *(VND, 4_139_390 * MILLION, 4_139_390 * MILLION, ""),
        ),
        # E8: Vĩnh Phúc, in English
        ("210.0 billion VND", VND, 210 * BILLION, 210 * BILLION, ""),
        # E1: the national list
        ("2 tỉ USD", USD, 2 * BILLION, 2 * BILLION, ""),
        # Other wordings
        ("4.139,39", AREA, "4139.39", "4139.39", ""),
        ("1.234,5", AREA, "1234.5", "1234.5", ""),
        ("62,6", AREA, "62.6", "62.6", ""),
        ("146,76", AREA, "146.76", "146.76", ""),
        ("70.438", AREA, 70_438, 70_438, ""),
        ("1.733,825 ha", AREA, "1733.825", "1733.825", ""),
        (657.4, AREA, "657.4", "657.4", ""),
        ("500 - 700", AREA, 500, 700, ""),
        ("từ 500 – 700", AREA, 500, 700, ""),
        ("500 đến 700", AREA, 500, 700, ""),
        ("500 ÷ 700", AREA, 500, 700, ""),
        ("khoảng 630", AREA, 630, 630, "about"),
        ("~ 630", AREA, 630, 630, "about"),
        ("dự kiến 500", AREA, 500, 500, "expected"),
        ("lên đến 500 ha", AREA, 500, 500, "up_to"),
        ("4.800ha", AREA, 4800, 4800, ""),
        ("21ha", AREA, 21, 21, ""),
        ("5 km2", AREA, 500, 500, ""),
        ("258,1 ngàn tỷ", VND, 258_100 * BILLION, 258_100 * BILLION, ""),
        ("258,1 nghìn tỷ đồng", VND, 258_100 * BILLION, 258_100 * BILLION, ""),
        ("15 triệu đồng", VND, 15 * MILLION, 15 * MILLION, ""),
        ("5 tỷ đồng Việt Nam", VND, 5 * BILLION, 5 * BILLION, ""),
        ("1,3 triệu USD", USD, 1_300_000, 1_300_000, ""),
        ("USD 1.3 mn", USD, 1_300_000, 1_300_000, ""),
        # A cell that repeats its heading
        ("Diện tích khoảng 20 ha", AREA, 20, 20, "about"),
        ("Tổng vốn đầu tư: 500 - 700 tỷ đồng", VND, 500 * BILLION, 700 * BILLION, ""),
        ("Total investment: about 5 million USD", USD, 5 * MILLION, 5 * MILLION, "about"),
    ],
)
def test_a_figure_of_an_annex_is_read_as_intended(cell, dimension, low, high, qualifier):
    figure = read(cell, dimension)
    assert (figure.low, figure.high) == (Decimal(low), Decimal(high))
    assert figure.qualifier == qualifier
    again = read(format_figure(figure, dimension, "vi"), dimension)
    assert (again.low, again.high, again.qualifier) == (figure.low, figure.high, qualifier)


@pytest.mark.parametrize(
    ("cell", "low"), [("3,840 tỷ", 3840), ("258.1 ngàn tỷ", 258_100), ("hơn 3,840 tỷ", 3840)]
)
def test_lists_in_english_notation_are_recognised(cell, low):
    assert read(cell, VND, Notation.EN).low == low * BILLION


def test_one_decisive_number_gives_the_notation_of_its_column():
    assert guess_notation(["3,840 tỷ", "258.1 ngàn tỷ"]) is Notation.EN
    assert guess_notation(["3.550 tỷ", "31,52 ha"]) is Notation.VI
    assert guess_notation(["1.234", "3,840"]) is None
    assert is_ambiguous("1.234")
    assert is_ambiguous("3,840 tỷ")
    assert not is_ambiguous("1.733,825 ha")


@pytest.mark.parametrize("space", ["\u00a0", "\u2009", "\u202f", "\u2007", " "])
def test_thousands_may_be_grouped_by_spaces_of_any_width(space):
    assert parse_decimal(f"362{space}728{space}553", Notation.VI) == 362_728_553
    assert read(f"362{space}728{space}553{space}VNĐ", VND).low == 362_728_553
    assert read(f"10{space}340,5{space}m²", AREA).low == Decimal("1.03405")
    assert read(f"khoảng{space}4{space}800{space}–{space}5{space}200 ha", AREA).high == 5200


@pytest.mark.parametrize("cell", ["-", "–", "…", "...", "Theo quy hoạch", "Chưa xác định"])
@pytest.mark.parametrize("dimension", Dimension)
def test_a_placeholder_means_no_figure_yet_and_keeps_its_wording(cell, dimension):
    figure = read(cell, dimension)
    assert not figure.known
    assert figure.text == cell


@pytest.mark.parametrize("dimension", Dimension)
@pytest.mark.parametrize(
    "cell",
    [
        *["100% FDI", "100% FDI or DDI", "50 MW", "6,5 năm", "5 triệu lít/năm", "2.000 tấn/năm"],
        *["3,528 người", "2018-2020 (tiến độ) xong", "20 ha/dự án", "±20", "50/2021/QĐ-TTg"],
        *["22 dự án", "Không", "xã Đăk Cấm", "20 tỷ 500 triệu", "12 tháng"],
    ],
)
def test_an_amount_of_another_dimension_is_not_a_figure(cell, dimension):
    with pytest.raises(FigureError) as refusal:
        read(cell, dimension)
    assert refusal.value.code == "words"
    assert cell in str(refusal.value)


def test_a_figure_with_the_label_of_another_column_is_refused():
    for cell, dimension in (("Diện tích 5", VND), ("Vốn đầu tư 5", AREA), ("Quy mô 5", COUNT)):
        with pytest.raises(FigureError):
            read(cell, dimension)
