"""Randomly changed files are read or refused, within bounds of memory."""

import io
import random
import re
import tracemalloc
import zipfile
from contextlib import suppress

import pytest
from hypothesis import HealthCheck, given, seed, settings
from hypothesis import strategies as st

from spreadsheets.readers.grids import Grid
from spreadsheets.readers.opening import FileRefused, open_sheets
from tests.spreadsheets.built_files import (
    archive,
    cell,
    compound,
    number_record,
    ods,
    paragraph,
    record,
    row,
    table,
    text_record,
    word,
    word_table,
    xls,
    xlsx,
)
from tests.spreadsheets.workbooks import SAMPLES, csv_file

LINES = [["TT", "Tên dự án", "Địa điểm"], ["1", "Nhà máy, A", "Đăk Tô"]]
STREAM = xls(
    b"".join(
        text_record(0, column, text, style=1) + number_record(1, column, 45_419.5, style=2)
        for column, text in enumerate(LINES[0])
    )
    + record(0xE5, b"\x01\x00" + bytes(8)),
    formats=((0, 0), (0, 1), (14, 0)),
)
FILES = {
    "sample": SAMPLES["sited"][1].read_bytes(),
    "xlsx": xlsx(
        '<row r="1" hidden="1"><c r="A1" t="s" s="1"><v>0</v></c><c r="C1"><f>A2</f></c></row>'
        '<row r="2"><c r="A2" s="2"><v>45419.5</v></c><c r="B2" t="e"><v>#REF!</v></c>'
        '<c r="C2" t="inlineStr"><is><t>a_x000A_b</t></is></c></row>',
        strings="<si><t>TT</t></si>",
        cells=[(0, 0), (0, 1), (22, 0)],
        before='<cols><col min="2" max="2" hidden="1"/></cols>',
        after='<mergeCells><mergeCell ref="A1:B1"/></mergeCells>',
    ),
    "ods": ods(
        table(
            '<t:table-column t:number-columns-repeated="3" t:visibility="collapse"/>',
            row(cell("TT", 't:number-columns-spanned="2"'), "<t:covered-table-cell/>", cell("b")),
            row(cell("1", 'o:value-type="float" o:value="1.5"'), more='t:number-rows-repeated="2"'),
            row(cell("x", 'o:value-type="date" o:date-value="2024-05-07"')),
        )
    ),
    "docx": word(
        paragraph("PHỤ LỤC"),
        word_table(LINES[0], ["1", ("A", '<w:vMerge w:val="restart"/>', True), "x"]),
        word_table(LINES[0], [("gộp", '<w:gridSpan w:val="3"/>', False)]),
    ),
    "xls": compound(Workbook=STREAM),
    "bare xls": STREAM,
    "csv": csv_file(LINES * 3).getvalue(),
    "utf-16": csv_file(LINES * 3, ";", "utf-16").getvalue(),
}
NUMBERS = [
    b"0",
    b"-1",
    b"1e999",
    b"99999999999",
    b"1048577",
    b"XFD1048576",
    b"nan",
    b"_x0000_",
    b"",
]
PIECES = [
    b"<c>",
    b"</c>",
    b"<row/>",
    b"<t>",
    b"&#0;",
    b"]]>",
    b"<![CDATA[",
    b"<!DOCTYPE a>",
    b"\xff",
]


def taken_or_refused(content):
    with suppress(FileRefused):
        grids = open_sheets(io.BytesIO(content))
        assert grids
        for grid in grids:
            assert isinstance(grid, Grid)
            assert sum(1 for _row in grid.rows) == len(grid.rows)


def with_wrong_bytes(content, chance):
    changed = bytearray(content)
    for _byte in range(chance.randint(1, 8)):
        changed[chance.randrange(len(changed))] = chance.choice((0, 255, chance.randrange(256)))
    return bytes(changed)


def cut_or_doubled(content, chance):
    first, last = sorted(chance.choices(range(len(content)), k=2))
    return content[:first] if chance.random() < 0.5 else content[:last] + content[first:]


def with_wrong_markup(content, chance):
    """Change numbers and tags of a part, or swap two parts; the zip file stays valid."""
    if not content.startswith(b"PK"):
        return with_wrong_bytes(content, chance)
    with zipfile.ZipFile(io.BytesIO(content)) as old:
        members = {name: old.read(name) for name in old.namelist()}
    name = chance.choice(list(members))
    if chance.random() < 0.15:
        other = chance.choice(list(members))
        members[name], members[other] = members[other], members[name]
    for _change in range(chance.randint(1, 4)):
        part = members[name]
        if chance.random() < 0.6 and (found := re.findall(rb'"[^"]*"', part)):
            new = b'"' + chance.choice(NUMBERS) + b'"'
            members[name] = part.replace(chance.choice(found), new, chance.randint(1, 3))
        else:
            at = chance.randint(0, len(part))
            until = at + chance.randint(0, 12)
            members[name] = part[:at] + chance.choice(PIECES + NUMBERS) + part[until:]
    return archive(members)


CHANGES = [with_wrong_bytes, cut_or_doubled, with_wrong_markup]


@pytest.mark.parametrize("kind", FILES)
def test_the_original_files_are_valid(kind):
    assert open_sheets(io.BytesIO(FILES[kind]))


@pytest.mark.parametrize("change", CHANGES)
@pytest.mark.parametrize("kind", FILES)
def test_a_changed_file_is_read_or_refused(kind, change):
    chance = random.Random(f"{kind} {change.__name__}")
    for _time in range(120):
        taken_or_refused(change(FILES[kind], chance))


def test_refusing_many_files_does_not_use_more_memory():
    chance = random.Random(7)
    files = [chance.choice(CHANGES)(content, chance) for content in FILES.values() for _ in "ab"]
    for content in files:
        taken_or_refused(content)
    tracemalloc.start()
    for _time in range(3):
        for content in files:
            taken_or_refused(content)
    kept, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()

    assert kept < 1 << 20
    assert peak < 40 << 20


@seed(20)
@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    st.binary(max_size=300),
    st.sampled_from(
        [b"", b"PK\x03\x04", b"\xff\xfe", b"\xef\xbb\xbf", b"\x09\x08", FILES["xls"][:512]]
    ),
)
def test_random_bytes_are_read_or_refused(content, start):
    taken_or_refused(start + content)
