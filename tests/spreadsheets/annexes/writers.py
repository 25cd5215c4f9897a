"""Writing annexes as files; the same annex always gives the same bytes."""

import csv
import io
import re
import unicodedata
import zipfile
from datetime import datetime
from xml.sax.saxutils import escape

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, Side
from openpyxl.utils import get_column_letter

from tests.spreadsheets.annexes.builder import Annex, AnnexSheet, Formula

_DAY = datetime(2021, 8, 2)  # noqa: DTZ001 – a day has no zone
_THIN = Side(style="thin")
_BORDER = Border(left=_THIN, right=_THIN, top=_THIN, bottom=_THIN)


def content_of(annex: Annex) -> bytes:
    """The bytes of the file."""
    return _WRITERS[annex.extension](annex)


def _xlsx(annex: Annex) -> bytes:
    book = Workbook()
    book.remove(book.active)
    book.properties.title = "Dữ liệu thử nghiệm"
    book.properties.creator = "CNHT"
    for sheet in annex.sheets:
        _fill(book.create_sheet(sheet.name), sheet)
    out = io.BytesIO()
    book.save(out)
    results = [
        str(value.result)
        for sheet in annex.sheets
        for row in sheet.rows
        for value in row
        if isinstance(value, Formula)
    ]
    return _settled(out.getvalue(), results)


def _fill(page, sheet: AnnexSheet) -> None:
    for number, row in enumerate(sheet.rows, start=1):
        for column, value in enumerate(row, start=1):
            if value is None:
                continue
            is_formula = isinstance(value, Formula)
            cell = page.cell(number, column, f"={value.words}" if is_formula else value)
            cell.alignment = Alignment(wrap_text=True, vertical="center")
            if number - 1 in sheet.bold:
                cell.font = Font(bold=True)
            if number > sheet.header_row:
                cell.border = _BORDER
    for top, left, bottom, right in sheet.merges:
        page.merge_cells(
            start_row=top + 1, start_column=left + 1, end_row=bottom + 1, end_column=right + 1
        )
    for row in sheet.hidden_rows:
        page.row_dimensions[row + 1].hidden = True
    for column in sheet.hidden_columns:
        page.column_dimensions[get_column_letter(column + 1)].hidden = True
    if sheet.hidden:
        page.sheet_state = "hidden"


def _settled(content: bytes, results: list[str]) -> bytes:
    """An archive without modification times, whose formulas have their results."""
    left = iter(results)
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            inner = old.read(name)
            if name == "docProps/core.xml":
                inner = re.sub(rb"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ?", b"2021-08-02T00:00:00Z", inner)
            if name.startswith("xl/worksheets/"):
                inner = re.sub(
                    rb"</f><v ?/>|</f><v></v>",
                    lambda _match: f"</f><v>{next(left)}</v>".encode(),
                    inner,
                )
            _put(new, name, inner)
    return out.getvalue()


def _put(archive: zipfile.ZipFile, name: str, content: bytes) -> None:
    member = zipfile.ZipInfo(name, _DAY.timetuple()[:6])
    # The first member of an OpenDocument file must not be compressed.
    member.compress_type = zipfile.ZIP_STORED if name == "mimetype" else zipfile.ZIP_DEFLATED
    archive.writestr(member, content)


def _csv(annex: Annex) -> bytes:
    encoding, delimiter = annex.written
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=delimiter)
    writer.writerows(annex.sheets[0].rows)
    text = out.getvalue()
    if encoding == "cp1258":
        text = "".join(map(_for_windows, text))
    return text.encode(encoding)


def _for_windows(char: str) -> str:
    """A letter in Windows-1258: the tone as a combining mark, other marks on the letter."""
    if char == "\u2009":
        return "\u00a0"  # the only other space in this encoding
    parts = unicodedata.normalize("NFD", char)
    tones = [mark for mark in parts[1:] if mark in "\u0300\u0301\u0303\u0309\u0323"]
    rest = "".join(mark for mark in parts if mark not in tones)
    return unicodedata.normalize("NFC", rest) + "".join(tones)


_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_DOCX_TYPES = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" '
    'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
    '<Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-'
    'officedocument.wordprocessingml.document.main+xml"/></Types>'
)
_DOCX_RELS = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/'
    'relationships/officeDocument" Target="word/document.xml"/></Relationships>'
)


def _docx(annex: Annex) -> bytes:
    sheet = annex.sheets[0]
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        _put(archive, "[Content_Types].xml", _DOCX_TYPES.encode())
        _put(archive, "_rels/.rels", _DOCX_RELS.encode())
        body = "".join(_docx_row(sheet, row) for row in range(len(sheet.rows)))
        document = (
            '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
            f'<w:document xmlns:w="{_W}"><w:body><w:tbl>{body}</w:tbl><w:p/></w:body></w:document>'
        )
        _put(archive, "word/document.xml", document.encode())
    return out.getvalue()


