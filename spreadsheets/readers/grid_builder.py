"""Builds a grid from the rows of a sheet, within the limits of a file."""

import re

from spreadsheets.cell_addresses import MAX_CELL_LENGTH, cell_address
from spreadsheets.readers.errors import FileRefused, unusual_structure
from spreadsheets.readers.errors import marked_for_translation as _
from spreadsheets.readers.grids import ROWS_PER_PACK, Cell, Grid, Merge, PackedRows, Row
from spreadsheets.readers.limits import FileLimits
from spreadsheets.readers.merged_cells import clear_covered_cells, clip_merges
from vietnamese.storable import storable, storable_cells

# In characters: rows waiting to be packed must not fill memory.
_MAX_PACK_LENGTH = 8_000_000
# Combining marks; no letter of any language has so many.
_LONG = 1_000
_MARKS_WITHOUT_END = re.compile(
    "[\u0300-\u036f\u0483-\u0487\u0591-\u05bd\u064b-\u065f\u1ab0-\u1aff\u1dc0-\u1dff"
    "\u20d0-\u20ff\u3099\u309a\ufe20-\ufe2f]{200}"
)


class GridBuilder:
    """Collects the rows of one sheet in order. Rows and columns count from zero."""

    def __init__(self, name: str, limits: FileLimits, *, hidden: bool = False) -> None:
        self.name = storable(name)
        self.hidden = hidden
        self._hidden_columns: set[int] = set()
        self.merges: list[Merge] = []
        # In Word, vertically merged cells may differ in width from row to row.
        self.drops_overlaps = False
        self.last_column = limits.max.columns - 1
        self._limits = limits
        self._rows = PackedRows()
        self._width = 0
        self._bold_rows: set[int] = set()
        self._hidden_rows: set[int] = set()
        self._filled_columns: set[int] = set()
        self._struck_rows: set[int] = set()
        self._struck_cells: dict[int, dict[int, Cell]] = {}
        self._text_in_pack = 0

    @property
    def next_row(self) -> int:
        return len(self._rows)

    def add_row(
        self,
        index: int,
        cells: Row,
        *,
        bold: bool = False,
        hidden: bool = False,
        struck: dict[int, Cell] | None = None,
    ) -> None:
        """Add a row; an empty text is an empty cell, and empty rows count only between others.

        `struck` has, by column, what remains of cells without struck-out or hidden text. Raises
        FileRefused for a row or cell that is too far out or too large.
        """
        lengths = [len(cell) for cell in cells if type(cell) is str]
        if lengths and not 0 < min(lengths) <= max(lengths) <= MAX_CELL_LENGTH:
            self._check_lengths(index, cells)
        if lengths and max(lengths) > _LONG:
            self._check_marks(index, cells)
        filled, text = len(cells) - cells.count(None), sum(lengths)
        if not filled:
            return
        while cells[-1] is None:
            cells.pop()
        if index >= self._limits.max.rows or len(cells) - 1 > self.last_column:
            raise self.too_far(index, len(cells) - 1)
        if index < len(self._rows):
            raise unusual_structure()
        # An empty row between others costs about as much as a cell.
        self._limits.take(filled + index - len(self._rows), text)
        for _empty in range(len(self._rows), index):
            self._append([])
        self._text_in_pack += text
        if self._text_in_pack > _MAX_PACK_LENGTH:
            raise self._too_much_text(index)
        self._append(storable_cells(cells))
        self._width = max(self._width, len(cells))
        if bold:
            self._bold_rows.add(index)
        if hidden:
            self._hidden_rows.add(index)
        if struck:
            self._strike(index, cells, struck)
        if self._hidden_columns:
            self._filled_columns.update(i for i, cell in enumerate(cells) if cell is not None)

    def _strike(self, index: int, cells: Row, struck: dict[int, Cell]) -> None:
        rests = {
            column: (storable(rest) if rest.strip() else None) if isinstance(rest, str) else rest
            for column, rest in struck.items()
        }
        left = (rests.get(column, cell) for column, cell in enumerate(cells))
        if all(rest is None for rest in left):
            self._struck_rows.add(index)
        else:
            self._struck_cells[index] = rests

    def hide_columns(self, first: int, last: int) -> None:
        """Mark these columns as hidden, as far as columns are read."""
        self._hidden_columns.update(range(max(first, 0), min(last, self.last_column) + 1))

    def grid(self) -> Grid:
        """The sheet, without content in cells that a merge covers."""
        merges = clip_merges(
            self.merges, len(self._rows), self._width, drops_overlaps=self.drops_overlaps
        )
        return Grid(
            self.name,
            clear_covered_cells(self._rows, merges),
            merges,
            hidden=self.hidden,
            hidden_rows=frozenset(self._hidden_rows),
            hidden_columns=frozenset(self._filled_columns & self._hidden_columns),
            struck_rows=frozenset(self._struck_rows),
            struck_cells=self._struck_cells,
            bold_rows=frozenset(self._bold_rows),
        )

    def too_far(self, row: int, column: int) -> FileRefused:
        return FileRefused(
            _(
                "Sheet “%(sheet)s” reaches to cell %(cell)s; at most %(rows)d rows and %(columns)d "
                "columns are read. Delete what lies outside the table and send it again."
            ),
            sheet=self.name,
            cell=cell_address(row, column),
            rows=self._limits.max.rows,
            columns=self.last_column + 1,
        )

    def too_long(self, row: int, column: int) -> FileRefused:
        return FileRefused(
            _(
                "Sheet “%(sheet)s”: cell %(cell)s has more than %(limit)d characters, which "
                "no Excel cell can hold; shorten it and send the file again."
            ),
            sheet=self.name,
            cell=cell_address(row, column),
            limit=MAX_CELL_LENGTH,
        )

    def _too_much_text(self, row: int) -> FileRefused:
        return FileRefused(
            _(
                "Sheet “%(sheet)s” has too much text around row %(row)d to be a table; "
                "shorten it and send the file again."
            ),
            sheet=self.name,
            row=row + 1,
        )

    def _check_lengths(self, index: int, cells: Row) -> None:
        for column, cell in enumerate(cells):
            if cell == "":
                cells[column] = None
            elif isinstance(cell, str) and len(cell) > MAX_CELL_LENGTH:
                raise self.too_long(index, column)

    def _check_marks(self, index: int, cells: Row) -> None:
        """Refuse thousands of marks on one letter: normalising them takes seconds per cell."""
        for cell in cells:
            if isinstance(cell, str) and _MARKS_WITHOUT_END.search(cell):
                raise self._too_much_text(index)

    def _append(self, cells: list[Cell]) -> None:
        self._rows.append(cells)
        if len(self._rows) % ROWS_PER_PACK == 0:
            self._text_in_pack = 0
