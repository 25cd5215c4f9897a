"""What the steps of an import and the hooks of a resource know about the file."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from imports.columns.base import ColumnContext
from layouts.layout import Layout


@dataclass(frozen=True)
class ImportContext:
    """The table of a file, the resource that reads it, and what the official chose for it.

    `columns` has the unit and notation of each figure column. `document` is the legal document
    that the rows cite; `source` is where the facts come from. `since` is the time of the preview:
    edits after it count as edits by others. `for_all_rows` has the texts, by column, that count for
    rows without their own.
    """

    resource: Any
    layout: Layout
    columns: dict[str, ColumnContext] = field(default_factory=dict)
    document: Any = None
    source: str = ""
    file_name: str = ""
    since: datetime | None = None
    for_all_rows: dict[str, str] = field(default_factory=dict)

    @property
    def list_source(self) -> str:
        """The source of the list: the chosen one, the note under its title or its file name."""
        return (self.source or self.layout.note or self.file_name)[:500]
