"""Refused files: each gets a message that says what to do."""

import io
import struct

import pytest
import xlsxwriter

from spreadsheets.readers.opening import FileRefused, open_sheets
from tests.spreadsheets.built_files import archive, cell, ods, row, table, word, word_table, xlsx
from tests.spreadsheets.workbooks import SAMPLES, csv_file, with_member, workbook

pytestmark = pytest.mark.sandbox

ROWS = [["TT", "Tên dự án", "Địa điểm"], [1, "Nhà máy A", "xã Đăk Cấm"], [2, "Nhà máy B", None]]
SHEET = "xl/worksheets/sheet1.xml"


def refusal(content):
    with pytest.raises(FileRefused) as refused:
        open_sheets(io.BytesIO(content))
    return str(refused.value)


def edited(old, new, member=SHEET, rows=ROWS):
    """A workbook with bytes of one member replaced."""
    file = with_member(workbook(rows), member, lambda content: content.replace(old, new))
    return file.getvalue()


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "is empty"),
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + b"\x00" * 40, "neither a spreadsheet"),
        (b"\x89PNG\r\n\x1a\nIHDR,a,b\n1,2,3\n", "neither a spreadsheet"),
        (b"\xff\xd8\xff\xe0 JFIF,a\n", "neither a spreadsheet"),
        (b"\x01\x02\x03\x04,a,b\n" + b"a,b,c\n" * 20, "neither a spreadsheet"),
        (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj", "neither a spreadsheet"),
        (b"\xff\xfe\x00", "neither a spreadsheet"),
        (b"a\x00b,c", "neither a spreadsheet"),
        (b'"a,b\n1,2', "quotation mark"),
        (b"\n\n\n", "no filled cells"),
        (word(), "no table"),
        (archive({"xl/workbook.bin": b"x"}), ".xlsb"),
        (archive({"ppt/presentation.xml": "<p/>"}), "neither a spreadsheet"),
        (archive({"xl/workbook.xml": "<w/>"}), "neither a spreadsheet"),
        (b"PK\x03\x04" + b"\x00" * 100, "damaged"),
    ],
    ids=[
        "nothing",
        "png",
        "png without NUL",
        "photograph",
        "control characters at its start",
        "pdf",
        "half a character",
        "csv with NUL",
        "csv with an open quotation",
        "csv of blank lines",
        "letter",
        "xlsb",
        "slides",
        "zip",
        "broken zip",
    ],
)
def test_a_file_that_is_not_a_workbook_is_refused_by_its_content(content, message):
    assert message in refusal(content)


@pytest.mark.parametrize("share", [0.2, 0.5, 0.9, 0.99])
def test_a_truncated_workbook_is_refused(share):
    content = workbook(ROWS).getvalue()

    assert "damaged" in refusal(content[: int(len(content) * share)])


def test_a_workbook_with_a_password_is_refused():
    content = bytearray(workbook(ROWS).getvalue())
    for signature, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = -1
        while (at := content.find(signature, at + 1)) >= 0:
            (flags,) = struct.unpack_from("<H", content, at + offset)
            struct.pack_into("<H", content, at + offset, flags | 1)

    assert "password" in refusal(bytes(content))


def test_a_file_above_the_size_limit_is_refused_without_reading(settings):
    settings.SHEET_MAX_BYTES = 1 << 20

    assert "larger than 1 MB" in refusal(b"x" * ((1 << 20) + 1))


def test_a_small_file_that_unpacks_to_a_huge_one_is_refused(settings):
    settings.SHEET_MAX_UNPACKED_BYTES = 1 << 20
    content = with_member(workbook(ROWS), SHEET, lambda xml: xml + b" " * (2 << 20)).getvalue()

    assert len(content) < 100_000
    assert "larger than 1 MB" in refusal(content)


