"""Finding the table in a sheet: headings, units, groups, totals, and what is left out.

Offices lay annexes out with title rows, headings over two rows, a row of column numbers, group
rows with counts, totals and signatures (see docs/domain.md). Rows and columns here count from
zero; addresses shown to people are spreadsheet addresses (A1).
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from sheets.opening import FileRefused, Grid
from sheets.parts import cell_address
from vietnamese.text import clean, fold
from vietnamese.units import UNITS, Dimension

HEADER_SEARCH_ROWS = 60
KNOWN_HEADINGS_NEEDED = 2

_ORDINAL_LEVELS = (
    re.compile(r"[A-HJ-UWYZ]\.?"),
    re.compile(r"[IVXLC]+\.?"),
    re.compile(r"\d+(\.\d+)+\.?"),
)
_COLUMN_NUMBER = re.compile(r"\(?(\d{1,2})\)?(\s*=.*)?")
_COUNT = re.compile(r"(\d+)\s*(?:du an|linh vuc|doanh nghiep|nhiem vu|projects?)\b")
# The whole text, so that a project named “Công nghiệp …” or “Tổng kho …” is no total.
_TOTAL = re.compile(
    r"(?:tong cong|tong so|tong|cong|total|grand total)"
    r"(?: (?:so|cac|toan tinh|chung|[ivxa-h]+|\d+|du an|linh vuc|doanh nghiep|nhiem vu|projects?))*"
)
_FOOTER = re.compile(
    r"nguoi lap|thu truong|chu tich|giam doc|ke toan|noi nhan|ky ten|ghi chu|luu y|nguon|"
    r"[a-z ]*ngay .* thang"
)
_DECISION = re.compile(
    r"(quyết định|kế hoạch|nghị quyết|công văn)\s+số\s+([^\s,;)]+)"
    r"(?:\s*,?\s+ngày\s+(\d{1,2})\s*(?:/|-|tháng)\s*(\d{1,2})\s*(?:/|-|năm)\s*(\d{4}))?",
    re.IGNORECASE,
)
_BRACKETS = re.compile(r"\(([^()]*)\)")
_UNIT_LINE = re.compile(r"(?:don vi tinh|dvt|don vi|unit)\s+(.+)")


@dataclass(frozen=True)
class Heading:
    """A column of the sheet: its words, which declared column it is, the unit it names."""

    index: int
    text: str
    column: str = ""
    unit: str = ""


@dataclass(frozen=True)
class SheetRow:
    """A row of data: its zero-based index, cells by declared column, and the groups above it."""

    index: int
    cells: dict[str, Any]
    ordinal: str = ""
    groups: tuple[str, ...] = ()
    group_ordinal: str = ""


@dataclass(frozen=True)
class LeftOut:
    """A row that is not data, and why."""

    row: int
    why: str
    text: str


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

    def heading_of(self, column: str) -> Heading | None:
        return next((heading for heading in self.headings if heading.column == column), None)

    def address(self, row: SheetRow, column: str) -> str:
        heading = self.heading_of(column)
        return cell_address(row.index, heading.index if heading else 0)


def cell_text(value: Any) -> str:
    """A cell as a reader sees it."""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return clean(str(value)) if value is not None else ""


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
        found = _find_header(grid, known, name_column)
        if found:
            layout = _read_rows(grid, *found, name_column)
            if others := [f"“{other.name}”" for other in grids if other is not grid]:
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


def _find_header(
    grid: Grid, known: dict[str, str], name_column: str
) -> tuple[int, int, list[Heading]] | None:
    """First and last row of the headings, and the headings."""
    for top in range(min(len(grid.rows), HEADER_SEARCH_ROWS)):
        starting = [merge for merge in grid.merges if merge[0][0] == top]
        bottom = max(
            (end for (_top, _left), (end, _right) in starting if end - top < 3), default=top
        )
        headings = _headings(grid, top, bottom, known)
        found = {heading.column for heading in headings if heading.column}
        if name_column in found and len(found) >= KNOWN_HEADINGS_NEEDED:
            return top, bottom, headings
    return None


def _headings(grid: Grid, top: int, bottom: int, known: dict[str, str]) -> list[Heading]:
    cells = {
        (row, column): cell_text(value)
        for row in range(top, bottom + 1)
        for column, value in enumerate(grid.rows[row])
    }
    for (first_row, first_column), (last_row, last_column) in grid.merges:
        if top <= first_row and last_row <= bottom:
            text = cells.get((first_row, first_column), "")
            for row in range(first_row, last_row + 1):
                for column in range(first_column, last_column + 1):
                    cells[row, column] = text
    headings, taken = [], set()
    width = max(len(grid.rows[row]) for row in range(top, bottom + 1))
    for index in range(width):
        parts = list(dict.fromkeys(cells.get((row, index), "") for row in range(top, bottom + 1)))
        parts = [part for part in parts if part]
        if not parts:
            continue
        column, unit = _column_of(parts, known)
        if column in taken:
            column = ""
        taken.add(column)
        headings.append(Heading(index, " / ".join(parts), column, unit))
    return headings


def _column_of(parts: list[str], known: dict[str, str]) -> tuple[str, str]:
    """The declared column that heading parts name, from the most to the least specific."""
    unit = next((u for part in reversed(parts) if (u := _unit_in(part))), "")
    candidates = [" ".join(parts), *reversed(parts)]
    for candidate in candidates:
        for text in (candidate, _BRACKETS.sub(" ", candidate)):
            column = known.get(fold(text))
            if column:
                usd = f"{column}_usd"
                if unit in _USD_UNITS and usd in known.values():
                    return usd, unit
                return column, unit
    return "", unit


_UNIT_NAMES: dict[str, str] = {}
for (_dimension, _code), _unit in UNITS.items():
    if _dimension in (Dimension.AREA, Dimension.MONEY_VND, Dimension.MONEY_USD):
        for _name in (_unit.name("vi"), _unit.name("en")):
            _UNIT_NAMES.setdefault(fold(_name), _code)
_UNIT_NAMES |= {
    "m2": "m2",
    "ty": "ty_dong",
    "trieu": "trieu_dong",
    "vnd": "dong",
    "ti dong": "ty_dong",
}
_USD_UNITS = {code for (dimension, code) in UNITS if dimension is Dimension.MONEY_USD}


def _unit_in(heading: str) -> str:
    """The code of the unit a heading names in brackets, after a comma, or on its own."""
    for text in (*_BRACKETS.findall(heading), heading.rpartition(",")[2], heading):
        words = fold(text).removeprefix("dvt ").removeprefix("don vi tinh ")
        if words in _UNIT_NAMES:
            return _UNIT_NAMES[words]
    return ""


def _read_rows(
    grid: Grid, top: int, bottom: int, headings: list[Heading], name_column: str
) -> Layout:
    layout = Layout(grid.name, bottom, headings)
    _read_title(layout, grid.rows[:top])
    _copy_down_merges(grid, bottom)
    by_column = {heading.column: heading.index for heading in headings if heading.column}
    groups = _Groups(layout)
    after_total = False
    for index in range(bottom + 1, len(grid.rows)):
        values = grid.rows[index]
        filled = {i: cell_text(value) for i, value in enumerate(values) if cell_text(value)}
        if not filled:
            continue
        cells = {column: values[i] for column, i in by_column.items() if i < len(values)}
        ordinal = cell_text(cells.pop("ordinal", ""))
        name = cell_text(cells.get(name_column))
        whole = " ".join(filled.values())
        folded = fold(whole)
        if not layout.rows and _is_column_numbers(list(filled.values())):
            layout.left_out.append(LeftOut(index, _("column numbers"), whole))
        elif _TOTAL.fullmatch(fold(name or ordinal or whole)) and not ordinal.isdigit():
            layout.left_out.append(LeftOut(index, _("total"), whole))
            groups.check_total(folded, index)
            after_total = True
        elif not name and (after_total or len(filled) == 1 or _FOOTER.match(folded)):
            layout.left_out.append(LeftOut(index, _("text under the table"), whole))
        elif groups.takes(ordinal, name, cells, name_column):
            groups.open(ordinal, name or whole, folded, index)
            layout.left_out.append(LeftOut(index, _("group"), whole))
        elif name and len(filled) == 1 and (after_total or _FOOTER.match(fold(name))):
            layout.left_out.append(LeftOut(index, _("text under the table"), whole))
        else:
            layout.rows.append(SheetRow(index, cells, ordinal, groups.path(), groups.ordinal()))
            groups.count_row()
    groups.close()
    return layout


def _read_title(layout: Layout, rows: list[list[Any]]) -> None:
    lines = [text for row in rows for value in row if (text := cell_text(value))]
    for line in lines:
        if unit := _UNIT_LINE.match(fold(line)):
            layout.unit = _UNIT_NAMES.get(unit[1].strip(), "")
            layout.unit_line = line
        elif decision := _DECISION.search(line):
            layout.decision = decision[2]
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
    for (top, left), (bottom, right) in grid.merges:
        if top > header_bottom and bottom > top and left == right:
            for row in range(top + 1, bottom + 1):
                if row < len(grid.rows):
                    grid.rows[row][left] = grid.rows[top][left]


def _is_column_numbers(texts: list[str]) -> bool:
    numbers = [int(match[1]) for text in texts if (match := _COLUMN_NUMBER.fullmatch(text))]
    return len(numbers) == len(texts) > 2 and numbers == sorted(set(numbers))


class _Groups:
    """The group rows above a row of data, and whether their counts agree with the rows."""

    def __init__(self, layout: Layout) -> None:
        self.layout = layout
        self.open_groups: list[list[Any]] = []  # level, ordinal, name, announced, counted, row

    def takes(self, ordinal: str, name: str, cells: dict[str, Any], name_column: str) -> bool:
        """Whether a row is a heading of rows: a letter or numeral before it, and nothing else."""
        others = [
            text
            for column, value in cells.items()
            if column != name_column
            and (text := cell_text(value))
            and not _COUNT.search(fold(text))
        ]
        if not ordinal:
            return not others and name.isupper() and len(name) > 3
        # A group row may carry sums of its own; capitals then tell it from a row of data.
        return _level(ordinal) is not None and (not others or name.isupper())

    def open(self, ordinal: str, name: str, folded: str, row: int) -> None:
        level = _level(ordinal) if ordinal else 0
        while self.open_groups and self.open_groups[-1][0] >= level:
            self._check(self.open_groups.pop())
        count = _COUNT.search(folded)
        self.open_groups.append([level, ordinal, name, int(count[1]) if count else None, 0, row])

    def count_row(self) -> None:
        for group in self.open_groups:
            group[4] += 1

    def path(self) -> tuple[str, ...]:
        return tuple(group[2] for group in self.open_groups)

    def ordinal(self) -> str:
        return ".".join(group[1].rstrip(".") for group in self.open_groups if group[1])

    def check_total(self, folded: str, row: int) -> None:
        self.close()
        count = _COUNT.search(folded)
        if count and int(count[1]) != len(self.layout.rows):
            self._differs(_("the total"), int(count[1]), len(self.layout.rows), row)

    def close(self) -> None:
        while self.open_groups:
            self._check(self.open_groups.pop())

    def _check(self, group: list[Any]) -> None:
        _level, _ordinal, name, announced, counted, row = group
        if announced is not None and announced != counted:
            self._differs(f"“{name}”", announced, counted, row)

    def _differs(self, name: str, announced: int, counted: int, row: int) -> None:
        self.layout.warnings.append(
            _("Row %(row)d: %(name)s announces %(announced)d rows, %(counted)d were read.")
            % {"row": row + 1, "name": name, "announced": announced, "counted": counted}
        )


def _level(ordinal: str) -> int | None:
    return next(
        (level for level, shape in enumerate(_ORDINAL_LEVELS) if shape.fullmatch(ordinal)), None
    )
