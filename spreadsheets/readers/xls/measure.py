"""Measures the content of an old workbook (.xls) before it is read.

The library xlrd keeps all cells of a sheet in memory, including empty ones before a filled one.
"""

import struct

from spreadsheets.readers.errors import damaged, too_many_merges
from spreadsheets.readers.limits import FileLimits, check_sheet_count
from spreadsheets.readers.merged_cells import MAX_MERGES

# Kinds of records.
SHEET_RECORD, TEXT_RECORD, COLUMN_RECORD, MERGE_RECORD, END_RECORD = (
    0x0085,
    0x00FC,
    0x007D,
    0x00E5,
    0x000A,
)
BEGIN_RECORDS = {0x0009, 0x0209, 0x0409, 0x0809}
FORMAT_RECORDS = {0x0031, 0x0231, 0x001E, 0x041E, 0x0043, 0x0243, 0x0443, 0x00E0, 0x0044}
_NUMBERS_RECORD = 0x00BD  # a row of numbers, from its first column to its last
CELL_RECORDS = {
    *(0x0002, 0x0003, 0x0004, 0x0005, 0x0203, 0x0204, 0x0205, 0x00D6, 0x027E, 0x00FD),
    *(0x0006, 0x0206, 0x0406, _NUMBERS_RECORD),
}
_PLACE = struct.Struct("<HH")
_LONG = struct.Struct("<I")
_MAX_FORMATS = 20_000  # Excel has room for 4,000 formats of cells and 512 fonts
_MAX_SHEET_COLUMNS = 256  # columns of a sheet
_MAX_COLUMNS = 20_000  # of all sheets together; Excel has 256 on each


class Measure:
    """Takes the records of a workbook in their order. Raises FileRefused above the limits."""

    def __init__(self, size: int) -> None:
        # A text takes three bytes at least; a workbook may claim to have any number of them.
        self._max_texts = size // 3
        self._limits = FileLimits()
        self._formats = self._columns = self._merges = 0
        self._offsets: list[int] = []
        self._begun_at: set[int] = set()
        self._depth = 0
        # How far each row of the sheet reaches.
        self._widths: dict[int, int] = {}

    def take(self, kind: int, at: int, content: bytes) -> None:
        """Count what a record, which begins at this place, will hold."""
        if kind in CELL_RECORDS:
            self._take_cell(kind, content)
        elif kind in BEGIN_RECORDS:
            self._begin(at)
        elif kind == END_RECORD:
            self._depth = max(self._depth - 1, 0)
        elif kind in FORMAT_RECORDS:
            self._formats += 1
        elif kind == COLUMN_RECORD:
            self._columns += 1
        elif kind == SHEET_RECORD and len(content) >= _LONG.size:
            self._offsets += _LONG.unpack_from(content)
        elif kind == TEXT_RECORD and len(content) >= 2 * _LONG.size:
            (count,) = _LONG.unpack_from(content, _LONG.size)
            self._limits.take_strings(min(count, self._max_texts))
        elif kind == MERGE_RECORD:
            self._merges += len(content) // 8
        if self._formats > _MAX_FORMATS or self._columns > _MAX_COLUMNS:
            raise damaged()
        if self._merges > MAX_MERGES:
            raise too_many_merges(MAX_MERGES)

    def check_sheets(self) -> None:
        """Each sheet begins where a sheet does, and no two begin at the same place."""
        check_sheet_count(len(self._offsets))
        if len(set(self._offsets)) < len(self._offsets) or not self._begun_at.issuperset(
            self._offsets
        ):
            raise damaged()

    def _begin(self, at: int) -> None:
        # A chart may lie within a sheet.
        if not self._depth:
            self._begun_at.add(at)
            self._widths = {}
        self._depth += 1

    def _take_cell(self, kind: int, content: bytes) -> None:
        if len(content) < _PLACE.size:
            return
        row, column = _PLACE.unpack_from(content)
        count = (len(content) - 6) // 6 if kind == _NUMBERS_RECORD else 1
        width = column + count
        if width > _MAX_SHEET_COLUMNS:
            raise damaged()
        further = width - self._widths.get(row, 0)
        if further > 0:
            self._widths[row] = width
        # A cell that is written over another takes its time as well.
        self._limits.take(max(further, count), 0)
