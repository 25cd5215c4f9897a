"""From a file to the changes that it would make:

    open_table → read_rows → make_drafts → match → compare, and then find_missing

Each step is a generator that takes what the step before it yields. `ImportResult` collects what
the steps count and refuse: all problems of a file in one pass. Rows are drawn in batches, and a
batch costs a fixed number of queries, so a list of a hundred thousand rows needs little memory.
Nothing is stored.
"""

from collections.abc import Callable, Hashable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from itertools import chain
from typing import Any, BinaryIO

from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from imports.columns.base import CellProblem
from imports.context import ImportContext
from imports.legacy_text import convert_to_unicode
from imports.models import learned_headings
from imports.problems import Problem
from imports.resources import SheetResource
from imports.rows.cell_notes import CellNotes
from imports.rows.cells import read_cells
from imports.rows.column_contexts import column_contexts
from imports.rows.comparing import broken_rules, changes_of, withdrawals
from imports.rows.known_rows import digest_seed, known_records, row_digest
from imports.rows.outliers import Outliers
from imports.rows.record_draft import Draft
from imports.rows.result import (
    MAX_LEFT_OUT,
    MAX_WARNINGS,
    ImportResult,
    headings_to_match,
    ranges,
)
from imports.rows.totals import TotalsCheck
from imports.rows.unclear_columns import layout_with_columns, report_unread_columns
from imports.workbooks.legend import without_companions
from layouts.layout import Layout, NoTableFound, find_layout
from layouts.table_rows import SheetRow
from records.changes import Change
from records.models import ChangeItem, ChangeSet
from records.snapshots import batches
from spreadsheets.cells import cell_text
from spreadsheets.readers.grids import Grid
from spreadsheets.readers.opening import open_sheets
from vietnamese.text import fold

Progress = Callable[[int, int], object]
PREVIEW_ROWS, PREVIEW_COLUMNS = 15, 12


@dataclass(frozen=True)
class ImportChoices:
    """The choices of the official for the file.

    `document` is the id of a legal document. `header_row` is the zero-based last row of the
    headings, if it was not recognised. `mapping` has columns by folded heading, for this file only.
    `for_all_rows` has the texts, by column, that count for rows without their own.
    """

    document: int | None = None
    source: str = ""
    sheet: str = ""
    header_row: int | None = None
    mapping: dict[str, str] | None = None
    read_hidden: bool = False
    for_all_rows: dict[str, str] | None = None


def read_file(
    resource: SheetResource,
    file: BinaryIO,
    choices: ImportChoices | None = None,
    *,
    file_name: str = "",
    progress: Progress | None = None,
    since: datetime | None = None,
) -> tuple[ImportResult, Iterator[Change]]:
    """The changes that a file would make; the result is complete when all were taken.

    `progress` gets the rows done of all and may raise to stop. `since` is the time of the preview,
    if the file was read before. Raises FileRefused for a file that cannot be read.
    """
    context, result = open_table(resource, file, choices or ImportChoices(), file_name, since)
    rows = read_rows(context.layout, progress)
    drafts = make_drafts(context, rows, result)
    matched = match(context, drafts, result)
    changes = compare(context, matched, result)
    return result, chain(changes, find_missing(context, result))


# -- open_table -----------------------------------------------------------------------------


def open_table(
    resource: SheetResource,
    file: BinaryIO,
    choices: ImportChoices,
    file_name: str,
    since: datetime | None,
) -> tuple[ImportContext, ImportResult]:
    """The table of the file, and a result with the findings so far."""
    words = resource.heading_words()
    declared = {fold(heading) for headings in words.values() for heading in headings}
    # Declared headings take precedence over learned ones.
    learned_columns = {
        heading_words: name
        for heading_words, name in learned_headings(resource.model).items()
        if heading_words not in declared
    }
    mapping = learned_columns | (choices.mapping or {})
    for column in resource.columns.values():
        column.prepare()
    converted = [convert_to_unicode(grid) for grid in without_companions(open_sheets(file))]
    grids = [grid for grid, _old_text in converted]
    find = partial(
        find_layout,
        grids,
        words,
        resource.name_column,
        sheet=choices.sheet,
        header_row=choices.header_row,
        read_hidden=choices.read_hidden,
        divides=resource.divides,
    )
    try:
        layout = layout_with_columns(resource, find, mapping)
    except NoTableFound as refusal:
        refusal.first_rows = _first_rows(grids)
        raise
    document = _document(resource, choices, layout.decision)
    if layout.decision and document is None:
        layout.warnings.insert(
            0,
            _(
                "The title cites %(number)s, which is not among the legal documents; "
                "add it there first if the rows should cite it."
            )
            % {"number": layout.decision},
        )
    old_texts = [
        old_text
        for _grid, old_text in converted
        if old_text and old_text.sheet in layout.columns_of
    ]
    layout.warnings[:0] = [old_text.message for old_text in old_texts if old_text.message]
    result = _result_of(layout, mapping, str(document or ""))
    for old_text in old_texts:
        # In a sheet without certain old text, an odd character is a footnote mark or foreign name.
        for cell in old_text.undecided if old_text.cells else ():
            problem = Problem(old_text.sheet, cell.address, cell.text[:200], "font", cell.message)
            result.add_problem(problem)
    report_unread_columns(resource, layout, result)
    if not layout.rows:
        result.warn(_("The table has headings and no rows of data."))
    columns = column_contexts(resource, layout, result)
    context = ImportContext(
        resource,
        layout,
        columns,
        document,
        choices.source,
        file_name,
        since,
        choices.for_all_rows or {},
    )
    result.list_key = resource.list_key(context)
    resource.prepare(context)
    return context, result


