"""Cells whose number format says more than their number: `20 triệu USD`, `30%`, `06/2026`.

They are numbers and days like others, so that only what needs the format looks at it.
"""

from datetime import date
from typing import Any, NamedTuple


class Parts(NamedTuple):
    """What a cell shows of a number.

    `text` is all of it, in Vietnamese notation. `digits` is the number between the words `before`
    and `after`, all digits, with a point: “30” for 0.3 as 30%; empty if the cell shows words
    instead.
    """

    text: str
    digits: str = ""
    before: str = ""
    after: str = ""


class DisplayedNumber(float):
    """A number and the words or signs that its cell shows around it.

    As a float it is the number shown, not rounded: 20 for `20 triệu USD`, 0.3 for `30%`.
    """

    __slots__ = ("_parts",)

    _parts: Parts

    def __new__(cls, number: float, parts: Parts) -> "DisplayedNumber":
        cell = super().__new__(cls, number)
        cell._parts = parts
        return cell

    def __reduce__(self) -> tuple[Any, ...]:
        return _restored, (float(self), *self._parts)

    def __repr__(self) -> str:
        return f"DisplayedNumber({float(self)!r}, {self.parts.text!r})"

    __str__ = float.__repr__

    @property
    def parts(self) -> Parts:
        return self._parts

    @property
    def has_words(self) -> bool:
        """Whether there is more around the digits than blanks, signs and brackets."""
        parts = self.parts
        return has_meaning(parts.before + parts.after) or not parts.digits


def _restored(number: float, *parts: str) -> DisplayedNumber:
    return DisplayedNumber(number, Parts(*parts))


class DisplayedDay(date):
    """A day of which the cell shows only a part: `10-Dec`, `06/2026`.

    `shows_day` tells whether the day of the month is one of the shown parts.
    """

    __slots__ = ("shows_day", "text")

    text: str
    shows_day: bool

    def __new__(cls, day: date, text: str, shows_day: bool) -> "DisplayedDay":
        cell = super().__new__(cls, day.year, day.month, day.day)
        cell.text, cell.shows_day = text, shows_day
        return cell

    def __reduce__(self) -> tuple[Any, ...]:
        return DisplayedDay, (date(self.year, self.month, self.day), self.text, self.shows_day)

    def __repr__(self) -> str:
        return f"DisplayedDay({self.isoformat()}, {self.text!r})"


def has_meaning(words: str) -> bool:
    """Whether the words around a number are more than blanks, signs and brackets."""
    return bool(words.strip(" -+()–−"))
