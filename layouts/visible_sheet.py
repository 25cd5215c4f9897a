"""A sheet without its hidden rows and columns, with vertically merged values filled down.

Hidden content is skipped and reported. Rows and columns count from zero.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from spreadsheets.cells import cell_text
from spreadsheets.readers.grids import Grid, Merge, Row

# Characters of a text that are examined to classify its line.
MAX_EXAMINED_LENGTH = 300


def is_filled(value: object) -> bool:
    """Whether a cell has content other than blanks."""
    return value is not None and (not isinstance(value, str) or bool(value.strip()))


def _put(row: Row, values: Mapping[int, object]) -> None:
    """Set the values of a row by column; one that the row is too short for is appended."""
    for column, value in values.items():
        row += [None] * (column + 1 - len(row))
        row[column] = value  # type: ignore[call-overload]


@dataclass(frozen=True)
class Span:
    """The first and last column of a table, and the last row of its headings."""

    left: int
    right: int
    header_bottom: int


class VisibleSheet:
    """The grid of one sheet; `reads_hidden` also reads what is hidden or struck out."""

    def __init__(self, grid: Grid, *, reads_hidden: bool = False) -> None:
        self.grid = grid
        nothing: frozenset[int] = frozenset()
        self.hidden_rows = nothing if reads_hidden else grid.hidden_rows | grid.struck_rows
        self.struck_cells = {} if reads_hidden else grid.struck_cells
        self._struck_rows = nothing if reads_hidden else grid.struck_rows
        self.hidden_columns = nothing if reads_hidden else grid.hidden_columns
        # By row and column: values of merges whose first column, or first row, is hidden.
        self._moved_right: dict[int, dict[int, object]] = {}
        self._moved_down: dict[int, dict[int, object]] = {}
        self.merges = [self._visible_part(merge) for merge in grid.merges]

    def __len__(self) -> int:
        return len(self.grid.rows)

    def _visible_part(self, merge: Merge) -> Merge:
        """The merge without hidden columns at its left; its value is in its first visible cell."""
        (top, left), (bottom, right) = merge
        column = self._first_visible(left, right, self.hidden_columns)
        row = self._first_visible(top, bottom, self.hidden_rows)
        if column == left and row == top:
            return merge
        values = self._without_struck(top, self.grid.rows[top])
        # What is struck out is read nowhere.
        if left < len(values) and top not in self._struck_rows:
            if column > left:
                self._moved_right.setdefault(top, {})[column] = values[left]
            if row > top:
                self._moved_down.setdefault(row, {})[column] = values[left]
        return (top, column), (bottom, right)

    @staticmethod
    def _first_visible(first: int, last: int, hidden: frozenset[int]) -> int:
        """The first of these rows or columns that is not hidden; the first one if all are."""
        return next((each for each in range(first, last + 1) if each not in hidden), first)

    @cached_property
    def merges_from(self) -> dict[int, list[Merge]]:
        """The merges by their first visible row."""
        found: dict[int, list[Merge]] = {}
        for (top, left), last in self.merges:
            row = self._first_visible(top, last[0], self.hidden_rows)
            found.setdefault(row, []).append(((row, left), last))
        return found

    def row(self, index: int) -> Row:
        """One row; empty if it is hidden or does not exist."""
        if index >= len(self.grid.rows) or index in self.hidden_rows:
            return []
        values = self._without_hidden(self._without_struck(index, self.grid.rows[index]))
        for moved in (self._moved_right, self._moved_down):
            _put(values, moved.get(index, {}))
        return values

    def lines(self, span: Span) -> Iterator[tuple[int, Row]]:
        """The filled rows below the headings of a table, in the width of the table.

        A value merged over several rows applies to each of them. A row without content of its own
        is not a row, whatever is merged into it from above.
        """
        starting = self._merged_down(span)
        open_merges: dict[int, tuple[int, object]] = {}
        width = span.right + 1
        for index, values in enumerate(self.grid.rows):
            if index <= span.header_bottom:
                continue
            values = values[:width]
            if len(values) < width:
                values += [None] * (width - len(values))
            if index in self.struck_cells:
                values = self._without_struck(index, values)
            if self.hidden_columns:
                values = self._without_hidden(values)
                _put(values, self._moved_right.get(index, {}))
            if span.left:
                values[: span.left] = [None] * span.left
            own = any(map(is_filled, values))
            if open_merges:
                for column, (bottom, value) in list(open_merges.items()):
                    if index > bottom:
                        del open_merges[column]
                    else:
                        values[column] = value  # type: ignore[call-overload]
            for column, bottom in starting.get(index, ()):
                value = None if index in self._struck_rows else values[column]
                open_merges[column] = (bottom, value)
            if own and index not in self.hidden_rows:
                yield index, values

    def _merged_down(self, span: Span) -> dict[int, list[tuple[int, int]]]:
        starting: dict[int, list[tuple[int, int]]] = defaultdict(list)
        for (top, left), (bottom, _right) in self.merges:
            if bottom > top > span.header_bottom and span.left <= left <= span.right:
                starting[top].append((left, bottom))
        return starting

    def _without_struck(self, index: int, values: Row) -> Row:
        for column, rest in self.struck_cells.get(index, {}).items():
            # A cell that a merge covers stays empty.
            if column < len(values) and values[column] is not None:
                values[column] = rest
        return values

    def _without_hidden(self, values: Row) -> Row:
        for column in self.hidden_columns:
            if column < len(values):
                values[column] = None
        return values

    def hidden_texts(self) -> Iterator[tuple[int, str]]:
        """The filled hidden or struck-out rows with their text."""
        for index in sorted(self.hidden_rows):
            if index < len(self.grid.rows):
                text = " ".join(filter(None, map(cell_text, self.grid.rows[index])))
                if text:
                    yield index, text

    def struck_texts(self) -> Iterator[tuple[int, str]]:
        """The text of the cells with struck-out or hidden text in each visible row."""
        for index, struck in sorted(self.struck_cells.items()):
            if index not in self.hidden_rows:
                row = self.grid.rows[index]
                texts = (cell_text(row[column]) for column in sorted(struck) if column < len(row))
                yield index, " ".join(filter(None, texts))

    def hidden_headings(self, top: int, bottom: int) -> Iterator[tuple[int, str]]:
        """The hidden columns with the text at their top."""
        rows = [self.grid.rows[index] for index in range(top, bottom + 1)]
        for column in sorted(self.hidden_columns):
            texts = (cell_text(row[column]) for row in rows if column < len(row))
            yield column, " / ".join(dict.fromkeys(filter(None, texts)))

    def widest_merges(self) -> dict[int, int]:
        """How many columns the widest merge of a single row covers, by row."""
        widest: dict[int, int] = {}
        for (top, left), (bottom, right) in self.grid.merges:
            if top == bottom:
                widest[top] = max(widest.get(top, 0), right - left + 1)
        return widest
