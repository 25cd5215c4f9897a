"""Groups and totals of a table: nesting, stated counts, summed rows."""

from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from layouts.row import NUMBERED, Line
from layouts.row_classification import summed_part
from layouts.visible_sheet import MAX_EXAMINED_LENGTH
from spreadsheets.readers.grids import Cell
from vietnamese.text import fold

MAX_GROUP_DEPTH = 12  # nested groups; no annex has more than five


@dataclass(frozen=True)
class Group:
    """A group row: its zero-based index, its ordinal, its name without ordinal and count."""

    row: int
    ordinal: str
    name: str


@dataclass(frozen=True)
class Total:
    """A row of totals: its zero-based index, its cells by declared column, the rows it sums.

    `first` and `last` are the first and last data row of the whole table or of the group.
    `is_divided`: it is the row of a task whose years or sources are in the rows below.
    """

    row: int
    name: str
    cells: dict[str, Cell]
    first: int
    last: int
    sheet: str = ""
    is_divided: bool = False


@dataclass
class _RowRun:
    """A run of data rows: the whole table, a group, or the rows since the last total."""

    counted: int = 0
    first: int = -1
    last: int = -1

    def count(self, row: int) -> None:
        if not self.counted:
            self.first = row
        self.counted += 1
        self.last = row


@dataclass
class _OpenGroup(_RowRun):
    group: Group = field(default_factory=lambda: Group(0, "", ""))
    level: float = 0
    # The kind of a group without an ordinal; another one of the same kind closes it.
    kind: str = ""
    announced: int | None = None
    has_total: bool = False


@dataclass
class _TotalLine:
    row: int
    name: str
    cells: dict[str, Cell]
    announced: int | None
    # The groups that were open, and the number of rows of the table above.
    groups: list[_OpenGroup]
    above: int
    since_last: _RowRun
    # The group that it names, or that has the totals in its own row.
    open_group: _OpenGroup | None = None
    is_heading: bool = False
    is_divided: bool = False


