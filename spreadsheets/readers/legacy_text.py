"""Sheets typed in an old Vietnamese font, read as Unicode, and what was done told to the official.

A cell says by its words which encoding it is in. Where several fit, as in `tô`, the sure cells of
its column decide, then those of the sheet; where they do not agree either, the cell is undecided,
and the official is asked to type it again.
"""

from collections import Counter
from dataclasses import dataclass, field, replace
from functools import lru_cache

from django.utils.translation import gettext as _

from spreadsheets.cells import cell_address, cell_text
from spreadsheets.readers.grids import Grid, PackedRows, Row
from vietnamese.old_fonts import (
    Encoding,
    certain_encoding,
    convert,
    evident_encoding,
    is_mixed,
    is_suspect,
    possible_encodings,
)

EXAMPLES = 3

# Headings in letters that old fonts have too, where they would spell what no office writes.
_HEADINGS_IN_UNICODE = {"ghi chú", "quy mô", "chú thích", "công trình", "lý do"}

# A sheet repeats its words; what was told of one text is kept for the next cell.
TEXTS_KEPT = 20_000
_possible = lru_cache(maxsize=TEXTS_KEPT)(possible_encodings)
_certain = lru_cache(maxsize=TEXTS_KEPT)(certain_encoding)


@dataclass(frozen=True)
class ReadAnew:
    """One cell as it was typed and as it reads in Unicode."""

    address: str
    before: str
    after: str


@dataclass(frozen=True)
class Undecided:
    """A cell whose encoding nobody can tell from its words."""

    address: str
    text: str

    @property
    def message(self) -> str:
        """Why the cell is refused, and what to do."""
        told: str = _(
            "“%(text)s” may be typed, in whole or in part, in an old font (.VnTime, VNI-Times …), "
            "and which letters are meant cannot be told; type this cell again in Unicode."
        )
        return told % {"text": self.text[:200]}


@dataclass
class OldText:
    """What was found in a sheet with text in an old font.

    `cells` counts the cells read anew by encoding; `examples` are the first of them.
    """

    sheet: str
    cells: Counter[Encoding] = field(default_factory=Counter)
    examples: list[ReadAnew] = field(default_factory=list)
    undecided: list[Undecided] = field(default_factory=list)

    @property
    def message(self) -> str:
        """What the official is told above the preview; empty where no cell was read anew."""
        if not self.cells:
            return ""
        examples = "; ".join(
            f"{each.address}: “{each.before[:60]}” → “{each.after[:60]}”" for each in self.examples
        )
        told: str = _(
            "Sheet “%(sheet)s” has text in an old font (%(fonts)s). Cells read as Unicode: "
            "%(count)d. Compare the first with the paper: %(examples)s."
        )
        return told % {
            "sheet": self.sheet,
            "fonts": ", ".join(sorted(self.cells)),
            "count": self.cells.total(),
            "examples": examples,
        }


@dataclass
class _Sure:
    """The encodings of the cells that leave no doubt, by column."""

    columns: dict[int, set[Encoding]] = field(default_factory=dict)

    def add(self, column: int, encoding: Encoding) -> None:
        self.columns.setdefault(column, set()).add(encoding)

    def choose(
        self, column: int, possible: frozenset[Encoding], beside: set[Encoding], *, is_first: bool
    ) -> Encoding | None:
        """The encoding of a cell; None where the sheet does not tell.

        The first of its column, a heading, goes with the sure cells `beside` it in its row.
        """
        if len(possible) == 1:
            return next(iter(possible))
        above_and_below = self.columns.get(column, set())
        nearest = (beside, above_and_below) if is_first else (above_and_below, beside)
        for sure in (*nearest, set().union(*self.columns.values())):
            if len(fitting := possible & sure) == 1:
                return next(iter(fitting))
            if fitting:
                break
        return None


def modernised(grid: Grid) -> tuple[Grid, OldText | None]:
    """A sheet with all its text in Unicode, and what was read anew.

    A sheet without text in an old font comes back as it is, with None.
    """
    if not _has_old_text(grid):
        return grid, None
    sure = _sure_encodings(grid)
    name = _modern_name(grid.name, sure)
    told = OldText(name)
    rows = PackedRows()
    begun: set[int] = set()
    for index, row in enumerate(grid.rows):
        rows.append(_modern_row(index, row, sure, begun, told))
    return replace(grid, name=name, rows=rows), told


def _has_old_text(grid: Grid) -> bool:
    known: set[str] = set()
    for row in grid.rows:
        texts = {cell for cell in row if type(cell) is str and not cell.isascii()} - known
        for text in filter(is_suspect, texts):
            if evident_encoding(text) or is_mixed(text):
                return True
        if len(known) < TEXTS_KEPT:
            known |= texts
    return evident_encoding(grid.name) is not None


def _sure_encodings(grid: Grid) -> _Sure:
    sure = _Sure()
    for row in grid.rows:
        for column, cell in enumerate(row):
            # Text without accents is the same in every encoding and tells nothing.
            if isinstance(cell, str) and not cell.isascii() and (encoding := _certain(cell)):
                sure.add(column, encoding)
    return sure


def _modern_name(name: str, sure: _Sure) -> str:
    encoding = sure.choose(-1, possible_encodings(name), set(), is_first=False)
    return convert(name, encoding) if encoding and encoding.is_old else name


def _modern_row(index: int, row: Row, sure: _Sure, begun: set[int], told: OldText) -> Row:
    """A row in Unicode; `begun` are the columns that have a sure cell above it."""
    certain = {
        column: encoding
        for column, cell in enumerate(row)
        if isinstance(cell, str) and not cell.isascii() and (encoding := _certain(cell))
    }
    beside = set(certain.values())
    modern = []
    for column, cell in enumerate(row):
        if isinstance(cell, str) and not cell.isascii():
            encoding = (
                Encoding.UNICODE
                if cell_text(cell).lower() in _HEADINGS_IN_UNICODE
                else sure.choose(column, _possible(cell), beside, is_first=column not in begun)
            )
            cell = _modern_cell(cell_address(index, column), cell, encoding, told)
        modern.append(cell)
    begun.update(certain)
    return modern


def _modern_cell(address: str, cell: str, encoding: Encoding | None, told: OldText) -> str:
    if encoding is None:
        told.undecided.append(Undecided(address, cell_text(cell)))
        return cell
    if not encoding.is_old:
        return cell
    modern = convert(cell, encoding)
    told.cells[encoding] += 1
    if len(told.examples) < EXAMPLES:
        shown = cell_text(cell)
        told.examples.append(ReadAnew(address, shown, cell_text(modern)))
    return modern
