"""What a workbook's XML tells and its parser does not: hidden rows, errors, how far a sheet goes.

Looked for with patterns while a member is inflated piece by piece, so that nothing is parsed
twice and no memory is taken before the size is known.
"""

import posixpath
import re
import zipfile
from dataclasses import dataclass, field
from typing import Any
from xml.etree import ElementTree

from sheets.cells import cell_address

# A formula is at most 8,192 characters long; a piece overlaps the next by more.
OVERLAP = 10_000

_DOCUMENT_TYPE = b"<!DOCTYPE"
_HIDDEN_ROW = re.compile(rb"<(?:\w+:)?row\b(?=[^>]*\bhidden=[\"'](?:1|true))[^>]*\br=[\"'](\d+)")
_HIDDEN_COLUMN = re.compile(
    rb"<(?:\w+:)?col\b(?=[^>]*\bhidden=[\"'](?:1|true))[^>]*\bmin=[\"'](\d+)"
)
_CELL = rb"<(?:\w+:)?c\b([^>]*)>\s*"
_FORMULA = rb"<(?:\w+:)?f\b[^>]*(?:/>|>[^<]*</(?:\w+:)?f>)"
_ERROR = re.compile(_CELL + rb"(?:" + _FORMULA + rb")?\s*<(?:\w+:)?v>(#[^<]{1,20})</(?:\w+:)?v>")
_IS_ERROR = re.compile(rb"\bt=[\"']e[\"']")
_IS_TEXT = re.compile(rb"\bt=[\"']str[\"']")
_UNWORKED = re.compile(
    _CELL + _FORMULA + rb"\s*(?:<(?:\w+:)?v\s*/>|<(?:\w+:)?v>\s*</|</(?:\w+:)?c>)"
)
_REFERENCE = re.compile(rb"\br\s*=\s*[\"']([A-Za-z]{1,3})(\d{1,7})[\"']")
_ROW_NUMBER = re.compile(rb"<(?:\w+:)?row\b[^>]*?\br=[\"'](\d+)")
# A cell may lie outside the row that it is written in; below row 10,000 that does no harm.
_FAR_ROW = re.compile(rb"\br\s*=\s*[\"'][A-Za-z]{1,3}(\d{5,})")
_CLAIM = re.compile(rb"\buniqueCount\s*=\s*[\"'](\d{5,})")
_FAR_COLUMN = re.compile(rb"\br\s*=\s*[\"']([A-Za-z]{2,})\d")


@dataclass
class Part:
    """What was seen of one member of a workbook. Rows and columns count from zero."""

    has_document_type: bool = False
    rows: int = 0
    columns: int = 26
    size: int = 0
    # How many different strings it says it holds.
    claimed: int = 0
    errors: dict[tuple[int, int], str] = field(default_factory=dict)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    # The address of the first formula that nobody has worked out.
    unworked: str = ""
    _tail: bytes = b""

    @property
    def cells(self) -> int:
        return self.rows * self.columns

    @property
    def last_cell(self) -> str:
        return cell_address(self.rows - 1, self.columns - 1)

    def see(self, chunk: bytes) -> None:
        """Look at the next piece of the member."""
        seen = self._tail + chunk
        self._tail = seen[-OVERLAP:]
        if _DOCUMENT_TYPE in seen:
            self.has_document_type = True
        if b'hidden="' in seen or b"hidden='" in seen:
            self.hidden_rows.update(int(number) - 1 for number in _HIDDEN_ROW.findall(seen))
            self.hidden_columns.update(int(number) - 1 for number in _HIDDEN_COLUMN.findall(seen))
        if b">#" in seen:
            for attributes, text in _ERROR.findall(seen):
                if (place := _place(attributes)) and _IS_ERROR.search(attributes):
                    self.errors[place] = text.decode()
        if b"f>" in seen or b"<f" in seen:
            self._look_for_unworked(seen)
        self.size += len(chunk)
        self.claimed = max([self.claimed, *map(int, _CLAIM.findall(seen))])
        numbers = {*_ROW_NUMBER.findall(seen), *_FAR_ROW.findall(seen)}
        self.rows = max([self.rows, *map(int, numbers)])
        for letters in set(_FAR_COLUMN.findall(seen)):
            self.columns = max(self.columns, _column(letters) + 1)

    def _look_for_unworked(self, seen: bytes) -> None:
        for attributes in _UNWORKED.findall(seen):
            # A formula whose result is the empty text keeps its type.
            if not self.unworked and not _IS_TEXT.search(attributes):
                reference = _REFERENCE.search(attributes)
                self.unworked = b"".join(reference.groups()).decode() if reference else "?"

    def hidden_within(self, rows: list[list[Any]]) -> str:
        """The number of the first hidden row, or letters of a column, that holds something."""
        for row in sorted(self.hidden_rows):
            if row < len(rows) and any(cell not in (None, "") for cell in rows[row]):
                return str(row + 1)
        for column in sorted(self.hidden_columns):
            if any(column < len(row) and row[column] not in (None, "") for row in rows):
                return cell_address(0, column).rstrip("1")
        return ""


def parts_by_sheet(archive: zipfile.ZipFile, parts: dict[str, Part]) -> dict[str, Part]:
    """The parts of the worksheets, by the name on the sheet's tab."""
    workbook = ElementTree.fromstring(archive.read("xl/workbook.xml"))
    targets = {}
    if "xl/_rels/workbook.xml.rels" in parts:
        relations = ElementTree.fromstring(archive.read("xl/_rels/workbook.xml.rels"))
        targets = {each.get("Id"): each.get("Target", "") for each in relations}
    found = {}
    for element in workbook.iter():
        if _local(element.tag) != "sheet":
            continue
        relation = next((v for k, v in element.attrib.items() if _local(k) == "id"), "")
        path = posixpath.normpath(posixpath.join("/xl", targets.get(relation, ""))).lstrip("/")
        if path in parts:
            found[element.get("name", "")] = parts[path]
    return found


def _local(name: str) -> str:
    return name.rpartition("}")[2]


def _place(attributes: bytes) -> tuple[int, int] | None:
    reference = _REFERENCE.search(attributes)
    return (int(reference[2]) - 1, _column(reference[1])) if reference else None


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters[:4].upper():
        number = number * 26 + letter - 64
    return number - 1
