"""Size and formula results of an Excel package, before and after openpyxl.

openpyxl keeps every cell, format, name, note and rule as an object, and writes formulas without
their results. Without results, a phone and Excel's Protected View display nothing, and the import
refuses the file.
"""

import io
import re
import zipfile
from collections.abc import Iterator, Mapping
from contextlib import suppress
from functools import partial
from typing import IO, Any
from xml.parsers import expat
from xml.sax.saxutils import escape

from openpyxl.utils import range_boundaries

CHUNK = 1 << 16
# Measured: 180,000 cells, a fifth of them formulas, take the process to 226 MB and 12 seconds.
MAX_CELLS = 150_000
MAX_UNPACKED_BYTES = 48 << 20
# Of formats, names, notes, rules and runs of text, in all parts together. Measured: this many
# take openpyxl at most 5 seconds and 60 MB; 5,000 notes of Excel are 45,000 tags.
MAX_TAGS = 50_000
# Tags of plain cells and plain texts, five to each.
MAX_PLAIN_TAGS = 5 * MAX_CELLS
# Memory of a row description, in cells.
ROW_IN_CELLS = 2

# Type and text of a formula's result, by the cell's address.
Results = dict[str, tuple[str, str]]

_PLAIN_TAGS = {"c", "f", "v", "row", "is", "si", "t"}
# Drawings of note boxes, which openpyxl ignores.
_DRAWN = "urn:schemas-microsoft-com:"
# A formula as openpyxl writes it: without a result.
_FORMULA = re.compile(
    rb'<c r="([A-Z]+\d+)"([^>]*)>(<f\b[^>]*?(?:/>|>[^<]*</f>))<v ?(?:/>|></v>)</c>'
)


class UnsupportedPackage(Exception):
    """Not an Excel package, or one that needs too much memory."""


def formula_results(content: bytes, *, more_cells: int = 0) -> dict[str, Results]:
    """The results of the formulas of each worksheet, by the worksheet's name in the package.

    `more_cells` will be added to the workbook. Raises UnsupportedPackage for a file that must not
    be opened with openpyxl.
    """
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        unpacked = sum(member.file_size for member in archive.infolist())
        if "xl/workbook.xml" not in archive.namelist() or unpacked > MAX_UNPACKED_BYTES:
            raise UnsupportedPackage
        counter, found = _Counter(more_cells), {}
        # Every part: any part may be a worksheet, by its relation.
        for name in archive.namelist():
            with archive.open(name) as part:
                found[name] = counter.read(part)
        return found


class _Counter:
    """Counts the objects that openpyxl would create and collects formula results."""

    def __init__(self, cells: int) -> None:
        self.cells = cells
        self.tags = self.plain_tags = 0
        self.results: Results = {}
        self.place = self.type = ""
        self.has_formula = False
        self.value: list[str] | None = None

    def read(self, part: IO[bytes]) -> Results:
        self.results = {}
        parser = expat.ParserCreate(namespace_separator=" ")
        parser.buffer_text = True
        parser.StartDoctypeDeclHandler = _refuse_document_type
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._text
        # Pictures are not XML and drawings often malformed; openpyxl does not read them either.
        with suppress(expat.ExpatError):
            while chunk := part.read(CHUNK):
                parser.Parse(chunk, False)
            parser.Parse(b"", True)
        return self.results

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        self._count(tag, attributes)
        match tag.rpartition(" ")[2]:
            case "c":
                self._hold(1)
                self.place, self.type = attributes.get("r", ""), attributes.get("t", "n")
                self.has_formula = False
            case "f":
                self.has_formula = True
            case "v" if self.has_formula:
                self.value = []
            case "row":
                self._hold(ROW_IN_CELLS)
            case "mergeCell" | "hyperlink":
                left, top, right, bottom = range_boundaries(attributes.get("ref", "A1"))
                self._hold((right - left + 1) * (bottom - top + 1))

    def _text(self, text: str) -> None:
        if self.value is not None:
            self.value.append(text)

    def _end(self, tag: str) -> None:
        if self.value is not None and tag.rpartition(" ")[2] == "v":
            self.results[self.place] = self.type, "".join(self.value)
            self.value = None

    def _count(self, tag: str, attributes: dict[str, str]) -> None:
        namespace, _space, name = tag.rpartition(" ")
        if name in _PLAIN_TAGS or namespace.startswith(_DRAWN):
            self.plain_tags += 1
        else:
            # Each range of a rule becomes an object.
            self.tags += 1 + attributes.get("sqref", "").count(" ")
        if self.tags > MAX_TAGS or self.plain_tags > MAX_PLAIN_TAGS:
            raise UnsupportedPackage

    def _hold(self, cells: int) -> None:
        self.cells += cells
        if self.cells > MAX_CELLS:
            raise UnsupportedPackage


def _refuse_document_type(*_declaration: Any) -> None:
    raise UnsupportedPackage


def with_results(saved: IO[bytes], results: Mapping[str, Results]) -> io.BytesIO:
    """A workbook saved by openpyxl, with the results of its formulas restored."""
    out = io.BytesIO()
    with (
        zipfile.ZipFile(saved) as old,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for member in old.infolist():
            found = results.get(member.filename)
            with old.open(member) as part, new.open(member.filename, "w") as copy:
                for piece in _pieces(part):
                    copy.write(
                        _FORMULA.sub(partial(_with_result, found), piece) if found else piece
                    )
    return out


def _pieces(part: IO[bytes]) -> Iterator[bytes]:
    """The content in chunks that do not end inside a cell."""
    rest = b""
    while chunk := part.read(CHUNK):
        whole, end, rest = (rest + chunk).rpartition(b"</c>")
        if end:
            yield whole + end
    yield rest


def _with_result(results: Results, match: re.Match[bytes]) -> bytes:
    place, attributes, formula = match.groups()
    if place.decode() not in results:
        return match[0]
    kind, value = results[place.decode()]
    cell = f' t="{kind}">'.encode() + formula + f"<v>{escape(value)}</v>".encode()
    return b'<c r="' + place + b'"' + attributes + cell + b"</c>"
