"""A sheet as read: rows of cells, merges, hidden and bold rows.

Rows and columns count from zero.
"""

import io
import pickle
import zlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import Any, overload

from spreadsheets.displayed_values import DisplayedDay, DisplayedNumber

# None is an empty cell. Text is as in the file; `spreadsheets.cells.cell_text` cleans it.
Cell = str | int | float | bool | datetime | date | time | None
Row = list[Cell]
Merge = tuple[tuple[int, int], tuple[int, int]]

ROWS_PER_PACK = 256
# Bytes of a pack when inflated; more than the process that parses files has memory for.
MAX_PACK_BYTES = 128 << 20


class GridUnpickler(pickle.Unpickler):
    """Unpickles only grids and their rows, from the process that parses files."""

    _TYPES = {
        ("datetime", "date"),
        ("datetime", "datetime"),
        ("datetime", "time"),
        (__name__, "Grid"),
        (__name__, "PackedRows"),
        (DisplayedDay.__module__, "DisplayedDay"),
        (DisplayedNumber.__module__, "_restored"),
        ("spreadsheets.readers.formats.number_formats", "FormattedNumber"),
    }

    def find_class(self, module: str, name: str) -> Any:
        if (module, name) in self._TYPES:
            return super().find_class(module, name)
        raise pickle.UnpicklingError(f"{module}.{name} is no part of a grid.")


class PackedRows(Sequence[Row]):
    """Rows that are packed and compressed, so that a hundred thousand do not fill memory.

    Reading in order unpacks each pack once. Returned rows are copies: changes to them are not
    stored.
    """

    def __init__(self, rows: Iterable[Row] = ()) -> None:
        self._packs: list[bytes] = []
        self._open: list[Row] = []
        self._unpacked: tuple[int, list[Row]] = (-1, [])
        for row in rows:
            self.append(row)

    def __getstate__(self) -> dict[str, Any]:
        return self.__dict__ | {"_unpacked": (-1, [])}

    def append(self, row: Row) -> None:
        self._open.append(row)
        if len(self._open) == ROWS_PER_PACK:
            self._packs.append(zlib.compress(pickle.dumps(self._open, protocol=5), 1))
            self._open = []

    def __len__(self) -> int:
        return len(self._packs) * ROWS_PER_PACK + len(self._open)

    @overload
    def __getitem__(self, index: int) -> Row: ...
    @overload
    def __getitem__(self, index: slice) -> list[Row]: ...
    def __getitem__(self, index: int | slice) -> Row | list[Row]:
        if isinstance(index, slice):
            return [self[each] for each in range(*index.indices(len(self)))]
        if not 0 <= index < len(self):
            raise IndexError(index)
        pack, place = divmod(index, ROWS_PER_PACK)
        return self._pack(pack)[place].copy()

    def __iter__(self) -> Iterator[Row]:
        for pack in range(len(self._packs) + 1):
            yield from map(list, self._pack(pack))

    def _pack(self, number: int) -> list[Row]:
        if number == len(self._packs):
            return self._open
        if self._unpacked[0] != number:
            inflater = zlib.decompressobj()
            packed = inflater.decompress(self._packs[number], MAX_PACK_BYTES)
            if not inflater.eof:
                raise pickle.UnpicklingError("A pack of rows is too large.")
            rows = GridUnpickler(io.BytesIO(packed)).load()
            self._unpacked = (number, rows)
        return self._unpacked[1]


@dataclass
class Grid:
    """One sheet from A1 on. Rows may be shorter than the widest; further cells are empty.

    The value of merged cells is in the first of them; the others are None.
    """

    name: str
    rows: PackedRows = field(default_factory=PackedRows)
    merges: list[Merge] = field(default_factory=list)
    # Whether the sheet's tab is hidden.
    hidden: bool = False
    # Hidden rows and columns with content.
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    # Rows whose cells are all struck out or hidden text.
    struck_rows: frozenset[int] = frozenset()
    # By row and column: what remains of other cells without struck-out or hidden text.
    struck_cells: dict[int, dict[int, Cell]] = field(default_factory=dict)
    # Rows with all filled cells in bold, as in group rows of offices.
    bold_rows: frozenset[int] = frozenset()
