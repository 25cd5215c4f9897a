"""Merged cells: clipped to the filled part of a sheet, with one value each."""

from collections.abc import Iterator, Sequence

from spreadsheets.readers.errors import too_many_merges, unusual_structure
from spreadsheets.readers.grids import Merge, PackedRows, Row

MAX_MERGES = 20_000


def clip_merges(
    merges: Sequence[Merge], rows: int, width: int, *, drops_overlaps: bool = False
) -> list[Merge]:
    """The merges, clipped to the filled part of the sheet, by their first row.

    Raises FileRefused for too many merges and for overlapping ones, which no spreadsheet has; with
    `drops_overlaps` overlapping ones are left out.
    """
    if len(merges) > MAX_MERGES:
        raise too_many_merges(MAX_MERGES)
    found = []
    for (top, left), (bottom, right) in merges:
        last_row, last_column = min(bottom, rows - 1), min(right, width - 1)
        if (top, left) != (last_row, last_column) and top <= last_row and left <= last_column:
            found.append(((top, left), (last_row, last_column)))
    found.sort()
    beside_one_another = _apart(found)
    if len(beside_one_another) < len(found) and not drops_overlaps:
        raise unusual_structure()
    return beside_one_another


def _apart(merges: list[Merge]) -> list[Merge]:
    """The merges in order of their rows, without those that overlap an earlier one."""
    kept = []
    # The last row covered by a merge, by column.
    taken: dict[int, int] = {}
    for merge in merges:
        (top, left), (bottom, right) = merge
        columns = range(left, right + 1)
        if all(taken.get(column, -1) < top for column in columns):
            taken.update(dict.fromkeys(columns, bottom))
            kept.append(merge)
    return kept


def clear_covered_cells(rows: PackedRows, merges: list[Merge]) -> PackedRows:
    """The rows without invisible content below merges; the same rows if there is none."""
    if not any(_empty_covered(rows[index], index, over) for index, over in _rows_under(merges)):
        return rows
    emptied = PackedRows()
    under = _rows_under(merges)
    next_index, over = next(under)
    for index, row in enumerate(rows):
        if index == next_index:
            _empty_covered(row, index, over)
            next_index, over = next(under, (-1, []))
        emptied.append(row)
    return emptied


def _rows_under(merges: list[Merge]) -> Iterator[tuple[int, list[Merge]]]:
    """Each row covered by merges, in order, with those merges."""
    over: list[Merge] = []
    coming = iter(merges)
    merge = next(coming, None)
    row = 0
    while merge or over:
        if not over and merge:
            row = merge[0][0]
        while merge and merge[0][0] == row:
            over.append(merge)
            merge = next(coming, None)
        yield row, over
        row += 1
        over = [each for each in over if each[1][0] >= row]


def _empty_covered(row: Row, index: int, over: list[Merge]) -> bool:
    """Empty the cells that are not the first of their merge; returns whether one was filled."""
    found = False
    for (top, left), (_bottom, right) in over:
        for column in range(left if index > top else left + 1, min(right + 1, len(row))):
            if row[column] is not None:
                row[column] = None
                found = True
    return found
