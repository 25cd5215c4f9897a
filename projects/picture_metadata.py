"""Removes what a camera or program wrote into a picture beside its points: GPS, camera, names.

The points are copied byte for byte, without decoding them. The colour profile is kept, and of Exif
only the orientation, by which browsers turn the picture. Formats: JPEG (ITU T.81, Exif 2.32), PNG
(W3C PNG, third edition), WebP (RFC 9649).
"""

import re
import struct
from collections.abc import Iterator
from zlib import crc32

_PNG = b"\x89PNG\r\n\x1a\n"
# What a PNG needs to be displayed; text, times and Exif are not among it.
_PNG_KEPT = {b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"cHRM", b"gAMA", b"iCCP", b"sBIT"} | {
    *(b"sRGB", b"cICP", b"bKGD", b"pHYs", b"acTL", b"fcTL", b"fdAT"),
}
_WEBP_KEPT = {b"VP8 ", b"VP8L", b"VP8X", b"ALPH", b"ICCP", b"ANIM", b"ANMF"}
_WEBP_EXIF_FLAG, _WEBP_XMP_FLAG = 0x08, 0x04
_ORIENTATION = 0x0112
_START_OF_SCAN, _END_OF_IMAGE = 0xDA, 0xD9
_JPEG_COMMENT = 0xFE
_MARKER = re.compile(rb"\xff[^\x00\xd0-\xd7\xff]")


class NotAPicture(ValueError):
    """Bytes that are no whole JPEG, PNG or WebP picture."""


def without_metadata(content: bytes) -> bytes:
    """The same picture without metadata. Raises NotAPicture."""
    try:
        if content.startswith(b"\xff\xd8"):
            return _jpeg(content)
        if content.startswith(_PNG):
            return _png(content)
        if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
            return _webp(content)
    except (struct.error, IndexError) as error:
        raise NotAPicture from error
    raise NotAPicture


def _jpeg(content: bytes) -> bytes:
    kept, orientation, place = [], 1, 2
    while True:
        if content[place] != 0xFF:
            raise NotAPicture
        marker = content[place + 1]
        if marker == 0xFF:  # filling
            place += 1
            continue
        # A second picture behind the first one has metadata of its own.
        if marker == _END_OF_IMAGE:
            break
        (length,) = struct.unpack_from(">H", content, place + 2)
        end = place + 2 + length
        if marker == _START_OF_SCAN:
            end = _end_of_scan(content, end)
        body = content[place + 4 : end]
        if marker == 0xE1 and body.startswith(b"Exif\0\0"):
            orientation = _orientation(body[6:])
        elif _is_kept_in_jpeg(marker, body):
            kept.append(content[place:end])
        place = end
    if orientation != 1:
        exif = b"Exif\0\0" + _exif(orientation)
        kept.insert(0, b"\xff\xe1" + struct.pack(">H", len(exif) + 2) + exif)
    return b"".join([content[:2], *kept, b"\xff\xd9"])


def _end_of_scan(content: bytes, place: int) -> int:
    """The next marker that is not part of the points: FF 00 is the byte FF, FF D0–D7 a restart."""
    found = _MARKER.search(content, place)
    if found is None:
        raise NotAPicture
    return found.start()


def _is_kept_in_jpeg(marker: int, body: bytes) -> bool:
    if 0xE0 <= marker <= 0xEF:
        # APP0 is JFIF, APP14 the colour space of Adobe.
        return (
            (marker == 0xE0 and body.startswith(b"JFIF\0"))
            or (marker == 0xE2 and body.startswith(b"ICC_PROFILE\0"))
            or (marker == 0xEE and body.startswith(b"Adobe"))
        )
    return marker != _JPEG_COMMENT


def _png(content: bytes) -> bytes:
    kept, orientation = [], 1
    for name, body in _png_chunks(content):
        if name == b"eXIf":
            orientation = _orientation(body)
        elif name in _PNG_KEPT:
            kept.append(_png_chunk(name, body))
    if not kept or not kept[-1].startswith(b"\0\0\0\0IEND"):
        raise NotAPicture
    if orientation != 1:
        kept.insert(1, _png_chunk(b"eXIf", _exif(orientation)))
    return b"".join([_PNG, *kept])


def _png_chunks(content: bytes) -> Iterator[tuple[bytes, bytes]]:
    place, name = len(_PNG), b""
    while name != b"IEND":
        length, name = struct.unpack_from(">I4s", content, place)
        yield name, content[place + 8 : place + 8 + length]
        place += length + 12


def _png_chunk(name: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + name + body + struct.pack(">I", crc32(name + body))


def _webp(content: bytes) -> bytes:
    chunks, orientation, place = [], 1, 12
    while place < len(content):
        name, length = struct.unpack_from("<4sI", content, place)
        body = content[place + 8 : place + 8 + length]
        if len(body) < length:
            raise NotAPicture
        if name == b"EXIF":
            orientation = _orientation(body.removeprefix(b"Exif\0\0"))
        elif name in _WEBP_KEPT:
            chunks.append((name, body))
        place += 8 + length + length % 2
    if not chunks:
        raise NotAPicture
    if chunks[0][0] == b"VP8X":
        flags = chunks[0][1][0] & ~(_WEBP_EXIF_FLAG | _WEBP_XMP_FLAG)
        if orientation != 1:
            flags |= _WEBP_EXIF_FLAG
            chunks.append((b"EXIF", _exif(orientation)))
        chunks[0] = (b"VP8X", bytes([flags]) + chunks[0][1][1:])
    packed = b"".join(
        name + struct.pack("<I", len(body)) + body + b"\0" * (len(body) % 2)
        for name, body in chunks
    )
    return b"RIFF" + struct.pack("<I", len(packed) + 4) + b"WEBP" + packed


def _orientation(exif: bytes) -> int:
    """The orientation of the main picture, 1 to 8; 1 where it is missing or damaged."""
    order = {b"II": "<", b"MM": ">"}.get(exif[:2])
    if order is None:
        return 1
    try:
        (start,) = struct.unpack_from(f"{order}I", exif, 4)
        (count,) = struct.unpack_from(f"{order}H", exif, start)
        for entry in range(count):
            tag, kind, _count, value = struct.unpack_from(
                f"{order}HHIH", exif, start + 2 + 12 * entry
            )
            if tag == _ORIENTATION and kind == 3 and 1 <= value <= 8:
                return int(value)
    except struct.error:
        return 1
    return 1


def _exif(orientation: int) -> bytes:
    """Exif with the orientation alone."""
    entry = struct.pack(">HHIHH", _ORIENTATION, 3, 1, orientation, 0)
    return b"MM\0*" + struct.pack(">IH", 8, 1) + entry + struct.pack(">I", 0)
