"""The headings of a table: their rows, the column and unit of each.

Headings may have up to three rows; the upper ones are merged over the lower ones or only written
above them (`Quy mô` above `Diện tích (ha)` and `Công suất`). Rows and columns count from zero.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from layouts.column_numbers import is_column_numbers
from layouts.visible_sheet import VisibleSheet
from layouts.vocabulary import Vocabulary
from spreadsheets.cells import cell_text
from vietnamese.heading_units import heading_unit, units_of_line

MAX_SEARCHED_ROWS = 1_000
MIN_KNOWN_HEADINGS = 2
MAX_HEADING_ROWS = 3
# Headings above a row of column numbers may have more rows.
MAX_ROWS_ABOVE_NUMBERS = 6


@dataclass(frozen=True)
class Heading:
    """A heading: its words, the declared column it means, its unit.

    `is_ignored`: an official chose that its column is not read, or another heading instead of it.
    `column` is empty for unknown words; `suggestion` is then the declared column with the nearest
    words, to be offered and never used without a choice. `is_divided`: a part of the heading is a
    year, a source or the like.
    """

    index: int
    text: str
    column: str = ""
    unit: str = ""
    suggestion: str = ""
    is_ignored: bool = False
    is_divided: bool = False


@dataclass(frozen=True)
class HeadingRows:
    """The headings of one table, and their first and last row."""

    top: int
    bottom: int
    headings: list[Heading]

    @property
    def known(self) -> set[str]:
        return {heading.column for heading in self.headings if heading.column}

    def is_table(self, vocabulary: Vocabulary) -> bool:
        return vocabulary.name_column in self.known and len(self.known) >= MIN_KNOWN_HEADINGS

    @property
    def score(self) -> int:
        """How well the headings are understood: known columns, their units, divided columns."""
        units = sum(bool(each.unit) for each in self.headings if each.column)
        return len(self.known) + units + sum(each.is_divided for each in self.headings)


def find_headings(sheet: VisibleSheet, vocabulary: Vocabulary, first: int) -> HeadingRows | None:
    """The next headings of a table at or after a row, or None."""
    for row in range(first, min(len(sheet), first + MAX_SEARCHED_ROWS)):
        if any(map(vocabulary.names, _texts(sheet, row))) and _names_rows(sheet, row, vocabulary):
            found = _widened(sheet, row, vocabulary, first)
            if found.is_table(vocabulary):
                return found
    return None


def _names_rows(sheet: VisibleSheet, top: int, vocabulary: Vocabulary) -> bool:
    """Whether headings that start here include the column of the name."""
    return any(
        vocabulary.names(text) == vocabulary.name_column
        for row in range(top, top + MAX_HEADING_ROWS)
        for text in _texts(sheet, row)
    )


def headings_ending_at(sheet: VisibleSheet, last: int, vocabulary: Vocabulary) -> HeadingRows:
    """The headings with a last row chosen by hand, known or not."""
    found = [
        headings_in(sheet, top, last, vocabulary)
        for top in range(last, max(last - MAX_HEADING_ROWS, -1), -1)
        if top == last or _last_merged_row(sheet, top) == last or any(_texts(sheet, top))
    ]
    return max(found, key=lambda each: each.score)


def likeliest_headings(sheet: VisibleSheet, vocabulary: Vocabulary) -> HeadingRows | None:
    """The row most like headings, to be offered if no table was found."""
    best: tuple[tuple[int, int], int] | None = None
    for row in range(min(len(sheet), MAX_SEARCHED_ROWS)):
        texts = [text for text in _texts(sheet, row) if text]
        words = [text for text in texts if len(text) <= 60 and not text[0].isdigit()]
        if len(words) >= MIN_KNOWN_HEADINGS and len(words) == len(texts):
            score = (sum(bool(vocabulary.names(text)) for text in words), len(words))
            if best is None or score > best[0]:
                best = (score, row)
    return None if best is None else _widened(sheet, best[1], vocabulary, 0)


def side_by_side(found: HeadingRows, vocabulary: Vocabulary) -> Iterator[HeadingRows]:
    """The tables side by side under the same rows of headings.

    A second table repeats the heading of the name in the same words, and has columns of its own.
    """
    name = next(each for each in found.headings if each.column == vocabulary.name_column)
    starts = [0]
    for place, heading in enumerate(found.headings):
        before = found.headings[place - 1]
        # A name merged over two columns is the heading of both.
        if heading.index > name.index and heading.text == name.text != before.text:
            is_numbered = vocabulary.names(before.text) == "ordinal"
            starts.append(place - is_numbered)
    parts = [
        found.headings[start:end]
        for start, end in zip(starts, [*starts[1:], len(found.headings)], strict=True)
    ]
    tables = [replace(found, headings=_understood_again(part, vocabulary)) for part in parts]
    if len(tables) > 1 and all(table.is_table(vocabulary) for table in tables):
        yield from tables
    else:
        yield found


def _understood_again(headings: list[Heading], vocabulary: Vocabulary) -> list[Heading]:
    columns = [(each.index, each.text.split(" / "), False) for each in headings]
    return _understood(columns, vocabulary)


def _texts(sheet: VisibleSheet, row: int) -> list[str]:
    return [cell_text(value) if isinstance(value, str) else "" for value in sheet.row(row)]


def _widened(sheet: VisibleSheet, row: int, vocabulary: Vocabulary, first: int) -> HeadingRows:
    """The headings around a row, with rows above and below that make them better understood."""
    numbers = _row_of_numbers(sheet, row)
    top, bottom = row, numbers - 1 if numbers else _last_merged_row(sheet, row)
    found = headings_in(sheet, top, bottom, vocabulary)
    while bottom - top + 1 < MAX_HEADING_ROWS and _continues(sheet, bottom + 1, found, vocabulary):
        wider = headings_in(sheet, top, bottom + 1, vocabulary)
        if wider.score <= found.score:
            break
        found, bottom = wider, bottom + 1
    while bottom - top + 1 < MAX_HEADING_ROWS and top > first and _leads(sheet, top - 1):
        wider = headings_in(sheet, top - 1, bottom, vocabulary)
        if wider.score <= found.score:
            break
        found, top = wider, top - 1
    if top < bottom and _is_one_title(sheet, top):
        below = headings_in(sheet, top + 1, bottom, vocabulary)
        if below.score >= found.score:
            return below
    return found


def _row_of_numbers(sheet: VisibleSheet, row: int) -> int | None:
    """The row of column numbers that ends the headings, if there are only words between."""
    for below in range(row + 1, min(row + 1 + MAX_ROWS_ABOVE_NUMBERS, len(sheet))):
        texts = [text for value in sheet.row(below) if (text := cell_text(value))]
        if is_column_numbers(texts):
            return below
        if any(
            isinstance(value, int | float) and not 1900 < value < 2100 for value in sheet.row(below)
        ):
            return None
    return None


def _is_one_title(sheet: VisibleSheet, row: int) -> bool:
    """Whether a row has one text only, as a title with the words of a heading has."""
    return sum(bool(cell_text(value)) for value in sheet.row(row)) == 1


def _continues(sheet: VisibleSheet, row: int, found: HeadingRows, vocabulary: Vocabulary) -> bool:
    """Whether a row below headings belongs to them: words only, most of them known or units.

    Below the headings of ordinal and name a lower row of headings is blank; one known word is
    enough. Only there a year or a source may be a heading.
    """
    filled = {column: value for column, value in enumerate(sheet.row(row)) if cell_text(value)}
    keys = {"ordinal", vocabulary.name_column}
    is_blank_there = not any(each.index in filled for each in found.headings if each.column in keys)
    texts = {column: cell_text(value) for column, value in filled.items()}
    dividing = {text for text in texts.values() if is_blank_there and vocabulary.divides(text)}
    if not texts or any(
        (text[0].isdigit() or not isinstance(filled[column], str)) and text not in dividing
        for column, text in texts.items()
    ):
        return False
    known = sum(
        bool(text in dividing or vocabulary.names(text) or heading_unit(text))
        for text in texts.values()
    )
    return known * 2 > len(texts) or (known > 0 and is_blank_there and keys <= found.known)


def _leads(sheet: VisibleSheet, row: int) -> bool:
    """Whether a row above headings may belong to them: words outside the first cell."""
    texts = {
        column: cell_text(value) for column, value in enumerate(sheet.row(row)) if cell_text(value)
    }
    is_beyond = bool(texts) and min(texts) > 0
    return is_beyond and not any(
        text[0].isdigit() or units_of_line(text) for text in texts.values()
    )


def _last_merged_row(sheet: VisibleSheet, top: int) -> int:
    """The last row of headings that start in a row, by cells merged downwards."""
    starting = sheet.merges_from.get(top, [])
    ends = [end for (_top, _left), (end, _right) in starting if end - top < MAX_HEADING_ROWS]
    bottom = max(ends, default=top)
    spans = [(left, right) for (_top, left), (_end, right) in starting if right > left]
    if bottom == top and spans and top + 1 < len(sheet):
        beside, below = (
            [
                any(left <= column <= right for left, right in spans)
                for column, cell in enumerate(sheet.row(row))
                if cell_text(cell)
            ]
            for row in (top, top + 1)
        )
        # A title over the whole width has no cells beside it.
        if not all(beside) and below and all(below):
            return top + 1
    return min(bottom, len(sheet) - 1)


def headings_in(sheet: VisibleSheet, top: int, bottom: int, vocabulary: Vocabulary) -> HeadingRows:
    """The headings in these rows, each read from its top cell down."""
    rows = range(top, bottom + 1)
    width = max((len(sheet.row(row)) for row in rows), default=0)
    # The text of each cell, and the cell it comes from.
    cells: dict[tuple[int, int], tuple[str, tuple[int, int]]] = {}
    for row in rows:
        for column, value in enumerate(sheet.row(row)):
            if text := cell_text(value):
                cells[row, column] = (text, (row, column))
    merged: set[tuple[int, int]] = set()
    starting = (merge for row in rows for merge in sheet.merges_from.get(row, ()))
    for origin, (last_row, last_column) in starting:
        first_row, first_column = origin
        if last_row <= bottom and origin in cells:
            for row in range(first_row, last_row + 1):
                for column in range(first_column, min(last_column + 1, width)):
                    cells[row, column] = cells[origin]
                    merged.add((row, column))
    for row in rows[:-1]:
        _spread_upper_headings(cells, merged, row, width)
    sharing: dict[tuple[int, int], set[int]] = {}
    for (_row, column), (_text, origin) in cells.items():
        sharing.setdefault(origin, set()).add(column)
    columns = []
    for index in range(width):
        found = dict.fromkeys(cells[row, index] for row in rows if (row, index) in cells)
        if found:
            parts = list(dict.fromkeys(text for text, _origin in found))
            alone = all(len(sharing[origin]) == 1 for _text, origin in list(found)[:-1])
            columns.append((index, parts, alone))
    return HeadingRows(top, bottom, _understood(columns, vocabulary))


def _spread_upper_headings(
    cells: dict[tuple[int, int], tuple[str, tuple[int, int]]],
    merged: set[tuple[int, int]],
    row: int,
    width: int,
) -> None:
    """An unmerged upper heading applies to the columns to its right.

    It applies as far as only lower headings follow, if one of them is below the upper heading
    itself.
    """
    for column in range(1, width):
        left, below = (row, column - 1), (row + 1, column)
        if (
            (row, column) not in cells
            and left in cells
            and left not in merged
            and (row + 1, column - 1) in cells
            and below in cells
            and below not in merged
        ):
            cells[row, column] = cells[left]


def _understood(
    columns: list[tuple[int, list[str], bool]], vocabulary: Vocabulary
) -> list[Heading]:
    """Headings with their columns: choices by hand first, then each column only once."""
    by_hand = [vocabulary.by_hand(parts) for _index, parts, _alone in columns]
    taken = {column for column in by_hand if column}
    headings = []
    for (index, parts, alone), chosen in zip(columns, by_hand, strict=True):
        known, unit = vocabulary.column_of(parts, alone=alone)
        column = known
        if chosen is not None:
            column = chosen
        elif column in taken:
            column = ""
        elif column:
            taken.add(column)
        is_ignored = chosen == "" or (chosen is None and known != "" and known in by_hand)
        is_divided = len(parts) > 1 and any(map(vocabulary.divides, parts))
        headings.append(Heading(index, " / ".join(parts), column, unit, "", is_ignored, is_divided))
    return headings


def with_suggestions(found: HeadingRows, vocabulary: Vocabulary) -> HeadingRows:
    """The same headings, with the nearest column for each unknown one."""
    known = found.known
    headings = []
    for heading in found.headings:
        parts = heading.text.split(" / ")
        if not heading.column and vocabulary.by_hand(parts) is None:
            near = vocabulary.nearest(parts)
            heading = replace(heading, suggestion="" if near in known else near)
        headings.append(heading)
    return replace(found, headings=headings)
