"""Figures with their wording: `khoảng 1,04 tỷ đồng` has an amount, a unit and a qualifier.

A figure keeps its original text. “No figure yet”, zero and “does not apply” are distinct. Amounts
are in the base unit of their dimension (`vietnamese.units`).
"""

import re
from dataclasses import dataclass, replace
from decimal import Decimal

from django.utils.functional import Promise
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from vietnamese import figure_words
from vietnamese.figure_words import Qualifier, Wording
from vietnamese.numbers import MAX_DIGITS, Notation, NumberError, format_decimal, parse_decimal
from vietnamese.text import clean, unaccented
from vietnamese.units import UNITS, Dimension, Unit

__all__ = [
    "Dimension",
    "Figure",
    "FigureError",
    "Notation",
    "Qualifier",
    "base_unit",
    "exact_value",
    "format_figure",
    "read_figure",
]


class FigureError(ValueError):
    """A text that is not a figure; the message says what to write instead.

    `code` is `words` (not understood), `number` (malformed in the notation), `currency` (the other
    one), `fraction` (part of a dong or dollar), `negative`, or `range` (ends in the wrong order).
    """

    def __init__(self, code: str, message: str | Promise) -> None:
        super().__init__(message)
        self.code = code


OPEN_END: dict[str, str] = {
    Qualifier.OVER: "high",
    Qualifier.AT_LEAST: "high",
    Qualifier.UP_TO: "low",
}
"""The open end of a single amount, by its qualifier."""


@dataclass(frozen=True)
class Figure:
    """An amount or a range in base units, with its wording and its original text.

    `low` equals `high` for a single amount. Both are None if there is no figure yet, or if none
    applies. `unit` is the code of the written unit; empty means the base unit. Raises ValueError
    for a missing end, for ends in the wrong order, and for an amount with “does not apply”.
    """

    low: Decimal | None
    high: Decimal | None
    qualifier: str = Qualifier.EXACT
    unit: str = ""
    text: str = ""

    def __post_init__(self) -> None:
        if (self.low is None) != (self.high is None):
            raise ValueError("A figure has both ends or none.")
        if self.low is not None and self.high is not None and self.low > self.high:
            raise ValueError("The low end of a figure is above its high end.")
        if self.known and self.not_applicable:
            raise ValueError("A figure that does not apply has no amount.")

    @property
    def known(self) -> bool:
        """Whether there is an amount."""
        return self.low is not None

    @property
    def not_applicable(self) -> bool:
        """Whether no figure applies, in contrast to “no figure yet”."""
        return self.qualifier == Qualifier.NOT_APPLICABLE

    @property
    def is_range(self) -> bool:
        """Whether the two ends differ."""
        return self.low != self.high

    @property
    def bounds(self) -> tuple[Decimal | None, Decimal | None]:
        """The lower and upper bound; None for an open end: “over 233 ha” has no upper bound."""
        open_end = "" if self.is_range else OPEN_END.get(self.qualifier, "")
        return (
            None if open_end == "low" else self.low,
            None if open_end == "high" else self.high,
        )


def read_figure(
    value: str | int | float | Decimal | None,
    dimension: Dimension,
    default_unit: str,
    notation: Notation = Notation.VI,
) -> Figure:
    """Read the figure of a cell, in base units.

    A unit in the cell takes precedence over `default_unit` (a code of `UNITS`), an English scale
    word (`million`) over `notation`. Numbers of a spreadsheet are used as they are. Text in
    brackets and after `trong đó` is kept as text only, except an amount in this currency beside one
    in another. Raises FigureError, or KeyError for a unit of another dimension.
    """
    default = UNITS[dimension, default_unit]
    if value is None:
        return Figure(None, None)
    if isinstance(value, str):
        return _read_text(clean(value), dimension, default, notation)
    return _read_number(value, default, notation)


def _read_number(value: float | Decimal, default: Unit, notation: Notation) -> Figure:
    # A spreadsheet stores 15 digits; further ones are rounding errors, as in 0.1 + 0.2.
    number = Decimal(f"{value:.15g}") if isinstance(value, float) else Decimal(value)
    if isinstance(value, bool) or not number.is_finite() or number.adjusted() > MAX_DIGITS:
        raise _not_understood(str(value), default, notation)
    text = format_decimal(number, notation)
    if number < 0:
        raise _negative(text)
    amount = _in_base(number, default, text)
    return Figure(amount, amount, unit=default.code, text=text)


_MAX_LENGTH = 2000  # characters; a longer cell is prose, and slow to parse
_MINUS = re.compile(r"[-‐‑‒–—−]\s*\D{0,4}[0-9]")
_RAISED_DIGIT = re.compile(r"[0-9]\s?[⁰¹²³⁴-⁹]")


