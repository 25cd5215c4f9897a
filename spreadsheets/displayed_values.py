"""Cells whose number format says more than their number: `20 triệu USD`, `30%`, `06/2026`.

They are numbers and days like others, so that only what needs the format looks at it.
"""

from datetime import date
from typing import Any


class DisplayedNumber(float):
    """A number and the words or signs that its cell shows around it.

    As a float it is the number shown, not rounded: 20 for `20 triệu USD`, 0.3 for `30%`. `text` is
    the shown text in Vietnamese notation. `digits` is the number between the words `before` and
    `after`, all digits, with a point: “30” for 0.3; empty if the cell shows words instead.
    """

    __slots__ = ("after", "before", "digits", "text")

    text: str
    digits: str
    before: str
    after: str

    def __new__(
        cls, number: float, text: str, digits: str = "", before: str = "", after: str = ""
    ) -> "DisplayedNumber":
        cell = super().__new__(cls, number)
        cell.text, cell.digits, cell.before, cell.after = text, digits, before, after
        return cell

    def __reduce__(self) -> tuple[Any, ...]:
        return DisplayedNumber, (float(self), self.text, self.digits, self.before, self.after)

    def __repr__(self) -> str:
        return f"DisplayedNumber({float(self)!r}, {self.text!r})"

    __str__ = float.__repr__

    @property
    def has_words(self) -> bool:
        """Whether there is more around the digits than blanks, signs and brackets."""
        return has_meaning(self.before + self.after) or not self.digits


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
