"""From a file to an import result: open it, find its table, read its rows."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, BinaryIO

from django.db import models
from django.utils.translation import gettext as _

from imports.context import ImportContext
from imports.models import learned_headings
from imports.resources import SheetResource
from imports.rows.result import ImportResult, matched_headings
from imports.rows.sheet_importer import SheetImporter
from imports.workbooks.legend import without_companions
from records.changes import Change
from spreadsheets.cells import cell_text
from spreadsheets.layout.layout import NoTableFound, find_layout
from spreadsheets.problems import Problem
from spreadsheets.readers.grids import Grid
from spreadsheets.readers.legacy_text import convert_to_unicode
from spreadsheets.readers.opening import open_sheets
from vietnamese.text import fold

Progress = Callable[[int, int], object]
PREVIEW_ROWS, PREVIEW_COLUMNS = 15, 12


@dataclass(frozen=True)
class ImportChoices:
    """What the official chose for the file.

    `document` is the id of a legal document. `header_row` is the zero-based last row of the
    headings, if it was not found. `mapping` gives columns by folded heading, for this file only.
    """

    document: int | None = None
    source: str = ""
    sheet: str = ""
    header_row: int | None = None
    mapping: dict[str, str] | None = None
    read_hidden: bool = False


def read_file(
    resource: SheetResource,
    file: BinaryIO,
    choices: ImportChoices | None = None,
    *,
    file_name: str = "",
    on_changes: Callable[[list[Change]], object] | None = None,
    progress: Progress | None = None,
    since: Any = None,
) -> ImportResult:
    """What the file would change. Raises FileRefused for a file that cannot be read.

    See `SheetImporter` for `on_changes`, `since` and, in rows done of all, `progress`.
    """
    choices = choices or ImportChoices()
    words = resource.heading_words()
    declared = {fold(heading) for headings in words.values() for heading in headings}
    # Declared headings win over learned ones.
    learned_columns = {
        heading_words: name
        for heading_words, name in learned_headings(resource.model).items()
        if heading_words not in declared
    }
    mapping = learned_columns | (choices.mapping or {})
    converted = [convert_to_unicode(grid) for grid in without_companions(open_sheets(file))]
    grids = [grid for grid, _old_text in converted]
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
    old_texts = [
        old_text
        for _grid, old_text in converted
        if old_text and old_text.sheet in layout.columns_of
    ]
    layout.warnings[:0] = [old_text.message for old_text in old_texts if old_text.message]
    total = len(layout.rows)
    importer = SheetImporter(
        resource,
        ImportContext(layout, document, choices.source, file_name),
        on_changes=on_changes,
        progress=progress and (lambda done: progress(done, total)),
        since=since,
    )
    importer.result.document = str(document or "")
    importer.result.matched = matched_headings(layout, mapping)
    for old_text in old_texts:
        # In a sheet without certain old text, an odd sign is a footnote mark or a foreign name.
        for cell in old_text.undecided if old_text.cells else ():
            problem = Problem(old_text.sheet, cell.address, cell.text[:200], "font", cell.message)
            importer.result.add_problem(problem)
    return importer.run()


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
