"""Zip archives of workbooks and documents, checked before any member is inflated.

Nothing is written to disk. Members that no reader needs, such as pictures, are never inflated.
"""

import io
import re
import struct
import zipfile
import zlib
from collections.abc import Iterator

from django.conf import settings

from spreadsheets.readers.errors import damaged, has_password, larger_than, unusual_structure
from spreadsheets.readers.limits import TAGS_PER_CELL, FileLimits

PIECE = 1 << 16
_MEMBER = b"PK\x01\x02"
_LOCAL_HEADER = struct.Struct("<4s22xHH")
_ENCRYPTED = 1
# Absolute, upwards, of a Windows drive, or with signs that no program writes into a name.
_UNUSUAL_PATH = re.compile(r"^[/\\]|\\|^[A-Za-z]:|(^|/)\.\.?(/|$)|//|[\x00-\x1f\x7f]")
# Sheets of offices swell up to 30-fold, counted rows of OpenDocument 150-fold; a bomb 1000-fold.
_MAX_RATIO = 400
_RATIO_COUNTS_FROM = 4 << 20


class Archive:
    """The members of a valid zip file.

    Raises FileRefused for an encrypted, malformed or hostile file.
    """

    def __init__(self, content: bytes) -> None:
        # Counted before the directory is read, which could fill memory itself.
        if content.count(_MEMBER) > settings.SHEET_MAX_MEMBERS:
            raise unusual_structure()
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(content))
        except (zipfile.BadZipFile, NotImplementedError, ValueError, struct.error) as error:
            raise damaged() from error
        members = self._zip.infolist()
        _check_names(members)
        _check_places(members, content)
        # Part names are case-insensitive.
        self._members = {member.filename.lower(): member for member in members}
        self.limits = FileLimits()
        self._left: int = settings.SHEET_MAX_UNPACKED_BYTES

    def __contains__(self, name: str) -> bool:
        return name.lower() in self._members

    def names(self) -> list[str]:
        return [member.filename for member in self._members.values()]

    def pieces(self, name: str, tags_per_cell: int = TAGS_PER_CELL) -> Iterator[bytes]:
        """A member, inflated in pieces. Raises FileRefused if it is missing or too large."""
        member = self._members.get(name.lower())
        if member is None:
            raise damaged()
        if member.file_size > max(_RATIO_COUNTS_FROM, _MAX_RATIO * member.compress_size):
            raise larger_than(settings.SHEET_MAX_UNPACKED_BYTES)
        try:
            with self._zip.open(member) as content:
                while piece := content.read(PIECE):
                    self._left -= len(piece)
                    if self._left < 0:
                        raise larger_than(settings.SHEET_MAX_UNPACKED_BYTES)
                    self.limits.take_tags(piece.count(b"<"), tags_per_cell)
                    yield piece
        except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError) as error:
            raise damaged() from error


def _check_names(members: list[zipfile.ZipInfo]) -> None:
    names = {member.filename.lower() for member in members}
    if len(names) < len(members):
        raise unusual_structure()
    for member in members:
        if member.flag_bits & _ENCRYPTED:
            raise has_password()
        if _UNUSUAL_PATH.search(member.orig_filename) or member.compress_type not in (
            zipfile.ZIP_STORED,
            zipfile.ZIP_DEFLATED,
        ):
            raise unusual_structure()


def _check_places(members: list[zipfile.ZipInfo], content: bytes) -> None:
    """Refuse members that share bytes, as in an overlapping zip bomb."""
    end = 0
    for member in sorted(members, key=lambda each: each.header_offset):
        start = member.header_offset
        if start < end or start + _LOCAL_HEADER.size > len(content):
            raise unusual_structure() if start < end else damaged()
        _signature, name, extra = _LOCAL_HEADER.unpack_from(content, start)
        end = start + _LOCAL_HEADER.size + name + extra + member.compress_size
    if end > len(content):
        raise damaged()
