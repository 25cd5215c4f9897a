"""Numbers in two notations: 1.234,5 in Vietnamese, 1,234.5 in English.

The same characters have opposite meanings, so every function needs the notation; `guess_notation`
finds it from the cells of a column.
"""

import re
from collections.abc import Iterable
from decimal import Decimal
from enum import StrEnum

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from vietnamese.text import clean

MAX_DIGITS = 20
"""More digits than any figure of the programme has; longer numbers are mistakes."""


class Notation(StrEnum):
    """The characters that group thousands and begin the decimals."""

    VI = "vi"
    EN = "en"

    @property
    def group(self) -> str:
        return "." if self is Notation.VI else ","

    @property
    def point(self) -> str:
        return "," if self is Notation.VI else "."

    @classmethod
    def of(cls, language: str) -> "Notation":
        """The notation of a language code such as `vi`, `en` or `en-gb`."""
        return cls.VI if language.partition("-")[0] == "vi" else cls.EN


class NumberError(ValueError):
    """A text that is not a number in the notation; the message says how to write one."""


def _pattern(notation: Notation) -> re.Pattern[str]:
    group, point = re.escape(notation.group), re.escape(notation.point)
    # A group of thousands never follows a leading zero: 0.125 is English, not 125.
    grouped = rf"[1-9][0-9]{{0,2}}(?:(?:{group}[0-9]{{3}})+|(?: [0-9]{{3}})+)"
    return re.compile(rf"[-−]?(?:{grouped}|[0-9]+)(?:{point}[0-9]+)?")


_WELL_FORMED = {notation: _pattern(notation) for notation in Notation}
_NUMBER = re.compile(r"[0-9]+(?:[.,][0-9]+)*")
_EITHER_WAY = re.compile(r"[1-9][0-9]{0,2}[.,][0-9]{3}")


def parse_decimal(text: str, notation: Notation) -> Decimal:
    """The exact number in a text such as `4.139,39` (VI) or `4,139.39` (EN).

    Spaces of any width may group thousands. Raises NumberError for anything else: words, `1.23.4`,
    or `12.34` in Vietnamese, whose meaning is uncertain.
    """
    text = clean(text)
    if not _WELL_FORMED[notation].fullmatch(text):
        example = format_decimal(Decimal("1234.5"), notation)
        message = _("“{text}” is not a number as written here. Write it like {example}.")
        raise NumberError(format_lazy(message, text=text, example=example))
    if sum(char.isdigit() for char in text) > MAX_DIGITS:
        message = _("“{text}” has too many digits.")
        raise NumberError(format_lazy(message, text=text))
    plain = text.replace(" ", "").replace("−", "-").replace(notation.group, "")
    return Decimal(plain.replace(notation.point, "."))


def is_ambiguous(text: str) -> bool:
    """Whether a text has a number such as `1.234` or `3,840` that fits both notations."""
    numbers = _NUMBER.findall(clean(text))
    return any(map(_EITHER_WAY.fullmatch, numbers)) and not any(map(_evidence, numbers))


def guess_notation(texts: Iterable[str]) -> Notation | None:
    """The notation that the cells of a column prove; None if they prove none or both.

    A number with both characters, with a repeated one, or with one that cannot group thousands, is
    a proof; `1.234` is none.
    """
    found = {
        proof
        for text in texts
        for number in _NUMBER.findall(clean(text))
        if (proof := _evidence(number))
    }
    return found.pop() if len(found) == 1 else None


def _evidence(number: str) -> Notation | None:
    """The only notation in which a number is well formed; None if it fits both or neither."""
    fitting = [notation for notation in Notation if _WELL_FORMED[notation].fullmatch(number)]
    return fitting[0] if len(fitting) == 1 else None


def format_decimal(value: Decimal | int, language: str) -> str:
    """`1.234,5` for `vi`, `1,234.5` for other languages; all digits, no trailing zeros."""
    text = f"{Decimal(value):,f}"
    if "." in text:
        text = text.rstrip("0").removesuffix(".")
    if text == "-0":
        text = "0"
    if Notation.of(language) is Notation.VI:
        text = text.translate({ord("."): ",", ord(","): "."})
    return text
