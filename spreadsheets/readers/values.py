"""Values in the XML of office programs: numbers, dates and times, booleans."""

import re
from datetime import date, datetime, time

TRUE = {"1", "true", "on"}
_MAX_NUMBER = 1e308
_EXACT = 10**15  # a spreadsheet stores 15 digits
# An apostrophe keeps Excel from running a cell as a formula, or from reading a code as a number.
_APOSTROPHE = re.compile(r"'(?='*[=+\-@\t\r\d])")
_TEXT_AS_FORMULA = re.compile(r'="([^"]*)"')


def parse_number(digits: str) -> int | float | None:
    """The number, an int if it is whole; None if it is not a number that a sheet can hold."""
    try:
        found = float(digits)
    except ValueError:
        return None
    if "_" in digits or not -_MAX_NUMBER < found < _MAX_NUMBER:
        return None
    return int(found) if found.is_integer() and abs(found) < _EXACT else found


def parse_datetime(text: str) -> datetime | date | str:
    """A date or time in ISO 8601; the text itself if it is neither."""
    try:
        found = datetime.fromisoformat(text.strip()).replace(tzinfo=None)
    except ValueError:
        return text
    return found.date() if found.time() == time.min else found


def unspelled(text: str) -> str:
    """The text that a program means in CSV by `'0123` or `="0123"`."""
    if text.startswith("'") and _APOSTROPHE.match(text):
        return text[1:]
    if text.startswith("=") and (match := _TEXT_AS_FORMULA.fullmatch(text)):
        return match[1]
    return text
