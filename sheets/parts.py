"""What a workbook's XML tells and its parser does not: hidden rows, errors, how far a sheet goes.

Read with expat while a member is inflated piece by piece: linear in its size, in whatever encoding
it is written, and nothing is kept but what was asked.
"""

import posixpath
import zipfile
from dataclasses import dataclass, field
from typing import Any
from xml.etree import ElementTree
from xml.parsers import expat

from sheets.cells import cell_address

TRUE = {"1", "true"}
# A cell may lie outside the row that it is written in; so far out it would cost memory.
FAR_ROW = 10_000


class DocumentTypeFound(Exception):
    """A member declares a document type, which Excel never does."""


@dataclass
class Part:
    """What was seen of one member of a workbook. Rows and columns count from zero."""

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

    @property
    def cells(self) -> int:
        return self.rows * self.columns

    @property
    def last_cell(self) -> str:
        return cell_address(self.rows - 1, self.columns - 1)


class PartReader:
    """Fills a Part from the pieces of an XML member."""

    def __init__(self, part: Part) -> None:
        self.part = part
        self.cell: dict[str, str] = {}
        self.has_formula = self.has_value = False
        self.error: list[str] | None = None
        self.parser = expat.ParserCreate(namespace_separator=" ")
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self._text
        self.parser.StartDoctypeDeclHandler = self._doctype

    def see(self, chunk: bytes, *, last: bool = False) -> None:
        """Look at the next piece. Raises DocumentTypeFound, or ValueError for broken XML."""
        self.part.size += len(chunk)
        try:
            self.parser.Parse(chunk, last)
        except expat.ExpatError as error:
            raise ValueError(str(error)) from error

    def _doctype(self, *_declaration: Any) -> None:
        raise DocumentTypeFound

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        part = self.part
        match tag.rpartition(" ")[2]:
            case "c":
                self.cell, self.has_formula, self.has_value = attributes, False, False
                if place := _place(attributes):
                    part.columns = max(part.columns, place[1] + 1)
                    if place[0] >= FAR_ROW:
                        part.rows = max(part.rows, place[0] + 1)
            case "f":
                self.has_formula = True
            case "v" if self.cell.get("t") == "e":
                self.error = []
            case "row":
                number = _number(attributes.get("r"), part.rows + 1)
                part.rows = max(part.rows, number)
                if attributes.get("hidden") in TRUE:
                    part.hidden_rows.add(number - 1)
            case "col" if attributes.get("hidden") in TRUE:
                part.hidden_columns.add(_number(attributes.get("min"), 1) - 1)
            case "sst":
                part.claimed = max(part.claimed, _number(attributes.get("uniqueCount"), 0))

    def _text(self, text: str) -> None:
        self.has_value = self.has_value or bool(text.strip())
        if self.error is not None:
            self.error.append(text)

    def _end(self, tag: str) -> None:
        match tag.rpartition(" ")[2]:
            case "f":
                self.has_value = False  # what stood there was the formula itself
            case "v" if self.error is not None:
                if place := _place(self.cell):
                    self.part.errors[place] = "".join(self.error)[:20]
                self.error = None
            case "c":
                # A formula whose result is the empty text keeps its type.
                worked = self.has_value or self.cell.get("t") == "str"
                if self.has_formula and not worked and not self.part.unworked:
                    self.part.unworked = self.cell.get("r", "?")[:12]
                self.cell = {}


def hidden_within(part: Part, rows: list[list[Any]]) -> str:
    """The number of the first hidden row, or letters of a column, that holds something."""
    for row in sorted(part.hidden_rows):
        if row < len(rows) and any(cell not in (None, "") for cell in rows[row]):
            return str(row + 1)
    for column in sorted(part.hidden_columns):
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


def _place(attributes: dict[str, str]) -> tuple[int, int] | None:
    """Row and column of a cell, from an address like B12."""
    reference = attributes.get("r", "")
    letters = reference.rstrip("0123456789")
    if not letters.isascii() or not letters.isalpha() or len(letters) > 3:
        return None
    row = _number(reference[len(letters) :], 0)
    column = 0
    for letter in letters.upper():
        column = column * 26 + ord(letter) - 64
    return (row - 1, column - 1) if row else None


def _number(text: str | None, default: int) -> int:
    """A count as Excel writes one; what is longer than any of Excel's is the largest."""
    if not text or not (text.isascii() and text.isdecimal()):
        return default
    return int(text) if len(text) < 10 else 10**9
