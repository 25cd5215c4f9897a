"""Removes macros from workbooks and Word documents. Macros are never run or stored."""

import io
import re
import zipfile
from html import escape

from spreadsheets.readers.archives import Archive
from spreadsheets.readers.errors import has_macro_sheet, has_macros
from spreadsheets.readers.limits import FileLimits
from spreadsheets.readers.ole import SIGNATURE, CompoundFile
from spreadsheets.readers.xlsx.package_types import is_ods, package_type
from spreadsheets.readers.xlsx.workbook import MACRO_SHEET, main_part, relations, relations_part
from spreadsheets.readers.xml import Attributes, ElementReader, local_name

_MACRO_PART = re.compile(r"(^|/)(_rels/)?vba[^/]*\.(bin|xml|rels)$", re.IGNORECASE)
_OF_MACROS = re.compile(r"vbaProject|vbaData|ms-office\.vba", re.IGNORECASE)
_CONTENT_TYPES = "[Content_Types].xml"
# Writing so many bytes takes as long as reading a cell.
_BYTES_AS_CELL = 128
_OFFICE = "application/vnd.openxmlformats-officedocument"
_WORKBOOK = f"{_OFFICE}.spreadsheetml.sheet.main+xml"
_DOCUMENT = f"{_OFFICE}.wordprocessingml.document.main+xml"
_PLAIN_TYPES = {
    "application/vnd.ms-excel.sheet.macroEnabled.main+xml": _WORKBOOK,
    "application/vnd.ms-excel.template.macroEnabled.main+xml": _WORKBOOK,
    "application/vnd.ms-word.document.macroEnabled.main+xml": _DOCUMENT,
    "application/vnd.ms-word.template.macroEnabledTemplate.main+xml": _DOCUMENT,
}
# Modules and dialogs of Basic, and scripts in other languages. Lists of modules may be empty.
_ODS_MACROS = re.compile(
    r"(^|/)(basic|scripts|dialogs)/(?!(.*/)?(script|dialog)-l[bc]\.xml$).*[^/]$", re.IGNORECASE
)


def without_macros(content: bytes, limits: FileLimits) -> tuple[bytes, str] | None:
    """A file without its macros and all references to them, and its extension; None without any.

    Raises FileRefused for a malformed file, for a sheet of Excel 4 macros, and for an .xls or .ods
    with macros, which are not removed from it.
    """
    if content.startswith(SIGNATURE):
        if CompoundFile(content).has_macros:
            raise has_macros()
        return None
    archive = Archive(content, limits)
    if any(kind == MACRO_SHEET for kind, _path in relations(archive, main_part(archive)).values()):
        raise has_macro_sheet()
    if is_ods(archive) and any(map(_ODS_MACROS.search, archive.names())):
        raise has_macros()
    parts = macro_parts(archive)
    if not parts:
        return None
    mentioned_in = (_CONTENT_TYPES.lower(), relations_part(main_part(archive)).lower())
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as plain:
        for name in archive.names():
            if name.lower() in parts:
                continue
            # The date is fixed: the same file gives the same bytes, and the same digest.
            member = zipfile.ZipInfo(name)
            member.compress_type = zipfile.ZIP_DEFLATED
            with plain.open(member, "w") as written:
                if name.lower() in mentioned_in:
                    written.write(_without_mentions(archive, name))
                else:
                    for piece in archive.pieces(name):
                        limits.on_content(len(piece) // _BYTES_AS_CELL)
                        written.write(piece)
    return out.getvalue(), package_type(archive).value


def macro_parts(archive: Archive) -> set[str]:
    """The parts with macros, in lower case: by their type, whatever their names are."""
    types = _Types()
    if _CONTENT_TYPES in archive:
        types.read(archive.pieces(_CONTENT_TYPES))
    related = {
        path.lower()
        for kind, path in relations(archive, main_part(archive)).values()
        if _OF_MACROS.search(kind)
    }
    found = set()
    for name in map(str.lower, archive.names()):
        # Other parts have the default type of their extension; a part's own type takes precedence.
        kind = types.of_parts.get(name, types.of_extensions.get(name.rpartition(".")[2], ""))
        if name in related or _MACRO_PART.search(name) or _OF_MACROS.search(kind):
            found.add(name)
    return found


class _Types(ElementReader):
    """The types of the parts of a file, by path and by extension, all in lower case."""

    def __init__(self) -> None:
        super().__init__()
        self.of_parts: dict[str, str] = {}
        self.of_extensions: dict[str, str] = {}

    def start_Override(self, _tag: str, attributes: Attributes) -> None:
        self._keep(self.of_parts, attributes.get("PartName", "").lstrip("/"), attributes)

    def start_Default(self, _tag: str, attributes: Attributes) -> None:
        self._keep(self.of_extensions, attributes.get("Extension", ""), attributes)

    def _keep(self, types: dict[str, str], key: str, attributes: Attributes) -> None:
        types[key.lower()] = attributes.get("ContentType", "")


def _without_mentions(archive: Archive, name: str) -> bytes:
    entries = _Entries()
    entries.read(archive.pieces(name))
    return entries.as_xml().encode()


class _Entries(ElementReader):
    """A flat list of elements, written again without those that refer to macros."""

    namespaces = True

    def __init__(self) -> None:
        super().__init__()
        self._namespace, self._root = "", ""
        self._lines: list[str] = []

    def as_xml(self) -> str:
        return "".join(
            [
                '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n',
                f'<{self._root} xmlns="{escape(self._namespace)}">',
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
                f' {local_name(key)}="{escape(_PLAIN_TYPES.get(value, value))}"'
                for key, value in attributes.items()
            )
            self._lines.append(f"<{local_name(tag)}{written}/>")
