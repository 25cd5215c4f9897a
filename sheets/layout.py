"""Finding the table in a sheet: its title, rows of data, groups, totals, and what is left out.

Offices lay annexes out with title rows, headings over two rows (see `sheets.headings`), a row of
column numbers, group rows with counts, totals and signatures. Rows and columns here count from
zero; addresses shown to people are spreadsheet addresses (A1).
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from itertools import zip_longest
from typing import Any

from django.utils.translation import gettext as _

from sheets.cells import cell_address, cell_text
from sheets.headings import Heading, find_headings, money_unit_in
from sheets.opening import FileRefused, Grid
from vietnamese.text import fold

_ORDINAL_LEVELS = (
    re.compile(r"[A-HJ-UWYZ][.)/-]?"),
    re.compile(r"[IVXLC]+[.)/-]?"),
)
_DOTTED = re.compile(r"(?:\d+|[IVXLC]+(?=\.\d))((?:\.\d+)*)[.)]?")
# An ordinal written in one cell with the words after it: “I. LĨNH VỰC …”.
_ORDINAL_AND_WORDS = re.compile(
    r"([A-Z]|[IVXLC]+|\d+(?:\.\d+)*)(?:\s*[.)/:]\s*|\s*[-–]\s+)(?=\D)(.+)", re.DOTALL
)
_COLUMN_NUMBER = re.compile(r"\(?(\d{1,2})\)?(\s*=.*)?")
_COUNT = re.compile(r"(\d+)\s*(?:du an|linh vuc|doanh nghiep|nhiem vu|projects?)\b")
_COUNT_IN_NAME = re.compile(
    r"[\s:,;([–-]*(?:gồm|có)?\s*\d+\s*(?:dự án|projects?)\b.*", re.IGNORECASE | re.DOTALL
)
# Accents count: “Công nghiệp chế biến” and “Tổng kho xăng dầu” are no totals.
_TOTAL = re.compile(
    r"(?:tổng cộng|tong cong|grand total|sub-?total)\b"
    r"|(?:tổng số|tong so|tổng|cộng|total)(?=[\s:;.,(+=]*"
    r"(?:$|\d|[ivx]+\b|dự án|du an|toàn|các|lĩnh vực|nhóm|mục|phần|projects?\b))"
)
_SIGNATURE = re.compile(
    r"(?:nguoi (?:lap|ky)|thu truong|ke toan|noi nhan|ky ten|xac nhan cua)\b"
    r"|(?:(?:tm|kt|tl|tuq|q) )?(?:pho )?(?:chu tich|giam doc|truong phong)\b"
    r"|(?:tm|kt|tl|tuq) (?:uy ban nhan dan|ubnd)\b"
    r"|[a-z ]*ngay .* thang"
)
_NOTE = re.compile(r"ghi chu|luu y|nguon|chu thich|notes?\b|source")
_NOTE_MARK = re.compile(r"\(?\*")
_DECISION = re.compile(
    r"(quyết định|kế hoạch|nghị quyết|công văn)\s+(?:số\s*:?\s*)?(\d+[^\s,;()]*/[^\s,;()]+)"
    r"(?:\s*,?\s+ngày\s+(\d{1,2})\s*(?:/|-|tháng)\s*(\d{1,2})\s*(?:/|-|năm)\s*(\d{4}))?",
    re.IGNORECASE,
)
_UNIT_LINE = re.compile(r"(?:don vi tinh|dvt|don vi|unit)\s+(.+)")
_UNIT_LINE_SURELY = re.compile(r"(?:don vi tinh|dvt|unit)\s")


@dataclass(frozen=True)
class Group:
    """A heading of rows: its zero-based row, its ordinal, its name without ordinal and count."""

    row: int
    ordinal: str
    name: str


@dataclass(frozen=True)
class SheetRow:
    """A row of data: its zero-based index, cells by declared column, and the groups above it."""

    index: int
    cells: dict[str, Any]
    ordinal: str = ""
    groups: "tuple[Group, ...]" = ()

    @property
    def group_ordinal(self) -> str:
        return ".".join(group.ordinal for group in self.groups if group.ordinal)


@dataclass(frozen=True)
class LeftOut:
    """A row that is not data, and why."""

    row: int
    why: str
    text: str


@dataclass(frozen=True)
class Total:
    """A row that adds up the rows of data from `first` to `last`."""

    row: int
    cells: dict[str, Any]
    first: int
    last: int


@dataclass
class Layout:
    sheet: str
    header_row: int
    headings: list[Heading]
    rows: list[SheetRow] = field(default_factory=list)
    left_out: list[LeftOut] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    title: str = ""
    note: str = ""
    unit: str = ""
    unit_line: str = ""
    decision: str = ""
    # Whether the title says that a decision issues the list, not only reports about one.
    is_issued: bool = False
    totals: list[Total] = field(default_factory=list)
    sheets: list[Any] = field(default_factory=list)

    def heading_of(self, column: str) -> Heading | None:
        return next((heading for heading in self.headings if heading.column == column), None)

    def address(self, row: SheetRow, column: str) -> str:
        heading = self.heading_of(column)
        return cell_address(row.index, heading.index if heading else 0)


def find_layout(
    grids: Iterable[Grid], words: Mapping[str, Iterable[str]], name_column: str
) -> Layout:
    """The table in the first sheet that has one.

    `words` gives each declared column the headings it goes by; `name_column` is the one that
    every table must have. Raises FileRefused where no sheet has a heading row.
    """
    grids = list(grids)
    known = {fold(heading): column for column, headings in words.items() for heading in headings}
    for grid in grids:
        found = find_headings(grid, known, name_column)
        if found:
            layout = _read_rows(grid, *found, name_column, known)
            if others := [
                f"“{each.name}”"
                for each in grids
                if each is not grid and (each.rows or each.hidden)
            ]:
                layout.warnings.append(
                    _("Only sheet “%(sheet)s” was read, not %(others)s.")
                    % {"sheet": grid.name, "others": ", ".join(others)}
                )
            return layout
    wanted = ", ".join(f"“{heading}”" for heading in list(words[name_column])[:3])
    raise FileRefused(
        _(
            "No heading row was found in %(sheets)s. A table needs a column %(wanted)s and at "
            "least one other known column. Nothing was read."
        )
        % {"sheets": ", ".join(f"“{grid.name}”" for grid in grids), "wanted": wanted}
    )


@dataclass
class _Line:
    """A filled row below the headings, taken apart."""

    index: int
    # By declared column, without the ordinal.
    cells: dict[str, Any]
    ordinal: str
    name: str
    texts: list[str]
    # What else the declared columns say, save a count of rows.
    others: list[str]

    @property
    def whole(self) -> str:
        return " ".join(self.texts)

    @property
    def count(self) -> int | None:
        """How many rows it announces."""
        texts = [self.name, *(text for text in self.texts if not text.endswith(self.name))]
        found = (_COUNT.search(fold(text)) for text in texts)
        return next((int(count[1]) for count in found if count), None)

    @property
    def level(self) -> int | None:
        """How deep its ordinal stands: A, then I, then 1, 1.1, 1.1.1; None for another sign."""
        for level, shape in enumerate(_ORDINAL_LEVELS):
            if shape.fullmatch(self.ordinal):
                return level
        dotted = _DOTTED.fullmatch(self.ordinal)
        return len(_ORDINAL_LEVELS) + dotted[1].count(".") if dotted else None

    @property
    def says_where(self) -> bool:
        """Whether words and figures stand beside its name, as in no total and no signature."""
        with_digits = [any(char.isdigit() for char in text) for text in self.others]
        return bool(self.name) and any(with_digits) and not all(with_digits)

    def leads_to(self, following: "_Line | None") -> bool:
        """Whether the next line stands under this one, by its ordinal."""
        if following is None or following.level is None or self.level is None:
            return False
        if self.level < len(_ORDINAL_LEVELS):
            return following.level > self.level
        if following.ordinal.startswith(f"{self.ordinal.rstrip('.)')}."):
            return True
        # Numbers begin anew under a heading such as 1.1.
        return self.level > len(_ORDINAL_LEVELS) and following.ordinal.rstrip(".)") == "1"

    def is_group(self, following: "_Line | None") -> bool:
        """Whether it is a heading of rows rather than one of them."""
        in_capitals = _COUNT_IN_NAME.sub("", self.name).isupper()
        if not self.ordinal:
            return not self.others and in_capitals and len(self.name) > 3
        if self.level is None or not self.name:
            return False
        if self.level < len(_ORDINAL_LEVELS):
            # A group row may carry sums of its own; capitals or what follows then tell it.
            return (
                not self.others
                or in_capitals
                or (self.leads_to(following) and not _has_letters(self.others))
            )
        # 1.1 numbers projects as often as groups of them.
        return not self.others and (
            self.leads_to(following) or (self.level > len(_ORDINAL_LEVELS) and in_capitals)
        )


def _has_letters(texts: list[str]) -> bool:
    return any(char.isalpha() for text in texts for char in text)


def _lines(grid: Grid, first: int, by_column: dict[str, int], name_column: str) -> Iterable[_Line]:
    for index in range(first, len(grid.rows)):
        values = grid.rows[index]
        texts = [text for value in values if (text := cell_text(value))]
        if not texts:
            continue
        cells = {column: values[i] for column, i in by_column.items() if i < len(values)}
        ordinal = cell_text(cells.pop("ordinal", ""))
        name = cell_text(cells.get(name_column))
        others = [
            text
            for column, value in cells.items()
            if column != name_column
            and (text := cell_text(value))
            and not _COUNT.search(fold(text))
        ]
        line = _Line(index, cells, ordinal, name, texts, others)
        if not others:
            _take_heading_apart(line)
        yield line


def _take_heading_apart(line: _Line) -> None:
    """Where ordinal and words share a cell, often merged over the whole row: “I. LĨNH VỰC …”."""
    alone = line.name or line.ordinal
    if line.name and line.ordinal:
        return
    if match := _ORDINAL_AND_WORDS.fullmatch(alone):
        line.ordinal, line.name = match[1], match[2].strip()
    elif not line.name and len(alone) > 3 and alone.isupper() and line.level is None:
        line.ordinal, line.name = "", alone


def _read_rows(
    grid: Grid,
    top: int,
    bottom: int,
    headings: list[Heading],
    name_column: str,
    known: Mapping[str, str],
) -> Layout:
    layout = Layout(grid.name, bottom, headings)
    _read_title(layout, grid.rows[:top])
    _copy_down_merges(grid, bottom)
    by_column = {heading.column: heading.index for heading in headings if heading.column}
    heading_texts = {
        cell_text(value) for row in grid.rows[top : bottom + 1] for value in row if value
    }
    rows = _Rows(layout, known, name_column, heading_texts)
    lines = list(_lines(grid, bottom + 1, by_column, name_column))
    for line, following in zip_longest(lines, lines[1:]):
        rows.take(line, following)
    rows.close()
    return layout


def _read_title(layout: Layout, rows: list[list[Any]]) -> None:
    lines = [text for row in rows for value in row if (text := cell_text(value))]
    for line in lines:
        unit = _UNIT_LINE.match(fold(line))
        if unit and (money_unit_in(unit[1]) or _UNIT_LINE_SURELY.match(fold(line))):
            layout.unit = money_unit_in(unit[1])
            layout.unit_line = line.strip("()")
        elif decision := _DECISION.search(line):
            layout.decision = decision[2]
            layout.is_issued = "kem theo" in fold(line)
            if decision[3] and not _is_day(*map(int, decision.groups()[2:])):
                layout.warnings.append(
                    _("The title gives a day that does not exist: %(text)s") % {"text": decision[0]}
                )
            layout.note = line.strip("()")
        elif line.startswith("("):
            layout.note = line.strip("()")
        elif len(line) > len(layout.title):
            layout.title = line


def _is_day(day: int, month: int, year: int) -> bool:
    try:
        date(year, month, day)
    except ValueError:
        return False
    return True


def _copy_down_merges(grid: Grid, header_bottom: int) -> None:
    """A value merged over several rows holds for each of them; blank cells stay blank."""
    for (top, left), (bottom, _right) in grid.merges:
        if header_bottom < top < len(grid.rows) and left < len(grid.rows[top]):
            for row in range(top + 1, min(bottom + 1, len(grid.rows))):
                grid.rows[row][left] = grid.rows[top][left]


def _is_column_numbers(texts: list[str]) -> bool:
    numbers = [int(match[1]) for text in texts if (match := _COLUMN_NUMBER.fullmatch(text))]
    return len(numbers) == len(texts) > 2 and numbers == sorted(set(numbers))


@dataclass
class _OpenGroup:
    group: Group
    level: int
    announced: int | None
    counted: int = 0


class _Rows:
    """Sorts the lines of a table into data and what is left out, and checks announced counts."""

    def __init__(
        self, layout: Layout, known: Mapping[str, str], name_column: str, heading_texts: set[str]
    ) -> None:
        self.layout = layout
        self.known = known
        self.name_column = name_column
        self.heading_texts = heading_texts
        self.groups: list[_OpenGroup] = []
        # The announced total of a table that begins with it: count and row.
        self.first_total: tuple[int, int] | None = None
        self.after_total = self.signed = False

    def take(self, line: _Line, following: _Line | None) -> None:
        why = self._why_left_out(line, following)
        if why:
            self.layout.left_out.append(LeftOut(line.index, why, line.whole))
            return
        groups = tuple(each.group for each in self.groups)
        self.layout.rows.append(SheetRow(line.index, line.cells, line.ordinal, groups))
        self.after_total = False
        for each in self.groups:
            each.counted += 1

    def _why_left_out(self, line: _Line, following: _Line | None) -> str:
        """The reason in words; empty for a row of data."""
        why: str = ""
        if _is_column_numbers(line.texts):
            why = _("column numbers")
        elif self._repeats_headings(line):
            why = _("repeated headings")
        elif line.says_where:
            why = ""
        elif not line.ordinal.isdigit() and any(
            map(_TOTAL.match, (line.name.lower(), line.whole.lower()))
        ):
            self._check_total(line)
            why = _("total")
        elif self._is_under_the_table(line, fold(line.name or line.whole)):
            why = _("text under the table")
        elif line.is_group(following):
            self._open(line)
            why = _("group")
        return why

    def _repeats_headings(self, line: _Line) -> bool:
        """Whether the headings stand here again, as at the head of a printed page."""
        if self.known.get(fold(line.name)) == self.name_column:
            return True
        return len(line.texts) > 1 and self.heading_texts.issuperset(line.texts)

    def _is_under_the_table(self, line: _Line, folded: str) -> bool:
        alone = len(line.texts) == 1
        if line.ordinal and line.name and (line.level is not None):
            return False
        if _SIGNATURE.match(folded):
            self.signed = True
        if self.signed:
            return True
        is_note = bool(_NOTE.match(folded)) or bool(_NOTE_MARK.match(line.name or line.whole))
        if line.name:
            return alone and (is_note or (self.after_total and not line.name.isupper()))
        return alone or is_note or self.after_total

    def _open(self, line: _Line) -> None:
        level = line.level if line.ordinal else 0
        while self.groups and self.groups[-1].level >= (level or 0):
            self._close_one()
        name = _COUNT_IN_NAME.sub("", line.name).strip(" :;.") or line.name
        group = Group(line.index, line.ordinal.rstrip(".)/-"), name)
        self.groups.append(_OpenGroup(group, level or 0, line.count))
        self.after_total = False

    def close(self) -> None:
        while self.groups:
            self._close_one()
        if self.first_total and self.first_total[0] != len(self.layout.rows):
            count, row = self.first_total
            self._differs(_("the total"), count, len(self.layout.rows), row)

    def _close_one(self) -> None:
        each = self.groups.pop()
        if each.announced is not None and each.announced != each.counted:
            self._differs(f"“{each.group.name}”", each.announced, each.counted, each.group.row)
        elif each.announced is None and not each.counted:
            self.layout.warnings.append(
                _("Row %(row)d: “%(name)s” was read as a heading, but nothing stands under it.")
                % {"row": each.group.row + 1, "name": each.group.name}
            )

    def _check_total(self, line: _Line) -> None:
        """A total counts the whole table, or the groups it closes."""
        count, counted = line.count, len(self.layout.rows)
        if not counted:
            self.first_total = None if count is None else (count, line.index)
            return
        if count is not None and count not in {counted, *(each.counted for each in self.groups)}:
            self._differs(_("the total"), count, counted, line.index)
        self.after_total = True

    def _differs(self, name: str, announced: int, counted: int, row: int) -> None:
        self.layout.warnings.append(
            _("Row %(row)d: %(name)s announces %(announced)d rows, %(counted)d were read.")
            % {"row": row + 1, "name": name, "announced": announced, "counted": counted}
        )
