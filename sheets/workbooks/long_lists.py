"""The rows of a list, put into a workbook that has everything but them.

XlsxWriter makes the workbook, its styles and its print set-up. It holds each cell as an object,
which takes most of the time of ten thousand rows; here a cell is a piece of text, and the rows wait
on disk.
"""

import re
import tempfile
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from shutil import copyfileobj
from typing import IO, Any

from xlsxwriter.utility import xl_col_to_name

SHEET = "xl/worksheets/sheet1.xml"
MEMORY_BEFORE_DISK = 5 * 1024 * 1024
# Excel counts days from here, and takes 1900 for a leap year.
FIRST_DAY = date(1899, 12, 31)
FEBRUARY_1900 = 59

_SAMPLE = re.compile(rb'<row r="(\d+)"(?:(?!<row ).)*</row>(?=</sheetData>)', re.DOTALL)
_STYLE = re.compile(rb' s="(\d+)"')
_DIMENSION = re.compile(rb'<dimension ref="[^"]*"/>')
_MARKUP = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;"})
# What cannot stand in a cell's text as it is; outer spaces are lost unless they are asked for.
_AWKWARD = re.compile(r"[&<>\x00-\x08\x0b-\x1f\ufffe\uffff]|_x[0-9a-fA-F]{4}_|^\s|\s$")
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\ufffe\uffff]")
_LIKE_CONTROL = re.compile(r"_(?=x[0-9a-fA-F]{4}_)")
_OUTER_SPACE = re.compile(r"^\s|\s$")


@dataclass(frozen=True)
class Styles:
    """The numbers of the styles in the workbook."""

    text: int
    number: int
    whole: int
    day: int


def fill(frame: IO[bytes], out: IO[bytes], rows: Iterable[list[Any]], years: list[bool]) -> None:
    """Write the workbook of `frame` to `out`, with rows in place of its last row.

    That row is a sample of the styles of a text, a number, a whole number and a day, in this order.
    `years` tells of each column whether its numbers are years, which have no grouping.
    """
    with (
        zipfile.ZipFile(frame) as archive,
        tempfile.SpooledTemporaryFile(MEMORY_BEFORE_DISK) as body,
    ):
        sheet = archive.read(SHEET)
        sample = _SAMPLE.search(sheet)
        first = end = int(sample[1])
        styles = Styles(*map(int, _STYLE.findall(sample[0])))
        for row in _rows(rows, styles, years, first):
            body.write(row.encode())
            end += 1
        body.seek(0)
        size = f'<dimension ref="A1:{xl_col_to_name(len(years) - 1)}{end - 1}"/>'.encode()
        head = _DIMENSION.sub(size, sheet[: sample.start()], count=1)
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as filled:
            for member in archive.infolist():
                if member.filename != SHEET:
                    filled.writestr(member, archive.read(member), zipfile.ZIP_DEFLATED)
                    continue
                with filled.open(member, "w", force_zip64=True) as part:
                    part.write(head)
                    copyfileobj(body, part)
                    part.write(sheet[sample.end() :])


def _rows(
    rows: Iterable[list[Any]], styles: Styles, years: list[bool], first: int
) -> Iterator[str]:
    letters = [xl_col_to_name(index) for index in range(len(years))]
    text = f'" s="{styles.text}" t="inlineStr"><is><t'
    for number, cells in enumerate(rows, start=first):
        parts = [f'<row r="{number}">']
        for letter, year, cell in zip(letters, years, cells, strict=True):
            if isinstance(cell, str):
                said = _escaped(cell) if _AWKWARD.search(cell) else f">{cell}"
                parts.append(f'<c r="{letter}{number}{text}{said}</t></is></c>')
            elif isinstance(cell, date):
                days = (date(cell.year, cell.month, cell.day) - FIRST_DAY).days
                days += days > FEBRUARY_1900
                parts.append(f'<c r="{letter}{number}" s="{styles.day}"><v>{days}</v></c>')
            else:
                plain = styles.whole if isinstance(cell, int) else styles.number
                style = styles.text if year else plain
                parts.append(f'<c r="{letter}{number}" s="{style}"><v>{cell:.16G}</v></c>')
        parts.append("</row>")
        yield "".join(parts)


def _escaped(text: str) -> str:
    """The rest of the tag and its text, as Excel writes what XML has no letters for."""
    kept = ' xml:space="preserve"' if _OUTER_SPACE.search(text) else ""
    text = _LIKE_CONTROL.sub("_x005F_", text)
    text = _CONTROL.sub(lambda found: f"_x{ord(found[0]):04X}_", text)
    return f"{kept}>{text.translate(_MARKUP)}"
