"""Limits on the content of a file, in all its sheets together."""

from django.conf import settings
from django.utils.translation import gettext as _

from spreadsheets.readers.errors import FileRefused

# A cell of a worksheet has up to three elements, each with a start and an end.
TAGS_PER_CELL = 12
# Word describes each cell, its paragraphs and their letters.
TAGS_PER_CELL_OF_WORD = 64
# A text that is shared costs more than a cell, and several cells mostly share it.
_CELLS_PER_STRING = 3
# Styles, columns, and cells that are formatted but empty.
_FREE_TAGS = 1_500_000


def check_sheet_count(count: int) -> None:
    """Raises FileRefused for a file of too many sheets."""
    if count > settings.SHEET_MAX_SHEETS:
        raise FileRefused(
            _("The file has %(count)d sheets; at most %(limit)d are read. Split it.")
            % {"count": count, "limit": settings.SHEET_MAX_SHEETS}
        )


class FileLimits:
    """Counts what readers find, and raises FileRefused above the limits of the settings."""

    def __init__(self) -> None:
        self._max_cells: int = settings.SHEET_MAX_CELLS
        self._max_text: int = settings.SHEET_MAX_TEXT
        self._cells = self._text = self._tags = self._strings = self._strings_length = 0

    def take(self, cells: int, text: int) -> None:
        """Count filled cells, and the characters in them."""
        self._cells += cells
        self._text += text
        self._check(self._cells, self._text)

    def take_string(self, length: int) -> None:
        """Count a text that cells may refer to."""
        self._strings += 1
        self._strings_length += length
        self._check_strings()

    def take_strings(self, count: int) -> None:
        """Count texts that cells may refer to, before their lengths are known."""
        self._strings += count
        self._check_strings()

    def take_tags(self, tags: int, per_cell: int) -> None:
        """Count tags of markup: content comes with a few of them, and endless ones with none."""
        self._tags += tags
        if self._tags > _FREE_TAGS + per_cell * (self._cells + self._strings):
            raise FileRefused(
                _(
                    "The file contains little but empty formatted cells; copy the table into "
                    "a new file and send that one. Nothing was stored."
                )
            )

    def _check_strings(self) -> None:
        self._check(self._strings * _CELLS_PER_STRING, self._strings_length)

    def _check(self, cells: int, text: int) -> None:
        if cells > self._max_cells or text > self._max_text:
            raise FileRefused(
                _(
                    "The file has more than %(cells)d filled cells or %(text)d million "
                    "characters; split it and send the parts."
                )
                % {"cells": self._max_cells, "text": self._max_text // 1_000_000}
            )
