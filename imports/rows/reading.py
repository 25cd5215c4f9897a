"""Reading a sheet as records: rows to drafts, every problem in one pass, nothing stored.

Rows are taken a few hundred at a time: what a hundred thousand of them would change leaves as it
is found, and each batch costs the same few queries. A row that stands word for word as in an
applied import, on a record that nobody has written since, is not even taken apart.
"""

from collections.abc import Callable, Hashable, Iterator
from contextlib import suppress
from dataclasses import replace
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from imports.columns.base import CellProblem, CellRemark, ColumnContext, FigureColumn, check_text
from imports.context import ImportContext
from imports.rows.comparing import Comparer
from imports.rows.drafts import (
    MOST_FIGURES,
    MOST_LEFT_OUT,
    MOST_WARNINGS,
    Draft,
    Reading,
    ranges_of,
    take_into,
    unread_headings,
)
from imports.rows.notations import column_contexts
from imports.rows.row_cache import KnownRows
from imports.rows.totals import Sums
from records.changes import Change
from records.models import ChangeItem, ChangeSet
from records.snapshots import batches
from spreadsheets.cells import cell_address, cell_text
from spreadsheets.layout.layout import Group, SheetRow
from spreadsheets.problems import Problem
from vietnamese.figures import Figure
from vietnamese.numbers import Notation, is_ambiguous

BATCH = 500
# The columns of numbers that our own lists have beside a figure, by the ending of their names.
NUMBERS_BESIDE = ("_low", "_high", "_dong")

Take = Callable[[list[Change]], object]


