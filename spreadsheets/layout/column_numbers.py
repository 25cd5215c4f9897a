"""Rows that number the columns, below the headings."""

import re

_COLUMN_NUMBER = re.compile(r"[(\[-]?(\d{1,2})[)\]-]?(\s*=.*)?", re.DOTALL)
_COLUMN_LETTER = re.compile(r"\(?([A-Z])\)?", re.IGNORECASE)


def is_column_numbers(texts: list[str]) -> bool:
    """`(1) (2) (3)`, `1 2 3`, `A B 1 2 3=1+2`: letters first, then consecutive numbers."""
    if len(texts) < 3:
        return False
    letters = 0
    while letters < len(texts) and (match := _COLUMN_LETTER.fullmatch(texts[letters])):
        if ord(match[1].upper()) - ord("A") != letters:
            return False
        letters += 1
    numbers = [
        int(match[1]) for text in texts[letters:] if (match := _COLUMN_NUMBER.fullmatch(text))
    ]
    if letters + len(numbers) < len(texts) or numbers != sorted(set(numbers)):
        return False
    return not numbers or numbers[0] <= letters + 1
