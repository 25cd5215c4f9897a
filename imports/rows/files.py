"""From a file to a reading of it: its sheets, what the official chose, the table, the rows."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, BinaryIO

from django.db import models
from django.utils.translation import gettext as _

from imports.context import ImportContext
from imports.models import learned
from imports.resources import SheetResource
from imports.rows.drafts import Reading, matched_headings
from imports.rows.reading import Reader
from imports.workbooks.legend import without_companions
from records.changes import Change
from spreadsheets.cells import cell_text
from spreadsheets.layout.layout import NoTableFound, find_layout
from spreadsheets.problems import Problem
from spreadsheets.readers.grids import Grid
from spreadsheets.readers.legacy_text import modernised
from spreadsheets.readers.opening import open_sheets
from vietnamese.text import fold

Progress = Callable[[int, int], object]
FIRST_ROWS, FIRST_COLUMNS = 15, 12


@dataclass(frozen=True)
class Choices:
    """What the official chose beside the file.

    `header_row` is the zero-based last row of the headings, where the reader did not find it;
    `mapping` names columns by folded heading, for this file only.
    """

    document: int | None = None
    source: str = ""
    sheet: str = ""
    header_row: int | None = None
    mapping: dict[str, str] | None = None
    read_hidden: bool = False


def read_sheet(
    resource: SheetResource,
    file: BinaryIO,
    choices: Choices | None = None,
    *,
    file_name: str = "",
    take: Callable[[list[Change]], object] | None = None,
    progress: Progress | None = None,
    since: Any = None,
) -> Reading:
    """What a file would change; raises FileRefused when it is not taken at all."""
    choices = choices or Choices()
    words = resource.heading_words()
    known = {fold(heading) for headings in words.values() for heading in headings}
    # What the portal knows by itself is never what somebody taught it once.
    taught = {said: name for said, name in learned(resource.model).items() if said not in known}
    mapping = taught | (choices.mapping or {})
    opened = [modernised(grid) for grid in without_companions(open_sheets(file))]
    grids = [grid for grid, _old_text in opened]
    try:
        layout = find_layout(
            grids,
            words,
            resource.name_column,
            sheet=choices.sheet,
            header_row=choices.header_row,
            mapping=mapping,
            read_hidden=choices.read_hidden,
        )
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
    old_texts = [old for _grid, old in opened if old and old.sheet in layout.columns_of]
    layout.warnings[:0] = [old.message for old in old_texts if old.message]
    total = len(layout.rows)
    reader = Reader(
        resource,
        ImportContext(layout, document, choices.source, file_name),
        take=take,
        progress=progress and (lambda done: progress(done, total)),
        since=since,
    )
    reader.reading.document = str(document or "")
    reader.reading.matched = matched_headings(layout, mapping)
    for old in old_texts:
        # Without any surely old text beside it, an odd sign is a footnote's or a foreign name's.
        for cell in old.undecided if old.cells else ():
            problem = Problem(old.sheet, cell.address, cell.text[:200], "font", cell.message)
            reader.reading.add_problem(problem)
    return reader.read()


def _document(resource: SheetResource, choices: Choices, cited: str) -> models.Model | None:
    documents = resource.issuing_documents()
    if documents is not None and choices.document:
        chosen: models.Model | None = documents.filter(pk=choices.document).first()
        return chosen
    return resource.find_document(cited) if cited else None


def _first_rows(grids: Iterable[Grid]) -> dict[str, list[list[str]]]:
    """The upper left corner of each sheet, for choosing the row of headings by hand."""
    return {
        grid.name: [
            [cell_text(cell)[:60] for cell in row[:FIRST_COLUMNS]] for row in grid.rows[:FIRST_ROWS]
        ]
        for grid in grids
    }