def _document(resource: SheetResource, choices: ImportChoices, cited: str) -> models.Model | None:
    documents = resource.issuing_documents()
    if documents is not None and choices.document:
        chosen: models.Model | None = documents.filter(pk=choices.document).first()
        return chosen
    return resource.find_document(cited) if cited else None


def _first_rows(grids: Iterable[Grid]) -> dict[str, list[list[str]]]:
    """The upper left corner of each sheet, to choose the heading row by hand."""
    return {
        grid.name: [
            [cell_text(cell)[:60] for cell in row[:PREVIEW_COLUMNS]]
            for row in grid.rows[:PREVIEW_ROWS]
        ]
        for grid in grids
    }


def _result_of(layout: Layout, mapping: dict[str, str], document: str) -> ImportResult:
    """A result without rows yet."""
    by_hand = [
        heading
        for heading in layout.headings
        if heading.column and mapping.get(fold(heading.text)) == heading.column
    ]
    result = ImportResult(
        layout.sheet,
        layout.header_row + 1,
        read=len(layout.rows),
        left_out=[
            Problem(left.sheet, str(left.row + 1), left.text[:200], "", left.why)
            for left in layout.left_out[:MAX_LEFT_OUT]
        ],
        unread=headings_to_match(layout.unread, layout.header_row),
        matched=headings_to_match(by_hand, layout.header_row),
        sheets=[vars(choice) for choice in layout.sheets],
        warnings=layout.warnings[:MAX_WARNINGS],
        document=document,
    )
    if (more := len(layout.left_out) - MAX_LEFT_OUT) > 0:
        result.warn(_("%(count)d more rows were left out and are not listed.") % {"count": more})
    return result


# -- rows → drafts → matched → changes ------------------------------------------------------


def read_rows(layout: Layout, progress: Progress | None) -> Iterator[list[SheetRow]]:
    """The rows of data in batches."""
    done, total = 0, len(layout.rows)
    for rows in batches(layout.rows):
        yield rows
        done += len(rows)
        if progress:
            progress(done, total)


def make_drafts(
    context: ImportContext, rows: Iterable[list[SheetRow]], result: ImportResult
) -> Iterator[Draft]:
    """A draft of each row without a refused cell.

    A row that an applied import has stored already, of a record not edited since, is not read.
    """
    totals, notes, outliers = TotalsCheck(context), CellNotes(context), Outliers(context)
    seed = digest_seed(context)
    for batch in rows:
        # A row that shares its record with others does not have all values of the record.
        shared = context.resource.rows_share_records
        digests = [] if shared else [row_digest(seed, row) for row in batch]
        known = known_records(context, digests) if digests else {}
        for row, digest in zip(batch, digests or [""] * len(batch), strict=True):
            totals.add_row(row)
            if digest in known:
                yield Draft(row, {}, known[digest], is_known=True)
                continue
            values, is_valid = read_cells(context, row, result, notes, outliers)
            if is_valid:
                version = values.pop("version", None)
                yield Draft(row, values, version=version, digest=digest)
            else:
                result.refused += 1
                for name, problem in broken_rules(context, values):
                    result.report(context, row, name, problem)
    for message in (*notes.messages(), *outliers.messages(), *totals.differences()):
        result.warn(message)