class Reader:
    """One reading of one sheet by one kind of sheet.

    `take` is given the changes of each batch as they are found; without it they are kept with the
    reading. `progress` is told how many rows are done, and may raise to stop.
    """

    def __init__(
        self,
        resource: Any,
        context: ImportContext,
        *,
        take: Take | None = None,
        progress: Callable[[int], object] | None = None,
        since: Any = None,
    ) -> None:
        self.resource, self.context, self.layout = resource, context, context.layout
        layout = self.layout
        self.columns = resource.columns
        self.reading = Reading(
            layout.sheet,
            layout.header_row + 1,
            read=len(layout.rows),
            left_out=[
                {
                    "row": left.row + 1,
                    "why": left.why,
                    "text": left.text[:200],
                    "sheet": left.sheet,
                }
                for left in layout.left_out[:MOST_LEFT_OUT]
            ],
            unread=unread_headings(layout.unread, layout.header_row),
            sheets=[vars(choice) for choice in layout.sheets],
            warnings=layout.warnings[:MOST_WARNINGS],
            list_key=resource.list_key(context),
        )
        if (more := len(layout.left_out) - MOST_LEFT_OUT) > 0:
            self.reading.warn(
                _("%(count)d more rows were left out than the list of them tells.")
                % {"count": more}
            )
        self.take = take or (lambda changes: take_into(self.reading, changes))
        self.progress = progress or (lambda done: None)
        self.comparer = Comparer(resource, context, since=since)
        # Where each record of the file was first met, by what makes two rows the same.
        self.met: dict[Hashable, tuple[str, int]] = {}
        self.told_groups: set[tuple[str, Group]] = set()

    def read(self) -> Reading:
        resource, layout, reading = self.resource, self.layout, self.reading
        for column in self.columns.values():
            column.prepare()
        resource.prepare(self.context)
        self.contexts = column_contexts(resource, layout, reading)
        self.sums = Sums(resource, layout)
        self.known_rows = KnownRows(resource, self.context, self.contexts)
        if resource.rows_share_records:
            self._read_together()
        else:
            self._read_in_batches()
        if not reading.problems:
            # A row that is refused is not missing, and nobody knows which record it is.
            self._missing()
        reading.named = ranges_of(self.comparer.seen)
        for difference in self.sums.differences(self.contexts):
            reading.warn(difference)
        if reading.problems:
            reading.changes.clear()
        return reading

    # -- rows -------------------------------------------------------------------------------

    def _read_in_batches(self) -> None:
        done = 0
        for rows in batches(self.layout.rows, BATCH):
            digests = [self.known_rows.digest(row) for row in rows]
            known = self.known_rows.among(digests)
            drafts = []
            for row, digest in zip(rows, digests, strict=True):
                if pk := known.get(digest):
                    draft = Draft(row, {}, {}, pk)
                    if self._is_first(draft):
                        self.reading.unchanged += 1
                        self.reading.unchanged_rows.add(row.sheet, row.index + 1)
                        self.comparer.seen.add(pk)
                    self._count_in(row)
                    continue
                draft = self._read_row(row)
                if draft is None:
                    self.reading.refused += 1
                    continue
                draft.digest = digest
                if self._is_first(draft):
                    drafts.append(draft)
            self._compare(drafts)
            done += len(rows)
            self.progress(done)

    def _read_together(self) -> None:
        """Where several rows make one record, all are read before the first is compared."""
        drafts: dict[Hashable, Draft] = {}
        for row in self.layout.rows:
            draft = self._read_row(row)
            if draft is None:
                self.reading.refused += 1
                continue
            first = drafts.setdefault(draft.pk or self.resource.identity(draft), draft)
            if first is not draft:
                for name, problem in self.resource.merge(first, draft):
                    self.problem(row, name, problem)
                    self.reading.conflict += 1
        for batch in batches(drafts.values(), BATCH):
            self._compare(batch)
        self.progress(len(self.layout.rows))

    def _is_first(self, draft: Draft) -> bool:
        """Whether no other row of the file is the same record; names the pair where one is."""
        key = draft.pk or ("new", self.resource.identity(draft))
        here = (draft.row.sheet, draft.row.index)
        sheet, row = self.met.setdefault(key, here)
        if (sheet, row) == here:
            return True
        self.reading.conflict += 1
        self.problem(
            draft.row,
            self.resource.name_column,
            CellProblem(
                "duplicate",
                _(
                    "Rows %(first)s and %(second)d of this file are the same record. Delete one of "
                    "them, or tell them apart by place or code."
                )
                % {
                    "first": row + 1 if sheet == draft.row.sheet else f"{sheet}!{row + 1}",
                    "second": draft.row.index + 1,
                },
            ),
        )
        return False

    def _read_row(self, row: SheetRow) -> Draft | None:
        draft = Draft(row, {}, dict(row.cells))
        good = True
        for name, cell in row.cells.items():
            column = self.columns[name]
            if not column.imported:
                continue
            context = self.contexts.get(name, ColumnContext())
            try:
                check_text(cell)
                if isinstance(column, FigureColumn):
                    said = self._read_figure(row, name, cell, context)
                    values = column.store(self.resource.model, said)
                else:
                    values = column.read(cell, context)
                if column.required and not cell_text(cell):
                    raise CellProblem("empty", _("It is empty; this column must be filled."))
                draft.values.update(values)
                if name == "version":
                    draft.version = draft.values.pop(name)
            except CellProblem as problem:
                self.problem(row, name, problem)
                good = False
                if isinstance(column, FigureColumn):
                    # What is refused may be what its total counts on.
                    self.sums.add(row, name, Figure(None, None, text=str(cell)))
        if not good:
            for name, problem in self.comparer.broken_rules(draft):
                self.problem(row, name, problem)
        if good:
            for name, problem in self.resource.complete(draft, self.context):
                good = self.problem(row, name, problem) and good
        if good:
            try:
                draft.pk = self.resource.match(draft)
            except CellProblem as problem:
                self.problem(row, self.resource.name_column, problem)
                self.reading.conflict += 1
                return None
        return draft if good else None

    def _read_figure(self, row: SheetRow, name: str, cell: Any, context: ColumnContext) -> Figure:
        column = self.columns[name]
        text = cell_text(cell) if isinstance(cell, str) else ""
        if text and context.doubtful and is_ambiguous(text):
            if proved := self._proved_beside(row, name, cell, context):
                context = proved
            else:
                self._doubt(row, name, text, context)
        said: Figure = column.parse(self.resource.model, cell, context)
        self.sums.add(row, name, said)
        if text and len(self.reading.figures) < MOST_FIGURES:
            read_as = column.read_as(self.resource.model, said)
            place = self.layout.address(row, name)
            self.reading.figures.append(
                {"cell": place, "text": text[:300], "read_as": read_as or _("no figure yet")}
            )
        return said

    def _proved_beside(
        self, row: SheetRow, name: str, cell: Any, context: ColumnContext
    ) -> ColumnContext | None:
        """The notation in which a figure says the same as the number beside it.

        A list that the portal wrote has each figure in words and as a number for adding up.
        """
        numbers = [row.cells.get(f"{name}{ending}") for ending in NUMBERS_BESIDE]
        for notation in Notation:
            tried = replace(context, notation=notation)
            with suppress(CellProblem, ValueError):
                low = self.columns[name].parse(self.resource.model, cell, tried).low
                if low is not None and any(float(low) == float(n) for n in numbers if n):
                    return tried
        return None

    def _doubt(self, row: SheetRow, name: str, text: str, context: ColumnContext) -> None:
        """1,234 in a column of English notation is told; what could lose three digits is refused.

        A sign before exactly three digits groups thousands in one notation and begins decimals in
        the other; read as decimals, 4.121 would be a thousandth of what may be meant.
        """
        sign = context.notation.point
        if sign in text:
            example = {"example": text.replace(sign, "")}
            raise CellProblem(
                "ambiguous",
                _(
                    "This number can be read in two ways, and nothing in its column tells which. "
                    "Write it without the sign (%(example)s), or with one decimal more or less."
                )
                % example,
            )
        if context.notation is Notation.EN:
            place = self.layout.address(row, name)
            told = _("%(cell)s: “%(text)s” was read in English notation, as its column.")
            self.reading.warn(told % {"cell": place, "text": text[:100]})

    def _count_in(self, row: SheetRow) -> None:
        """A row that need not be taken apart still counts in the totals of its list."""
        for name in self.sums.columns:
            if name in row.cells:
                with suppress(CellProblem):
                    context = self.contexts.get(name, ColumnContext())
                    column = self.columns[name]
                    said = column.parse(self.resource.model, row.cells[name], context)
                    self.sums.add(row, name, said)

    def problem(self, row: SheetRow, place: str | Group, problem: CellProblem) -> bool:
        """Note what a cell or group row is told; True where it is only a remark."""
        if isinstance(place, Group):
            heading = self.layout.heading_of(self.resource.name_column)
            cell, value = cell_address(place.row, heading.index if heading else 0), place.name
        else:
            cell, value = self.layout.address(row, place), cell_text(row.cells.get(place))
        if isinstance(problem, CellRemark):
            self.reading.warn(f"{cell}: {problem}")
            return True
        # What a group row says is told once, not for every row under it.
        if not isinstance(place, Group) or (row.sheet, place) not in self.told_groups:
            told = Problem(row.sheet, cell, value[:200], problem.code, str(problem))
            self.reading.add_problem(told)
        if isinstance(place, Group):
            self.told_groups.add((row.sheet, place))
        return False

    # -- against the records ----------------------------------------------------------------

    def _compare(self, drafts: list[Draft]) -> None:
        changes = []
        reading = self.reading
        for draft, outcome in self.comparer.compare(drafts):
            if isinstance(outcome, list):
                reading.refused += 1
                for name, problem in outcome:
                    self.problem(draft.row, name, problem)
            elif outcome is None:
                reading.unchanged += 1
                reading.unchanged_rows.add(draft.row.sheet, draft.row.index + 1)
            else:
                if outcome.question:
                    reading.conflict += 1
                elif outcome.action == ChangeItem.Action.CREATE:
                    reading.new += 1
                else:
                    reading.changed += 1
                changes.append(outcome)
        if changes:
            self.take(changes)

    def _missing(self) -> None:
        """Records that the same list named before and this file does not."""
        for batch in batches(self._absent(), BATCH):
            changes = list(self.comparer.withdrawals(batch))
            self.reading.missing += len(changes)
            if changes:
                self.take(changes)
        if count := self.reading.missing:
            self.reading.warn(
                ngettext(
                    "%(count)d record that an earlier issue of this list named is missing from "
                    "the file. It stays as it is unless someone decides to withdraw it.",
                    "%(count)d records that an earlier issue of this list named are missing from "
                    "the file. They stay as they are unless someone decides to withdraw them.",
                    count,
                )
                % {"count": count}
            )

    def _absent(self) -> Iterator[int]:
        """Records that applied imports of this list named: written by them, or unchanged then."""
        if not self.reading.list_key:
            return
        earlier = ChangeSet.objects.filter(
            kind=ChangeSet.Kind.IMPORT,
            state=ChangeSet.State.APPLIED,
            summary__list_key=self.reading.list_key,
        )
        written = (
            ChangeItem.objects.filter(
                change_set__in=earlier,
                content_type=ContentType.objects.get_for_model(self.resource.model),
            )
            .order_by("object_id")
            .values_list("object_id", flat=True)
            .distinct()
        )
        absent = set(written.iterator(chunk_size=2000)) - self.comparer.seen
        for ranges in earlier.values_list("summary__named", flat=True):
            for first, last in ranges or ():
                absent.update(pk for pk in range(first, last + 1) if pk not in self.comparer.seen)
        yield from sorted(absent)
