"""CSV text: detection of encoding and delimiter, and its rows."""

import csv
import io
import re
import unicodedata
from codecs import getincrementaldecoder
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from itertools import islice

from spreadsheets.readers.errors import FileRefused, unknown_type
from spreadsheets.readers.errors import marked_for_translation as _
from spreadsheets.readers.grid_builder import GridBuilder
from spreadsheets.readers.grids import Grid
from spreadsheets.readers.limits import FileLimits
from spreadsheets.readers.values import unspelled

_DELIMITERS = ",;\t"
_START = 1 << 16
_CONTROL = re.compile(r"[\x01-\x08\x0b\x0e-\x1f\x7f]")
# PDF, RTF, archives, pictures, programs.
_FOREIGN = (
    *(b"%PDF", b"{\\rtf", b"\x1f\x8b", b"PK", b"Rar!", b"7z\xbc\xaf"),
    *(b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"RIFF", b"II*\x00", b"MM\x00*", b"MZ\x90"),
)
# Many programs save a web page under the name of a workbook.
_WEB_PAGE = re.compile(r"\s*<(?:\?xml|!doctype|html|head|meta|table|style)\b", re.IGNORECASE)
# In Windows-1258 a tone mark follows its vowel.
_TONE_MARK = re.compile("[\u0300\u0301\u0303\u0309\u0323]")
_TONE_ON_VOWEL = re.compile("[aăâeêioôơuưy][\u0300\u0301\u0303\u0309\u0323]", re.IGNORECASE)
_PILED_MARKS = re.compile("[\u0300\u0301\u0303\u0309\u0323]{4}")
_ACCENTED = re.compile(rb"[\x80-\xff]")
_WINDOWS_1258, _WINDOWS_1252 = "cp1258", "cp1252"
_ONE_BYTE_ENCODINGS = (_WINDOWS_1258, _WINDOWS_1252)
_EXAMINED_CHARACTERS = 200
_MAX_CONTROL_CHARACTERS = 3  # control characters in the examined beginning
_SEPARATOR_LINE = re.compile(r'"?sep=(.)"?\r?\n', re.IGNORECASE)


def open_csv(content: bytes, limits: FileLimits) -> Grid:
    """The rows of a CSV text. Raises FileRefused for other content, damaged or too large files."""
    encoding = _encoding(content)
    start = _start(content, encoding)
    delimiter = _delimiter(start)
    has_separator_line = bool(_SEPARATOR_LINE.match(start))
    builder = GridBuilder("CSV", limits)
    lines = _lines(content, encoding)
    try:
        for index, row in enumerate(csv.reader(lines, delimiter=delimiter, strict=True)):
            if len(row) > builder.last_column + 1 and any(row[builder.last_column + 1 :]):
                raise builder.too_far(index, len(row) - 1)
            if row and (index or not has_separator_line):
                builder.add_row(index, list(map(unspelled, row)))
    except csv.Error as error:
        raise FileRefused(
            _("The CSV text is damaged (a quotation mark is not closed?); save it again.")
        ) from error
    return builder.grid()


def _lines(content: bytes, encoding: str) -> Iterator[str]:
    # Bytes without a Western letter are replaced; `_encoding` has refused other content.
    errors = "replace" if encoding in _ONE_BYTE_ENCODINGS else "strict"
    stream = io.TextIOWrapper(io.BytesIO(content), encoding=encoding, errors=errors, newline="")
    for line in stream:
        if encoding == _WINDOWS_1258 and not _PILED_MARKS.search(line):
            line = unicodedata.normalize("NFC", line)
        yield line


def _encoding(content: bytes) -> str:
    """UTF-8, UTF-16, Windows-1258 or Western letters; the text is decoded once, in chunks.

    Raises FileRefused for content that is not text.
    """
    if content.startswith(_FOREIGN):
        raise unknown_type()
    encoding = _encoding_by_first_bytes(content)
    if not _decodes(content, encoding):
        if encoding != "utf-8-sig":
            raise unknown_type()
        encoding = _one_byte_encoding(content)
    _check_is_text(content, encoding)
    return encoding


def _decodes(content: bytes, encoding: str) -> bool:
    decoder = getincrementaldecoder(encoding)()
    view = memoryview(content)
    try:
        for at in range(0, len(content), _START):
            decoder.decode(view[at : at + _START])
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True


def _start(content: bytes, encoding: str) -> str:
    """The first part of the text, up to the last complete character."""
    return getincrementaldecoder(encoding)("replace").decode(content[:_START])


def _check_is_text(content: bytes, encoding: str) -> None:
    is_wide = encoding.startswith("utf-16")
    if not is_wide and b"\x00" in content:
        raise unknown_type()
    start = _start(content, encoding)
    if _WEB_PAGE.match(start):
        raise FileRefused(
            _(
                "This is a web page or XML, despite its name; open it in Excel, save it as "
                ".xlsx and send it again."
            )
        )
    # Single control characters are reported at their cell; many mean that it is not text.
    at_first, in_all = (
        len(_CONTROL.findall(text)) for text in (start[:_EXAMINED_CHARACTERS], start)
    )
    if "\x00" in start or at_first > _MAX_CONTROL_CHARACTERS or in_all * 20 > len(start):
        raise unknown_type()


def _encoding_by_first_bytes(content: bytes) -> str:
    if content[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return "utf-16"
    # Without a byte order mark, UTF-16 is recognised by the zero byte of commas and spaces.
    start = content[: _EXAMINED_CHARACTERS * 2]
    upper, lower = start[::2].count(0), start[1::2].count(0)
    if max(upper, lower) * 8 > len(start) and not min(upper, lower):
        return "utf-16-be" if upper else "utf-16-le"
    return "utf-8-sig"


def _one_byte_encoding(content: bytes) -> str:
    """Windows-1258 if its tone marks follow vowels, else an old font in Western letters."""
    if not _decodes(content, _WINDOWS_1258):
        return _WINDOWS_1252
    accented = _ACCENTED.search(content)
    first = max(accented.start() - 1, 0) if accented else 0
    text = content[first : first + _START].decode(_WINDOWS_1258)
    marks = len(_TONE_MARK.findall(text))
    return _WINDOWS_1252 if len(_TONE_ON_VOWEL.findall(text)) * 10 < marks * 9 else _WINDOWS_1258


def _delimiter(text: str) -> str:
    """The delimiter with the same number of cells in most lines; title lines do not count."""
    if named := _SEPARATOR_LINE.match(text):
        return named[1]
    return max(_DELIMITERS, key=lambda delimiter: _uniformity(text[:_START], delimiter))


def _uniformity(text: str, delimiter: str) -> tuple[int, int]:
    """The number of lines with the most frequent number of cells above one, and that number."""
    widths: Counter[int] = Counter()
    with suppress(csv.Error):
        for row in islice(
            csv.reader(io.StringIO(text, newline=""), delimiter=delimiter), _EXAMINED_CHARACTERS
        ):
            widths[len(row)] += 1
    widths[0] = widths[1] = 0
    width, lines = max(widths.items(), key=lambda item: (item[1], item[0]))
    return lines, width
