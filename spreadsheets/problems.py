"""What is wrong in a file, cell by cell."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Problem:
    """Something in a file that is refused: where, what was found, why and what to do."""

    sheet: str
    cell: str
    value: str
    code: str
    message: str
