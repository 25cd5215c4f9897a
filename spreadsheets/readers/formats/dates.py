"""Numbers that a spreadsheet displays as dates or times, by their number format.

A date is a number of days: 1 is 1 January 1900, with a 29 February 1900 that never existed; or 0 is
1 January 1904. The fraction is the time of day.
"""

import re
from datetime import datetime, time, timedelta
from enum import Enum, auto

from spreadsheets.readers.grids import Cell


class NumberDisplay(Enum):
    """The way a number is displayed."""

    DATE = auto()
    DATE_AND_TIME = auto()
    TIME = auto()
    # Hours that may be more than a day: 36:00:00.
    DURATION = auto()


# Formats that a workbook names by number only; 27 to 58 are days in East Asian editions.
BUILT_IN: dict[int, NumberDisplay] = {
    **dict.fromkeys(
        (*range(14, 18), *range(27, 32), 36, *range(50, 55), 57, 58), NumberDisplay.DATE
    ),
    **dict.fromkeys((*range(18, 22), *range(32, 36), 45, 47, 55, 56), NumberDisplay.TIME),
    22: NumberDisplay.DATE_AND_TIME,
    46: NumberDisplay.DURATION,
}
_WORDS = re.compile(r'"[^"]*"?|\\.|_.|\*.|AM/PM|A/P', re.IGNORECASE)
_DURATION = re.compile(r"\[(?:h+|m+|s+)\]", re.IGNORECASE)
_BRACKETS = re.compile(r"\[[^\]]*\]")
_PARTS_OF_SECONDS = re.compile(r"s[.,]0+")
_GENERAL = {"general", "standard", "@", ""}

_SECONDS_A_DAY = 86_400
_EPOCH, _EPOCH_BEFORE_MARCH_1900 = datetime(1899, 12, 30), datetime(1899, 12, 31)  # noqa: DTZ001
_EPOCH_1904 = datetime(1904, 1, 1)  # noqa: DTZ001 – a sheet knows no zone
_LAST = 2_958_465  # 31 December 9999
_FEBRUARY_29_1900 = 60


def number_display(code: str) -> NumberDisplay | None:
    """The display of a number format such as `dd/mm/yyyy`; None for a plain number."""
    code = code[:255]
    if code.lower() in _GENERAL:
        return None
    code = _WORDS.sub("", code).partition(";")[0]
    if _DURATION.search(code):
        return NumberDisplay.DURATION
    code = _PARTS_OF_SECONDS.sub("s", _BRACKETS.sub("", code).lower())
    if re.search(r"[0#?]", code):
        return None
    has_day, has_time = bool(re.search("[dy]", code)), bool(re.search("[hs]", code))
    if has_day:
        return NumberDisplay.DATE_AND_TIME if has_time else NumberDisplay.DATE
    if has_time:
        return NumberDisplay.TIME
    return NumberDisplay.DATE if "m" in code else None


def from_serial(number: float, display: NumberDisplay, *, since_1904: bool) -> Cell:
    """The displayed date or time of a number; the number itself if it is neither."""
    if display is NumberDisplay.DURATION:
        return _duration(number)
    if not 0 <= number < _LAST + 1:
        return number
    days = int(number)
    milliseconds = round((number - days) * _SECONDS_A_DAY * 1000)
    if days == 0 and not since_1904:
        # A time without a day; as a day it would be 0 January.
        return number if display is NumberDisplay.DATE else _time(milliseconds)
    if since_1904:
        epoch = _EPOCH_1904
    elif days == _FEBRUARY_29_1900:
        return "29/02/1900"
    else:
        epoch = _EPOCH if days > _FEBRUARY_29_1900 else _EPOCH_BEFORE_MARCH_1900
    if display is NumberDisplay.TIME and days == 0:
        return _time(milliseconds)
    try:
        moment = epoch + timedelta(days=days, milliseconds=milliseconds)
    except OverflowError:
        return number
    return moment if milliseconds else moment.date()


def _time(milliseconds: int) -> time:
    # The last half millisecond of a day rounds up to the next one.
    moment = _EPOCH + timedelta(milliseconds=min(milliseconds, _SECONDS_A_DAY * 1000 - 1))
    return moment.time()


def _duration(days: float) -> Cell:
    if not 0 <= days < _LAST:
        return days
    seconds = round(days * _SECONDS_A_DAY)
    if seconds < _SECONDS_A_DAY:
        return _time(seconds * 1000)
    return f"{seconds // 3600}:{seconds // 60 % 60:02}:{seconds % 60:02}"
