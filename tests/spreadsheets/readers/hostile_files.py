"""Files built to take time or memory: small ones that expand, and endless markup."""

import io
import struct
import zipfile

from tests.spreadsheets.built_files import cell, number_record, ods, row, table, word, xls, xlsx

_ONE = "<row><c><v>1</v></c></row>"
_LONG_TEXT = "ab" * 20_000_000


def _members_without_end():
    """A zip file whose directory lists one member repeatedly."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as file:
        file.writestr("a", b"")
    content = out.getvalue()
    start, end = content.index(b"PK\x01\x02"), content.index(b"PK\x05\x06")
    directory = content[start:end] * 350_000
    # 65,535 means more than this field can hold; the size of the directory counts.
    size = struct.pack("<HHI", 0xFFFF, 0xFFFF, len(directory))
    return content[:start] + directory + content[end : end + 8] + size + content[end + 16 :]


HOSTILE_FILES = {
    "empty cells": lambda: xlsx("<row>" + '<c s="1"/>' * 9_000_000 + "</row>"),
    "names without end": lambda: xlsx("".join(f"<a{n}/>" for n in range(600_000))),
    "deep": lambda: xlsx("<a>" * 4_000_000),
    "long text": lambda: xlsx(f'<row><c t="inlineStr"><is><t>{_LONG_TEXT}</t></is></c></row>'),
    "long shared text": lambda: xlsx(_ONE, strings=f"<si><t>{_LONG_TEXT}</t></si>"),
    "styles": lambda: xlsx(
        _ONE, **{"xl/styles.xml": f"<s><cellXfs>{'<xf/>' * 9_000_000}</cellXfs></s>"}
    ),
    "merges": lambda: xlsx(_ONE, after='<mergeCell ref="A1:B2"/>' * 3_000_000),
    "members": _members_without_end,
    "spaces of a paragraph": lambda: ods(
        table(row(cell("a"), "<t:table-cell>" + '<x:p><x:s x:c="30000"/></x:p>' * 100_000))
    ),
    "paragraphs": lambda: word("<w:p/>" * 9_000_000),
    "wide rows of old Excel": lambda: xls(
        b"".join(number_record(index, 255, 1.0) for index in range(65_000))
    ),
    "formats of old Excel": lambda: xls(b"", formats=((0, 0),) * 600_000),
}
