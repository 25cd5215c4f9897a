"""The cells of an Excel worksheet, read in one pass while its part is inflated."""

from collections.abc import Callable, Iterable
from typing import NamedTuple, TypeVar

from spreadsheets.cells import MAX_CELL_LENGTH, NO_RESULT
from spreadsheets.readers.collecting import GridCollector
from spreadsheets.readers.dates import Shown, from_serial
from spreadsheets.readers.errors import damaged, oddly_built, too_many_merges
from spreadsheets.readers.grids import Cell, Merge, Row
from spreadsheets.readers.merged_cells import MOST_MERGES
from spreadsheets.readers.values import TRUE, figure, moment
from spreadsheets.readers.xlsx.shared_strings import unescaped
from spreadsheets.readers.xml import DEEPEST, Attributes, local, number, read_markup

_LAST_ROW = 1_048_575
_MOST_REMEMBERED = 20_000

Key = TypeVar("Key")
Found = TypeVar("Found")


class Style(NamedTuple):
    """As what a format shows a number (None: as a number), and whether it is bold."""

    shown: Shown | None
    bold: bool


PLAIN = Style(None, False)


class Workbook(NamedTuple):
    """What the cells of a worksheet refer to."""

    string: Callable[[int], str]
    styles: dict[str | None, Style]
    since_1904: bool


