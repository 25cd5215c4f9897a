"""What a cell shows of its number, by the number format of a workbook: `#,##0 "triệu USD"`.

Formats come from strangers: one is cut at the length that Excel allows, and read in one pass. Most
formats only set digits; their numbers stay plain. What is shown is in Vietnamese notation.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from decimal import ROUND_HALF_UP, Context, Decimal
from functools import cached_property, lru_cache
from operator import eq, ge, gt, le, lt, ne
from typing import Any

from spreadsheets.displayed_values import DisplayedDay, DisplayedNumber, Parts, has_meaning
from spreadsheets.readers.formats.dates import BUILT_IN, NumberDisplay, from_serial, number_display
from spreadsheets.readers.grids import Cell

MAX_LENGTH = 255  # of a format, in characters
_TOKEN = re.compile(
    r'"[^"]*"?|\\.|_.|\*.|\[[^\]]*\]?|general|standard|e[+-]|d+|m+|y+|.', re.IGNORECASE | re.DOTALL
)
_GENERAL = {"general", "standard", "@"}
_CONDITION = re.compile(r"\[(<=|>=|<>|<|>|=)\s?(-?\d{1,15}(?:\.\d{1,15})?)\]")
_COMPARISONS: dict[str, Callable[[float, float], bool]] = {
    "<": lt,
    "<=": le,
    ">": gt,
    ">=": ge,
    "=": eq,
    "<>": ne,
}
_LARGEST = 1e15  # a spreadsheet stores 15 digits
_EXACT = Context(prec=400)
_GENERAL_DECIMALS = 10
_VIETNAMESE = re.compile(r"\[\$-[^\]]*(?:42A|vi-VN)\]", re.IGNORECASE)


@dataclass
class _Section:
    """One of the parts of a format between semicolons.

    `parts` are the digits and words in order; `decimals` counts the places after the point, the
    first number of them at least. `percents` and `thousands` are how often the number is
    multiplied by 100 and divided by 1000. What follows from them is worked out once, as a list may
    have a hundred thousand numbers of one format.
    """

    parts: list[tuple[str, str]] = field(default_factory=list)
    condition: tuple[str, float] | None = None
    decimals: tuple[int, int] = (0, 0)
    percents: int = 0
    thousands: int = 0
    is_general: bool = False
    is_grouped: bool = False

    @cached_property
    def digits(self) -> list[int]:
        return [place for place, (kind, _text) in enumerate(self.parts) if kind == "digit"]

    @cached_property
    def before(self) -> str:
        return _words(self.parts[: self.digits[0]]) if self.digits else _words(self.parts)

    @cached_property
    def after(self) -> str:
        return _words(self.parts[self.digits[-1] + 1 :]) if self.digits else ""

    @cached_property
    def within(self) -> list[tuple[str, str]]:
        return self.parts[self.digits[0] : self.digits[-1] + 1] if self.digits else []

    @cached_property
    def is_code(self) -> bool:
        """Whether it sets zeros in front, or signs between the digits, as in codes."""
        zeros = sum(text == "0" for kind, text in self.parts if kind == "digit")
        return not self.is_grouped and (zeros > 1 or bool(_words(self.within)))

    @cached_property
    def is_telling(self) -> bool:
        return (
            self.is_code
            or bool(self.thousands)
            or self.has_words
            or not (self.digits or self.before)
        )

    @cached_property
    def has_words(self) -> bool:
        return has_meaning(self.before + self.after)

    @cached_property
    def unit_of_rounding(self) -> Decimal:
        maximum = _GENERAL_DECIMALS if self.is_general else self.decimals[1]
        return Decimal(1).scaleb(-maximum)


@dataclass(frozen=True)
class NumberFormat:
    """A format that says more than the digits of a number."""

    code: str
    sections: tuple[_Section, ...]

    def show(self, number: float) -> Cell:
        """The cell of a number: plain if its section of the format sets only digits.

        `HIDDEN` if the format shows nothing of it, as `;;;`.
        """
        section = self._section_of(number)
        if section is None or not section.is_telling or abs(number) >= _LARGEST:
            return number
        if not section.digits:
            return FormattedNumber(number, number, self.code) if section.before.strip() else HIDDEN
        displayed = number
        if section.thousands:
            displayed = float(_exact(number).scaleb(-3 * section.thousands))
        if section.is_code or section.has_words:
            return FormattedNumber(displayed, number, self.code)
        return int(displayed) if float(displayed).is_integer() else displayed

    def parts_of(self, number: float) -> Parts:
        """What a cell shows of a number for which `show` gives a FormattedNumber."""
        section = self._section_of(number)
        if section is None or not section.digits:
            return Parts(section.before.strip() if section else "")
        exact = _exact(number).scaleb(2 * section.percents - 3 * section.thousands)
        is_negated = number < 0 and section is not self.sections[0]
        before, after = section.before, section.after
        sign = "-" if number < 0 and not is_negated else ""
        text = f"{sign}{before}{_filled_in(_rounded(abs(exact), section), section)}{after}".strip()
        if not number:
            before = before.replace("-", "")
        return Parts(text, f"{exact.normalize():f}", before, after)

    @cached_property
    def _has_conditions(self) -> bool:
        return any(section.condition for section in self.sections)

    def _section_of(self, number: float) -> _Section | None:
        if self._has_conditions:
            return next((each for each in self.sections if _fits(each.condition, number)), None)
        if number < 0 and len(self.sections) > 1:
            return self.sections[1]
        return self.sections[2 if not number and len(self.sections) > 2 else 0]


class FormattedNumber(DisplayedNumber):
    """A number of a workbook with its format.

    What it shows is worked out when needed, since a list may have a hundred thousand of them.
    `stored` is the number in the file: 20,000,000 for `20 triệu`.
    """

    __slots__ = ("code", "stored")

    code: str
    stored: float

    def __new__(cls, number: float, stored: float, code: str) -> "FormattedNumber":
        cell = float.__new__(cls, number)
        cell.stored, cell.code = stored, code
        return cell

    def __reduce__(self) -> tuple[Any, ...]:
        return FormattedNumber, (float(self), self.stored, self.code)

    @property
    def parts(self) -> Parts:
        return _parts(self.code, self.stored)


@lru_cache(maxsize=20_000)
def _parts(code: str, stored: float) -> Parts:
    display = _display(code)
    return display.parts_of(stored) if isinstance(display, NumberFormat) else Parts(str(stored))


@dataclass(frozen=True)
class PartOfDay:
    """A format that shows only a part of a day: `d-mmm`, `mm/yyyy`."""

    tokens: tuple[str, ...]
    in_vietnamese: bool = False

    def show(self, day: date) -> DisplayedDay:
        text = "".join(self._part(token, day) for token in self.tokens).strip()
        return DisplayedDay(day, text, any(token in ("d", "dd") for token in self.tokens))

    def _part(self, token: str, day: date) -> str:
        match token[0], len(token):
            case "d", length:
                return (str(day.day), f"{day.day:02}", f"{day:%a}", f"{day:%A}")[min(length, 4) - 1]
            case "m", 1 | 2 as length:
                return f"{day.month:0{length}}"
            case "m", length if self.in_vietnamese:
                return f"Thg {day.month}" if length == 3 else f"Tháng {day.month}"
            case "m", length:
                return f"{day:%b}" if length != 4 else f"{day:%B}"
            case "y", length:
                return f"{day.year % 100:02}" if length < 3 else str(day.year)
        return _literal(token)


# The cell of a number that its format hides.
HIDDEN = DisplayedNumber(0, Parts(""))

Display = NumberDisplay | NumberFormat | PartOfDay


def display_of(code: str) -> Display | None:
    """What a number format such as `0.0 "ha"` adds to the number; None if it sets only digits."""
    code = code[:MAX_LENGTH]
    display = number_display(code)
    if display is NumberDisplay.DATE:
        return _part_of_day(code) or display
    return display or _number_format(code)


def show(number: float, display: Display, *, since_1904: bool) -> Cell:
    """What the cell of a number shows."""
    if isinstance(display, NumberFormat):
        return display.show(number)
    if isinstance(display, NumberDisplay):
        return from_serial(number, display, since_1904=since_1904)
    day = from_serial(number, NumberDisplay.DATE, since_1904=since_1904)
    return display.show(day) if type(day) is date else day


def _part_of_day(code: str) -> PartOfDay | None:
    """The parts of a day that are shown; None if they are day, month and year."""
    tokens = [token.lower() if token[0] in "dDmMyY" else token for token in _TOKEN.findall(code)]
    if ";" in tokens:
        tokens = tokens[: tokens.index(";")]
    parts = {token[0] for token in tokens if token[0] in "my" or token in ("d", "dd")}
    if parts == {"d", "m", "y"}:
        return None
    return PartOfDay(tuple(tokens), bool(_VIETNAMESE.search(code)))


def _number_format(code: str) -> NumberFormat | None:
    if not code.strip():
        return None
    sections = [_Section()]
    tokens: list[list[str]] = [[]]
    for token in _TOKEN.findall(code):
        if token == ";":
            sections.append(_Section())
            tokens.append([])
        else:
            tokens[-1].append(token)
    # The fourth section is for text.
    for section, own in list(zip(sections, tokens, strict=True))[:3]:
        if not _fill(section, own):
            return None
    sections = sections[:3]
    return (
        NumberFormat(code, tuple(sections)) if any(each.is_telling for each in sections) else None
    )


def _fill(section: _Section, tokens: list[str]) -> bool:
    """Read the tokens of a section; False for a number with a power of ten or as a fraction."""
    decimals = commas = least = 0
    after_point = has_digits = False
    for token in tokens:
        if token in ("0", "#", "?"):
            if after_point:
                decimals += 1
                least += token == "0"
            else:
                section.is_grouped = section.is_grouped or bool(commas)
                section.parts.append(("digit", token))
            has_digits, commas = True, 0
        elif token.lower() in _GENERAL:
            section.is_general = has_digits = True
            section.parts.append(("digit", "#"))
        elif token == "." and has_digits and not after_point:
            after_point = True
        elif token == "," and has_digits:
            commas += 1
        elif token[:1] in "eE/" and len(token) < 3 and has_digits:
            return False
        elif match := _CONDITION.fullmatch(token):
            section.condition = match[1], float(match[2])
        elif words := _literal(token):
            if token == "%":
                section.percents += 1
            section.parts.append(("words", words))
    section.decimals = least, decimals
    section.thousands = min(commas, 4)
    return section.percents < 3


def _literal(token: str) -> str:
    """The words of a token: of `"ha"`, `\\-`, `[$USD-409]`, `_)`; empty for colours and fillers."""
    if token.startswith('"'):
        words = token.strip('"')
    elif token.startswith("\\"):
        words = token[1:]
    elif token.startswith("_"):
        words = " "
    elif token.startswith("[$"):
        words = token[2:].rstrip("]").partition("-")[0]
    elif token.startswith(("[", "*")):
        words = ""
    else:
        words = token
    return "".join(sign if sign.isprintable() else " " for sign in words)


def _exact(number: float) -> Decimal:
    return Decimal(f"{number:.15g}")


def _words(parts: list[tuple[str, str]]) -> str:
    return "".join(text for kind, text in parts if kind == "words")


def _fits(condition: tuple[str, float] | None, number: float) -> bool:
    if condition is None:
        return True
    sign, bound = condition
    return _COMPARISONS[sign](number, bound)


def _rounded(number: Decimal, section: _Section) -> str:
    """The digits with as many decimals as the format shows, and a point."""
    text = f"{number.quantize(section.unit_of_rounding, ROUND_HALF_UP, _EXACT):f}"
    minimum = 0 if section.is_general else section.decimals[0]
    whole, _point, decimals = text.partition(".")
    decimals = decimals[:minimum] + decimals[minimum:].rstrip("0")
    return f"{whole}.{decimals}" if decimals else whole


def _filled_in(digits: str, section: _Section) -> str:
    """The digits at the places of the format, with its zeros and signs between them."""
    whole, _point, decimals = digits.partition(".")
    if section.is_grouped:
        whole = f"{int(whole):,}".replace(",", ".")
    else:
        left, filled = list(whole.lstrip("0")), list[str]()
        for kind, text in reversed(section.within):
            if kind == "words":
                filled.append(text)
            elif left:
                filled.append(left.pop())
            elif text == "0":
                filled.append("0")
        whole = "".join([*left, *reversed(filled)])
        if section.is_general:
            whole = whole or "0"
    return f"{whole},{decimals}" if decimals else whole


_display = lru_cache(maxsize=1000)(display_of)

BUILT_IN_DISPLAYS: dict[int, Display | None] = {
    **BUILT_IN,
    **{key: display_of(code) for key, code in {9: "0%", 10: "0.00%"}.items()},
    **{key: display_of(code) for key, code in {16: "d-mmm", 17: "mmm-yy"}.items()},
}
"""Formats that a workbook names by number only."""
