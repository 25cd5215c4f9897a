"""Word documents (.docx): each table is a sheet, with the paragraphs above it as title rows.

An annex is often one table that continues as another one on the next page, under the same headings.
Such tables are one sheet, and a paragraph between them (a group heading) is a row of it.
"""

import re
from collections import deque

from spreadsheets.readers.archives import Archive
from spreadsheets.readers.errors import FileRefused
from spreadsheets.readers.errors import marked_for_translation as _
from spreadsheets.readers.grid_builder import GridBuilder
from spreadsheets.readers.grids import Cell, Grid, Row
from spreadsheets.readers.limits import FileLimits
from spreadsheets.readers.word_numbering import WordNumbers, attribute
from spreadsheets.readers.xml import Attributes, ElementReader, number

_ANNEX = re.compile(r"phụ lục|appendix|annex", re.IGNORECASE)
_OFF = {"0", "false", "off"}
# An annex follows the text of its decision; only the end of that text is its title.
_TITLE_PARAGRAPHS = 20
_HEADING_ROWS = 5


def open_word(archive: Archive, part: str) -> list[Grid]:
    """The tables of a document. Raises FileRefused, also if there is none."""
    document = _Document(archive.limits, WordNumbers(archive, part))
    document.read(archive.pieces(part))
    grids = document.close()
    if not grids:
        raise FileRefused(
            _(
                "The Word document has no table; put the list into a table, with a row of "
                "headings, and send it again."
            )
        )
    return grids


