"""What a cell shows of its number or day, by its shown text, which an .ods has beside the value."""

import re
from datetime import date
from decimal import Decimal
from itertools import product

from spreadsheets.displayed_values import DisplayedDay, DisplayedNumber, Parts, has_meaning
from spreadsheets.readers.grids import Cell

_LARGEST = 1e15  # a spreadsheet stores 15 digits
_MAX_LENGTH = 100  # of an examined text, in characters
_PLAIN = re.compile(r"[-+−]?[\d.,\s]*")
_AROUND_DIGITS = re.compile(r"(\D*)(\d(?:[\d.,\s]*\d)?)(\D*)")
_SIGNS = re.compile(r"[-+−()]")
_SEPARATORS = str.maketrans(dict.fromkeys(".,-+− \u00a0\u202f"))
_NUMBERS = re.compile(r"\d+")
_MONTH = re.compile(r"jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|tháng (?!\d)", re.IGNORECASE)
_PARTS_OF_DAY = 3


def displayed_number(number: float, text: str, currency: str, *, is_percent: bool) -> Cell:
    """The number with the words that its text shows around the digits, in its shown scale.

    `currency` is the code that the cell declares; it counts if the text names none.
    """
    if len(text) > _MAX_LENGTH or abs(number) >= _LARGEST:
        return number
    if _PLAIN.fullmatch(text) and not (currency or is_percent):
        if text[:1] == "0" and text.isdecimal() and len(text) > 1:
            return DisplayedNumber(number, Parts(text, f"{_decimal(number).normalize():f}"))
        if not text or _has_all_digits(text, number):
            return number
    exact = _decimal(number) * (100 if is_percent else 1)
    around = _AROUND_DIGITS.fullmatch(text)
    if around is None:
        return _without_digits(number, text, exact, currency, is_percent=is_percent)
    before, digits, after = around.groups()
    if number < 0:
        before, after = _SIGNS.sub("", before), _SIGNS.sub("", after)
    if not _has_all_digits(digits, exact):
        exact = exact.scaleb(-3 * _thousands(abs(exact), digits))
    if currency and not has_meaning(before + after):
        after = f" {currency}"
    displayed = float(exact / 100 if is_percent else exact)
    if not has_meaning(before + after):
        return int(displayed) if displayed.is_integer() else displayed
    return DisplayedNumber(displayed, Parts(text, f"{exact.normalize():f}", before, after))


def displayed_day(day: date, text: str) -> date:
    """A day, with its text if that shows only a part of it."""
    parts = len(_NUMBERS.findall(text)) + bool(_MONTH.search(text))
    if not text or len(text) > _MAX_LENGTH or parts >= _PARTS_OF_DAY:
        return day
    numbers = [number.lstrip("0") for number in _NUMBERS.findall(text)]
    has_year = any(len(number) == len("2026") for number in numbers)
    return DisplayedDay(day, text, str(day.day) in numbers and parts > 1 and not has_year)


def _without_digits(
    number: float, text: str, exact: Decimal, currency: str, *, is_percent: bool
) -> Cell:
    """A cell whose text is missing, or shows words or a dash instead of the number."""
    if not text and (currency or is_percent):
        after = "%" if is_percent else f" {currency}"
        digits = f"{exact.normalize():f}"
        in_words = f"{digits.replace('.', ',')}{after}"
        return DisplayedNumber(number, Parts(in_words, digits, "", after))
    shows_words = has_meaning(text) and not _NUMBERS.search(text)
    return DisplayedNumber(number, Parts(text)) if shows_words else number


def _has_all_digits(text: str, number: float | Decimal) -> bool:
    """Whether all digits of the whole number are visible.

    Not in a rounded number, nor where the format shows thousands or millions: 20 for 20,000,000.
    """
    return text.translate(_SEPARATORS).startswith(str(abs(int(number))))


def _decimal(number: float) -> Decimal:
    return Decimal(f"{number:.15g}")


def _thousands(exact: Decimal, digits: str) -> int:
    """How often the shown digits divide the number by a thousand, in either notation."""
    written = re.sub(r"\s", "", digits)
    for thousands, (group, point) in product(range(4), ((".", ","), (",", "."))):
        plain = written.replace(group, "").replace(point, ".")
        try:
            typed = Decimal(plain)
        except ArithmeticError:
            continue
        unit = Decimal(1).scaleb(int(typed.as_tuple().exponent))
        if abs(exact.scaleb(-3 * thousands) - typed) <= unit * Decimal("0.5"):
            return thousands
    return 0
