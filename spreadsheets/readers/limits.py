"""Limits on the content of a file, in all its sheets together."""

from collections.abc import Callable
from typing import NamedTuple

from spreadsheets.readers.errors import FileRefused
from spreadsheets.readers.errors import marked_for_translation as _

# A shared string costs more than a cell, and usually several cells share it.
_CELLS_PER_STRING = 3

TOO_MUCH = _(
    "The file has more than %(cells)d filled cells or %(text)d million "
    "characters; split it and send the parts."
)


class Limits(NamedTuple):
    """What a file may contain: the settings `SHEET_MAX_…` of the same names.

    `table_name` names the tables of a Word document by their number, “Table %(number)d”.
    """

    unpacked_bytes: int
    sheets: int
    rows: int
    columns: int
    cells: int
    text: int
    table_name: str


class FileLimits:
    """Counts the content that readers find; raises FileRefused above the limits of the settings."""

    def __init__(
        self, limits: Limits, on_content: Callable[[int], object] = lambda count: None
    ) -> None:
        self.max = limits
        self.on_content = on_content
        self._cells = self._text = self._strings = 0

    def take(self, cells: int, text: int) -> None:
        """Count filled cells, and the characters in them."""
        self.on_content(cells)
        self._cells += cells
        self._text += text
        if self._cells > self.max.cells or self._text > self.max.text:
            raise self._too_much()

    def take_string(self) -> None:
        """Count a text that cells may refer to."""
        self.on_content(1)
        self._strings += 1
        if self._strings * _CELLS_PER_STRING > self.max.cells:
            raise self._too_much()

    def check_sheets(self, count: int) -> None:
        """Raises FileRefused for a file with too many sheets."""
        if count > self.max.sheets:
            raise FileRefused(
                _("The file has %(count)d sheets; at most %(limit)d are read. Split it."),
                count=count,
                limit=self.max.sheets,
            )

    def _too_much(self) -> FileRefused:
        return FileRefused(TOO_MUCH, cells=self.max.cells, text=self.max.text // 1_000_000)
