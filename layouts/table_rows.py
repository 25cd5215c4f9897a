"""Sorts the lines of a table into data, group headings, totals and skipped lines.

One pass classifies the rows and stores a single byte for each, since an annex may have a hundred
thousand. The data rows are read again whenever they are needed.
"""

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import chain, pairwise

from django.utils.translation import gettext as _

from layouts.column_numbers import is_column_numbers
from layouts.groups import Group, GroupPath, Total
from layouts.headings import HeadingRows
from layouts.row import NUMBERED, Columns, Line, restarts
from layouts.row_classification import (
    is_bare_number,
    is_note,
    is_page_mark,
    is_signature,
    is_total,
)
from layouts.visible_sheet import VisibleSheet
from layouts.vocabulary import Vocabulary
from spreadsheets.cells import cell_text, with_unit
from spreadsheets.readers.grids import Cell
from vietnamese.text import fold

MAX_LEFT_OUT_LENGTH = 300  # characters of a row that is left out
# A row of data; one whose ordinal shares a cell with its name.
_DATA, _ORDINAL_IN_WORDS = 1, 2


@dataclass(frozen=True, slots=True)
class SheetRow:
    """A row of data: its zero-based index, cells by declared column, and the groups above it."""

    index: int
    cells: dict[str, Cell]
    ordinal: str = ""
    groups: tuple[Group, ...] = ()
    sheet: str = ""
    # Whether its name is a cell that is merged with that of the row above.
    shares_name: bool = False

    @property
    def group_ordinal(self) -> str:
        return ".".join(group.ordinal for group in self.groups if group.ordinal)


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A row that is not data, and why."""

    row: int
    why: str
    text: str
    sheet: str = ""


@dataclass
class Table:
    """One table of a sheet with its classified rows."""

    sheet: VisibleSheet
    heading_rows: HeadingRows
    columns: Columns
    # For each row of the sheet: `_DATA`, `_ORDINAL_IN_WORDS` or neither.
    is_data: bytearray
    left_out: list[LeftOut] = field(default_factory=list)
    totals: list[Total] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    # Changes of the groups above the rows: from this row on, these groups.
    groups_from: list[tuple[int, tuple[Group, ...]]] = field(default_factory=list)
    # The first row of another table, if there is one.
    next_table: int | None = None
    # The last row of data or of a total.
    last_row: int = 0
    count: int = 0

    def __len__(self) -> int:
        return self.count

    def __iter__(self) -> Iterator[SheetRow]:
        name = self.sheet.grid.name
        starts = [row for row, _groups in self.groups_from]
        merged_names = self._rows_below_merged_names()
        ordinal_index, is_data = self.columns.ordinal, self.is_data
        by_column = list(self.columns.by_column.items())
        groups: tuple[Group, ...] = ()
        until = starts[0] if starts else len(is_data)
        for index, values in self.sheet.lines(self.columns.span):
            if not is_data[index]:
                continue
            if index >= until:
                place = bisect_right(starts, index)
                groups = self.groups_from[place - 1][1]
                until = starts[place] if place < len(starts) else len(is_data)
            ordinal = None if ordinal_index is None else values[ordinal_index]
            ordinal_text = cell_text(ordinal)
            if is_data[index] == _ORDINAL_IN_WORDS:
                ordinal_text = Line(index, values, self.columns).ordinal
            cells = {column: values[i] for column, i in by_column}
            if self.columns.with_units:
                column, unit = self.columns.with_units, values[self.columns.unit or 0]
                cells[column] = with_unit(cells[column], cell_text(unit))
            yield SheetRow(index, cells, ordinal_text, groups, name, index in merged_names)

    def _rows_below_merged_names(self) -> set[int]:
        """The rows whose name is merged into them from a row above."""
        return {
            row
            for (top, left), (bottom, _right) in self.sheet.merges
            if left == self.columns.name and top > self.heading_rows.bottom
            for row in range(top + 1, bottom + 1)
        }

    def cells_under(self, heading: str) -> Iterator[Cell]:
        """The filled cells of the data rows in the columns with a heading."""
        columns = [each.index for each in self.heading_rows.headings if each.text == heading]
        for index, values in self.sheet.lines(self.columns.span):
            if self.is_data[index]:
                yield from (values[column] for column in columns if cell_text(values[column]))


def sort_rows(sheet: VisibleSheet, heading_rows: HeadingRows, vocabulary: Vocabulary) -> Table:
    """The table under these headings, up to its end or to the headings of another one."""
    columns = Columns(heading_rows.headings, vocabulary.name_column, heading_rows.bottom)
    table = Table(sheet, heading_rows, columns, bytearray(len(sheet)))
    table.last_row = heading_rows.bottom
    sorter = _Sorter(table, vocabulary)
    lines = (Line(index, values, columns) for index, values in sheet.lines(columns.span))
    for line, following in pairwise(chain(lines, [None])):
        if line is None or not sorter.take(line, following):
            break
    sorter.close()
    return table


class _Sorter:
    """Classifies the lines of a table in order; the class may depend on the next line."""

    def __init__(self, table: Table, vocabulary: Vocabulary) -> None:
        self.table = table
        self.vocabulary = vocabulary
        self.path = GroupPath(table.warnings)
        self.merge_widths = table.sheet.widest_merges()
        self.bold = _significant_bold_rows(table)
        # The folded words of the headings, and the declared column, by the column of the sheet.
        self.heading_words = {
            each.index: ({fold(part) for part in each.text.split(" / ")}, each.column)
            for each in table.heading_rows.headings
        }
        rows = range(table.heading_rows.top, table.heading_rows.bottom + 1)
        self.beside_headings = set().union(*map(self._beside, rows))
        self.is_ended = self.is_signed = self.after_headings = False
        # The last numbered row of data in the open group, which may have parts below.
        self.whole: Line | None = None
        self.warned_of: Line | None = None

    def take(self, line: Line, following: Line | None) -> bool:
        """Classify one line; False if another table begins."""
        if self._is_divided(line, following):
            self.path.open(line, is_divided=True)
            self.whole = None
            self._leave_out(line, _("sum of the rows below"))
            return True
        is_plain = line.is_plain and not line.is_above_dotted(following)
        is_plain = is_plain or self._is_plain_without_number(line)
        if not is_plain:
            if self._begins_another_table(line):
                self.table.next_table = line.index
                return False
            if why := self._why_left_out(line, following):
                self._leave_out(line, why)
                return True
        if not is_plain or self.path.is_divided:
            self.path.end_at(line)
        self.is_ended = self.after_headings = False
        # Another annex may follow the signatures of the first.
        self.is_signed = self.is_signed and not is_plain
        has_own = is_plain or line.has_own_ordinal
        self.table.is_data[line.index] = _DATA if has_own else _ORDINAL_IN_WORDS
        self.table.count += 1
        self.table.last_row = line.index
        self.path.count(line.index)
        self._note_doubt(line)
        if line.ordinal.rstrip(".)").isdecimal():
            self.whole = line
        return True

    def _leave_out(self, line: Line, why: str) -> None:
        text, name = line.text[:MAX_LEFT_OUT_LENGTH], self.table.sheet.grid.name
        self.table.left_out.append(LeftOut(line.index, why, text, name))

    def _note_doubt(self, line: Line) -> None:
        """Warn of a row of data that may be a part or a sum of others."""
        if self.whole is None or line.ordinal.rstrip(".)").isdecimal():
            return
        if line.is_part_of(self.whole) and self.warned_of is not self.whole:
            self.warned_of = self.whole
            self.table.warnings.append(
                _(
                    "Row %(row)d and those like it are marked as parts of row %(whole)d, which has "
                    "no figure of its own; they were read as rows."
                )
                % {"row": line.index + 1, "whole": self.whole.index + 1}
            )
        elif not line.ordinal and line.has_only_figures:
            message = _(
                "Row %(row)d has a name and figures but no number, unlike other rows; it was read "
                "as a row. Check that it is not a sum."
            )
            self.table.warnings.append(message % {"row": line.index + 1})

    def _is_divided(self, line: Line, following: Line | None) -> bool:
        """Whether a numbered row with figures has its sources or years in the rows below."""
        return (
            following is not None
            and line.level == NUMBERED
            and line.has_figures
            and following.is_part_of(line)
            and self.vocabulary.divides(following.name.lstrip("-–+• "))
        )

    def _is_plain_without_number(self, line: Line) -> bool:
        return (
            line.has_words_and_figures
            and fold(cell_text(line.named)) not in self.vocabulary.known
            and not (self.whole and line.is_part_of(self.whole))
        )

    def close(self) -> None:
        is_whole = self.table.next_table is None
        self.table.totals = self.path.close(self.table.sheet.grid.name, warn_empty=is_whole)
        self.table.groups_from = self.path.changes

    def _why_left_out(self, line: Line, following: Line | None) -> str:
        """The reason as text; empty for a data row."""
        why: str = ""
        if is_column_numbers(line.texts):
            why = _("column numbers")
        elif self._repeats_headings(line):
            self.after_headings = True
            why = _("repeated headings")
        elif is_page_mark(line):
            why = _("mark of a page")
        elif is_bare_number(line):
            why = _("only a number")
        elif is_total(line) or self._is_sum_without_words(line, following):
            self.path.add_total(line)
            self.is_ended, self.whole = True, None
            self.table.last_row = line.index
            why = _("total")
        elif self.whole and self.whole.has_figures and line.is_part_of(self.whole):
            why = _("part of row %(row)d") % {"row": self.whole.index + 1}
        elif line.names_and_figures_beside:
            why = ""
        elif self._is_under_the_table(line, following):
            why = _("text under the table")
        elif self._is_group(line, following):
            self.path.open(line)
            self.is_ended, self.whole = False, None
            why = _("group")
        return why

    def _is_sum_without_words(self, line: Line, following: Line | None) -> bool:
        """Whether it has figures only, right below the headings or at the end of the table."""
        is_first = not self.table.count and self.path.is_empty
        is_last = following is None or not (following.ordinal or following.others)
        only_numbers = not line.ordinal and bool(line.others) and line.has_only_numbers
        return only_numbers and (is_first or is_last)

    def _repeats_headings(self, line: Line) -> bool:
        """Whether the headings are repeated here, as on the next printed page.

        Other words for the same columns count if all columns are named again.
        """
        in_words = in_meaning = 0
        for index, (words, column) in self.heading_words.items():
            value = line.values[index]
            if isinstance(value, str) and (text := cell_text(value)) and len(text) < 100:
                is_same = fold(text) in words
                in_words += is_same
                in_meaning += is_same or bool(column and self.vocabulary.names(text) == column)
        is_whole = in_meaning == len(line.texts) == len(self.heading_words)
        # A project may be named “Dự án”, but its ordinal is not “STT” as well.
        is_page = in_words * 2 > len(line.texts) and (in_words > 1 or self.after_headings)
        return (is_whole or is_page) and self._beside(line.index) <= self.beside_headings

    def _beside(self, row: int) -> set[str]:
        """The text of a row outside the columns of the table."""
        span = self.table.columns.span
        return {
            fold(text)
            for column, value in enumerate(self.table.sheet.row(row))
            if not span.left <= column <= span.right and (text := cell_text(value))
        }

    def _begins_another_table(self, line: Line) -> bool:
        if line.others and line.has_figures:
            return False
        texts = [cell_text(value) for value in line.values if isinstance(value, str)]
        texts = [text for text in texts if text]
        if len(texts) < 2 or any(len(text) > 100 for text in texts):
            return False
        named = {self.vocabulary.names(text) for text in texts} - {""}
        is_table = len(named) > 1 and self.vocabulary.name_column in named
        is_numbered = "ordinal" in named and not any(text[0].isdigit() for text in texts)
        return (is_table or is_numbered) and not self._repeats_headings(line)

    def _is_under_the_table(self, line: Line, following: Line | None) -> bool:
        alone = len(line.texts) == 1
        if line.ordinal and line.name and line.level is not None:
            # Footnotes are numbered as well: “1. Dự án số 3 …” in one cell.
            return self.is_ended and alone and not (line.in_capitals or _is_row(following))
        self.is_signed = self.is_signed or is_signature(line)
        if self.is_signed:
            return True
        noted = is_note(line)
        if line.name and not (line.ordinal and noted and not line.others):
            under = alone and (noted or (self.is_ended and not line.name.isupper()))
            under = under and not self._heads_rows(line, following)
        else:
            under = alone or noted or self.is_ended
            under = under and (noted or not self._heads_rows(line, following))
        self.is_ended = self.is_ended or noted
        return under

    def _heads_rows(self, line: Line, following: Line | None) -> bool:
        """Whether the only words of a row, set apart by format, are above data rows."""
        if len(line.texts) > 1 or is_note(line):
            return False
        is_set_apart = (
            not line.name
            or line.index in self.bold
            or self.merge_widths.get(line.index, 1) >= max(3, self.table.columns.width // 2)
        )
        return is_set_apart and _is_row(following)

    def _is_group(self, line: Line, following: Line | None) -> bool:
        """Whether it is a group row and not one of the data rows."""
        if self._heads_rows(line, following) and (line.level is None or not line.name):
            return True
        if not line.ordinal:
            if line.others:
                is_numbered = self.table.columns.ordinal is not None
                return is_numbered and line.has_only_figures and restarts(following)
            return len(line.name) > 3 and (
                line.in_capitals
                or self._is_bold(line, following)
                or line.is_heading_in_words(following)
            )
        if not line.name:
            return False
        if line.level is None:
            # “Nhóm 1: …” in one cell; a mark such as “-” numbers a row of data.
            return len(line.texts) == 1 and not line.others and len(line.ordinal) > 3
        if line.level < NUMBERED:
            # A group row may have sums; capitals or the next line then identify it.
            return (
                not line.others
                or line.in_capitals
                or (line.is_parent_of(following) and line.has_only_figures)
            )
        # 1.1 numbers projects as often as groups of them. A row of figures only has their sums.
        if line.has_only_figures:
            return line.is_parent_of(following) and line.level == NUMBERED
        return not line.others and (
            line.is_parent_of(following)
            or (line.level > NUMBERED and line.in_capitals)
            or (self._is_bold(line, following) and not line.is_followed_by_number(following))
        )

    def _is_bold(self, line: Line, following: Line | None) -> bool:
        """Whether bold type sets it apart from the row below."""
        if line.index not in self.bold or following is None:
            return False
        return following.index not in self.bold or self.path.is_empty


def _significant_bold_rows(table: Table) -> frozenset[int]:
    """The bold rows, unless there are so many that bold has no meaning."""
    bold = frozenset(
        row for row in getattr(table.sheet.grid, "bold_rows", ()) if row > table.heading_rows.bottom
    )
    return bold if len(bold) * 2 < len(table.sheet) - table.heading_rows.bottom else frozenset()


def _is_row(line: Line | None) -> bool:
    """Whether a line is likely data or a group row, and not words alone."""
    return line is not None and line.looks_like_data and len(line.texts) > 1