@pytest.mark.parametrize(("limit", "value"), [("SHEET_MAX_ROWS", 2), ("SHEET_MAX_COLUMNS", 1)])
@pytest.mark.parametrize("make", [workbook, csv_file])
def test_a_sheet_beyond_the_limits_is_refused(settings, limit, value, make):
    setattr(settings, limit, value)

    assert "reaches to cell" in refusal(make(ROWS).getvalue())


@pytest.mark.parametrize("cell", ["XFD1048576", "XFD50000", "A1048576", "xfd1048576"])
def test_a_cell_in_the_far_corner_is_refused_before_memory_is_allocated(cell):
    xml = f'<row r="9"><c r="{cell}"><v>1</v></c></row></sheetData>'.encode()

    assert "reaches to cell" in refusal(edited(b"</sheetData>", xml))


@pytest.mark.parametrize(
    ("old", "new", "member"),
    [
        (b'ref="A1:C3"', b'ref="A1:XFD1048576"', SHEET),
        (
            b"</sheetData>",
            b'</sheetData><mergeCells count="2"><mergeCell ref="B1:XFD1048576"/>'
            b'<mergeCell ref="A2:A1048576"/></mergeCells>',
            SHEET,
        ),
    ],
    ids=["extent", "merges"],
)
def test_false_sizes_of_a_workbook_allocate_no_memory(old, new, member):
    grids = open_sheets(io.BytesIO(edited(old, new, member)))

    assert len(grids[0].rows) == len(ROWS)
    assert all(last <= (2, 2) for _first, last in grids[0].merges)


def test_a_false_number_of_strings_allocates_no_memory(tmp_path):
    book = xlsxwriter.Workbook(tmp_path / "a.xlsx")
    book.add_worksheet().write_row(0, 0, ["Tên dự án", "Địa điểm"])
    book.close()
    file = with_member(
        io.BytesIO((tmp_path / "a.xlsx").read_bytes()),
        "xl/sharedStrings.xml",
        lambda xml: xml.replace(b'uniqueCount="2"', b'uniqueCount="99999999999"'),
    )

    assert open_sheets(file)[0].rows[0] == ["Tên dự án", "Địa điểm"]


@pytest.mark.parametrize("member", [SHEET, "xl/workbook.xml", "xl/_rels/workbook.xml.rels"])
def test_a_doctype_is_refused_before_parsing(member):
    bomb = b'<!DOCTYPE lolz [<!ENTITY lol "lol">]>'
    file = with_member(workbook(ROWS), member, lambda xml: bomb + xml)

    assert "document type" in refusal(file.getvalue())


def test_a_doctype_across_two_chunks_is_found():
    bomb = b" " * ((1 << 16) - 4) + b"<!DOCTYPE x>"
    file = with_member(workbook(ROWS), SHEET, lambda xml: bomb + xml.partition(b"?>")[2])

    assert "document type" in refusal(file.getvalue())


@pytest.mark.parametrize("name", ["sited", "without_site", "budget"])
def test_the_samples_are_accepted(name):
    with SAMPLES[name][1].open("rb") as file:
        assert open_sheets(file)


@pytest.mark.parametrize(
    "name", ["/etc/passwd", "../a.xml", "xl/../../a", "C:/a", "xl\\a.xml", "a\x01b", "x//y", "./a"]
)
def test_members_with_unusual_paths_are_refused(name):
    content = archive({"xl/workbook.xml": "<workbook/>", "xl/odd-name.xml": "x"})
    # The name is replaced in the bytes, because zipfile would normalise it.
    odd = name.encode().ljust(15, b"_")

    assert "not built as" in refusal(content.replace(b"xl/odd-name.xml", odd))


def test_members_with_names_that_differ_only_in_case_are_refused():
    content = xlsx("<row><c><v>1</v></c></row>", **{"XL/Workbook.xml": "<workbook/>"})

    assert "not built as" in refusal(content)


def test_too_many_sheets_are_refused(settings):
    settings.SHEET_MAX_SHEETS = 1

    assert "2 sheets" in refusal(workbook(ROWS, Nháp=ROWS).getvalue())


