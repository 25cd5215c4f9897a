"""Excel workbooks (.xlsx, .xlsm): their sheets, styles and strings. Macros are not read.

Links to other files are not followed: the workbook has the last values.
"""

import posixpath

from spreadsheets.readers.archives import Archive
from spreadsheets.readers.errors import damaged, has_macro_sheet
from spreadsheets.readers.formats.number_formats import BUILT_IN_DISPLAYS, Display, display_of
from spreadsheets.readers.grid_builder import GridBuilder
from spreadsheets.readers.grids import Grid
from spreadsheets.readers.values import TRUE
from spreadsheets.readers.xlsx.shared_strings import SharedStrings
from spreadsheets.readers.xlsx.worksheet import PLAIN, Style, Workbook, read_worksheet
from spreadsheets.readers.xml import Attributes, ElementReader, local_name, number

# The relation of a sheet with Excel 4 macros.
MACRO_SHEET = "xlMacrosheet"


def open_xlsx(archive: Archive, main_part: str) -> list[Grid]:
    """The sheets of a workbook, including hidden ones. Raises FileRefused."""
    parts = _Workbook()
    parts.read(archive.pieces(main_part))
    targets = relations(archive, main_part)
    if any(kind == MACRO_SHEET for kind, _path in targets.values()):
        raise has_macro_sheet()
    sheets = [
        (name, hidden, targets[relation][1])
        for name, hidden, relation in parts.sheets
        if relation in targets and targets[relation][0] == "worksheet"
    ]
    archive.limits.check_sheets(len(sheets))
    by_kind = dict(targets.values())
    styles = _Styles()
    if (path := by_kind.get("styles")) and path in archive:
        styles.read(archive.pieces(path))
    strings = SharedStrings(archive.limits)
    if (path := by_kind.get("sharedStrings")) and path in archive:
        strings.read(archive.pieces(path))
    workbook = Workbook(strings, styles.by_number(), parts.since_1904)
    grids = []
    for name, hidden, path in sheets:
        builder = GridBuilder(name, archive.limits, hidden=hidden)
        read_worksheet(archive.pieces(path), builder, workbook)
        grids.append(builder.grid())
    return grids


def main_part(archive: Archive) -> str:
    """The main part of a workbook or Word document; empty if the file is neither."""
    for kind, path in relations(archive, "").values():
        if kind == "officeDocument" and path in archive:
            return path
    usual = ("xl/workbook.xml", "word/document.xml", "xl/workbook.bin")
    return next((path for path in usual if path in archive), "")


def relations_part(part: str) -> str:
    """The path of the relations of a part."""
    folder, name = posixpath.split(part)
    return posixpath.join(folder, "_rels", f"{name}.rels")


def relations(archive: Archive, part: str) -> dict[str, tuple[str, str]]:
    """The relations of a part inside the file: type and path by the relation's id."""
    folder, path = posixpath.dirname(part), relations_part(part)
    if path not in archive:
        return {}
    found = _Relations()
    found.read(archive.pieces(path))
    return {
        key: (kind, posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/"))
        for key, kind, target in found.relations
    }


class _Relations(ElementReader):
    def __init__(self) -> None:
        super().__init__()
        self.relations: list[tuple[str, str, str]] = []

    def start_Relationship(self, _tag: str, attributes: Attributes) -> None:
        if attributes.get("TargetMode") != "External":
            kind = attributes.get("Type", "").rpartition("/")[2]
            self.relations.append((attributes.get("Id", ""), kind, attributes.get("Target", "")))


class _Workbook(ElementReader):
    """The main part of a workbook: the names of its sheets in order."""

    def __init__(self) -> None:
        super().__init__()
        self.sheets: list[tuple[str, bool, str]] = []
        self.since_1904 = False
        self._root = ""

    def _start(self, tag: str, attributes: Attributes) -> None:
        if not self._root:
            self._root = local_name(tag)
            if self._root != "workbook":
                raise damaged()
        super()._start(tag, attributes)

    def start_workbookPr(self, _tag: str, attributes: Attributes) -> None:
        self.since_1904 = attributes.get("date1904") in TRUE

    def start_sheet(self, _tag: str, attributes: Attributes) -> None:
        relation = next(
            (v for k, v in attributes.items() if ":" in k and local_name(k) == "id"), ""
        )
        hidden = attributes.get("state", "visible") != "visible"
        self.sheets.append((attributes.get("name", ""), hidden, relation))


class _Styles(ElementReader):
    """For each cell format: how it displays a number, and whether it is bold or struck out."""

    def __init__(self) -> None:
        super().__init__()
        self._formats: dict[int, Display | None] = dict(BUILT_IN_DISPLAYS)
        self._bold_fonts: list[bool] = []
        self._struck_fonts: set[int] = set()
        self._styles: list[Style] = []
        self._within = ""

    def start_numFmt(self, _tag: str, attributes: Attributes) -> None:
        key = number(attributes.get("numFmtId"), -1)
        self._formats[key] = display_of(attributes.get("formatCode", ""))

    def start_fonts(self, _tag: str, _attributes: Attributes) -> None:
        self._within = "fonts"

    def start_font(self, _tag: str, _attributes: Attributes) -> None:
        if self._within == "fonts":
            self._bold_fonts.append(False)

    def start_b(self, _tag: str, attributes: Attributes) -> None:
        if self._within == "fonts" and self._bold_fonts:
            self._bold_fonts[-1] = attributes.get("val", "1") in TRUE

    def start_strike(self, _tag: str, attributes: Attributes) -> None:
        if self._within == "fonts" and attributes.get("val", "1") in TRUE:
            self._struck_fonts.add(len(self._bold_fonts) - 1)

    def end_fonts(self) -> None:
        self._within = ""

    def start_cellXfs(self, _tag: str, _attributes: Attributes) -> None:
        self._within = "cellXfs"

    def end_cellXfs(self) -> None:
        self._within = ""

    def start_xf(self, _tag: str, attributes: Attributes) -> None:
        if self._within == "cellXfs":
            font = number(attributes.get("fontId"), 0)
            self._styles.append(
                Style(
                    self._formats.get(number(attributes.get("numFmtId"), 0)),
                    font < len(self._bold_fonts) and self._bold_fonts[font],
                    font in self._struck_fonts,
                )
            )

    def by_number(self) -> dict[str | None, Style]:
        """The styles by the number in a cell; a cell without one has the first style."""
        known: dict[str | None, Style] = {str(i): each for i, each in enumerate(self._styles)}
        return known | {None: known.get("0", PLAIN)}
