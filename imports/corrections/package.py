"""Formula results of an Excel package, before and after openpyxl.

openpyxl writes formulas without their results. Without results, a phone and Excel's Protected View
display nothing, and the import refuses the file.
"""

import io
import re
import zipfile
from contextlib import suppress
from functools import partial
from typing import IO
from xml.parsers import expat
from xml.sax.saxutils import escape

from spreadsheets.readers.errors import too_costly
from spreadsheets.readers.limits import FileLimits

CHUNK = 1 << 16
# Measured: 180,000 cells, a fifth of them formulas, take the process to 226 MB and 12 seconds.
MAX_CELLS = 150_000
# Cells of openpyxl for each line of the list, with its link and height.
CELLS_A_LINE = 5
MAX_LINES = MAX_CELLS // CELLS_A_LINE

# Type and text of a formula's result, by the cell's address.
Results = dict[str, tuple[str, str]]

# A formula as openpyxl writes it: without a result.
_FORMULA = re.compile(
    rb'<c r="([A-Z]+\d+)"([^>]*)>(<f\b[^>]*?(?:/>|>[^<]*</f>))<v ?(?:/>|></v>)</c>'
)


def formula_results(content: bytes, limits: FileLimits, *, lines: int = 0) -> dict[str, Results]:
    """The results of the formulas of each worksheet, by the worksheet's name in the package.

    `lines` will be added to the workbook. Raises FileRefused for one with too many cells.
    """
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        collector, found = _Collector(limits), {}
        collector.count(lines * CELLS_A_LINE)
        # Every part: any part may be a worksheet, by its relation.
        for name in archive.namelist():
            with archive.open(name) as part:
                found[name] = collector.read(part)
        return found


class _Collector:
    """Counts cells and collects formula results."""

    def __init__(self, limits: FileLimits) -> None:
        self.limits = limits
        self.cells = 0
        self.results: Results = {}
        self.place = self.type = ""
        self.has_formula = False
        self.value: list[str] | None = None

    def read(self, part: IO[bytes]) -> Results:
        self.results = {}
        parser = expat.ParserCreate(namespace_separator=" ")
        parser.buffer_text = True
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._text
        # Pictures are not XML and drawings often malformed; openpyxl does not read them either.
        with suppress(expat.ExpatError):
            while chunk := part.read(CHUNK):
                parser.Parse(chunk, False)
            parser.Parse(b"", True)
        return self.results

    def count(self, cells: int) -> None:
        self.limits.on_content(cells)
        self.cells += cells
        if self.cells > MAX_CELLS:
            raise too_costly()

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        match tag.rpartition(" ")[2]:
            case "c":
                self.count(1)
                self.place, self.type = attributes.get("r", ""), attributes.get("t", "n")
                self.has_formula = False
            case "f":
                self.has_formula = True
            case "v" if self.has_formula:
                self.value = []

    def _text(self, text: str) -> None:
        if self.value is not None:
            self.value.append(text)

    def _end(self, tag: str) -> None:
        if self.value is not None and tag.rpartition(" ")[2] == "v":
            self.results[self.place] = self.type, "".join(self.value)
            self.value = None


def with_results(sheet: bytes, results: Results) -> bytes:
    """The XML of a worksheet written by openpyxl, with the results of its formulas."""
    return _FORMULA.sub(partial(_with_result, results), sheet) if results else sheet


def _with_result(results: Results, match: re.Match[bytes]) -> bytes:
    place, attributes, formula = match.groups()
    if place.decode() not in results:
        return match[0]
    kind, value = results[place.decode()]
    cell = f' t="{kind}">'.encode() + formula + f"<v>{escape(value)}</v>".encode()
    return b'<c r="' + place + b'"' + attributes + cell + b"</c>"
