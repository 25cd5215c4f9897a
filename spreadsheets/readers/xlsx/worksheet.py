"""The cells of an Excel worksheet, read in one pass while its part is inflated."""

from collections.abc import Iterable
from typing import NamedTuple, TypeVar

from spreadsheets.cell_addresses import NO_RESULT
from spreadsheets.readers.errors import damaged, unusual_structure
from spreadsheets.readers.formats.number_formats import HIDDEN, Display, show
from spreadsheets.readers.grid_builder import GridBuilder
from spreadsheets.readers.grids import Cell, Merge, Row
from spreadsheets.readers.values import TRUE, parse_datetime, parse_number
from spreadsheets.readers.xlsx.shared_strings import SharedStrings, unescaped
from spreadsheets.readers.xml import Attributes, local_name, number, parse_xml

_LAST_ROW = 1_048_575
_MAX_CACHED = 20_000
_RARE = {"mergeCell", "col", "strike"}

Key = TypeVar("Key")
Found = TypeVar("Found")


class Style(NamedTuple):
    """How a format displays a number (None: as a number), and whether it is bold or struck out."""

    display: Display | None
    bold: bool = False
    struck: bool = False


PLAIN = Style(None)


class Workbook(NamedTuple):
    """What the cells of a worksheet refer to."""

    strings: SharedStrings
    styles: dict[str | None, Style]
    since_1904: bool


def read_worksheet(pieces: Iterable[bytes], builder: GridBuilder, workbook: Workbook) -> None:
    """Fill the builder. Raises FileRefused for a damaged, hostile or too large sheet."""
    walk = _Walk(builder, workbook)
    parse_xml(pieces, walk.start, walk.end, walk.text, walk.between_pieces)


