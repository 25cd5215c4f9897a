"""Telephone numbers of Vietnam in a text: “0260 3862 343 – 0905.123.456 (ông A)”."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

# The digits after the zero, the country code or both: “(+84) 260 3862 343”.
SUBSCRIBER = (
    r"(?:\(?(?:\+ ?|00)84\)?[ .-]?(?:\(0\))?|84(?=[ .-]?[1-9])|\(?0)(?:[ .()-]{0,2}[0-9]){9,10}"
)
# 1900 and 1800 cannot be reached from abroad and have no zero.
_SERVICE = r"1[89]00(?:[ .-]?[0-9]){4,6}"
_NUMBER = re.compile(rf"(?<!\w)(?:{SUBSCRIBER}|{_SERVICE})(?!\w)")
_LENGTHS = {10, 11}


@dataclass(frozen=True, slots=True)
class Telephone:
    """A number from `start` to `end` of a text; `dialled` is what a telephone dials."""

    start: int
    end: int
    dialled: str


def national_number(text: str) -> str | None:
    """The digits of one number with its zero: “+84 905 123 456” is 0905123456.

    None if they are too few or too many.
    """
    digits = "".join(filter(str.isdigit, text)).removeprefix("00")
    digits = digits.removeprefix("84") if not digits.startswith("0") else digits
    digits = f"0{digits.removeprefix('0')}"
    return digits if len(digits) in _LENGTHS else None


def telephones_in(text: str) -> Iterator[Telephone]:
    """The numbers of a text, in their order."""
    for match in _NUMBER.finditer(text):
        if match[0].startswith("1"):
            yield Telephone(*match.span(), re.sub(r"\D", "", match[0]))
        elif number := national_number(match[0]):
            yield Telephone(*match.span(), f"+84{number[1:]}")
