"""Numbers in Vietnamese and in English notation."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vietnamese.numbers import (
    Notation,
    NumberError,
    format_decimal,
    guess_notation,
    is_ambiguous,
    parse_decimal,
)

VI, EN = Notation.VI, Notation.EN
decimals = st.decimals(-(10**12), 10**12, allow_nan=False, allow_infinity=False, places=4)


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("4.139,39", "4139.39"),
        ("1.234,5", "1234.5"),
        ("31,52", "31.52"),
        ("62,6", "62.6"),
        ("146,76", "146.76"),
        ("8.995", "8995"),
        ("10.340", "10340"),
        ("70.438", "70438"),
        ("1.733,825", "1733.825"),
        ("362.728.553", "362728553"),
        ("3,840", "3.84"),
        ("1\u00a0234,5", "1234.5"),
        ("1\u2009234\u2009567", "1234567"),
        ("1234,5", "1234.5"),
        ("-5", "-5"),
        ("0", "0"),
    ],
)
def test_vietnamese_notation_has_grouping_points_and_a_decimal_comma(text, number):
    assert parse_decimal(text, VI) == Decimal(number)


@pytest.mark.parametrize(
    ("text", "number"),
    [("3,840", "3840"), ("258.1", "258.1"), ("1,234,567.89", "1234567.89"), ("1.234", "1.234")],
)
def test_english_notation_has_grouping_commas_and_a_decimal_point(text, number):
    assert parse_decimal(text, EN) == Decimal(number)


@pytest.mark.parametrize(
    "text",
    ["1.23.4", "12.34", "258.1", "0.125", "1234.567", "1,2,3", "5,", ",5", "1.234 567", "", "năm"]
    + ["1" * 21],
)
def test_an_uncertain_number_is_refused(text):
    with pytest.raises(NumberError):
        parse_decimal(text, VI)


def test_the_message_about_a_refused_number_explains_how_to_write_it():
    with pytest.raises(NumberError, match=r"12\.34.*1\.234,5"):
        parse_decimal("12.34", VI)


@pytest.mark.parametrize(
    ("column", "notation"),
    [
        (["8.995", "31,52"], VI),
        (["4.139,39 tỷ đồng"], VI),
        (["362.728.553"], VI),
        (["0,125"], VI),
        (["3,840", "258.1"], EN),
        (["1,234.5"], EN),
        (["0.125"], EN),
        (["1.234", "3.840"], None),
        (["12", "600"], None),
        (["31,52", "258.1"], None),
        ([], None),
    ],
)
def test_a_column_proves_its_notation_or_leaves_it_open(column, notation):
    assert guess_notation(column) == notation


@pytest.mark.parametrize("text", ["1.234", "3,840", "gần 4.800ha", "100.000"])
def test_three_digits_after_one_separator_are_ambiguous(text):
    assert is_ambiguous(text)


@pytest.mark.parametrize(
    "text", ["31,52", "1.234,5", "362.728.553", "0.125", "600", "1.200-1.500,5"]
)
def test_other_numbers_are_not_ambiguous(text):
    assert not is_ambiguous(text)


@pytest.mark.parametrize(
    ("number", "vi", "en"),
    [
        ("1234.50", "1.234,5", "1,234.5"),
        ("1E+9", "1.000.000.000", "1,000,000,000"),
        ("0.0001", "0,0001", "0.0001"),
        ("100", "100", "100"),
        ("-0.0", "0", "0"),
    ],
)
def test_numbers_are_displayed_without_trailing_zeros(number, vi, en):
    assert format_decimal(Decimal(number), "vi") == vi
    assert format_decimal(Decimal(number), "en") == en


@given(decimals, st.sampled_from(Notation))
def test_a_number_displayed_is_read_back_the_same(number, notation):
    assert parse_decimal(format_decimal(number, notation), notation) == number
