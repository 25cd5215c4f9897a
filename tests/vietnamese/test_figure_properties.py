"""Written figures are read back unchanged, in either language."""

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from imports.columns.base import figure_text
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
from vietnamese.numbers import format_decimal, guess_notation, is_ambiguous, parse_decimal
from vietnamese.units import SPELLINGS, UNITS

AREA, VND, USD = Dimension.AREA, Dimension.MONEY_VND, Dimension.MONEY_USD
DEFAULT_UNIT = {
    AREA: "ha",
    VND: "ty_dong",
    USD: "trieu_usd",
    Dimension.PERCENT: "percent",
    Dimension.COUNT: "",
}
PLACES = 6  # decimals that records store, except for money
LARGEST = {True: 10**18, False: 10**12}  # for money, and for other dimensions
WRITTEN = [code for code in Qualifier if code is not Qualifier.NOT_APPLICABLE]


@st.composite
def stored_figures(draw):
    """A figure as a record stores it, in any unit of its dimension."""
    unit = draw(st.sampled_from(list(UNITS.values())))
    money = unit.dimension.is_money
    amounts = st.one_of(
        st.integers(0, LARGEST[money] - 1).map(Decimal),
        st.integers(0, 9999).map(lambda number: number * unit.factor),
        st.decimals(0, LARGEST[money] - 1, places=0 if money else PLACES),
    )
    if not money:
        amounts = amounts.filter(lambda amount: amount == round(amount, PLACES))
    # A record returns amounts without trailing zeros: 1E+3 for 1000.
    ends = [end.normalize() for end in sorted(draw(st.lists(amounts, min_size=1, max_size=2)))]
    figure = Figure(ends[0], ends[-1], draw(st.sampled_from(WRITTEN)), unit.code)
    return unit.dimension, figure


def values_of(figure):
    return figure.low, figure.high, figure.qualifier


@given(stored_figures(), st.sampled_from(["vi", "en"]))
def test_a_figure_written_in_either_language_is_read_back_the_same(stored, language):
    dimension, figure = stored
    displayed = format_figure(figure, dimension, language)
    again = read_figure(displayed, dimension, DEFAULT_UNIT[dimension], Notation.of(language))
    assert (values_of(again), again.unit) == (values_of(figure), figure.unit)


@given(stored_figures(), st.sampled_from(["vi", "en"]), st.sampled_from(["hơn 5 ha", "trên 5", ""]))
def test_the_word_of_a_qualifier_does_not_change_the_amount(stored, language, text):
    dimension, figure = stored
    figure = replace(figure, text=text)
    displayed = format_figure(figure, dimension, language)
    again = read_figure(displayed, dimension, DEFAULT_UNIT[dimension], Notation.of(language))
    assert values_of(again) == values_of(figure)


@given(stored_figures(), st.sampled_from(["vi", "en"]))
def test_an_exact_value_is_read_back_the_same(stored, language):
    dimension, figure = stored
    displayed = exact_value(figure, dimension, language)
    again = read_figure(displayed, dimension, DEFAULT_UNIT[dimension], Notation.of(language))
    assert (again.low, again.high) == (figure.low, figure.high)


@given(stored_figures())
def test_an_exported_figure_without_wording_is_read_back_the_same(stored):
    dimension, figure = stored
    again = read_figure(figure_text(figure, dimension), dimension, DEFAULT_UNIT[dimension])
    assert values_of(again) == values_of(figure)


@given(stored_figures(), st.sampled_from(["vi", "en"]), st.booleans())
def test_an_exported_figure_with_its_wording_is_read_back_the_same(stored, language, bare):
    """Even if its wording has no unit, or is in English notation."""
    dimension, figure = stored
    words = format_figure(figure, dimension, language)
    if bare:
        words = words.removesuffix(UNITS[dimension, figure.unit].name(language)).strip()
    read = read_figure(words, dimension, figure.unit, Notation.of(language))
    for unit in (code for of, code in UNITS if of is dimension):
        again = read_figure(figure_text(read, dimension), dimension, unit)
        assert values_of(again) == values_of(figure)


@pytest.mark.parametrize("dimension", Dimension)
def test_a_missing_figure_is_exported_with_its_wording(dimension):
    for words in ("Chưa xác định", "không áp dụng", "-", ""):
        read = read_figure(words, dimension, DEFAULT_UNIT[dimension])
        again = read_figure(figure_text(read, dimension), dimension, DEFAULT_UNIT[dimension])
        assert again == read


@pytest.mark.parametrize("dimension", Dimension)
@given(data=st.data())
def test_every_spelling_of_a_unit_is_read_with_or_without_a_space(dimension, data):
    spelling, unit = data.draw(
        st.sampled_from(list(SPELLINGS[dimension].items()) or [("", UNITS[Dimension.COUNT, ""])])
    )
    number = data.draw(st.integers(0, 9999))
    space = data.draw(st.sampled_from(["", " ", "\u00a0", "\n"]))
    read = read_figure(f"{number}{space}{spelling}", dimension, DEFAULT_UNIT[dimension])
    assert (read.low, read.unit) == (number * unit.factor, unit.code)


NUMBERS = st.decimals(-(10**13), 10**13, places=6)


@given(NUMBERS, st.sampled_from(Notation))
def test_a_number_written_is_read_back_the_same(number, notation):
    assert parse_decimal(format_decimal(number, notation), notation) == number


@given(NUMBERS, st.sampled_from(Notation))
def test_a_number_valid_in_one_notation_only_proves_it(number, notation):
    text = format_decimal(number, notation)
    other = Notation.EN if notation is Notation.VI else Notation.VI
    guessed = guess_notation([text])
    assert guessed in {notation, None}
    try:
        elsewhere = parse_decimal(text, other)
    except ValueError:
        assert guessed is notation
    else:
        assert is_ambiguous(text) == (elsewhere != number)


@given(
    st.integers(1, 999),
    st.integers(0, 999),
    st.sampled_from(".,"),
    st.sampled_from(["", " ha", " tỷ đồng", "ha (dự kiến)"]),
    st.sampled_from(["", "khoảng ", "từ "]),
)
def test_three_digits_after_a_single_separator_are_always_ambiguous(
    whole, rest, sign, after, before
):
    assert is_ambiguous(f"{before}{whole}{sign}{rest:03}{after}")


@given(st.text(alphabet="0123456789.,-–~%() hatỷđồngkhoảngUSD\n\u00a0²½", max_size=30))
def test_any_words_are_read_or_refused_and_what_is_read_can_be_written(words):
    for dimension in Dimension:
        try:
            read = read_figure(words, dimension, DEFAULT_UNIT[dimension])
        except FigureError:
            continue
        displayed = figure_text(read, dimension)
        assert values_of(read_figure(displayed, dimension, DEFAULT_UNIT[dimension])) == values_of(
            read
        )