def match(context: ImportContext, drafts: Iterable[Draft], result: ImportResult) -> Iterator[Draft]:
    """The drafts with the ids of their stored records, one for each record.

    Rows of one record are merged if the resource allows it, else the second one is refused.
    """
    resource, merges = context.resource, context.resource.rows_share_records
    # The first draft of each record, or only its position if that is enough.
    first_of: dict[Hashable, Any] = {}
    for draft in drafts:
        matched = draft if draft.is_known else _matched(context, draft, result)
        if matched is None:
            result.refused += 1
            continue
        row = matched.row
        here = matched if merges else (row.sheet, row.index)
        first = first_of.setdefault(matched.pk or ("new", resource.identity(matched)), here)
        if first is here:
            if matched.is_known:
                result.add_unchanged(row)
            elif not merges:
                yield matched
            continue
        repeated = resource.merge(first, matched) if merges else [_repeated(context, first, row)]
        for name, problem in repeated:
            result.report(context, row, name, problem)
            result.conflict += 1
    if merges:
        yield from first_of.values()
    result.named = ranges(key for key in first_of if isinstance(key, int))


def _matched(context: ImportContext, draft: Draft, result: ImportResult) -> Draft | None:
    """A draft with the id of its record and all derived values; None if it is refused."""
    resource, is_valid = context.resource, True
    resource.fill_in(draft, context)
    try:
        draft = replace(draft, pk=resource.match(draft))
    except CellProblem as problem:
        is_valid = result.report(context, draft.row, resource.name_column, problem)
        result.conflict += 1
    if draft.row.shares_name and not resource.rows_share_records:
        message = _(
            "Its name is merged with that of the row above. One record is one row: write both rows "
            "into one, or give each a name of its own."
        )
        merged = CellProblem("merged", message)
        is_valid = result.report(context, draft.row, resource.name_column, merged)
    for place, finding in resource.complete(draft, context):
        is_valid = result.report(context, draft.row, place, finding) and is_valid
    return draft if is_valid else None


def _repeated(
    context: ImportContext, first: tuple[str, int], row: SheetRow
) -> tuple[str, CellProblem]:
    """The problem of a row that is the same record as an earlier one, by sheet and index."""
    sheet, index = first
    message = _(
        "Rows %(first)s and %(second)d of this file are the same record. Delete one of "
        "them, or tell them apart by place or code."
    ) % {
        "first": index + 1 if sheet == row.sheet else f"{sheet}!{index + 1}",
        "second": row.index + 1,
    }
    return context.resource.name_column, CellProblem("duplicate", message)


def compare(
    context: ImportContext, drafts: Iterable[Draft], result: ImportResult
) -> Iterator[Change]:
    """The changes of the drafts that differ from their stored records."""
    for batch in batches(drafts):
        for draft, outcome in changes_of(context, batch):
            if isinstance(outcome, list):
                result.refused += 1
                for name, problem in outcome:
                    result.report(context, draft.row, name, problem)
            elif outcome is None:
                result.add_unchanged(draft.row)
            else:
                if outcome.question:
                    result.conflict += 1
                elif outcome.action == ChangeItem.Action.CREATE:
                    result.new += 1
                else:
                    result.changed += 1
                yield outcome


def find_missing(context: ImportContext, result: ImportResult) -> Iterator[Change]:
    """Proposals to withdraw the records that earlier issues of this list had and the file lacks.

    With refused rows nobody knows which records the file really leaves out.
    """
    if result.problems or not result.list_key:
        return
    earlier = ChangeSet.objects.filter(
        kind=ChangeSet.Kind.IMPORT,
        state=ChangeSet.State.APPLIED,
        summary__list_key=result.list_key,
    )
    written = ChangeItem.objects.filter(
        change_set__in=earlier,
        content_type=ContentType.objects.get_for_model(context.resource.model),
        object_id__isnull=False,
    ).order_by()
    pks = written.values_list("object_id", flat=True).distinct()
    absent = set(pks.iterator(chunk_size=2000))
    for named in earlier.values_list("summary__named", flat=True):
        absent.update(pk for first, last in named or () for pk in range(first, last + 1))
    for first, last in result.named:
        absent.difference_update(range(first, last + 1))
    for batch in batches(sorted(absent)):
        for change in withdrawals(context, batch):
            result.missing += 1
            yield change
    if count := result.missing:
        result.warn(
            ngettext(
                "%(count)d record of an earlier issue of this list is missing from the file. "
                "It stays unchanged unless someone decides to withdraw it.",
                "%(count)d records of an earlier issue of this list are missing from the "
                "file. They stay unchanged unless someone decides to withdraw them.",
                count,
            )
            % {"count": count}
        )