def _docx_row(sheet: AnnexSheet, row: int) -> str:
    spans = {(t, left): (b, right) for t, left, b, right in sheet.merges}
    cells, column = [], 0
    values = [*sheet.rows[row], *[None] * sheet.width][: sheet.width]
    while column < sheet.width:
        bottom, right = spans.get((row, column), (row, column))
        above = next(
            (t for (t, left), (b, _r) in spans.items() if left == column and t < row <= b), None
        )
        look = f'<w:gridSpan w:val="{right - column + 1}"/>' if right > column else ""
        if bottom > row:
            look += '<w:vMerge w:val="restart"/>'
        elif above is not None:
            look += "<w:vMerge/>"
        bold = "<w:rPr><w:b/></w:rPr>" if row in sheet.bold else ""
        text = "" if values[column] is None else str(values[column])
        lines = "<w:br/>".join(
            f'<w:t xml:space="preserve">{escape(line)}</w:t>' for line in text.split("\n")
        )
        run = f"<w:r>{bold}{lines}</w:r>" if text else ""
        cells.append(f"<w:tc><w:tcPr>{look}</w:tcPr><w:p>{run}</w:p></w:tc>")
        column = right + 1
    return f"<w:tr>{''.join(cells)}</w:tr>"


_OPEN_DOCUMENT = "application/vnd.oasis.opendocument.spreadsheet"
_NAMES = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{of}:1.0"'
    for name, of in {
        "office": "office",
        "table": "table",
        "text": "text",
        "style": "style",
        "fo": "xsl-fo-compatible",
    }.items()
)
_MANIFEST = (
    '<?xml version="1.0" encoding="UTF-8"?><manifest:manifest manifest:version="1.2" '
    'xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
    f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{_OPEN_DOCUMENT}"/>'
    '<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/>'
    "</manifest:manifest>"
)
_STYLES = (
    '<style:style style:name="bold" style:family="table-cell">'
    '<style:text-properties fo:font-weight="bold"/></style:style>'
)


def _ods(annex: Annex) -> bytes:
    tables = "".join(map(_ods_table, annex.sheets))
    content = (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document-content {_NAMES} '
        f'office:version="1.2"><office:automatic-styles>{_STYLES}</office:automatic-styles>'
        f"<office:body><office:spreadsheet>{tables}</office:spreadsheet></office:body>"
        "</office:document-content>"
    )
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        _put(archive, "mimetype", _OPEN_DOCUMENT.encode())
        _put(archive, "content.xml", content.encode())
        _put(archive, "META-INF/manifest.xml", _MANIFEST.encode())
    return out.getvalue()


_COLLAPSED = ' table:visibility="collapse"'


def _ods_table(sheet: AnnexSheet) -> str:
    columns = "".join(
        f"<table:table-column{_COLLAPSED if column in sheet.hidden_columns else ''}/>"
        for column in range(sheet.width)
    )
    rows = "".join(
        f"<table:table-row{_COLLAPSED if row in sheet.hidden_rows else ''}>"
        f"{_ods_cells(sheet, row)}</table:table-row>"
        for row in range(len(sheet.rows))
    )
    return f'<table:table table:name="{escape(sheet.name)}">{columns}{rows}</table:table>'


def _ods_cells(sheet: AnnexSheet, row: int) -> str:
    spans = {(top, left): (bottom, right) for top, left, bottom, right in sheet.merges}
    cells = []
    for column, value in enumerate([*sheet.rows[row], *[None] * sheet.width][: sheet.width]):
        is_covered = any(
            top <= row <= bottom and left <= column <= right and (top, left) != (row, column)
            for (top, left), (bottom, right) in spans.items()
        )
        if is_covered:
            cells.append("<table:covered-table-cell/>")
            continue
        looks = ' table:style-name="bold"' if row in sheet.bold else ""
        if (row, column) in spans:
            bottom, right = spans[row, column]
            looks += f' table:number-rows-spanned="{bottom - row + 1}"'
            looks += f' table:number-columns-spanned="{right - column + 1}"'
        if isinstance(value, int | float):
            looks += f' office:value-type="float" office:value="{value}"'
        elif value is not None:
            looks += ' office:value-type="string"'
        lines = [] if value is None else str(value).split("\n")
        text = "".join(f"<text:p>{escape(line)}</text:p>" for line in lines)
        cells.append(f"<table:table-cell{looks}>{text}</table:table-cell>")
    return "".join(cells)


_WRITERS = {"xlsx": _xlsx, "csv": _csv, "docx": _docx, "ods": _ods}