def _read_text(text: str, dimension: Dimension, default: Unit, notation: Notation) -> Figure:
    if len(text) > _MAX_LENGTH:
        raise _not_understood(f"{text[:50]}…", default, notation)
    words = " ".join(unaccented(text).split())
    body, remarks = figure_words.set_remarks_apart(words)
    if figure_words.is_not_applicable(body):
        return Figure(None, None, Qualifier.NOT_APPLICABLE, text=text)
    if figure_words.is_unknown(body) and not re.search(r"[0-9]", body or words):
        return Figure(None, None, text=text)
    if _MINUS.match(body):
        raise _negative(text)
    parsed = figure_words.parse(body, dimension)
    # A raised footnote digit would be read as a digit of the number.
    if parsed is None or _RAISED_DIGIT.search(text):
        raise _not_understood(text, default, notation)
    wording = _wording_of_remark(parsed, remarks, dimension) if parsed.foreign else parsed
    if wording is None:
        message = _("“{text}” is in another currency. Write the amount in {unit}.")
        name = default.name(notation)
        raise FigureError("currency", format_lazy(message, text=text, unit=name))
    aside = [code for remark in remarks if (code := figure_words.qualifier_alone(remark))]
    low, high, unit = _ends(wording, default, notation, text)
    if low > high:
        message = _("“{text}” begins with the larger amount. Write the smaller one first.")
        raise FigureError("range", format_lazy(message, text=text))
    qualifier = figure_words.firmest([*aside, *wording.qualifiers])
    return Figure(low, high, qualifier, unit.code, text)


def _wording_of_remark(
    wording: Wording, remarks: list[str], dimension: Dimension
) -> Wording | None:
    """A remark with the same amount in this dimension's currency: `29 tỷ đồng (1,3 triệu USD)`."""
    for remark in remarks:
        other = figure_words.parse(remark, dimension)
        if other and not other.foreign and any(other.units):
            return replace(other, qualifiers=[*wording.qualifiers, *other.qualifiers])
    return None


def _ends(
    wording: Wording, default: Unit, notation: Notation, text: str
) -> tuple[Decimal, Decimal, Unit]:
    """Both ends in base units, and the unit of the last one, which is that of the figure."""
    numbers = _numbers(wording, notation)
    # In “50–100 m²” the unit applies to both ends, as in “50 ha – 100”.
    last = wording.units[-1] or wording.units[0] or default
    units = [unit or last for unit in wording.units]
    ends = [_in_base(number, unit, text) for number, unit in zip(numbers, units, strict=True)]
    return ends[0], ends[-1], last


def _numbers(wording: Wording, notation: Notation) -> list[Decimal]:
    if wording.in_english:
        try:
            return [parse_decimal(number, Notation.EN) for number in wording.numbers]
        except NumberError:
            pass  # translated words with numbers in Vietnamese notation: 4.139,39 billion
    try:
        return [parse_decimal(number, notation) for number in wording.numbers]
    except NumberError as error:
        raise FigureError("number", error.args[0]) from error


def _in_base(number: Decimal, unit: Unit, text: str) -> Decimal:
    amount = number * unit.factor
    if not unit.dimension.is_money:
        return amount
    if amount != amount.to_integral_value():
        message = _("“{text}” is not a whole amount of {unit}. Check its unit, or round it.")
        base = base_unit(unit.dimension).vi
        raise FigureError("fraction", format_lazy(message, text=text, unit=base))
    return amount.to_integral_value()


def _negative(text: str) -> FigureError:
    message = _("“{text}” is below zero. Write the amount without a minus sign.")
    return FigureError("negative", format_lazy(message, text=text))


def _not_understood(text: str, default: Unit, notation: Notation) -> FigureError:
    example = f"{format_decimal(Decimal('1234.5'), notation)} {default.name(notation)}".rstrip()
    message = _(
        "“{text}” is not understood as a figure. Write a number and its unit, such as {example}; "
        "remarks go in brackets."
    )
    return FigureError("words", format_lazy(message, text=text, example=example))


_WORDS = {
    Qualifier.EXACT: ("", ""),
    Qualifier.ABOUT: ("khoảng ", "about "),
    Qualifier.NEARLY: ("gần ", "nearly "),
    Qualifier.OVER: ("trên ", "over "),
    Qualifier.EXPECTED: ("dự kiến ", "expected "),
    Qualifier.AT_LEAST: ("ít nhất ", "at least "),
    Qualifier.UP_TO: ("tối đa ", "up to "),
}


def format_figure(figure: Figure, dimension: Dimension, language: str) -> str:
    """A figure with its written unit and qualifier: `gần 4.800 ha`, `250–300 ha`.

    `language` is `vi` or `en`. Empty if there is no amount.
    """
    if not figure.known:
        return ""
    unit = UNITS[dimension, figure.unit] if figure.unit else base_unit(dimension)
    vi, en = _WORDS[Qualifier(figure.qualifier)]
    word = vi if Notation.of(language) is Notation.VI else en
    if word == vi and figure.qualifier == Qualifier.OVER and figure.text.lower().startswith("hơn"):
        word = "hơn "
    return word + _amounts(figure, unit, language)


def exact_value(figure: Figure, dimension: Dimension, language: str) -> str:
    """The amounts in the base unit, without qualifier: `600.000.000.000 đồng`, `1,034 ha`."""
    return _amounts(figure, base_unit(dimension), language) if figure.known else ""


def base_unit(dimension: Dimension) -> Unit:
    """The unit with the factor 1."""
    return next(unit for unit in UNITS.values() if unit.dimension is dimension and unit.factor == 1)


def _amounts(figure: Figure, unit: Unit, language: str) -> str:
    ends = dict.fromkeys(end for end in (figure.low, figure.high) if end is not None)
    amounts = "–".join(format_decimal(end / unit.factor, language) for end in ends)
    space = "" if unit.dimension is Dimension.PERCENT else " "
    return f"{amounts}{space}{unit.name(language)}".rstrip()
