"""Cells as text."""

from datetime import date, datetime
from functools import lru_cache
from typing import Any

from spreadsheets.cell_addresses import MAX_CELL_LENGTH, NO_RESULT, cell_address
from spreadsheets.displayed_values import DisplayedDay, DisplayedNumber, Parts
from vietnamese.text import clean

__all__ = ["LANGUAGES", "MAX_CELL_LENGTH", "NO_RESULT", "cell_address", "cell_text"]

# Languages of the workbooks that the portal writes.
LANGUAGES = ("vi", "en")


def cell_text(value: Any) -> str:
    """A cell as displayed text: 12 for 12.0, dates with the day first, numbers with their unit."""
    if value is None:
        return ""
    if isinstance(value, str):
        # Long texts are rarely repeated and would fill the cache.
        return _clean(value) if len(value) < 200 else clean(value)
    if isinstance(value, float):
        if isinstance(value, DisplayedNumber):
            return _clean(value.parts.text)
        # A spreadsheet stores 15 digits; further ones are rounding errors: 0.1 + 0.2.
        return str(int(value)) if value.is_integer() else f"{value:.15g}"
    if isinstance(value, datetime) and not value.hour and not value.minute and not value.second:
        value = value.date()
    if isinstance(value, date) and not isinstance(value, datetime):
        if isinstance(value, DisplayedDay):
            return _clean(value.text)
        return f"{value:%d/%m/%Y}"
    return clean(str(value))


def with_unit(cell: Any, unit: str) -> Any:
    """A figure with the unit in the next column, as if its cell showed it: 8.5 and `triệu USD`."""
    if not unit:
        return cell
    if isinstance(cell, str):
        text = cell_text(cell)
        return f"{text} {unit}" if text[-1:].isdigit() else cell
    if isinstance(cell, int | float) and not isinstance(cell, bool | DisplayedNumber):
        digits = cell_text(cell)
        return DisplayedNumber(cell, Parts(f"{digits} {unit}", digits, after=f" {unit}"))
    return cell


@lru_cache(maxsize=8192)
def _clean(text: str) -> str:
    """Cached: a cell is cleaned many times, and many cells have the same text."""
    return clean(text)
