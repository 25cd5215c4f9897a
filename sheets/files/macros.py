"""Macros of an Excel workbook (.xlsm): never run, never read, and not kept or handed on."""

import io
import re
import zipfile
from xml.sax.saxutils import quoteattr

from sheets.files.archives import Archive
from sheets.files.markup import Attributes, Walker, local

_MACRO_PART = re.compile(r"(^|/)(_rels/)?vba[^/]*\.(bin|xml|rels)$", re.IGNORECASE)
_OF_MACROS = re.compile(r"vbaProject|vbaData|ms-office\.vba", re.IGNORECASE)
_CONTENT_TYPES = "[Content_Types].xml"
_WITH_MACROS = "application/vnd.ms-excel.sheet.macroEnabled.main+xml"
_TEMPLATE_WITH_MACROS = "application/vnd.ms-excel.template.macroEnabled.main+xml"
_WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"


def has_macros(content: bytes) -> bool:
    """Whether a file holds macros. Raises FileRefused for an unsound one, as opening does."""
    return content.startswith(b"PK") and any(map(_MACRO_PART.search, Archive(content).names()))


def without_macros(content: bytes) -> bytes:
    """The workbook with its macros, and all that refers to them, left out: a plain .xlsx.

    A file without macros is given back as it came. Raises FileRefused for an unsound one.
    """
    if not has_macros(content):
        return content
    archive = Archive(content)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as plain:
        for name in archive.names():
            if _MACRO_PART.search(name):
                continue
            # The date is fixed: the same file gives the same bytes, and the same digest.
            member = zipfile.ZipInfo(name)
            member.compress_type = zipfile.ZIP_DEFLATED
            with plain.open(member, "w") as written:
                if name.lower() == _CONTENT_TYPES.lower() or name.endswith("workbook.xml.rels"):
                    written.write(_without_mentions(archive, name))
                else:
                    for piece in archive.pieces(name):
                        written.write(piece)
    return out.getvalue()


def _without_mentions(archive: Archive, name: str) -> bytes:
    entries = _Entries()
    entries.read(archive.pieces(name))
    return entries.as_xml().encode()


class _Entries(Walker):
    """A flat list of elements, written anew without those that speak of macros."""

    namespaces = True

    def __init__(self) -> None:
        super().__init__()
        self._namespace, self._root = "", ""
        self._lines: list[str] = []

    def as_xml(self) -> str:
        return "".join(
            [
                '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n',
                f"<{self._root} xmlns={quoteattr(self._namespace)}>",
                *self._lines,
                f"</{self._root}>",
            ]
        )

    def _start(self, tag: str, attributes: Attributes) -> None:
        super()._start(tag, attributes)
        if self.depth == 1:
            self._namespace, _space, self._root = tag.rpartition(" ")
        elif not any(_OF_MACROS.search(value) for value in attributes.values()):
            written = "".join(
                f" {local(key)}={quoteattr(_plain_type(value))}"
                for key, value in attributes.items()
            )
            self._lines.append(f"<{local(tag)}{written}/>")


def _plain_type(value: str) -> str:
    return _WORKBOOK if value in {_WITH_MACROS, _TEMPLATE_WITH_MACROS} else value
