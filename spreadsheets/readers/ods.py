"""OpenDocument spreadsheets (.ods), read in one pass over content.xml."""

import re
from datetime import date, time

from spreadsheets.cell_addresses import MAX_CELL_LENGTH, NO_RESULT
from spreadsheets.readers.archives import Archive
from spreadsheets.readers.errors import has_password
from spreadsheets.readers.formats.displayed_texts import displayed_day, displayed_number
from spreadsheets.readers.grid_builder import GridBuilder
from spreadsheets.readers.grids import Cell, Grid, Row
from spreadsheets.readers.limits import FileLimits
from spreadsheets.readers.values import TRUE, parse_datetime, parse_number
from spreadsheets.readers.xml import Attributes, ElementReader, number

_OASIS = "urn:oasis:names:tc:opendocument:xmlns:"
_TABLE, _OFFICE = f"{_OASIS}table:1.0 ", f"{_OASIS}office:1.0 "
_STYLE, _TEXT = f"{_OASIS}style:1.0 ", f"{_OASIS}text:1.0 "
_WEIGHT = f"{_OASIS}xsl-fo-compatible:1.0 font-weight"
_DISPLAYED_TYPE = "urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0 value-type"
_FIGURES = {"float", "percentage", "currency"}
_ERRORS = {"#DIV/0!", "#N/A", "#NAME?", "#NULL!", "#NUM!", "#REF!", "#VALUE!"}
_DURATION = re.compile(r"PT(\d{1,9})H(\d{1,2})M(\d{1,2})(?:[.,]\d+)?S")


def open_ods(archive: Archive) -> list[Grid]:
    """The tables of a spreadsheet, including hidden ones. Raises FileRefused."""
    if "META-INF/manifest.xml" in archive:
        _Manifest().read(archive.pieces("META-INF/manifest.xml"))
    content = _Content(archive.limits)
    content.read(archive.pieces("content.xml"))
    return content.grids


class _Manifest(ElementReader):
    def start_encryption_data(self, _tag: str, _attributes: Attributes) -> None:
        raise has_password()


