"""The cells of an Excel worksheet, read in one pass while its part is inflated."""

from collections.abc import Callable, Iterable
from typing import NamedTuple, TypeVar

from spreadsheets.cell_addresses import NO_RESULT
from spreadsheets.readers.dates import NumberDisplay, from_serial
from spreadsheets.readers.errors import damaged, unusual_structure
from spreadsheets.readers.grid_builder import GridBuilder
from spreadsheets.readers.grids import Cell, Merge, Row
from spreadsheets.readers.values import TRUE, parse_datetime, parse_number
from spreadsheets.readers.xlsx.shared_strings import unescaped
from spreadsheets.readers.xml import Attributes, local_name, number, parse_xml

_LAST_ROW = 1_048_575
_MAX_CACHED = 20_000

Key = TypeVar("Key")
Found = TypeVar("Found")


class Style(NamedTuple):
    """How a format displays a number (None: as a number), and whether it is bold."""

    display: NumberDisplay | None
    bold: bool


PLAIN = Style(None, False)


class Workbook(NamedTuple):
    """What the cells of a worksheet refer to."""

    string: Callable[[int], str]
    styles: dict[str | None, Style]
    since_1904: bool


def read_worksheet(pieces: Iterable[bytes], builder: GridBuilder, workbook: Workbook) -> None:
    """Fill the collector. Raises FileRefused for a damaged, hostile or too large sheet.

    One long function of closures: a sheet has a million tags, and an attribute look-up on an object
    for each would take as long as everything else.
    """
    string, styles, since_1904 = workbook
    text: list[str] = []
    clear = text.clear
    names: dict[str, str] = {}
    columns: dict[str, int] = {}
    shared: dict[str, str] = {}
    moments: dict[tuple[str, NumberDisplay], Cell] = {}
    texts: dict[str, str] = {}
    row_index, row_text, row_letters_end, row_hidden, row_bold = -1, "", 0, False, True
    cells: Row = []
    cell: Attributes = {}
    column, inline = -1, ""
    value: str | None = None
    in_cell = in_row = has_formula = collects_text = is_phonetic = False

    def start(tag: str, attributes: Attributes) -> None:
        nonlocal row_bold, is_phonetic, column, cell, value, inline, in_cell, has_formula
        nonlocal collects_text
        name = names.get(tag) or local_tag(tag)
        if name == "c":
            if in_cell or not in_row:
                raise unusual_structure()
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
            collects_text = in_cell
        elif name == "row":
            start_row(attributes)
        elif name == "f":
            has_formula = True
        elif name == "t":
            clear()
            collects_text = in_cell and not is_phonetic
        elif name == "rPh":
            is_phonetic = True
        elif name == "mergeCell" or name == "col":
            start_other(name, attributes)

    def end(tag: str) -> None:
        nonlocal value, inline, in_cell, in_row, collects_text, is_phonetic, row_bold
        name = names[tag]
        if name == "v":
            if collects_text:
                value = text[0] if len(text) == 1 else "".join(text)
                collects_text = False
        elif name == "c":
            in_cell = False
            found: Cell
            kind = cell.get("t")
            style = styles.get(cell.get("s"), PLAIN)
            if value and kind == "s":
                found = shared[value] if value in shared else shared_string(value)
            elif value and (kind is None or kind == "n"):
                found = (
                    numeric(value) if style.display is None else as_displayed(value, style.display)
                )
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
            builder.add_row(row_index, cells, bold=row_bold, hidden=row_hidden)
        elif name == "t":
            if collects_text:
                inline += "".join(text)
                collects_text = False
        elif name == "rPh":
            is_phonetic = False

    def start_row(attributes: Attributes) -> None:
        nonlocal in_row, cells, column, row_index, row_text, row_letters_end, row_hidden, row_bold
        if in_row:
            raise unusual_structure()
        in_row, cells, column, row_bold = True, [], -1, True
        row_index = number(attributes.get("r"), row_index + 2) - 1
        row_text = str(row_index + 1)
        row_letters_end = -len(row_text)
        row_hidden = attributes.get("hidden") in TRUE or attributes.get("ht") == "0"

    def start_other(name: str, attributes: Attributes) -> None:
        if name == "mergeCell":
            builder.merges.append(merge_at(attributes.get("ref", "")))
        elif attributes.get("hidden") in TRUE or attributes.get("width") == "0":
            first = number(attributes.get("min"), 1)
            last = number(attributes.get("max"), first)
            builder.hide_columns(first - 1, last - 1)

    def known_column(letters: str) -> int:
        columns[letters] = column_index(letters)
        return columns[letters]

    def stray_column(reference: str) -> int:
        """A cell may name another row than the one it is in."""
        row, column = _place(reference)
        if row != row_index:
            raise builder.too_far(min(row, _LAST_ROW), column)
        return column

    def place(found: Cell) -> None:
        """Add a cell after empty ones."""
        if column > builder.last_column:
            raise builder.too_far(row_index, column)
        if column < len(cells):
            raise unusual_structure()
        cells.extend([None] * (column - len(cells)))
        cells.append(found)

    def shared_string(key: str) -> str:
        found = string(number(key.strip(), -1))
        return cached(shared, key, found)

    def as_displayed(digits: str, display: NumberDisplay) -> Cell:
        """A date or time; many cells have the same."""
        key = digits, display
        if key in moments:
            return moments[key]
        found = numeric(digits)
        if isinstance(found, int | float):
            found = from_serial(found, display, since_1904=since_1904)
        return cached(moments, key, found)

    def result(kind: str | None) -> Cell:
        """The content of a cell that is neither a number nor a shared string."""
        if kind == "inlineStr":
            return shared_text(inline)
        if not value:
            return NO_RESULT if has_formula and (kind != "str" or value is None) else None
        if kind == "b":
            return value.strip() in TRUE
        return parse_datetime(value) if kind == "d" else shared_text(value)

    def numeric(digits: str) -> Cell:
        if len(digits) < 16 and digits.isdecimal():
            return int(digits)
        found = parse_number(digits)
        return shared_text(digits) if found is None else found

    def shared_text(words: str) -> str:
        """Text, as one object for all cells with the same text."""
        words = unescaped(words)
        return texts[words] if words in texts else cached(texts, words, words)

    def local_tag(tag: str) -> str:
        return names.setdefault(tag, local_name(tag))

    def between_pieces() -> None:
        if not collects_text:
            clear()

    parse_xml(pieces, start, end, text, between_pieces)


def cached(known: dict[Key, Found], key: Key, found: Found) -> Found:
    """Cache the value of a key, with a limit, since a file may have a new one in each cell."""
    if len(known) > _MAX_CACHED:
        known.clear()
    known[key] = found
    return found


def column_index(letters: str) -> int:
    """27 for AB. Raises FileRefused for a text that is not a column."""
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