class GroupPath:
    """The open groups at a line, and the totals above it."""

    def __init__(self, warnings: list[str]) -> None:
        self.warnings = warnings
        # The groups above the rows, from a row on.
        self.changes: list[tuple[int, tuple[Group, ...]]] = []
        self._open: list[_OpenGroup] = []
        self._closed: list[_OpenGroup] = []
        self._totals: list[_TotalLine] = []
        self._table_rows, self._since_last = _RowRun(), _RowRun()

    @property
    def is_divided(self) -> bool:
        """Whether the open group is a task whose years or sources are in rows of their own."""
        last = self._totals[-1] if self._totals else None
        return bool(last and last.is_divided and self._open and last.open_group is self._open[-1])

    @property
    def is_empty(self) -> bool:
        return not self._open

    def count(self, row: int) -> None:
        """Count a data row in every open group."""
        self._table_rows.count(row)
        self._since_last.count(row)
        for each in self._open:
            each.count(row)

    def open(self, line: Line, *, is_divided: bool = False) -> None:
        level, kind = self._level(line)
        while self._open and (self._open[-1].level >= level or len(self._open) == MAX_GROUP_DEPTH):
            self._closed.append(self._open.pop())
        name = line.bare_name if line.name else line.text.strip(" :;.")
        group = Group(line.index, line.ordinal.rstrip(".)/-") if line.name else "", name)
        opened = _OpenGroup(group=group, level=level, kind=kind, announced=line.count)
        self._open.append(opened)
        self.changes.append((line.index, tuple(each.group for each in self._open)))
        if line.has_figures:
            self._add_total_line(line, open_group=opened, is_heading=True, is_divided=is_divided)

    def end_at(self, line: Line) -> None:
        """End the groups of the level of a data row and below: II ends I, also if II is data."""
        if line.level is None or (line.level == NUMBERED and not self.is_divided):
            return
        before = len(self._open)
        while self._open and self._open[-1].level >= line.level:
            self._closed.append(self._open.pop())
        if len(self._open) < before:
            self.changes.append((line.index, tuple(each.group for each in self._open)))

    def _level(self, line: Line) -> tuple[float, str]:
        """Depth and kind of a group; without an ordinal, the depth of an open one of its kind."""
        if line.level is not None and line.name:
            return line.level, ""
        kind = fold(line.ordinal).partition(" ")[0] if line.name else ""
        kind = kind or ("capitals" if line.in_capitals else "words")
        for each in self._open:
            if each.kind == kind:
                return each.level, kind
        if self._open and not self._open[-1].counted:
            return self._open[-1].level + 0.5, kind
        return 0, kind

    def add_total(self, line: Line) -> None:
        part = summed_part(line)
        named = (
            each
            for each in reversed(self._open)
            if part and (part == fold(each.group.ordinal) or fold(each.group.name) in part)
        )
        self._add_total_line(line, open_group=next(named, None))
        self._since_last = _RowRun()

    def _add_total_line(
        self,
        line: Line,
        open_group: _OpenGroup | None,
        *,
        is_heading: bool = False,
        is_divided: bool = False,
    ) -> None:
        if open_group:
            open_group.has_total = True
        self._totals.append(
            _TotalLine(
                line.index,
                line.name or line.text,
                line.cells,
                None if is_heading else line.count,
                list(self._open),
                self._table_rows.counted,
                self._since_last,
                open_group,
                is_heading,
                is_divided,
            )
        )

    def close(self, sheet: str, *, warn_empty: bool) -> list[Total]:
        """Check stated counts; returns the totals with the rows that each sums."""
        self._closed += reversed(self._open)
        for each in self._closed:
            if each.announced is not None and each.announced != each.counted:
                self._differs(
                    f"“{each.group.name[:MAX_EXAMINED_LENGTH]}”",
                    each.announced,
                    each.counted,
                    each.group.row,
                )
            elif each.announced is None and not each.counted and warn_empty:
                self.warnings.append(
                    _("Row %(row)d: “%(name)s” was read as a heading, but it has no rows under it.")
                    % {"row": each.group.row + 1, "name": each.group.name[:MAX_EXAMINED_LENGTH]}
                )
        totals = []
        last = max((n for n, each in enumerate(self._totals) if not each.is_heading), default=0)
        # The names of group totals so far.
        of_groups: set[str] = set()
        for place, total_line in enumerate(self._totals):
            is_last = place >= last and fold(total_line.name) not in of_groups
            rows = self._summed(total_line, is_last=is_last)
            if total_line.open_group:
                of_groups.add(fold(total_line.name))
            self._check_announced(total_line, rows)
            if rows.counted:
                total = Total(
                    total_line.row,
                    total_line.name,
                    total_line.cells,
                    rows.first,
                    rows.last,
                    sheet,
                    total_line.is_divided,
                )
                totals.append(total)
        return totals

    def _summed(self, total_line: _TotalLine, *, is_last: bool) -> _RowRun:
        """The rows that a total sums; `is_last`: the only total of its kind, and the last one."""
        if total_line.open_group:
            return total_line.open_group
        without_total = next(
            (each for each in reversed(total_line.groups) if not each.has_total), None
        )
        if not total_line.above:
            rows: _RowRun = without_total or self._table_rows
        elif self._table_rows.counted > total_line.above:
            rows = without_total or total_line.since_last
        else:
            rows = without_total if without_total and not is_last else self._table_rows
        if isinstance(rows, _OpenGroup):
            rows.has_total = True
            total_line.open_group = rows
        return rows

    def _check_announced(self, total_line: _TotalLine, rows: _RowRun) -> None:
        possible = {rows.counted, total_line.above, self._table_rows.counted}
        possible |= {each.counted for each in total_line.groups}
        if total_line.announced is not None and total_line.announced not in possible:
            self._differs(_("the total"), total_line.announced, rows.counted, total_line.row)

    def _differs(self, name: str, announced: int, counted: int, row: int) -> None:
        self.warnings.append(
            _("Row %(row)d: %(name)s states %(announced)d rows, but %(counted)d were read.")
            % {"row": row + 1, "name": name, "announced": announced, "counted": counted}
        )