class _Document(ElementReader):
    def __init__(self, limits: FileLimits, numbers: WordNumbers) -> None:
        super().__init__()
        self._limits = limits
        self._numbers = numbers
        # The list, its level and the style of the open paragraph.
        self._list: str | None = None
        self._level: int | None = None
        self._style = ""
        self._mark_is_struck = self._in_row_properties = False
        self._grids: list[Grid] = []
        self._builder: GridBuilder | None = None
        # The paragraphs since the last table, each also without struck-out or hidden text.
        self._paragraphs: deque[tuple[str, str]] = deque(maxlen=_TITLE_PARAGRAPHS)
        # Depth in moved text, drawings, former properties; inner tables are text of their cell.
        self._aside = self._nesting = 0
        # Depth in deleted text that the document keeps for review.
        self._deleted = 0
        self._first_rows: list[Row] = []
        # The number of first rows that a table repeats so far; -1 after them.
        self._repeated = -1
        self._row = 0
        self._parts: list[str] = []
        self._rest: list[str] = []
        self._row_is_deleted = False
        # Deleted text of the cell or paragraph. It is read only where nothing replaces it.
        self._gone: list[str] = []
        self._in_text = self._in_run = self._run_is_bold = self._run_is_struck = False
        # The merges that still continue downwards, by their first column.
        self._going_down: dict[int, int] = {}

    def close(self) -> list[Grid]:
        if self._builder:
            self._grids.append(self._builder.grid())
        return [grid for grid in self._grids if len(grid.rows)]

    # Tables.

    def start_tbl(self, _tag: str, _attributes: Attributes) -> None:
        self._nesting += 1
        if self._nesting == 1:
            self._repeated = 0
            self._going_down = {}

    def end_tbl(self) -> None:
        self._nesting -= 1

    def start_tr(self, _tag: str, _attributes: Attributes) -> None:
        if self._nesting == 1:
            self._cells: Row = []
            self._merged: list[tuple[int, int, str]] = []
            self._struck: dict[int, Cell] = {}
            self._bold, self._hidden, self._row_is_deleted = True, False, False

    def start_hidden(self, tag: str, attributes: Attributes) -> None:
        if self._nesting == 1:
            self._hidden = attribute(tag, attributes) not in _OFF

    def start_trPr(self, _tag: str, _attributes: Attributes) -> None:
        self._in_row_properties = self._nesting == 1

    def end_trPr(self) -> None:
        self._in_row_properties = False

    def start_gridBefore(self, tag: str, attributes: Attributes) -> None:
        if self._nesting == 1:
            self._cells = [None] * self._columns(tag, attributes)

    def _columns(self, tag: str, attributes: Attributes) -> int:
        """A number of columns, at most one more than a sheet may have."""
        return min(number(attribute(tag, attributes), 0), self._limits.max.columns + 1)

    def start_tc(self, _tag: str, _attributes: Attributes) -> None:
        if self._nesting == 1:
            self._lines: list[str] = []
            self._rest_lines: list[str] = []
            self._gone = []
            self._span = 1
            self._down = ""

    def start_gridSpan(self, tag: str, attributes: Attributes) -> None:
        if self._nesting == 1:
            self._span = max(self._columns(tag, attributes), 1)

    def start_vMerge(self, tag: str, attributes: Attributes) -> None:
        if self._nesting == 1:
            self._down = attribute(tag, attributes) or "continue"

    def end_tc(self) -> None:
        if self._nesting != 1:
            return
        left = len(self._cells)
        text = "\n".join(self._lines).strip()
        rest = "\n".join(self._rest_lines).strip()
        gone = "".join(self._gone).strip()
        text = text or gone
        if (gone or rest != text) and self._down != "continue":
            self._struck[left] = rest
        self._cells.append(None if self._down == "continue" else text or None)
        self._cells.extend([None] * (self._span - 1))
        self._merged.append((left, left + self._span - 1, self._down))

    def end_tr(self) -> None:
        if self._nesting == 1 and not self._is_repeated_heading():
            if self._row_is_deleted:
                self._struck = dict.fromkeys(range(len(self._cells)))
            self._take_row()

    # Text.

    def start_p(self, _tag: str, _attributes: Attributes) -> None:
        if not self._aside:
            self._parts, self._rest = [], []
            self._list = self._level = None
            self._style, self._mark_is_struck = "", False

    def end_p(self) -> None:
        if self._aside:
            return
        text, rest = "".join(self._parts), "".join(self._rest)
        self._parts, self._rest = [], []
        if set_number := self._numbers.next(self._list, self._level, self._style):
            # The number looks as the mark at the end of its paragraph.
            is_struck = self._mark_is_struck or (text and not rest.strip())
            text = f"{set_number} {text}".strip()
            rest = "" if is_struck else f"{set_number} {rest}".strip()
        if self._nesting:
            self._lines.append(text)
            self._rest_lines.append(rest)
        elif text := text.strip() or "".join(self._gone).strip():
            self._paragraphs.append((text, rest.strip()))
        if not self._nesting:
            self._gone = []

    def start_pStyle(self, tag: str, attributes: Attributes) -> None:
        if not self._aside:
            self._style = attribute(tag, attributes)

    def start_ilvl(self, tag: str, attributes: Attributes) -> None:
        if not self._aside:
            self._level = number(attribute(tag, attributes), 0)

    def start_numId(self, tag: str, attributes: Attributes) -> None:
        if not self._aside:
            self._list = attribute(tag, attributes)

    def start_r(self, _tag: str, _attributes: Attributes) -> None:
        self._in_run, self._run_is_bold, self._run_is_struck = True, False, False

    def end_r(self) -> None:
        self._in_run = False

    def start_b(self, tag: str, attributes: Attributes) -> None:
        if self._in_run:
            self._run_is_bold = attribute(tag, attributes) not in _OFF

    def start_strike(self, tag: str, attributes: Attributes) -> None:
        if attribute(tag, attributes) in _OFF:
            return
        if self._in_run:
            self._run_is_struck = True
        else:
            self._mark_is_struck = True

    start_dstrike = start_vanish = start_strike

    def start_t(self, _tag: str, _attributes: Attributes) -> None:
        self.text.clear()
        self._in_text = not self._aside

    def end_t(self) -> None:
        if self._in_text:
            self._add(self.take_text())
            self._in_text = False

    start_delText, end_delText = start_t, end_t

    def start_br(self, _tag: str, _attributes: Attributes) -> None:
        if self._in_run and not self._aside:
            self._add("\n")

    start_cr = start_br

    def start_tab(self, _tag: str, _attributes: Attributes) -> None:
        # Outside a run it is a tab stop of the paragraph.
        if self._in_run and not self._aside:
            self._add("\t")

    def start_noBreakHyphen(self, _tag: str, _attributes: Attributes) -> None:
        if not self._aside:
            self._add("-")

    def start_del(self, _tag: str, _attributes: Attributes) -> None:
        self._deleted += 1
        self._row_is_deleted = self._row_is_deleted or self._in_row_properties

    def end_del(self) -> None:
        self._deleted -= 1

    def start_moveFrom(self, _tag: str, _attributes: Attributes) -> None:
        self._aside += 1

    def end_moveFrom(self) -> None:
        self._aside -= 1

    start_drawing = start_pict = start_object = start_Fallback = start_pPrChange = start_moveFrom
    end_drawing = end_pict = end_object = end_Fallback = end_pPrChange = end_moveFrom

    def after_piece(self) -> None:
        if self._in_text:
            self._add(self.take_text())
        else:
            self.text.clear()

    def _add(self, text: str) -> None:
        if self._deleted:
            self._gone.append(text)
            return
        self._parts.append(text)
        if self._run_is_struck:
            return
        self._rest.append(text)
        if self._nesting and text.strip() and not self._run_is_bold:
            self._bold = False

    # Rows.

    def _is_repeated_heading(self) -> bool:
        """Whether a row at the start of a table repeats the sheet's own first rows."""
        if self._repeated < 0:
            return False
        expected = self._first_rows[self._repeated : self._repeated + 1]
        if any(self._cells) and expected == [self._cells] and not self._another_annex_begins():
            self._repeated += 1
            return True
        if self._repeated == 0:
            self._start_sheet()
        self._repeated = -1
        return False

    def _another_annex_begins(self) -> bool:
        from vietnamese.text import clean  # slow to import, and needed for Word only

        return any(_ANNEX.match(clean(rest)) for _text, rest in self._paragraphs)

    def _start_sheet(self) -> None:
        if self._builder:
            self._grids.append(self._builder.grid())
        count = len(self._grids) + 1
        self._limits.check_sheets(count)
        self._builder = GridBuilder(self._limits.max.table_name % {"number": count}, self._limits)
        self._builder.drops_overlaps = True
        self._first_rows = []
        self._row = 0

    def _take_row(self) -> None:
        builder = self._builder
        if builder is None:
            return
        for text, rest in self._paragraphs:
            struck: dict[int, Cell] = {} if rest == text else {0: rest}
            builder.add_row(self._row, [text], struck=struck)
            self._row += 1
        self._paragraphs.clear()
        if len(self._first_rows) < _HEADING_ROWS:
            self._first_rows.append(self._cells.copy())
        for left, right, down in self._merged:
            self._note_merge(builder, left, right, down)
        builder.add_row(
            self._row, self._cells, bold=self._bold, hidden=self._hidden, struck=self._struck
        )
        self._row += 1

    def _note_merge(self, builder: GridBuilder, left: int, right: int, down: str) -> None:
        top = self._row
        if down == "continue" and left in self._going_down:
            place = self._going_down[left]
            (top, _left), (_bottom, right) = builder.merges[place]
            builder.merges[place] = (top, left), (self._row, right)
            return
        self._going_down.pop(left, None)
        if down or right > left:
            if down:
                self._going_down[left] = len(builder.merges)
            builder.merges.append(((top, left), (top, right)))
