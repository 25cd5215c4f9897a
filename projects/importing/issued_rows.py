"""The row of a list as issued, and the catalogue entry for it."""

from imports.context import ImportContext
from imports.rows.record_draft import Draft
from layouts.layout import Layout
from projects.models import CatalogueEntry, Project
from records.snapshots import Values, column_values
from spreadsheets.cells import cell_text


def is_of_list(entry: CatalogueEntry, context: ImportContext) -> bool:
    """Whether an entry comes from an earlier version of this list and not from another list."""
    if context.document or entry.document_id:
        return entry.document_id == (context.document and context.document.pk)
    return entry.source == context.list_source


def new_entry_values(entry: CatalogueEntry) -> Values:
    """The values of an entry that is not stored yet."""
    values = column_values(entry)
    del values["project"]
    return values


def entry_values(record: Project) -> list[Values]:
    """The stored entries of a project."""
    return [{"id": entry.pk} | new_entry_values(entry) for entry in record.catalogue_entries.all()]


def as_issued(draft: Draft, layout: Layout) -> list[list[str]]:
    """The non-empty cells of a row, letter for letter: [[heading, cell], …]."""
    filled = [["Nhóm", " / ".join(group.name for group in draft.row.groups)]]
    if not draft.row.groups:
        filled = []
    cells = draft.row.cells | {"ordinal": draft.row.ordinal}
    for heading in layout.headings:
        value = cells.get(heading.column)
        if heading.column != "version" and (text := cell_text(value)):
            filled.append([heading.text, text])
    # A number such as 600 has no meaning without the unit line of the annex.
    words, colon, unit = layout.unit_line.partition(":")
    return [*filled, [words.strip(), unit.strip()]] if colon else filled


def empty_cells(layout: Layout) -> dict[str, str]:
    return {heading.text: "" for heading in layout.headings}
