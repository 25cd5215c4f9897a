"""Files built byte by byte for tests."""

import io
import struct
import zipfile

MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
_RELATED = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_OASIS = "urn:oasis:names:tc:opendocument:xmlns:"
_CALCEXT = "urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0"


def archive(members):
    """A zip file of {path: text or bytes}."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in members.items():
            file.writestr(name, content)
    return out.getvalue()


def xlsx(rows, *, strings="", formats="", cells=(), after="", before="", workbook="", **more):
    """A workbook with one sheet, given as XML; `cells` are (number format, font) of the styles.

    Font 0 is plain and font 1 bold.
    """
    xfs = "".join(f'<xf numFmtId="{each}" fontId="{font}"/>' for each, font in cells or [(0, 0)])
    members = {
        "_rels/.rels": f'<Relationships><Relationship Id="r" Type="{_RELATED}/officeDocument" '
        'Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook {MAIN} xmlns:r="{_RELATED}">{workbook}<sheets>'
        '<sheet name="Phụ lục" sheetId="1" r:id="rId1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships><Relationship Id="rId1" '
        f'Type="{_RELATED}/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" '
        f'Type="{_RELATED}/styles" Target="styles.xml"/><Relationship Id="rId3" '
        f'Type="{_RELATED}/sharedStrings" Target="/xl/sharedStrings.xml"/></Relationships>',
        "xl/styles.xml": f"<styleSheet {MAIN}><numFmts>{formats}</numFmts><fonts><font/>"
        f"<font><b/></font></fonts><cellXfs>{xfs}</cellXfs></styleSheet>",
        "xl/sharedStrings.xml": f"<sst {MAIN}>{strings}</sst>",
        "xl/worksheets/sheet1.xml": f"<worksheet {MAIN}>{before}<sheetData>{rows}</sheetData>"
        f"{after}</worksheet>",
    }
    return archive(members | more)


def ods(*tables, styles="", **members):
    """An OpenDocument spreadsheet of tables given as XML: t: table, o: office, x: text."""
    content = (
        f'<o:document-content xmlns:o="{_OASIS}office:1.0" xmlns:t="{_OASIS}table:1.0" '
        f'xmlns:x="{_OASIS}text:1.0" xmlns:s="{_OASIS}style:1.0" xmlns:c="{_CALCEXT}" '
        f'xmlns:fo="{_OASIS}xsl-fo-compatible:1.0">'
        f"<o:automatic-styles>{styles}</o:automatic-styles><o:body><o:spreadsheet>"
        f"{''.join(tables)}</o:spreadsheet></o:body></o:document-content>"
    )
    mimetype = "application/vnd.oasis.opendocument.spreadsheet"
    return archive({"mimetype": mimetype, "content.xml": content} | members)


def table(*rows, name="Bảng", style=""):
    return f'<t:table t:name="{name}" t:style-name="{style}">{"".join(rows)}</t:table>'


def row(*cells, more=""):
    return f"<t:table-row {more}>{''.join(cells)}</t:table-row>"


def cell(text="", more=""):
    paragraphs = "".join(f"<x:p>{line}</x:p>" for line in text.split("\n")) if text else ""
    return f"<t:table-cell {more}>{paragraphs}</t:table-cell>"


def word(*body):
    """A Word document of paragraphs and tables, given as XML."""
    xml = f"<w:document {_W}><w:body>{''.join(body)}</w:body></w:document>"
    return archive({"word/document.xml": xml})


def paragraph(text, *, bold=False):
    marks = "<w:rPr><w:b/></w:rPr>" if bold else ""
    words = text.replace("\n", "</w:t><w:br/><w:t>")
    return f'<w:p><w:r>{marks}<w:t xml:space="preserve">{words}</w:t></w:r></w:p>'


def word_table(*rows):
    lines = (f"<w:tr>{''.join(map(_word_cell, row))}</w:tr>" for row in rows)
    return f"<w:tbl>{''.join(lines)}</w:tbl>"


def _word_cell(each):
    """A text, or (text, properties as XML, bold)."""
    text, properties, bold = each if isinstance(each, tuple) else (each, "", False)
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{paragraph(text, bold=bold)}</w:tc>"


def record(kind, content=b""):
    """A record of an .xls stream."""
    return struct.pack("<HH", kind, len(content)) + content


def xls(sheet, *, workbook=b"", hidden=0, formats=((0, 0),)):
    """A BIFF8 stream of one sheet of records; `formats` are (number format, font).

    Font 0 is plain and font 1 bold.
    """
    fonts = b"".join(
        record(0x31, struct.pack("<HHHHHBBBBBB", 200, 0, 0, weight, 0, 0, 0, 0, 0, 1, 0) + b"a")
        for weight in (400, 700)
    )
    xfs = b"".join(
        record(0xE0, struct.pack("<HHHBBBBIIH", font, each, 0, 0, 0, 0, 0, 0, 0, 0))
        for each, font in formats
    )
    kept = record(0x42, struct.pack("<H", 1200)) + fonts + workbook + xfs
    name = struct.pack("<BB", 5, 0) + b"Sheet"
    size = len(_begin(5)) + len(kept) + 4 + 6 + len(name) + 4
    listed = record(0x85, struct.pack("<IBB", size, hidden, 0) + name)
    return _begin(5) + kept + listed + record(0x0A) + _begin(16) + sheet + record(0x0A)


def _begin(kind):
    return record(0x809, struct.pack("<HHHHII", 0x600, kind, 0, 0, 0, 0))


def number_record(row, column, value, style=0):
    return record(0x203, struct.pack("<HHHd", row, column, style, value))


def text_record(row, column, text, style=0):
    content = struct.pack("<HHHHB", row, column, style, len(text), 1) + text.encode("utf-16-le")
    return record(0x204, content)


def compound(*, storages=(), **streams):
    """A compound file (OLE) in sectors of 512 bytes."""
    sectors, directory, following = [], [_entry("Root Entry", 5, 0xFFFFFFFE, 0)], []
    for name, content in streams.items():
        first = len(sectors)
        content = content.ljust(4096, b"\0")
        sectors += [content[at : at + 512].ljust(512, b"\0") for at in range(0, len(content), 512)]
        following += [*range(first + 1, len(sectors)), 0xFFFFFFFE]
        directory.append(_entry(name, 2, first, len(content)))
    directory += [_entry(name, 1, 0xFFFFFFFE, 0) for name in storages]
    entries = b"".join(directory)
    directory_at = len(sectors)
    sectors += [entries[at : at + 512].ljust(512, b"\0") for at in range(0, len(entries), 512)]
    following += [*range(directory_at + 1, len(sectors)), 0xFFFFFFFE]
    table_at = len(sectors)
    following = [*following, 0xFFFFFFFD]
    sectors.append(struct.pack("<128I", *following, *[0xFFFFFFFF] * (128 - len(following))))
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16)
    header += struct.pack(
        "<HHHHH6xIIIIIIIII",
        0x3E,
        3,
        0xFFFE,
        9,
        6,
        0,
        1,
        directory_at,
        0,
        4096,
        0xFFFFFFFE,
        0,
        0xFFFFFFFE,
        0,
    )
    header += struct.pack("<109I", table_at, *[0xFFFFFFFF] * 108)
    return header + b"".join(sectors)


def _entry(name, kind, first, size):
    encoded = name.encode("utf-16-le") + b"\0\0"
    start = encoded.ljust(64, b"\0") + struct.pack("<HBB", len(encoded), kind, 1)
    return (
        start + struct.pack("<III", *[0xFFFFFFFF] * 3) + bytes(36) + struct.pack("<IQ", first, size)
    )
