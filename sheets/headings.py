"""The headings of a table: which rows they are, which column each names, in which unit.

Headings may stand in several rows, the upper ones merged over the lower (`Quy mô` over
`Diện tích (ha)` and `Công suất`). Rows and columns count from zero.
"""

import re
from dataclasses import dataclass

from sheets.cells import cell_text
from sheets.opening import Grid
from vietnamese.text import fold
from vietnamese.units import UNITS, Dimension

SEARCHED_ROWS = 60
KNOWN_HEADINGS_NEEDED = 2
MOST_ROWS = 3

_BRACKETS = re.compile(r"\(([^()]*)\)")
_UNIT_NAMES: dict[str, str] = {}
for (_dimension, _code), _unit in UNITS.items():
    if _dimension in (Dimension.AREA, Dimension.MONEY_VND, Dimension.MONEY_USD):
        for _name in (_unit.name("vi"), _unit.name("en")):
            _UNIT_NAMES.setdefault(fold(_name), _code)
_UNIT_NAMES |= {
    "ty": "ty_dong",
    "ti dong": "ty_dong",
    "trieu": "trieu_dong",
    "ngan dong": "nghin_dong",
    "vnd": "dong",
    "trieu vnd": "trieu_dong",
    "million vnd": "trieu_dong",
    "billion vnd": "ty_dong",
    "vnd billion": "ty_dong",
    "vnd million": "trieu_dong",
}
_USD_UNITS = {code for (dimension, code) in UNITS if dimension is Dimension.MONEY_USD}
_AREA_UNITS = {code for (dimension, code) in UNITS if dimension is Dimension.AREA}
_UNIT = re.compile(
    rf"(?<![a-z0-9])(?:{'|'.join(sorted(_UNIT_NAMES, key=len, reverse=True))})(?![a-z0-9])"
)
_UNIT_AT_END = re.compile(rf"\s(?:(?:dvt|don vi tinh|don vi)\s)?{_UNIT.pattern}$")


@dataclass(frozen=True)
class Heading:
    """A column of the sheet: its words, which declared column it is, the unit it names."""

    index: int
    text: str
    column: str = ""
    unit: str = ""
    suggestion: str = ""


def find_headings(
    grid: Grid, known: dict[str, str], name_column: str
) -> tuple[int, int, list[Heading]] | None:
    """First and last row of the headings, and the headings; `known` maps folded words to columns.

    The first row that names `name_column` and another known column, or None.
    """
    for top in range(min(len(grid.rows), SEARCHED_ROWS)):
        headings = _headings(grid, top, bottom := _last_row(grid, top), known)
        found = {heading.column for heading in headings if heading.column}
        if name_column in found and len(found) >= KNOWN_HEADINGS_NEEDED:
            return top, bottom, headings
    return None


def money_unit_in(words: str) -> str:
    """The code of the one unit of money that words name; empty for none and for several."""
    return _only(_units(words) - _AREA_UNITS)


def _units(words: str) -> set[str]:
    return {_UNIT_NAMES[name] for name in _UNIT.findall(fold(words))}


def _only(units: set[str]) -> str:
    return units.pop() if len(units) == 1 else ""


def _last_row(grid: Grid, top: int) -> int:
    """Where headings that begin in a row end: cells are merged downwards, or stand under one."""
    starting = [merge for merge in grid.merges if merge[0][0] == top]
    ends = [end for (_top, _left), (end, _right) in starting if end - top < MOST_ROWS]
    bottom = max(ends, default=top)
    spans = [(left, right) for (_top, left), (_end, right) in starting if right > left]
    if bottom == top and spans and top + 1 < len(grid.rows):
        beside, below = (
            [
                any(left <= column <= right for left, right in spans)
                for column, cell in enumerate(grid.rows[row])
                if cell_text(cell)
            ]
            for row in (top, top + 1)
        )
        # A title over the whole width has nothing beside it.
        if not all(beside) and below and all(below):
            return top + 1
    return min(bottom, len(grid.rows) - 1)


def _headings(grid: Grid, top: int, bottom: int, known: dict[str, str]) -> list[Heading]:
    cells = {
        (row, column): cell_text(value)
        for row in range(top, bottom + 1)
        for column, value in enumerate(grid.rows[row])
    }
    width = max(len(grid.rows[row]) for row in range(top, bottom + 1))
    for (first_row, first_column), (last_row, last_column) in grid.merges:
        if top <= first_row and last_row <= bottom:
            text = cells.get((first_row, first_column), "")
            for row in range(first_row, last_row + 1):
                for column in range(first_column, min(last_column + 1, width)):
                    cells[row, column] = text
    headings, taken = [], set()
    for index in range(width):
        parts = list(dict.fromkeys(cells.get((row, index), "") for row in range(top, bottom + 1)))
        parts = [part for part in parts if part]
        if not parts:
            continue
        column, unit = _column_of(parts, known)
        if column in taken:
            column = ""
        taken.add(column)
        headings.append(Heading(index, " / ".join(parts), column, unit))
    return headings


def _column_of(parts: list[str], known: dict[str, str]) -> tuple[str, str]:
    """The declared column that heading parts name, from the most to the least specific."""
    unit = next((u for part in reversed(parts) if (u := _heading_unit(part))), "")
    for candidate in (" ".join(parts), *reversed(parts)):
        bare = fold(_BRACKETS.sub(" ", candidate))
        for words in (fold(candidate), bare, _UNIT_AT_END.sub("", bare)):
            if column := known.get(words):
                usd = f"{column}_usd"
                if unit in _USD_UNITS and usd in known.values():
                    return usd, unit
                return column, unit
    return "", unit


def _heading_unit(heading: str) -> str:
    """The unit a heading names in brackets, or at its end."""
    for text in _BRACKETS.findall(heading):
        if unit := _only(_units(text)):
            return unit
    bare = f" {fold(_BRACKETS.sub(' ', heading))}"
    return _only(_units(bare)) if _UNIT_AT_END.search(bare) else ""
