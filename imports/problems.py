"""Problems of a file by cell."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Problem:
    """A refused cell: position, value, and a message with the reason and what to do."""

    sheet: str
    cell: str
    value: str
    code: str
    message: str