def read_worksheet(pieces: Iterable[bytes], collector: GridCollector, workbook: Workbook) -> None:
    """Fill the collector. Raises FileRefused for what is damaged, hostile or too large.

    One long function of closures: a sheet has a million tags, and looking up an attribute of an
    object at each would take as long as all the rest.
    """
    string, styles, since_1904 = workbook
    text: list[str] = []
    clear = text.clear
    names: dict[str, str] = {}
    columns: dict[str, int] = {}
    shared: dict[str, str] = {}
    moments: dict[tuple[str, Shown], Cell] = {}
    texts: dict[str, str] = {}
    depth = 0
    row_index, row_text, row_letters_end, row_hidden, row_bold = -1, "", 0, False, True
    cells: Row = []
    cell: Attributes = {}
    column, inline = -1, ""
    value: str | None = None
    in_cell = in_row = has_formula = wanted = is_phonetic = False

    def start(tag: str, attributes: Attributes) -> None:
        nonlocal depth, row_bold, is_phonetic, column, cell, value, inline, in_cell, has_formula
        nonlocal wanted
        depth += 1
        name = names.get(tag) or remember(tag)
        if name == "c":
            if in_cell or not in_row:
                raise oddly_built()
            cell, in_cell, has_formula, value, inline = attributes, True, False, None, ""
            reference = attributes.get("r")
            if reference is None:
                column += 1
            elif reference.endswith(row_text):
                letters = reference[:row_letters_end]
                column = columns[letters] if letters in columns else known_column(letters)
            else:
                column = stray_column(reference)
        elif name == "v":
            clear()
            wanted = in_cell
        elif name == "row":
            start_row(attributes)
        elif name == "f":
            has_formula = True
        elif name == "t":
            clear()
            wanted = in_cell and not is_phonetic
        elif name == "rPh":
            is_phonetic = True
        elif name == "mergeCell" or name == "col":
            start_other(name, attributes)
        if depth > DEEPEST:
            raise oddly_built()

    def end(tag: str) -> None:
        nonlocal depth, value, inline, in_cell, in_row, wanted, is_phonetic, row_bold
        depth -= 1
        name = names[tag]
        if name == "v":
            if wanted:
                value = text[0] if len(text) == 1 else "".join(text)
                wanted = False
        elif name == "c":
            in_cell = False
            found: Cell
            kind = cell.get("t")
            style = styles.get(cell.get("s"), PLAIN)
            if value and kind == "s":
                found = shared[value] if value in shared else shared_string(value)
            elif value and (kind is None or kind == "n"):
                found = numeric(value) if style.shown is None else as_shown(value, style.shown)
            elif (found := result(kind)) is None:
                return
            if row_bold and not style.bold:
                row_bold = False
            if column == len(cells):
                cells.append(found)
            else:
                place(found)
        elif name == "row":
            in_row = False
            collector.add_row(row_index, cells, bold=row_bold, hidden=row_hidden)
        elif name == "t":
            if wanted:
                inline += "".join(text)
                wanted = False
                if len(inline) > 7 * MAX_CELL_LENGTH:
                    raise collector.too_long(row_index, column)
        elif name == "rPh":
            is_phonetic = False

    def start_row(attributes: Attributes) -> None:
        nonlocal in_row, cells, column, row_index, row_text, row_letters_end, row_hidden, row_bold
        if in_row:
            raise oddly_built()
        in_row, cells, column, row_bold = True, [], -1, True
        row_index = number(attributes.get("r"), row_index + 2) - 1
        row_text = str(row_index + 1)
        row_letters_end = -len(row_text)
        row_hidden = attributes.get("hidden") in TRUE or attributes.get("ht") == "0"

    def start_other(name: str, attributes: Attributes) -> None:
        if name == "mergeCell":
            collector.merges.append(merge_at(attributes.get("ref", "")))
            if len(collector.merges) > MOST_MERGES:
                raise too_many_merges(MOST_MERGES)
        elif attributes.get("hidden") in TRUE or attributes.get("width") == "0":
            first = number(attributes.get("min"), 1)
            last = number(attributes.get("max"), first)
            collector.hide_columns(first - 1, last - 1)

    def known_column(letters: str) -> int:
        columns[letters] = column_index(letters)
        return columns[letters]

    def stray_column(reference: str) -> int:
        """A cell may name another row than the one that it is written in."""
        row, column = _place(reference)
        if row != row_index:
            raise collector.too_far(min(row, _LAST_ROW), column)
        return column

    def place(found: Cell) -> None:
        """Put a cell behind empty ones."""
        if column > collector.last_column:
            raise collector.too_far(row_index, column)
        if column < len(cells):
            raise oddly_built()
        cells.extend([None] * (column - len(cells)))
        cells.append(found)

    def shared_string(key: str) -> str:
        found = string(number(key.strip(), -1))
        return remembered(shared, key, found)

    def as_shown(digits: str, shown: Shown) -> Cell:
        """A day or time; many cells have the same."""
        key = digits, shown
        if key in moments:
            return moments[key]
        found = numeric(digits)
        if isinstance(found, int | float):
            found = from_serial(found, shown, since_1904=since_1904)
        return remembered(moments, key, found)

    def result(kind: str | None) -> Cell:
        """What stands in a cell that is neither a number nor a shared string."""
        if kind == "inlineStr":
            return kept(inline)
        if not value:
            return NO_RESULT if has_formula and (kind != "str" or value is None) else None
        if kind == "b":
            return value.strip() in TRUE
        return moment(value) if kind == "d" else kept(value)

    def numeric(digits: str) -> Cell:
        if len(digits) < 16 and digits.isdecimal():
            return int(digits)
        found = figure(digits)
        return kept(digits) if found is None else found

    def kept(words: str) -> str:
        """Text, as one object for as many cells as say the same."""
        words = unescaped(words)
        return texts[words] if words in texts else remembered(texts, words, words)

    def remember(tag: str) -> str:
        # A hostile file may invent names without end.
        if len(names) > 10_000:
            raise oddly_built()
        return names.setdefault(tag, local(tag))

    def between_pieces() -> None:
        if not wanted:
            clear()
        elif sum(map(len, text)) > 7 * MAX_CELL_LENGTH:
            raise collector.too_long(row_index, column)

    read_markup(pieces, start, end, text, between_pieces)


def remembered(known: dict[Key, Found], key: Key, found: Found) -> Found:
    """Keep what a key stands for; only so many, for a file may have a new one in each cell."""
    if len(known) > _MOST_REMEMBERED:
        known.clear()
    known[key] = found
    return found


def column_index(letters: str) -> int:
    """27 for AB. Raises FileRefused for what names no column."""
    index = 0
    if not letters.isascii() or not letters.isalpha() or len(letters) > 3:
        raise damaged()
    for letter in letters.upper():
        index = index * 26 + ord(letter) - 64
    return index - 1


def merge_at(reference: str) -> Merge:
    """The first and last cell of a range such as `A1:C3`."""
    first, _colon, last = reference.replace("$", "").partition(":")
    (top, left), (bottom, right) = _place(first), _place(last or first)
    if top > bottom or left > right:
        raise damaged()
    return (top, left), (bottom, right)


def _place(reference: str) -> tuple[int, int]:
    letters = reference.rstrip("0123456789")
    row = number(reference[len(letters) :], 0)
    if not row:
        raise damaged()
    return row - 1, column_index(letters)
