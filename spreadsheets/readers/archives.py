"""Zip archives of workbooks and documents.

Nothing is written to disk. Members that no reader needs, such as pictures, are never inflated.
"""

import io
import re
import struct
import zipfile
import zlib
from collections.abc import Iterator

from spreadsheets.readers.errors import damaged, has_password, larger_than, unusual_structure
from spreadsheets.readers.limits import FileLimits

PIECE = 1 << 16
_ENCRYPTED = 1
# Absolute, upwards, with a Windows drive, or with characters that no program writes.
_UNUSUAL_PATH = re.compile(r"^[/\\]|\\|^[A-Za-z]:|(^|/)\.\.?(/|$)|//|[\x00-\x1f\x7f]")


class Archive:
    """The members of a valid zip file.

    Raises FileRefused for an encrypted, malformed or hostile file.
    """

    def __init__(self, content: bytes, limits: FileLimits) -> None:
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(content))
        except (zipfile.BadZipFile, NotImplementedError, ValueError, struct.error) as error:
            raise damaged() from error
        members = self._zip.infolist()
        _check_names(members)
        # Part names are case-insensitive.
        self._members = {member.filename.lower(): member for member in members}
        self.limits = limits
        self._left = limits.max.unpacked_bytes

    def __contains__(self, name: str) -> bool:
        return name.lower() in self._members

    def names(self) -> list[str]:
        return [member.filename for member in self._members.values()]

    def pieces(self, name: str) -> Iterator[bytes]:
        """A member, inflated in pieces. Raises FileRefused if it is missing or too large."""
        member = self._members.get(name.lower())
        if member is None:
            raise damaged()
        try:
            with self._zip.open(member) as content:
                while piece := content.read(PIECE):
                    self._left -= len(piece)
                    if self._left < 0:
                        raise larger_than(self.limits.max.unpacked_bytes)
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
