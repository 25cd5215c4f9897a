"""The import of one sheet: rows → drafts → changes, with all problems in one pass.

Rows are read in batches. The changes of a batch are passed on at once, and a batch costs a fixed
number of queries, so a list of a hundred thousand rows needs little memory. A row that is equal to
the row of an applied import, of a record not edited since, is not read again. Nothing is stored.
"""

from collections.abc import Callable, Hashable, Iterator
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from imports.columns.base import CellProblem
from imports.context import ImportContext
from imports.rows.comparing import RecordComparer
from imports.rows.record_draft import Draft
from imports.rows.result import (
    MAX_LEFT_OUT,
    MAX_WARNINGS,
    ImportResult,
    id_ranges,
    unread_headings,
)
from imports.rows.row_cache import RowCache
from imports.rows.row_reader import RowReader
from records.changes import Change
from records.models import ChangeItem, ChangeSet
from records.snapshots import batches

BATCH_SIZE = 500  # rows


class SheetImporter:
    """Imports one sheet by one resource.

    `on_changes` gets the changes of each batch; without it they are kept in the result.
    `progress` gets the number of rows done and may raise to stop. `since` is the time of the
    preview; edits after it count as edits by others.
    """

    def __init__(
        self,
        resource: Any,
        context: ImportContext,
        *,
        on_changes: Callable[[list[Change]], object] | None = None,
        progress: Callable[[int], object] | None = None,
        since: Any = None,
    ) -> None:
        self.resource, self.context, self.layout = resource, context, context.layout
        layout = self.layout
        self.result = ImportResult(
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
                for left in layout.left_out[:MAX_LEFT_OUT]
            ],
            unread=unread_headings(layout.unread, layout.header_row),
            sheets=[vars(choice) for choice in layout.sheets],
            warnings=layout.warnings[:MAX_WARNINGS],
            list_key=resource.list_key(context),
        )
        if (more := len(layout.left_out) - MAX_LEFT_OUT) > 0:
            self.result.warn(
                _("%(count)d more rows were left out than the list of them tells.")
                % {"count": more}
            )
        self.on_changes = on_changes or self.result.changes.extend
        self.progress = progress or (lambda done: None)
        self.comparer = RecordComparer(resource, context, since=since)
        # The first row of each record in the file, by the identity of the record.
        self.first_rows: dict[Hashable, tuple[str, int]] = {}

    def run(self) -> ImportResult:
        resource, result = self.resource, self.result
        for column in resource.columns.values():
            column.prepare()
        resource.prepare(self.context)
        self.rows = RowReader(resource, self.context, result, self.comparer)
        self.row_cache = RowCache(resource, self.context, self.rows.contexts)
        if resource.rows_share_records:
            self._read_all_first()
        else:
            self._read_in_batches()
        if not result.problems:
            # With refused rows nobody knows which records the file really leaves out.
            self._find_missing()
        result.named = id_ranges(self.comparer.matched_pks)
        for difference in self.rows.totals.differences(self.rows.contexts):
            result.warn(difference)
        if result.problems:
            result.changes.clear()
        return result

    # -- rows -------------------------------------------------------------------------------

    def _read_in_batches(self) -> None:
        done = 0
        for rows in batches(self.layout.rows, BATCH_SIZE):
            digests = [self.row_cache.digest(row) for row in rows]
            cached = self.row_cache.find(digests)
            drafts: list[Draft] = []
            for row, digest in zip(rows, digests, strict=True):
                if pk := cached.get(digest):
                    draft = Draft(row, {}, {}, pk)
                    if self._is_first(draft):
                        self.result.unchanged += 1
                        self.result.unchanged_rows.add(row.sheet, row.index + 1)
                        self.comparer.matched_pks.add(pk)
                    self.rows.add_to_totals(row)
                    continue
                new_draft = self.rows.read(row)
                if new_draft is None:
                    self.result.refused += 1
                    continue
                new_draft.digest = digest
                if self._is_first(new_draft):
                    drafts.append(new_draft)
            self._compare(drafts)
            done += len(rows)
            self.progress(done)

    def _read_all_first(self) -> None:
        """Read every row before the first comparison: several rows may share a record."""
        drafts: dict[Hashable, Draft] = {}
        for row in self.layout.rows:
            draft = self.rows.read(row)
            if draft is None:
                self.result.refused += 1
                continue
            first = drafts.setdefault(draft.pk or self.resource.identity(draft), draft)
            if first is not draft:
                for name, problem in self.resource.merge(first, draft):
                    self.rows.report(row, name, problem)
                    self.result.conflict += 1
        for batch in batches(drafts.values(), BATCH_SIZE):
            self._compare(batch)
        self.progress(len(self.layout.rows))

    def _is_first(self, draft: Draft) -> bool:
        """Whether no earlier row is the same record; otherwise report the pair."""
        key = draft.pk or ("new", self.resource.identity(draft))
        here = (draft.row.sheet, draft.row.index)
        sheet, row = self.first_rows.setdefault(key, here)
        if (sheet, row) == here:
            return True
        self.result.conflict += 1
        self.rows.report(
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

    # -- records ----------------------------------------------------------------------------

    def _compare(self, drafts: list[Draft]) -> None:
        changes = []
        result = self.result
        for draft, outcome in self.comparer.compare(drafts):
            if isinstance(outcome, list):
                result.refused += 1
                for name, problem in outcome:
                    self.rows.report(draft.row, name, problem)
            elif outcome is None:
                result.unchanged += 1
                result.unchanged_rows.add(draft.row.sheet, draft.row.index + 1)
            else:
                if outcome.question:
                    result.conflict += 1
                elif outcome.action == ChangeItem.Action.CREATE:
                    result.new += 1
                else:
                    result.changed += 1
                changes.append(outcome)
        if changes:
            self.on_changes(changes)

    def _find_missing(self) -> None:
        """Propose to withdraw records of earlier issues of this list that the file leaves out."""
        for batch in batches(self._absent(), BATCH_SIZE):
            changes = list(self.comparer.withdrawals(batch))
            self.result.missing += len(changes)
            if changes:
                self.on_changes(changes)
        if count := self.result.missing:
            self.result.warn(
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
        """Ids of records in applied imports of this list that this file does not have."""
        if not self.result.list_key:
            return
        earlier = ChangeSet.objects.filter(
            kind=ChangeSet.Kind.IMPORT,
            state=ChangeSet.State.APPLIED,
            summary__list_key=self.result.list_key,
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
        absent = {pk for pk in written.iterator(chunk_size=2000) if pk is not None}
        absent -= self.comparer.matched_pks
        for ranges in earlier.values_list("summary__named", flat=True):
            for first, last in ranges or ():
                absent.update(
                    pk for pk in range(first, last + 1) if pk not in self.comparer.matched_pks
                )
        yield from sorted(absent)
