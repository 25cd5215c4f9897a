"""What the hooks of a resource know about the file that is imported."""

from dataclasses import dataclass
from typing import Any

from spreadsheets.layout.layout import Layout


@dataclass(frozen=True)
class ImportContext:
    """The table of a file and what the official chose for it.

    `document` is the legal document that the rows cite; `source` is where the facts come from.
    """

    layout: Layout
    document: Any = None
    source: str = ""
    file_name: str = ""

    @property
    def list_source(self) -> str:
        """The source of the list: the chosen one, the note under its title or its file name."""
        return (self.source or self.layout.note or self.file_name)[:500]
