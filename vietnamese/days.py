"""Dates as written in Vietnam: `1/8/2021`, day first, or `ngày 01 tháng 8 năm 2021`.

Nothing is guessed: a month without a day, a year of two digits and a bare number are refused, with
a message that says what to write.
"""

import re
from datetime import date, datetime, timedelta

from django.utils.functional import Promise
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from vietnamese.text import clean, unaccented

FIRST_YEAR, LAST_YEAR = 1945, 2100
"""The range of years that documents of the Vietnamese state can have."""


class DayError(ValueError):
    """A text or cell that is not a date; the message says what to write.

    `code` is `words` (not understood), `part` (a month or year only), `short` (a year of two
    digits), `impossible`, `years` (out of range), `time` (with a time of day), or `number`.
    """

    def __init__(self, code: str, message: str | Promise) -> None:
        super().__init__(message)
        self.code = code


_MIDNIGHT = r"(?:[t ]0{1,2}:00(?::00(?:\.0+)?)?)?"
_DAY_FIRST = re.compile(
    r"(?:ngay )?(?P<day>[0-9]{1,2})(?: ?(?P<sign>[/.-]) ?| thang )(?P<month>[0-9]{1,2})"
    rf"(?(sign) ?(?P=sign) ?|(?:,? nam |[/-]))(?P<year>[0-9]+){_MIDNIGHT}"
)
_YEAR_FIRST = re.compile(
    rf"(?P<year>[0-9]{{4}})(?P<sign>[/.-])(?P<month>[0-9]{{1,2}})(?P=sign)(?P<day>[0-9]{{1,2}}){_MIDNIGHT}"
)
_MONTH_OR_YEAR = re.compile(
    r"(?:thang )?[0-9]{1,2}(?: ?[/.-] ?| nam |, )[0-9]{4}|[0-9]{4}[/-][0-9]{1,2}|(?:nam )?[0-9]{4}"
    r"|quy (?:[0-9]|i{1,3}|iv)(?: ?[/-] ?| nam )[0-9]{4}|thang [0-9]{1,2}"
)
_TIME = re.compile(r"[t ][0-9]{1,2}:[0-9]{2}")


def read_day(text: str) -> date:
    """The date in a text: `1/8/2021`, `01-08-2021`, `2021-08-01`, `ngày 1 tháng 8 năm 2021`.

    Raises DayError.
    """
    displayed = clean(text)
    words = " ".join(unaccented(text).split()).rstrip(".")
    match = _DAY_FIRST.fullmatch(words) or _YEAR_FIRST.fullmatch(words)
    if match is None:
        raise _not_a_day(displayed, words)
    if len(match["year"]) != 4:
        message = _("The year of “{text}” needs four figures; write the day as 31/12/2025.")
        raise DayError("short", format_lazy(message, text=displayed))
    try:
        day = date(int(match["year"]), int(match["month"]), int(match["day"]))
    except ValueError:
        message = _(
            "The day “{text}” does not exist. Write the day first, then the month: 31/12/2025."
        )
        raise DayError("impossible", format_lazy(message, text=displayed)) from None
    return check_year(day)


def _not_a_day(displayed: str, words: str) -> DayError:
    if _MONTH_OR_YEAR.fullmatch(words):
        message = _("“{text}” names no day. Write the day as well: 31/12/2025.")
        return DayError("part", format_lazy(message, text=displayed))
    if _TIME.search(words):
        return _with_time(displayed)
    message = _("“{text}” is not a day; write it as 31/12/2025.")
    return DayError("words", format_lazy(message, text=displayed))


def day_of(moment: datetime) -> date:
    """The date of a cell that holds a date; raises DayError for one with a time of day."""
    if moment.timetz().replace(tzinfo=None) != datetime.min.time():
        raise _with_time(f"{moment:%d/%m/%Y %H:%M}")
    return check_year(moment.date())


def _with_time(displayed: str) -> DayError:
    message = _("“{text}” has a time of day. Write the day alone: 31/12/2025.")
    return DayError("time", format_lazy(message, text=displayed))


def check_year(day: date) -> date:
    """The same day; raises DayError if its year is out of range."""
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        message = _("The year of {day} is not between {first} and {last}; correct it.")
        displayed = f"{day.day:02}/{day.month:02}/{day.year:04}"
        raise DayError(
            "years", format_lazy(message, day=displayed, first=FIRST_YEAR, last=LAST_YEAR)
        )
    return day


_DAY_ZERO = date(1899, 12, 30)


def refuse_number(number: int | float) -> DayError:
    """The error for a bare number.

    A spreadsheet counts days, but from 1900 in one file and from 1904 in another, and whoever saw
    only a number did not check the date. So the message states the possible date, which is not
    used.
    """
    displayed = f"{number:.15g}" if isinstance(number, float) else str(number)[:50]
    if FIRST_YEAR <= number <= LAST_YEAR:
        message = _("“{text}” names no day. Write the day as well: 31/12/2025.")
        return DayError("part", format_lazy(message, text=displayed))
    first, last = date(FIRST_YEAR, 1, 1), date(LAST_YEAR, 12, 31)
    if (first - _DAY_ZERO).days <= number <= (last - _DAY_ZERO).days:
        day = _DAY_ZERO + timedelta(days=int(number))
        message = _(
            "“{text}” is a number, not a day; it may stand for {day}. Write the day as 31/12/2025, "
            "or format the cell as a date."
        )
        return DayError("number", format_lazy(message, text=displayed, day=f"{day:%d/%m/%Y}"))
    message = _("“{text}” is not a day; write it as 31/12/2025.")
    return DayError("number", format_lazy(message, text=displayed))