class _Content(ElementReader):
    """Makes a Grid of each table."""

    namespaces = True

    def __init__(self, limits: FileLimits) -> None:
        super().__init__()
        self.grids: list[Grid] = []
        self._limits = limits
        self._builder: GridBuilder | None = None
        self._bold_styles: set[str] = set()
        self._struck_styles: set[str] = set()
        self._hidden_tables: set[str] = set()
        self._style = ""
        # Depth in comments and drawings, which are inside cells; drawings may contain tables.
        self._aside = 0
        self._in_paragraph = False
        self._row = 0
        self._column = 0

    # Styles, which come before the tables.

    def start_style(self, _tag: str, attributes: Attributes) -> None:
        self._style = attributes.get(f"{_STYLE}name", "")
        if attributes.get(f"{_STYLE}parent-style-name", "") in self._bold_styles:
            self._bold_styles.add(self._style)
        if attributes.get(f"{_STYLE}parent-style-name", "") in self._struck_styles:
            self._struck_styles.add(self._style)

    def start_text_properties(self, _tag: str, attributes: Attributes) -> None:
        if weight := attributes.get(_WEIGHT):
            is_bold = weight == "bold" or number(weight, 0) >= 600
            (self._bold_styles.add if is_bold else self._bold_styles.discard)(self._style)
        if attributes.get(f"{_TEXT}display") == "none":
            self._struck_styles.add(self._style)
        for kind in ("style", "type"):
            if line := attributes.get(f"{_STYLE}text-line-through-{kind}"):
                strikes = line != "none"
                (self._struck_styles.add if strikes else self._struck_styles.discard)(self._style)

    def start_table_properties(self, _tag: str, attributes: Attributes) -> None:
        if attributes.get(f"{_TABLE}display") == "false":
            self._hidden_tables.add(self._style)

    # Tables and their columns.

    def start_table(self, _tag: str, attributes: Attributes) -> None:
        if self._builder:
            self._aside += 1
            return
        self._limits.check_sheets(len(self.grids) + 1)
        self._builder = GridBuilder(
            attributes.get(f"{_TABLE}name", ""),
            self._limits,
            hidden=attributes.get(f"{_TABLE}style-name", "") in self._hidden_tables,
        )
        self._row = self._column = 0
        # The style of each column's cells, as far as columns are read.
        self._column_styles: list[str] = []

    def end_table(self) -> None:
        if self._aside:
            self._aside -= 1
        elif self._builder:
            self.grids.append(self._builder.grid())
            self._builder = None

    def start_table_column(self, _tag: str, attributes: Attributes) -> None:
        if not self._builder or self._aside:
            return
        first = self._column
        self._column += _repeated(attributes, "columns")
        style = attributes.get(f"{_TABLE}default-cell-style-name", "")
        read = self._builder.last_column + 1
        self._column_styles += [style] * (min(self._column, read) - len(self._column_styles))
        if attributes.get(f"{_TABLE}visibility", "visible") != "visible":
            self._builder.hide_columns(first, self._column - 1)

    # Rows.

    def start_table_row(self, _tag: str, attributes: Attributes) -> None:
        if self._aside:
            return
        self._cells: Row = []
        self._struck: dict[int, Cell] = {}
        self._column = 0
        self._is_bold = True
        self._row_style = attributes.get(f"{_TABLE}default-cell-style-name", "")
        self._rows_repeated = _repeated(attributes, "rows")
        self._row_hidden = attributes.get(f"{_TABLE}visibility", "visible") != "visible"

    def end_table_row(self) -> None:
        if self._aside or not self._builder:
            return
        if self._cells:
            for index in range(self._row, self._row + self._rows_repeated):
                self._builder.add_row(
                    index,
                    self._cells.copy(),
                    bold=self._is_bold,
                    hidden=self._row_hidden,
                    struck=self._struck,
                )
        self._row += self._rows_repeated

    # Cells.

    def start_table_cell(self, _tag: str, attributes: Attributes) -> None:
        if self._aside:
            return
        self._cell = attributes
        self._lines: list[str] = []
        self._parts: list[str] = []
        # The same without struck-out or hidden text, and for each open span whether it has such.
        self._rest_lines: list[str] = []
        self._rest: list[str] = []
        self._spans: list[bool] = []
        self._in_paragraph = False

    def end_table_cell(self) -> None:
        if self._aside or not self._builder:
            return
        repeated = _repeated(self._cell, "columns")
        cell = self._value()
        if cell is not None and cell != "":
            last = self._column + repeated - 1
            if last > self._builder.last_column:
                raise self._builder.too_far(self._row, last)
            self._cells.extend([None] * (self._column - len(self._cells)))
            self._cells.extend([cell] * repeated)
            style = self._cell.get(f"{_TABLE}style-name") or self._default_style()
            self._is_bold = self._is_bold and style in self._bold_styles
            if self._struck_styles and (rest := self._rest_of(cell, style)) != cell:
                self._struck |= dict.fromkeys(range(self._column, last + 1), rest)
        self._note_merge()
        self._column += repeated

    def start_covered_table_cell(self, _tag: str, attributes: Attributes) -> None:
        if not self._aside:
            self._column += _repeated(attributes, "columns")
        self._aside += 1

    def end_covered_table_cell(self) -> None:
        self._aside -= 1

    def start_annotation(self, _tag: str, _attributes: Attributes) -> None:
        if self._in_paragraph and not self._aside:
            self._keep_text()
        self._aside += 1

    def end_annotation(self) -> None:
        self._aside -= 1
        self.text.clear()

    start_shapes = start_frame = start_custom_shape = start_tracked_changes = start_annotation
    end_shapes = end_frame = end_custom_shape = end_tracked_changes = end_annotation

    # Text.

    def start_p(self, _tag: str, _attributes: Attributes) -> None:
        self.text.clear()
        if not self._aside:
            self._in_paragraph = self._builder is not None
            self._parts, self._rest, self._spans = [], [], []

    def end_p(self) -> None:
        if self._in_paragraph and not self._aside:
            self._keep_text()
            self._lines.append("".join(self._parts))
            self._rest_lines.append("".join(self._rest))
            self._in_paragraph = False

    def start_s(self, _tag: str, attributes: Attributes) -> None:
        self._add(" " * min(number(attributes.get(f"{_TEXT}c"), 1), MAX_CELL_LENGTH + 1))

    def start_tab(self, _tag: str, _attributes: Attributes) -> None:
        self._add("\t")

    def start_line_break(self, _tag: str, _attributes: Attributes) -> None:
        self._add("\n")

    def after_piece(self) -> None:
        if self._in_paragraph and not self._aside:
            self._keep_text()
        else:
            self.text.clear()

    def _add(self, sign: str) -> None:
        if self._in_paragraph and not self._aside:
            self._keep_text()
            self._keep(sign)

    def start_span(self, _tag: str, attributes: Attributes) -> None:
        if self._in_paragraph and not self._aside:
            self._keep_text()
            self._spans.append(attributes.get(f"{_TEXT}style-name", "") in self._struck_styles)

    def end_span(self) -> None:
        if self._in_paragraph and not self._aside and self._spans:
            self._keep_text()
            self._spans.pop()

    def _keep_text(self) -> None:
        self._keep(self.take_text())

    def _keep(self, words: str) -> None:
        self._parts.append(words)
        if True not in self._spans:
            self._rest.append(words)

    # Values.

    def _default_style(self) -> str:
        if self._row_style:
            return self._row_style
        styles = self._column_styles
        return styles[self._column] if self._column < len(styles) else ""

    def _rest_of(self, cell: Cell, style: str) -> Cell:
        """What remains of a cell without struck-out or hidden text: all, nothing or some words."""
        if style in self._struck_styles:
            return None
        rest = "\n".join(self._rest_lines)
        if rest == "\n".join(self._lines):
            return cell
        return rest if isinstance(cell, str) else None

    def _note_merge(self) -> None:
        across = number(self._cell.get(f"{_TABLE}number-columns-spanned"), 1)
        down = number(self._cell.get(f"{_TABLE}number-rows-spanned"), 1)
        if self._builder and (across > 1 or down > 1):
            self._builder.merges.append(
                (
                    (self._row, self._column),
                    (self._row + max(down, 1) - 1, self._column + max(across, 1) - 1),
                )
            )

    def _value(self) -> Cell:
        cell = self._cell
        text = "\n".join(self._lines)
        kind = cell.get(f"{_OFFICE}value-type")
        if cell.get(_DISPLAYED_TYPE) == "error":
            return text
        if kind is None:
            is_formula = f"{_TABLE}formula" in cell
            return NO_RESULT if is_formula and not text else text
        if kind in _FIGURES:
            # Older programs write an error as the number 0 with its name as text.
            found = None if text in _ERRORS else parse_number(cell.get(f"{_OFFICE}value", ""))
            if found is None:
                return text
            currency = cell.get(f"{_OFFICE}currency", "") if kind == "currency" else ""
            return displayed_number(found, text, currency, is_percent=kind == "percentage")
        if kind == "date":
            day = parse_datetime(cell.get(f"{_OFFICE}date-value", text))
            return displayed_day(day, text) if type(day) is date else day
        if kind == "time":
            return _time(cell.get(f"{_OFFICE}time-value", text), text)
        if kind == "boolean":
            return cell.get(f"{_OFFICE}boolean-value") in TRUE
        return text or cell.get(f"{_OFFICE}string-value", "")


def _repeated(attributes: Attributes, kind: str) -> int:
    """The number of rows or columns that an element represents; at least one."""
    return max(number(attributes.get(f"{_TABLE}number-{kind}-repeated"), 1), 1)


def _time(written: str, text: str) -> Cell:
    found = _DURATION.fullmatch(written)
    if not found:
        return text
    hours, minutes, seconds = map(int, found.groups())
    if hours < 24 and minutes < 60 and seconds < 60:
        return time(hours, minutes, seconds)
    return f"{hours}:{minutes:02}:{seconds:02}"
