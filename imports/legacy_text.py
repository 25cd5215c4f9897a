"""Converts text in old Vietnamese fonts (TCVN3, VNI) to Unicode.

The words of a cell show its encoding. If several encodings fit, as in `tô`, the certain cells of
its column decide, then those of the sheet. If these disagree too, the cell is undecided and the
official must type it again. A message describes what was converted.
"""

from collections import Counter
from dataclasses import dataclass, field, replace
from functools import lru_cache

from django.utils.translation import gettext as _

from spreadsheets.cells import cell_address, cell_text
from spreadsheets.readers.grids import Cell, Grid, PackedRows, Row
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

# Headings that are also valid in an old font, but as words that no office writes.
_HEADINGS_IN_UNICODE = {"ghi chú", "quy mô", "chú thích", "công trình", "lý do"}

# A sheet repeats its texts; results are cached.
MAX_CACHED_TEXTS = 20_000
_possible = lru_cache(maxsize=MAX_CACHED_TEXTS)(possible_encodings)
_certain = lru_cache(maxsize=MAX_CACHED_TEXTS)(certain_encoding)


@dataclass(frozen=True)
class ConvertedCell:
    """One cell as it was typed and in Unicode."""

    address: str
    before: str
    after: str


@dataclass(frozen=True)
class UndecidedCell:
    """A cell whose words do not determine its encoding."""

    address: str
    text: str

    @property
    def message(self) -> str:
        """Why the cell is refused, and what to do."""
        old_text: str = _(
            "“%(text)s” may be typed, in whole or in part, in an old font (.VnTime, VNI-Times"
            " …), so its letters are not certain. Type this cell again in Unicode."
        )
        return old_text % {"text": self.text[:200]}


@dataclass
class OldText:
    """What was found in a sheet with text in an old font.

    `cells` counts the converted cells by encoding; `examples` are the first of them.
    """

    sheet: str
    cells: Counter[Encoding] = field(default_factory=Counter)
    examples: list[ConvertedCell] = field(default_factory=list)
    undecided: list[UndecidedCell] = field(default_factory=list)

    @property
    def message(self) -> str:
        """The message above the preview; empty if no cell was converted."""
        if not self.cells:
            return ""
        examples = "; ".join(
            f"{each.address}: “{each.before[:60]}” → “{each.after[:60]}”" for each in self.examples
        )
        old_text: str = _(
            "Sheet “%(sheet)s” has text in an old font (%(fonts)s). Cells read as Unicode: "
            "%(count)d. Compare the first with the paper: %(examples)s."
        )
        return old_text % {
            "sheet": self.sheet,
            "fonts": ", ".join(sorted(self.cells)),
            "count": self.cells.total(),
            "examples": examples,
        }


@dataclass
class _CertainEncodings:
    """The encodings of unambiguous cells, by column."""

    columns: dict[int, set[Encoding]] = field(default_factory=dict)

    def add(self, column: int, encoding: Encoding) -> None:
        self.columns.setdefault(column, set()).add(encoding)

    def choose(
        self, column: int, possible: frozenset[Encoding], in_row: set[Encoding], *, is_first: bool
    ) -> Encoding | None:
        """The encoding of a cell; None if the sheet does not determine it.

        The first cell of a column, a heading, follows the unambiguous cells `beside` it in its row.
        """
        if len(possible) == 1:
            return next(iter(possible))
        in_column = self.columns.get(column, set())
        nearest = (in_row, in_column) if is_first else (in_column, in_row)
        for certain_encodings in (*nearest, set().union(*self.columns.values())):
            if len(fitting := possible & certain_encodings) == 1:
                return next(iter(fitting))
            if fitting:
                break
        return None


def convert_to_unicode(grid: Grid) -> tuple[Grid, OldText | None]:
    """A sheet with all its text in Unicode, and what was converted.

    A sheet without text in an old font is returned unchanged, with None.
    """
    if not _has_old_text(grid):
        return grid, None
    certain_encodings = _certain_encodings(grid)
    name = _converted_name(grid.name, certain_encodings)
    old_text = OldText(name)
    rows = PackedRows()
    columns_begun: set[int] = set()
    struck = {index: dict(rests) for index, rests in grid.struck_cells.items()}
    for index, row in enumerate(grid.rows):
        rests = struck.get(index, {})
        rows.append(_converted_row(index, row, rests, certain_encodings, columns_begun, old_text))
    return replace(grid, name=name, rows=rows, struck_cells=struck), old_text


def _has_old_text(grid: Grid) -> bool:
    known: set[str] = set()
    for row in grid.rows:
        texts = {cell for cell in row if type(cell) is str and not cell.isascii()} - known
        for text in filter(is_suspect, texts):
            if evident_encoding(text) or is_mixed(text):
                return True
        if len(known) < MAX_CACHED_TEXTS:
            known |= texts
    return evident_encoding(grid.name) is not None


def _certain_encodings(grid: Grid) -> _CertainEncodings:
    certain_encodings = _CertainEncodings()
    for row in grid.rows:
        for column, cell in enumerate(row):
            # Text without accents is the same in every encoding.
            if isinstance(cell, str) and not cell.isascii() and (encoding := _certain(cell)):
                certain_encodings.add(column, encoding)
    return certain_encodings


def _converted_name(name: str, certain_encodings: _CertainEncodings) -> str:
    encoding = certain_encodings.choose(-1, possible_encodings(name), set(), is_first=False)
    return convert(name, encoding) if encoding and encoding.is_old else name


def _converted_row(
    index: int,
    row: Row,
    rests: dict[int, Cell],
    certain_encodings: _CertainEncodings,
    columns_begun: set[int],
    old_text: OldText,
) -> Row:
    """A row in Unicode; `begun` are the columns with an unambiguous cell above it.

    `rests`, what remains of cells without struck-out text, are converted in place.
    """
    certain = {
        column: encoding
        for column, cell in enumerate(row)
        if isinstance(cell, str) and not cell.isascii() and (encoding := _certain(cell))
    }
    in_row = set(certain.values())
    converted = []
    for column, cell in enumerate(row):
        if isinstance(cell, str) and not cell.isascii():
            encoding = (
                Encoding.UNICODE
                if cell_text(cell).lower() in _HEADINGS_IN_UNICODE
                else certain_encodings.choose(
                    column, _possible(cell), in_row, is_first=column not in columns_begun
                )
            )
            cell = _converted_cell(cell_address(index, column), cell, encoding, old_text)
            if encoding and encoding.is_old and isinstance(rest := rests.get(column), str):
                rests[column] = convert(rest, encoding)
        converted.append(cell)
    columns_begun.update(certain)
    return converted


def _converted_cell(address: str, cell: str, encoding: Encoding | None, old_text: OldText) -> str:
    if encoding is None:
        old_text.undecided.append(UndecidedCell(address, cell_text(cell)))
        return cell
    if not encoding.is_old:
        return cell
    converted = convert(cell, encoding)
    old_text.cells[encoding] += 1
    if len(old_text.examples) < EXAMPLES:
        text = cell_text(cell)
        old_text.examples.append(ConvertedCell(address, text, cell_text(converted)))
    return converted
