"""The text of a PDF of the portal, read without other programs."""

import re
import zlib

STREAM = re.compile(rb"stream\r?\n(.*?)\r?\nendstream", re.DOTALL)
CHARACTER = re.compile(rb"<([0-9A-F]{4})> <([0-9A-F]{4,})>")
TEXT_OPERATOR = re.compile(rb"/F(\d+) [\d.]+ Tf|\(((?:\\.|[^\\)])*)\) Tj|\[(.*?)\] TJ", re.DOTALL)
PART = re.compile(rb"\(((?:\\.|[^\\)])*)\)", re.DOTALL)
ESCAPED = re.compile(rb"\\(.)", re.DOTALL)
ESCAPES = {b"r": b"\r", b"n": b"\n", b"t": b"\t", b"b": b"\b", b"f": b"\f"}


def pdf_text(pdf: bytes) -> str:
    """The text of all pages, line by line, as it would be copied."""
    streams = [_unpacked(part) for part in STREAM.findall(pdf)]
    fonts = [_character_map(part) for part in streams if b"begincmap" in part]
    return "\n".join(_lines(part, fonts) for part in streams if b" Tj" in part and b"BT" in part)


def page_count(pdf: bytes) -> int:
    return len(re.findall(rb"/Type /Page\b(?!s)", pdf))


def _unpacked(part: bytes) -> bytes:
    try:
        return zlib.decompress(part)
    except zlib.error:
        return part


def _character_map(table: bytes) -> dict[int, str]:
    """The character of each code of a font."""
    return {
        int(code, 16): bytes.fromhex(character.decode()).decode("utf-16-be")
        for code, character in CHARACTER.findall(table)
    }


def _lines(content: bytes, fonts: list[dict[int, str]]) -> str:
    lines, font = [], fonts[0]
    for name, text, parts in TEXT_OPERATOR.findall(content):
        if name:
            font = fonts[int(name) - 1]
        else:
            strings = [text] if text else PART.findall(parts)
            lines.append("".join(_decoded(string, font) for string in strings))
    return "\n".join(lines)


def _decoded(text: bytes, font: dict[int, str]) -> str:
    codes = ESCAPED.sub(lambda found: ESCAPES.get(found[1], found[1]), text)
    pairs = zip(codes[::2], codes[1::2], strict=True)
    return "".join(font[high * 256 + low] for high, low in pairs)
