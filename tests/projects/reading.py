"""What a PDF of the portal says, read back without any program of the machine."""

import re
import zlib

STREAM = re.compile(rb"stream\r?\n(.*?)\r?\nendstream", re.DOTALL)
LETTER = re.compile(rb"<([0-9A-F]{4})> <([0-9A-F]{4,})>")
SHOWN = re.compile(rb"/F(\d+) [\d.]+ Tf|\(((?:\\.|[^\\)])*)\) Tj|\[(.*?)\] TJ", re.DOTALL)
PART = re.compile(rb"\(((?:\\.|[^\\)])*)\)", re.DOTALL)
ESCAPED = re.compile(rb"\\(.)", re.DOTALL)
SIGNS = {b"r": b"\r", b"n": b"\n", b"t": b"\t", b"b": b"\b", b"f": b"\f"}


def text_of(pdf: bytes) -> str:
    """The text that someone who selects everything would copy, line by line."""
    streams = [_unpacked(part) for part in STREAM.findall(pdf)]
    letters = [_letters(part) for part in streams if b"begincmap" in part]
    return "\n".join(_lines(part, letters) for part in streams if b" Tj" in part and b"BT" in part)


def pages_of(pdf: bytes) -> int:
    return len(re.findall(rb"/Type /Page\b(?!s)", pdf))


def _unpacked(part: bytes) -> bytes:
    try:
        return zlib.decompress(part)
    except zlib.error:
        return part


def _letters(table: bytes) -> dict[int, str]:
    """Which letter each code of a font stands for."""
    return {
        int(code, 16): bytes.fromhex(letter.decode()).decode("utf-16-be")
        for code, letter in LETTER.findall(table)
    }


def _lines(content: bytes, letters: list[dict[int, str]]) -> str:
    lines, font = [], letters[0]
    for name, text, parts in SHOWN.findall(content):
        if name:
            font = letters[int(name) - 1]
        else:
            shown = [text] if text else PART.findall(parts)
            lines.append("".join(_decoded(part, font) for part in shown))
    return "\n".join(lines)


def _decoded(text: bytes, font: dict[int, str]) -> str:
    codes = ESCAPED.sub(lambda found: SIGNS.get(found[1], found[1]), text)
    pairs = zip(codes[::2], codes[1::2], strict=True)
    return "".join(font[high * 256 + low] for high, low in pairs)
