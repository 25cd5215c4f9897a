"""Texts of a marked workbook: the note at each refused cell and the list of all problems.

Rows and columns count from zero. Marking runs in a process without Django, so `Wording` is given.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from imports.problems import Problem
from spreadsheets.cell_addresses import cell_address

Place = tuple[int, int]

# Excel's colours of the style “Bad”: dark red on light red, with enough contrast.
BAD_FILL, BAD_FONT = "FFC7CE", "9C0006"
AUTHOR = "CNHT"
# This first line identifies our notes; LibreOffice does not store authors.
SIGN = f"{AUTHOR}:\n"
# With more notes Excel opens a file slowly, and they would fill memory here.
MAX_NOTES = 5_000
MAX_LINKS = 10_000
MAX_LISTED = 1_000_000
MAX_NOTE_LENGTH = 8_000
LIST_WIDTHS = (24, 44, 100)

NOTE_WIDTH = 340  # pixels
_CHARACTERS_PER_LINE = 48
_LINE_HEIGHT, _MIN_NOTE_HEIGHT, _MAX_NOTE_HEIGHT = 18, 60, 480  # pixels

ROW_HEIGHT, _MAX_ROW_HEIGHT = 15, 405  # points

_ADDRESS = re.compile(r"\$?([A-Z]{1,3})\$?([1-9]\d{0,6})\b")
# Characters that XML does not allow.
_UNPRINTABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
LAST_ROW, LAST_COLUMN = 1_048_575, 16_383


@dataclass(frozen=True)
class ListedProblem:
    """A row of the list: sheet and cell, value, what to do."""

    problem: Problem
    place: Place | None

    @property
    def where(self) -> str:
        # One text for both, so that the list is not mistaken for a table to import.
        sheet, cell = self.problem.sheet, self.problem.cell
        return printable(f"{sheet}!{cell}" if sheet and cell else sheet or cell)

    @property
    def address(self) -> str:
        return cell_address(*self.place) if self.place else ""

    @property
    def texts(self) -> tuple[str, str, str]:
        return self.where, printable(self.problem.value), printable(self.problem.message)


class Wording(NamedTuple):
    """The translated texts. `lists` has the names and headings of the list in each language."""

    list_name: str
    headings: tuple[str, str, str]
    found: str
    lists: list[tuple[str, list[str]]]

    def is_list(self, name: str, first_row: Iterable[Any]) -> bool:
        """Whether a sheet is the list of an earlier return, in either language."""
        headings = [cell for cell in first_row if cell not in (None, "")]
        return any(name.startswith(own) and headings == texts for own, texts in self.lists)

    def note(self, problems: list[Problem]) -> str:
        """The note at a cell: value, reason, what to do."""
        messages = list(dict.fromkeys(problem.message for problem in problems))
        value = problems[0].value
        lines = messages if len(messages) == 1 else [f"• {message}" for message in messages]
        if value and not any(value in message for message in messages):
            lines = [self.found % {"value": value}, *lines]
        return SIGN + printable("\n".join(lines))[:MAX_NOTE_LENGTH]


def to_list(problems: Iterable[Problem]) -> list[ListedProblem]:
    """The problems in order, with the positions of their cells."""
    return [ListedProblem(problem, place_of(problem.cell)) for problem in problems]


def problems_by_cell(lines: Iterable[ListedProblem]) -> dict[str, dict[Place, list[Problem]]]:
    """The problems of each refused cell, by sheet."""
    problems: dict[str, dict[Place, list[Problem]]] = defaultdict(dict)
    for line in lines:
        if line.place is not None:
            problems[line.problem.sheet].setdefault(line.place, []).append(line.problem)
    return problems


def place_of(cell: str) -> Place | None:
    """(11, 2) for C12; None for a text that is not a cell reference."""
    match = _ADDRESS.match(cell.strip().upper())
    if not match:
        return None
    column = 0
    for letter in match[1]:
        column = column * 26 + ord(letter) - 64
    place = int(match[2]) - 1, column - 1
    return place if place[0] <= LAST_ROW and place[1] <= LAST_COLUMN else None


def printable(text: str) -> str:
    """The text with U+FFFD for characters that a workbook does not allow."""
    return _UNPRINTABLE.sub("\ufffd", text)


def note_height(text: str) -> int:
    """Height in pixels of a note of NOTE_WIDTH for this text, within limits."""
    lines = sum(1 + len(line) // _CHARACTERS_PER_LINE for line in text.split("\n"))
    return min(max(_LINE_HEIGHT * (lines + 1), _MIN_NOTE_HEIGHT), _MAX_NOTE_HEIGHT)


def row_height(texts: Sequence[str], widths: Sequence[int]) -> int:
    """Height in points of a row of wrapped texts; not every program computes it."""
    lines = max(
        sum(1 + len(line) // width for line in text.split("\n"))
        for text, width in zip(texts, widths, strict=True)
    )
    return min(ROW_HEIGHT * lines, _MAX_ROW_HEIGHT)