@pytest.mark.parametrize(("limit", "value"), [("SHEET_MAX_CELLS", 5), ("SHEET_MAX_TEXT", 20)])
@pytest.mark.parametrize("make", [workbook, csv_file])
def test_the_cell_limit_applies_to_all_sheets_together(settings, limit, value, make):
    setattr(settings, limit, value)

    assert "filled cells or" in refusal(make(ROWS).getvalue())


@pytest.mark.parametrize(
    ("rows", "message"),
    [
        (f'<row><c t="inlineStr"><is><t>{"ab" * 400_000}</t></is></c></row>', "cell A1"),
        ("<row><c><v>1</v></c>", "damaged"),
        ('<row r="119999"><c><v>1</v></c></row>', None),
    ],
    ids=["long cell", "broken", "last row"],
)
def test_a_sheet_is_read_to_the_last_row_or_refused(rows, message):
    if message:
        assert message in refusal(xlsx(rows))
    else:
        assert len(open_sheets(io.BytesIO(xlsx(rows)))[0].rows) == 119_999


MERGE = '<mergeCell ref="{}"/>'


def merged(*places):
    """A workbook of three rows and columns with these merges."""
    rows = "".join(f"<row>{'<c><v>1</v></c>' * 3}</row>" for _row in range(3))
    return xlsx(rows, after=f"<mergeCells>{''.join(map(MERGE.format, places))}</mergeCells>")


def test_overlapping_merges_are_refused():
    assert open_sheets(io.BytesIO(merged("A1:B2", "C1:C3")))
    assert "not built as" in refusal(merged("A1:B2", "B2:C3"))
    overlapping = [
        row(cell("a", more='t:number-columns-spanned="2" t:number-rows-spanned="2"'), cell("b")),
        row(cell("a"), cell("b", more='t:number-rows-spanned="2"')),
        row(cell("a"), cell("b"), cell("c")),
    ]
    overlapping[0] = overlapping[0].replace("<t:table-cell ></t:table-cell>", "")
    overlapping[1] = row(cell("a", more='t:number-columns-spanned="2"'))

    assert "not built as" in refusal(ods(table(*overlapping)))


def test_overlapping_vertical_merges_of_word_are_read_as_far_as_possible():
    down = '<w:vMerge w:val="restart"/>'
    wide = ("a", f'<w:gridSpan w:val="2"/>{down}', False)
    going_on = ("", '<w:vMerge w:val="continue"/>', False)
    file = word(
        word_table(
            [wide, "b"], [going_on, ("c", down, False), "d"], ["e", ("", "<w:vMerge/>", False), "f"]
        )
    )
    (grid,) = open_sheets(io.BytesIO(file))

    assert grid.rows[2][0] == "e"
    assert ((0, 0), (1, 1)) in grid.merges


def test_too_many_merges_are_refused():
    assert "merged cells" in refusal(merged(*(f"F{n}:G{n}" for n in range(1, 20_002))))


def test_endless_shared_strings_are_refused(settings):
    settings.SHEET_MAX_CELLS = 30

    assert "filled cells" in refusal(
        xlsx("<row><c><v>1</v></c></row>", strings="<si><t>a</t></si>" * 20)
    )


def test_linked_files_are_never_opened():
    links = (
        '<Relationships><Relationship Id="rId1" Type="x/worksheet" '
        'Target="http://example.invalid/s.xml" TargetMode="External"/></Relationships>'
    )

    assert "no filled cells" in refusal(
        xlsx("<row><c><v>1</v></c></row>", **{"xl/_rels/workbook.xml.rels": links})
    )


def test_a_letter_with_thousands_of_marks_is_refused():
    with pytest.raises(FileRefused, match="too much text around row 2"):
        open_sheets(csv_file([["Tên dự án", "Ghi chú"], ["A", "a" + "\u0301\u0323" * 600]]))
