"""A cell: its address, and its words as a reader sees them."""

from datetime import date, datetime
from functools import lru_cache
from typing import Any

from vietnamese.text import clean

# What stands in a cell for a formula whose result the file does not hold.
NO_RESULT = "#FORMULA?"
MAX_CELL_LENGTH = 32_767  # characters; Excel's own limit
# The languages in which the portal writes its own workbooks.
LANGUAGES = ("vi", "en")


def cell_address(row: int, column: int) -> str:
    """B12 for row 11, column 1."""
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return f"{letters}{row + 1}"


def cell_text(value: Any) -> str:
    """A cell as a reader sees it: 12 for 12.0, days with the day first."""
    if value is None:
        return ""
    if isinstance(value, str):
        # Long texts are rarely met twice, and thousands of them must not be kept.
        return _clean(value) if len(value) < 200 else clean(value)
    if isinstance(value, float):
        # A spreadsheet holds 15 digits; what lies beyond is noise: 0.1 + 0.2.
        return str(int(value)) if value.is_integer() else f"{value:.15g}"
    if isinstance(value, datetime) and not value.hour and not value.minute and not value.second:
        value = value.date()
    if isinstance(value, date) and not isinstance(value, datetime):
        return f"{value:%d/%m/%Y}"
    return clean(str(value))


@lru_cache(maxsize=8192)
def _clean(text: str) -> str:
    """A cell is looked at many times on its way, and the same words stand in many cells."""
    return clean(text)
