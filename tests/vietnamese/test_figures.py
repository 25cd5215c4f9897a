"""Figures in cells of annexes and reports."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vietnamese.figures import (
    Dimension,
    Figure,
    FigureError,
    Notation,
    Qualifier,
    exact_value,
    format_figure,
    read_figure,
)
from vietnamese.units import UNITS

AREA, VND, USD = Dimension.AREA, Dimension.MONEY_VND, Dimension.MONEY_USD
PERCENT, COUNT = Dimension.PERCENT, Dimension.COUNT
DEFAULT_UNIT = {AREA: "ha", VND: "ty_dong", USD: "trieu_usd", PERCENT: "percent", COUNT: ""}


def read(cell, dimension, notation=Notation.VI):
    return read_figure(cell, dimension, DEFAULT_UNIT[dimension], notation)


def amount(cell, dimension, notation=Notation.VI):
    figure = read(cell, dimension, notation)
    assert figure.low == figure.high
    return figure.low


def refusal(cell, dimension, notation=Notation.VI):
    with pytest.raises(FigureError) as caught:
        read(cell, dimension, notation)
    return caught.value


@pytest.mark.parametrize(
    ("cell", "hectares"),
    [
        ("200ha", "200"),
        ("62,6 ha", "62.6"),
        ("31,52", "31.52"),
        ("1.733,825 ha", "1733.825"),
        ("4.800ha", "4800"),
        ("21 hecta", "21"),
        ("10.340 m2", "1.034"),
        ("10.340m²", "1.034"),
        ("1,5 km²", "150"),
        ("1\u00a0234,5 ha", "1234.5"),
        ("7,08\nha", "7.08"),
        ("12 ha (*)", "12"),
    ],
)
def test_areas_are_stored_in_hectares(cell, hectares):
    assert amount(cell, AREA) == Decimal(hectares)


@pytest.mark.parametrize(
    ("cell", "dong"),
    [
        ("4.121 tỷ đồng", 4_121_000_000_000),
        ("4.139,39 tỷ đồng", 4_139_390_000_000),
        ("1.000 tỷ đồng", 1_000_000_000_000),
        ("53.000 tỉ", 53_000_000_000_000),
        ("258,1 ngàn tỷ", 258_100_000_000_000),
        ("2 nghìn tỷ đồng", 2_000_000_000_000),
        ("500 triệu đồng", 500_000_000),
        ("15tr", 15_000_000),
        ("20 ngàn đồng", 20_000),
        ("362.728.553 VNĐ", 362_728_553),
        ("362.728.553đ", 362_728_553),
        ("VND29 billion", 29_000_000_000),
        ("1.04 billion dong", 1_040_000_000),
        ("210.0 billion VND", 210_000_000_000),
        ("4.139,39 billion VND", 4_139_390_000_000),
    ],
)
def test_money_is_stored_in_whole_dong(cell, dong):
    assert amount(cell, VND) == dong


@pytest.mark.parametrize(
    ("cell", "dollars"),
    [
        ("1,3 triệu USD", 1_300_000),
        ("US$1.3 million", 1_300_000),
        ("2 tỉ USD", 2_000_000_000),
        ("500 nghìn USD", 500_000),
        ("362.728 USD", 362_728),
        ("1,3 triệu", 1_300_000),
    ],
)
def test_money_in_dollars_is_stored_in_whole_dollars(cell, dollars):
    assert amount(cell, USD) == dollars


def test_english_notation_is_read_in_english_columns():
    assert amount("3,840 tỷ", VND, Notation.EN) == 3_840_000_000_000
    assert amount("258.1 ngàn tỷ", VND, Notation.EN) == 258_100_000_000_000


def test_the_notation_given_decides_an_ambiguous_number():
    assert amount("1.234", COUNT) == 1234
    assert amount("1.234", COUNT, Notation.EN) == Decimal("1.234")
    assert amount("3,840", COUNT) == Decimal("3.84")


@pytest.mark.parametrize(("cell", "text"), [(600, "600"), (900.0, "900"), (657.4, "657,4")])
def test_a_number_cell_is_used_in_the_unit_of_its_column(cell, text):
    figure = read(cell, VND)
    assert figure.low == Decimal(str(cell)) * 10**9
    assert (figure.unit, figure.text) == ("ty_dong", text)


def test_rounding_errors_of_spreadsheet_numbers_are_removed():
    assert amount(0.1 + 0.2, AREA) == Decimal("0.3")


def test_a_unit_in_the_cell_takes_precedence_over_the_column():
    assert read_figure("500 triệu đồng", VND, "ty_dong").unit == "trieu_dong"
    assert read_figure("500", VND, "trieu_dong").low == 500_000_000


@pytest.mark.parametrize(
    ("cell", "dimension", "qualifier", "low"),
    [
        ("gần 250ha", AREA, Qualifier.NEARLY, 250),
        ("gần 4.800ha", AREA, Qualifier.NEARLY, 4800),
        ("hơn 233ha", AREA, Qualifier.OVER, 233),
        ("trên 2.500", AREA, Qualifier.OVER, 2500),
        ("> 50 ha", AREA, Qualifier.OVER, 50),
        ("khoảng 630 tỷ đồng", VND, Qualifier.ABOUT, 630_000_000_000),
        ("khoảng 1,04", VND, Qualifier.ABOUT, 1_040_000_000),
        ("gần 11", VND, Qualifier.NEARLY, 11_000_000_000),
        ("~ 500", VND, Qualifier.ABOUT, 500_000_000_000),
        ("Ước 500", VND, Qualifier.ABOUT, 500_000_000_000),
        ("khoảng 10%", PERCENT, Qualifier.ABOUT, 10),
        ("dự kiến 500", AREA, Qualifier.EXPECTED, 500),
        ("500 ha (dự kiến)", AREA, Qualifier.EXPECTED, 500),
        ("Dự kiến: khoảng 500", AREA, Qualifier.ABOUT, 500),
        ("khoảng dự kiến 500", AREA, Qualifier.ABOUT, 500),
        ("tối thiểu 5 ha", AREA, Qualifier.AT_LEAST, 5),
        ("từ 5 ha trở lên", AREA, Qualifier.AT_LEAST, 5),
        ("không quá 5 ha", AREA, Qualifier.UP_TO, 5),
        ("more than 5 ha", AREA, Qualifier.OVER, 5),
        ("approximately 5 ha", AREA, Qualifier.ABOUT, 5),
        ("5 ha", AREA, Qualifier.EXACT, 5),
    ],
)
def test_a_figure_keeps_its_qualifier(cell, dimension, qualifier, low):
    figure = read(cell, dimension)
    assert (figure.qualifier, figure.low, figure.high) == (qualifier, low, low)


@pytest.mark.parametrize(
    ("cell", "low", "high", "qualifier"),
    [
        ("250-300 ha", 250, 300, ""),
        ("50–100 ha", 50, 100, ""),
        ("500 - 700", 500, 700, ""),
        ("từ 500 – 700", 500, 700, ""),
        ("Từ 50 đến 100 ha", 50, 100, ""),
        ("from 50 to 100 ha", 50, 100, ""),
        ("50 ha - 100 ha", 50, 100, ""),
        ("dự kiến 500 - 700 ha", 500, 700, "expected"),
        ("5.000 m2 - 1 ha", Decimal("0.5"), 1, ""),
    ],
)
def test_a_range_keeps_both_ends(cell, low, high, qualifier):
    figure = read(cell, AREA)
    assert (figure.low, figure.high, figure.qualifier) == (low, high, qualifier)
    assert figure.is_range


@pytest.mark.parametrize(
    ("cell", "low", "high"),
    [
        ("US$1.3-1.5 million", 1_300_000, 1_500_000),
        ("US$1.3 million – US$1.5 million", 1_300_000, 1_500_000),
        ("USD 500 - 700", 500, 700),
        ("500-700 nghìn USD", 500_000, 700_000),
        ("700 nghìn - 1 triệu USD", 700_000, 1_000_000),
        ("5-7", 5_000_000, 7_000_000),
    ],
)
def test_a_unit_written_once_applies_to_both_ends_of_a_range(cell, low, high):
    figure = read(cell, USD)
    assert (figure.low, figure.high) == (low, high)


@pytest.mark.parametrize(
    ("cell", "dimension", "low"),
    [
        ("1.241 ha (trong đó 936 ha và 305 ha)", AREA, 1241),
        ("1.241 ha, trong đó 936 ha đất rừng", AREA, 1241),
        ("4.139,39 tỷ đồng (Bằng chữ: Bốn nghìn (4.000) tỷ…)", VND, 4_139_390_000_000),
        ("10 ha (chưa đóng ngoặc", AREA, 10),
    ],
)
def test_the_total_comes_first_and_remarks_stay_in_the_text(cell, dimension, low):
    figure = read(cell, dimension)
    assert figure.low == low
    assert figure.text == cell


def test_an_amount_written_in_both_currencies_fills_both_columns():
    cell = "about VND29 billion (US$1.3 million)"
    in_dong, in_dollars = read(cell, VND), read(cell, USD)
    assert (in_dong.low, in_dong.qualifier) == (29_000_000_000, "about")
    assert (in_dollars.low, in_dollars.qualifier) == (1_300_000, "about")
    assert in_dong.text == in_dollars.text == cell


@pytest.mark.parametrize(
    "cell",
    ["", " ", "-", "–", "…", "...", "Theo quy hoạch", "Chưa xác định", "Đang khảo sát"]
    + ["chưa có số liệu", "Theo quy hoạch (Quyết định 525/QĐ-UBND)", None],
)
def test_no_figure_yet_is_neither_zero_nor_an_error(cell):
    figure = read(cell, AREA)
    assert not figure.known
    assert not figure.not_applicable
    assert not figure.is_range
    assert figure.text == (cell or "").strip()


@pytest.mark.parametrize("cell", ["không áp dụng", "Not applicable", "N/A"])
def test_a_figure_that_does_not_apply_differs_from_an_unknown_one(cell):
    figure = read(cell, VND)
    assert figure.not_applicable
    assert not figure.known


@pytest.mark.parametrize("cell", ["0", 0, "0 ha"])
def test_zero_is_an_amount(cell):
    assert read(cell, AREA).known
    assert amount(cell, AREA) == 0


@pytest.mark.parametrize(
    ("cell", "dimension", "code"),
    [
        ("12 ha abc xyz", AREA, "words"),
        ("năm mươi ha", AREA, "words"),
        ("50 tỷ đồng", AREA, "words"),
        ("5 triệu đồng/ha", VND, "words"),
        ("3.528 người", COUNT, "words"),
        ("Theo quy hoạch 1/2000", AREA, "words"),
        ("(50)", AREA, "words"),
        ("50¹ ha", AREA, "words"),
        ("5½ ha", AREA, "words"),
        ("50 ha " * 1000, AREA, "words"),
        (True, AREA, "words"),
        (float("nan"), AREA, "words"),
        (1e300, AREA, "words"),
        ("12.34 ha", AREA, "number"),
        ("1.23.4", AREA, "number"),
        ("258.1 ngàn tỷ", VND, "number"),
        ("1,3 triệu USD", VND, "currency"),
        ("29 tỷ đồng", USD, "currency"),
        ("VND 29 tỷ USD", VND, "currency"),
        ("1,5 đồng", VND, "fraction"),
        (0.12345678912, VND, "fraction"),
        ("-5 ha", AREA, "negative"),
        (-5, AREA, "negative"),
        ("700-500 ha", AREA, "range"),
    ],
)
def test_a_text_that_is_not_a_figure_is_refused_with_its_reason(cell, dimension, code):
    assert refusal(cell, dimension).code == code


def test_a_refusal_names_what_was_found_and_what_to_write():
    message = str(refusal("12 ha abc", AREA))
    assert "12 ha abc" in message
    assert "1.234,5 ha" in message


def test_a_default_unit_of_another_dimension_is_a_programming_error():
    with pytest.raises(KeyError):
        read_figure("5", AREA, "ty_dong")


@pytest.mark.parametrize(
    ("low", "high", "qualifier"),
    [(1, None, ""), (None, 1, ""), (2, 1, ""), (1, 1, "not_applicable")],
)
def test_a_contradictory_figure_cannot_be_created(low, high, qualifier):
    ends = [None if end is None else Decimal(end) for end in (low, high)]
    with pytest.raises(ValueError, match="figure"):
        Figure(*ends, qualifier)


@pytest.mark.parametrize(
    ("cell", "dimension", "vi", "en"),
    [
        ("gần 4.800ha", AREA, "gần 4.800 ha", "nearly 4,800 ha"),
        ("khoảng 1,04", VND, "khoảng 1,04 tỷ đồng", "about 1.04 billion dong"),
        ("250-300 ha", AREA, "250–300 ha", "250–300 ha"),
        ("10.340 m2", AREA, "10.340 m²", "10,340 m²"),
        ("khoảng 10 %", PERCENT, "khoảng 10%", "about 10%"),
        ("1,3 triệu USD", USD, "1,3 triệu USD", "1.3 million USD"),
        ("Chưa xác định", AREA, "", ""),
        ("không áp dụng", AREA, "", ""),
    ],
)
def test_a_figure_is_displayed_as_it_was_written(cell, dimension, vi, en):
    figure = read(cell, dimension)
    assert format_figure(figure, dimension, "vi") == vi
    assert format_figure(figure, dimension, "en") == en


def test_an_exact_value_is_displayed_in_the_base_unit():
    money, area = read(600, VND), read("gần 10.340 m2", AREA)
    assert exact_value(money, VND, "vi") == "600.000.000.000 đồng"
    assert exact_value(money, VND, "en") == "600,000,000,000 dong"
    assert exact_value(area, AREA, "vi") == "1,034 ha"
    assert exact_value(read("-", AREA), AREA, "vi") == ""


@st.composite
def written_figures(draw):
    """A figure that could have been written: three decimals, money in whole base units."""
    unit = draw(st.sampled_from(list(UNITS.values())))
    places = 0 if unit.dimension.is_money and unit.factor == 1 else 3
    numbers = st.decimals(0, 10**9, places=places, allow_nan=False, allow_infinity=False)
    ends = sorted(draw(st.lists(numbers, min_size=1, max_size=2)))
    qualifiers = [code for code in Qualifier if code is not Qualifier.NOT_APPLICABLE]
    low, high = ends[0] * unit.factor, ends[-1] * unit.factor
    return unit.dimension, Figure(low, high, draw(st.sampled_from(qualifiers)), unit.code)


@given(written_figures(), st.sampled_from(Notation))
def test_a_figure_displayed_is_read_back_the_same_in_either_language(written, notation):
    dimension, figure = written
    displayed = format_figure(figure, dimension, notation)
    again = read_figure(displayed, dimension, DEFAULT_UNIT[dimension], notation)
    assert (again.low, again.high) == (figure.low, figure.high)
    assert (again.qualifier, again.unit) == (figure.qualifier, figure.unit)
