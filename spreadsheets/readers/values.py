"""Values in the XML of office programs: numbers, dates and times, booleans."""

from datetime import date, datetime, time

TRUE = {"1", "true", "on"}
_MAX_NUMBER = 1e308
_EXACT = 10**15  # a spreadsheet holds 15 digits


def parse_number(digits: str) -> int | float | None:
    """The number, whole where it is; None for what is no number that a sheet can hold."""
    try:
        found = float(digits)
    except ValueError:
        return None
    if "_" in digits or not -_MAX_NUMBER < found < _MAX_NUMBER:
        return None
    return int(found) if found.is_integer() and abs(found) < _EXACT else found


def parse_datetime(text: str) -> datetime | date | str:
    """A day or time as ISO 8601 writes it; the text itself where it is none."""
    try:
        found = datetime.fromisoformat(text.strip()).replace(tzinfo=None)
    except ValueError:
        return text
    return found.date() if found.time() == time.min else found
