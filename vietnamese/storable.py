"""Characters that a database cannot store: NUL, and halves of a surrogate pair.

PostgreSQL refuses NUL in any text, and no database takes a lone surrogate. Files and command lines
can contain both; HTML forms cannot.
"""

import re
from typing import Any

REPLACEMENT = "\ufffd"
UNSTORABLE = [0, *range(0xD800, 0xE000)]
_UNSTORABLE = re.compile("[\0\ud800-\udfff]")


def is_storable(text: str) -> bool:
    # Many times faster than the regular expression.
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return "\0" not in text


def storable(text: str) -> str:
    """The text with U+FFFD in place of each character that cannot be stored."""
    return text if is_storable(text) else _UNSTORABLE.sub(REPLACEMENT, text)


def storable_cells(cells: list[Any]) -> list[Any]:
    """A row with all its texts storable; other cells stay as they are."""
    if is_storable("".join([cell for cell in cells if isinstance(cell, str)])):
        return cells
    return [storable(cell) if isinstance(cell, str) else cell for cell in cells]


def storable_json(value: Any) -> Any:
    """A JSON value with all its texts and names storable."""
    if isinstance(value, str):
        return storable(value)
    if isinstance(value, list):
        return [storable_json(each) for each in value]
    if isinstance(value, dict):
        return {storable(name): storable_json(each) for name, each in value.items()}
    return value
