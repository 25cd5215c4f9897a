"""Compound files (OLE) of Microsoft Office before 2007 and of encrypted files: their streams.

The chain of sectors of a damaged file may be endless or cyclic, so each chain is followed for at
most as many sectors as the file has.
"""

import struct
import sys
from array import array
from collections.abc import Iterator

from spreadsheets.readers.errors import damaged

SIGNATURE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_HEADER_SIZE = 512
# Sectors of the allocation table that the header itself names.
_NAMED_IN_HEADER = 109
_MAX_SECTOR = 0xFFFFFFFA
_ENTRY_SIZE = 128
_STORAGE, _STREAM, _ROOT = 1, 2, 5
_MACRO_STORAGES = {"_vba_project_cur", "_vba_project", "vba"}


class CompoundFile:
    """The named streams of a compound file. Raises FileRefused for a damaged one."""

    def __init__(self, content: bytes) -> None:
        if len(content) < _HEADER_SIZE:
            raise damaged()
        shift, small_shift = struct.unpack_from("<HH", content, 30)
        if shift not in (9, 12) or not 4 <= small_shift < shift:
            raise damaged()
        self._content = content
        self._cell_count, self._small_size = 1 << shift, 1 << small_shift
        directory, self._cutoff, small_table = struct.unpack_from("<I4xII", content, 48)
        self._next = self._allocation_table()
        self._streams: dict[str, tuple[int, int]] = {}
        # Whether it contains a Visual Basic project.
        self.has_macros = False
        root = -1
        entries = b"".join(self._chain(directory))
        for at in range(0, len(entries) - _ENTRY_SIZE + 1, _ENTRY_SIZE):
            length, kind = struct.unpack_from("<HB", entries, at + 64)
            name = entries[at : at + max(0, min(length, 64) - 2)].decode("utf-16-le", "replace")
            start, size = struct.unpack_from("<II", entries, at + 116)
            if kind == _STREAM:
                self._streams.setdefault(name.lower(), (start, size))
            elif kind == _STORAGE:
                self.has_macros = self.has_macros or name.lower() in _MACRO_STORAGES
            elif kind == _ROOT:
                root = start
        if root < 0:
            raise damaged()
        self._small_next = _numbers(b"".join(self._chain(small_table)))
        self._small = b"".join(self._chain(root))

    def __contains__(self, name: str) -> bool:
        return name.lower() in self._streams

    def stream(self, name: str) -> bytes:
        """The complete content of a stream."""
        start, size = self._streams[name.lower()]
        pieces = self._small_chain(start) if size < self._cutoff else self._chain(start)
        return b"".join(pieces)[:size]

    def _sector(self, number: int) -> bytes:
        return self._content[(number + 1) * self._cell_count : (number + 2) * self._cell_count]

    def _allocation_table(self) -> "array[int]":
        """For each sector, the one that follows it."""
        further, count = struct.unpack_from("<II", self._content, 68)
        sectors = list(struct.unpack_from(f"<{_NAMED_IN_HEADER}I", self._content, 76))
        for _table in range(min(count, len(self._content) // self._cell_count)):
            numbers = _numbers(self._sector(further))
            if not numbers:
                break
            further = numbers.pop()
            sectors += numbers
        max_sectors = len(self._content) // self._cell_count + 1
        return _numbers(
            b"".join(self._sector(each) for each in sectors[:max_sectors] if each < _MAX_SECTOR)
        )

    def _chain(self, number: int) -> Iterator[bytes]:
        for each in _followed(number, self._next):
            yield self._sector(each)

    def _small_chain(self, number: int) -> Iterator[bytes]:
        for each in _followed(number, self._small_next):
            yield self._small[each * self._small_size : (each + 1) * self._small_size]


def _numbers(content: bytes) -> "array[int]":
    numbers = array("I", content[: len(content) // 4 * 4])
    if sys.byteorder == "big":
        numbers.byteswap()
    return numbers


def _followed(number: int, following: "array[int]") -> Iterator[int]:
    """The sectors of a chain; a cycle is refused as damaged."""
    for _step in range(len(following)):
        if number >= len(following):
            return
        yield number
        number = following[number]
    if number < len(following):
        raise damaged()
