"""Rows that number the columns, below the headings."""

import re

_COLUMN_NUMBER = re.compile(r"[(\[-]?(\d{1,2})[)\]-]?(\s*=.*)?", re.DOTALL)
_COLUMN_LETTER = re.compile(r"\(?([A-Z])\)?", re.IGNORECASE)


def is_column_numbers(texts: list[str]) -> bool:
    """`(1) (2) (3)`, `A B 1 2 3=1+2`, `A B 1 2 C`: consecutive letters, and numbers in order."""
    if len(texts) < 3:
        return False
    letters, numbers = 0, []
    for text in texts:
        if match := _COLUMN_LETTER.fullmatch(text):
            if ord(match[1].upper()) - ord("A") != letters:
                return False
            letters += 1
        elif match := _COLUMN_NUMBER.fullmatch(text):
            numbers.append(int(match[1]))
        else:
            return False
    if numbers != sorted(set(numbers)):
        return False
    return not numbers or numbers[0] <= letters + 1