class _Walk:
    """The state of the pass: the open row and cell, and values that many cells share."""

    def __init__(self, builder: GridBuilder, workbook: Workbook) -> None:
        self.builder = builder
        strings, self.styles, self.since_1904 = workbook
        self.string, self.struck_strings = strings.at, strings.struck
        self.struck: dict[int, Cell] = {}
        self.text: list[str] = []
        self.clear = self.text.clear
        self.names: dict[str, str] = {}
        self.columns: dict[str, int] = {}
        self.shared: dict[str, str] = {}
        # What formats show of a number; `id` is quicker than comparing formats.
        self.displayed: dict[tuple[str, int], Cell] = {}
        self.texts: dict[str, str] = {}
        self.row_index, self.row_text, self.row_letters_end = -1, "", 0
        self.row_hidden, self.row_bold = False, True
        self.cells: Row = []
        self.cell: Attributes = {}
        self.column, self.inline = -1, ""
        self.value: str | None = None
        self.in_cell = self.in_row = self.has_formula = False
        self.collects_text = self.is_phonetic = self.run_is_struck = False
        # The inline text that is not struck out; None if all of it is not.
        self.inline_rest: str | None = None

    def start(self, tag: str, attributes: Attributes) -> None:
        name = self.names.get(tag) or self._local_tag(tag)
        if name == "c":
            if self.in_cell or not self.in_row:
                raise unusual_structure()
            self.cell, self.in_cell, self.has_formula = attributes, True, False
            self.value, self.inline, self.inline_rest = None, "", None
            reference = attributes.get("r")
            if reference is None:
                self.column += 1
            elif reference.endswith(self.row_text):
                letters = reference[: self.row_letters_end]
                self.column = self._known_column(letters)
            else:
                self.column = self._stray_column(reference)
        elif name == "v":
            self.clear()
            self.collects_text = self.in_cell
        elif name == "row":
            self._start_row(attributes)
        elif name == "f":
            self.has_formula = True
        elif name == "t":
            self.clear()
            self.collects_text = self.in_cell and not self.is_phonetic
        elif name == "rPh":
            self.is_phonetic = True
        elif name in _RARE:
            self._start_other(name, attributes)

    def end(self, tag: str) -> None:
        name = self.names[tag]
        if name == "v":
            if self.collects_text:
                self.value = self.text[0] if len(self.text) == 1 else "".join(self.text)
                self.collects_text = False
        elif name == "c":
            self.in_cell = False
            found: Cell
            kind = self.cell.get("t")
            style = self.styles.get(self.cell.get("s"), PLAIN)
            if self.value and kind == "s":
                found = self._shared_string(self.value)
            elif self.value and (kind is None or kind == "n"):
                found = (
                    self._numeric(self.value)
                    if style.display is None
                    else self._as_displayed(self.value, style.display)
                )
            elif (found := self._result(kind)) is None:
                return
            if self.row_bold and not style.bold:
                self.row_bold = False
            if style.struck:
                self.struck[self.column] = None
            elif kind == "s" and self.struck_strings:
                self._strike_words()
            elif self.inline_rest is not None and kind == "inlineStr":
                self.struck[self.column] = unescaped(self.inline_rest)
            elif found is HIDDEN:
                found = self._numeric(self.value or "")
                if not found:
                    return
                self.struck[self.column] = None
            if self.column == len(self.cells):
                self.cells.append(found)
            else:
                self._place(found)
        elif name == "row":
            self.in_row = False
            self.builder.add_row(
                self.row_index,
                self.cells,
                bold=self.row_bold,
                hidden=self.row_hidden,
                struck=self.struck,
            )
            if self.struck:
                self.struck = {}
        elif name == "t":
            if self.collects_text:
                self._add_inline("".join(self.text))
                self.collects_text = False
        elif name == "rPh":
            self.is_phonetic = False
        elif name == "r":
            self.run_is_struck = False

    def _start_row(self, attributes: Attributes) -> None:
        if self.in_row:
            raise unusual_structure()
        self.in_row, self.cells, self.column, self.row_bold = True, [], -1, True
        self.row_index = number(attributes.get("r"), self.row_index + 2) - 1
        self.row_text = str(self.row_index + 1)
        self.row_letters_end = -len(self.row_text)
        self.row_hidden = attributes.get("hidden") in TRUE or attributes.get("ht") == "0"

    def _start_other(self, name: str, attributes: Attributes) -> None:
        if name == "mergeCell":
            self.builder.merges.append(merge_at(attributes.get("ref", "")))
        elif name == "strike":
            self.run_is_struck = attributes.get("val", "1") in TRUE
        elif attributes.get("hidden") in TRUE or attributes.get("width") == "0":
            first = number(attributes.get("min"), 1)
            last = number(attributes.get("max"), first)
            self.builder.hide_columns(first - 1, last - 1)

    def _add_inline(self, words: str) -> None:
        if self.run_is_struck and self.inline_rest is None:
            self.inline_rest = self.inline
        elif self.inline_rest is not None and not self.run_is_struck:
            self.inline_rest += words
        self.inline += words

    def _strike_words(self) -> None:
        rest = self.struck_strings.get(number((self.value or "").strip(), -1))
        if rest is not None:
            self.struck[self.column] = rest

    def _known_column(self, letters: str) -> int:
        if letters not in self.columns:
            self.columns[letters] = column_index(letters)
        return self.columns[letters]

    def _stray_column(self, reference: str) -> int:
        """A cell may name another row than the one it is in."""
        row, self.column = _place(reference)
        if row != self.row_index:
            raise self.builder.too_far(min(row, _LAST_ROW), self.column)
        return self.column

    def _place(self, found: Cell) -> None:
        """Add a cell after empty ones."""
        if self.column > self.builder.last_column:
            raise self.builder.too_far(self.row_index, self.column)
        if self.column < len(self.cells):
            raise unusual_structure()
        self.cells.extend([None] * (self.column - len(self.cells)))
        self.cells.append(found)

    def _shared_string(self, key: str) -> str:
        if key in self.shared:
            return self.shared[key]
        return cached(self.shared, key, self.string(number(key.strip(), -1)))

    def _as_displayed(self, digits: str, display: Display) -> Cell:
        """A date, a time, or a number with its unit; many cells have the same."""
        key = digits, id(display)
        if key in self.displayed:
            return self.displayed[key]
        found = self._numeric(digits)
        if isinstance(found, int | float):
            found = show(found, display, since_1904=self.since_1904)
        return cached(self.displayed, key, found)

    def _result(self, kind: str | None) -> Cell:
        """The content of a cell that is neither a number nor a shared string."""
        if kind == "inlineStr":
            return self._shared_text(self.inline)
        if not self.value:
            return NO_RESULT if self.has_formula and (kind != "str" or self.value is None) else None
        if kind == "b":
            return self.value.strip() in TRUE
        return parse_datetime(self.value) if kind == "d" else self._shared_text(self.value)

    def _numeric(self, digits: str) -> Cell:
        if len(digits) < 16 and digits.isdecimal():
            return int(digits)
        found = parse_number(digits)
        return self._shared_text(digits) if found is None else found

    def _shared_text(self, words: str) -> str:
        """Text, as one object for all cells with the same text."""
        words = unescaped(words)
        return self.texts[words] if words in self.texts else cached(self.texts, words, words)

    def _local_tag(self, tag: str) -> str:
        return self.names.setdefault(tag, local_name(tag))

    def between_pieces(self) -> None:
        if not self.collects_text:
            self.clear()


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
