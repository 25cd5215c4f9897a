"""Files that are not taken at all: each with a sentence that says what to do, none with a crash."""

import io
import struct
import zipfile
from contextlib import suppress

import pytest
import xlsxwriter
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from sheets.opening import FileRefused, open_sheets
from tests.sheets.workbooks import SAMPLES, csv_file, read, with_member, workbook

ROWS = [["TT", "Tên dự án", "Địa điểm"], [1, "Nhà máy A", "xã Đăk Cấm"], [2, "Nhà máy B", None]]
SHEET = "xl/worksheets/sheet1.xml"


def archive(**members):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in members.items():
            file.writestr(name.replace("__", "/"), content)
    return out.getvalue()


def refusal(content):
    with pytest.raises(FileRefused) as refused:
        open_sheets(io.BytesIO(content))
    return str(refused.value)


def edited(old, new, member=SHEET, rows=ROWS):
    """A workbook with bytes of one of its files replaced."""
    file = with_member(workbook(rows), member, lambda content: content.replace(old, new))
    return file.getvalue()


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"", "is empty"),
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + b"\x00" * 40, "neither an .xlsx"),
        (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\x00", "neither an .xlsx"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 512, "old .xls"),
        ("Tên dự án,Địa điểm\nNhà máy,Đăk Tô".encode("cp1258", "replace"), "CSV in UTF-8"),
        (b"\xff\xfe\x00", "neither an .xlsx"),
        (b"a\x00b,c", "neither an .xlsx"),
        (b'"a,b\n1,2', "quotation mark"),
        (b"\n\n\n", "no filled cells"),
        (archive(word__document="<w/>"), "not an Excel workbook"),
        (archive(mimetype="application/vnd.oasis.opendocument.spreadsheet"), "not an Excel"),
        (archive(xl__workbook="<workbook/>"), "not an Excel"),
        (b"PK\x03\x04" + b"\x00" * 100, "damaged"),
    ],
    ids=[
        "nothing",
        "png",
        "pdf",
        "xls or password",
        "csv in windows-1258",
        "half a character",
        "csv with NUL",
        "csv with an open quotation",
        "csv of blank lines",
        "docx",
        "ods",
        "zip",
        "broken zip",
    ],
)
def test_what_is_no_workbook_is_refused_by_its_content(content, told):
    assert told in refusal(content)


@pytest.mark.parametrize("share", [0.2, 0.5, 0.9, 0.99])
def test_half_a_workbook_is_refused(share):
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


def test_a_file_above_the_limit_is_refused_unread(settings):
    settings.SHEET_MAX_BYTES = 1 << 20

    assert "larger than 1 MB" in refusal(b"x" * ((1 << 20) + 1))


def test_a_small_file_that_unpacks_to_a_huge_one_is_refused(settings):
    settings.SHEET_MAX_UNPACKED_BYTES = 1 << 20
    content = with_member(workbook(ROWS), SHEET, lambda xml: xml + b" " * (2 << 20)).getvalue()

    assert len(content) < 100_000
    assert "larger than 1 MB" in refusal(content)


def test_a_workbook_of_too_many_parts_is_refused(settings):
    settings.SHEET_MAX_MEMBERS = 3

    assert "save it anew" in refusal(workbook(ROWS).getvalue())


@pytest.mark.parametrize(("limit", "value"), [("SHEET_MAX_ROWS", 2), ("SHEET_MAX_COLUMNS", 2)])
@pytest.mark.parametrize("make", [workbook, csv_file])
def test_a_sheet_beyond_the_limits_is_refused(settings, limit, value, make):
    setattr(settings, limit, value)

    assert "has more than" in refusal(make(ROWS).getvalue())


@pytest.mark.parametrize("cell", ["XFD1048576", "XFD50000", "A1048576", "xfd1048576"])
def test_a_stray_cell_in_the_far_corner_is_refused_before_memory_is_taken(cell):
    xml = f'<row r="9"><c r="{cell}"><v>1</v></c></row></sheetData>'.encode()

    assert "reaches to cell" in refusal(edited(b"</sheetData>", xml))


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("old", "new", "member"),
    [
        (b'ref="A1:C3"', b'ref="A1:XFD1048576"', SHEET),
        (
            b"</sheetData>",
            b'</sheetData><mergeCells count="2"><mergeCell ref="A1:XFD1048576"/>'
            b'<mergeCell ref="A2:A1048576"/></mergeCells>',
            SHEET,
        ),
    ],
    ids=["extent", "merges"],
)
def test_sizes_that_a_workbook_only_claims_take_no_memory(old, new, member):
    grids = open_sheets(io.BytesIO(edited(old, new, member)))

    assert len(grids[0].rows) == len(ROWS)
    read("projects", io.BytesIO(edited(old, new, member)))


def test_a_workbook_that_announces_more_strings_than_it_holds_is_refused(tmp_path):
    book = xlsxwriter.Workbook(tmp_path / "a.xlsx")
    book.add_worksheet().write_row(0, 0, ["Tên dự án", "Địa điểm"])
    book.close()
    content = (tmp_path / "a.xlsx").read_bytes()
    file = with_member(
        io.BytesIO(content),
        "xl/sharedStrings.xml",
        lambda xml: xml.replace(b'uniqueCount="2"', b'uniqueCount="99999999999"'),
    )

    assert open_sheets(io.BytesIO(content))
    assert "announces more" in refusal(file.getvalue())


@pytest.mark.parametrize("member", [SHEET, "xl/workbook.xml", "xl/_rels/workbook.xml.rels"])
def test_a_document_type_is_refused_before_a_parser_sees_it(member):
    bomb = b'<!DOCTYPE lolz [<!ENTITY lol "lol">]>'
    file = with_member(workbook(ROWS), member, lambda xml: bomb + xml)

    assert "document type" in refusal(file.getvalue())


def test_a_document_type_across_two_pieces_is_seen_too():
    bomb = b" " * ((1 << 16) - 4) + b"<!DOCTYPE x>"
    file = with_member(workbook(ROWS), SHEET, lambda xml: bomb + xml)

    assert "document type" in refusal(file.getvalue())


@pytest.mark.parametrize(
    ("hide", "place"),
    [
        (lambda sheet: sheet.row_dimensions.__getitem__(3), "(3)"),
        (lambda sheet: sheet.column_dimensions.__getitem__("C"), "(C)"),
    ],
    ids=["row", "column"],
)
def test_a_hidden_row_or_column_that_holds_something_is_refused(hide, place):
    book = load_workbook(workbook(ROWS))
    hide(book.active).hidden = True
    out = io.BytesIO()
    book.save(out)

    assert place in refusal(out.getvalue())
    assert "hidden" in refusal(out.getvalue())


def test_hidden_rows_and_columns_beside_the_table_do_not_matter():
    book = load_workbook(workbook(ROWS))
    book.active.row_dimensions[40].hidden = True
    book.active.column_dimensions["M"].hidden = True
    out = io.BytesIO()
    book.save(out)
    out.seek(0)

    assert len(open_sheets(out)) == 1


def test_a_hidden_sheet_is_not_read():
    book = load_workbook(workbook(ROWS, Nháp=ROWS))
    book["Nháp"].sheet_state = "hidden"
    out = io.BytesIO()
    book.save(out)
    out.seek(0)

    assert [(grid.name, bool(grid.rows)) for grid in open_sheets(out)] == [
        ("Phụ lục", True),
        ("Nháp", False),
    ]


def test_a_formula_that_was_never_worked_out_is_refused():
    assert "A3" in refusal(workbook([*ROWS[:2], ["=A2+1", "Nhà máy B", None]]).getvalue())


@pytest.mark.parametrize(
    "result", [b"<v>3</v>", b"<v>3.5</v>"], ids=["a whole number", "a fraction"]
)
def test_a_formula_is_read_by_its_result(result):
    content = edited(b"<f>A2+1</f><v />", b"<f>A2+1</f>" + result, rows=[["=A2+1", "x"]])

    assert open_sheets(io.BytesIO(content))[0].rows[0][0] == float(result[3:-4])


def test_a_formula_whose_result_is_the_empty_text_is_an_empty_cell():
    content = edited(
        b'<c r="A1"><f>A2+1</f><v />', b'<c r="A1" t="str"><f>""</f><v></v>', rows=[["=A2+1", "x"]]
    )

    assert open_sheets(io.BytesIO(content))[0].rows == [["", "x"]]


@pytest.mark.parametrize(
    "row",
    [
        # “Dự án đầu tư nhà máy gạch, huyện Đăk Tô” in TCVN3 and in VNI.
        "Dù ¸n ®Çu t­ nhµ m¸y g¹ch, huyÖn §¨k T«",
        "Döï aùn ñaàu tö nhaø maùy gaïch, huyeän Ñaêk Toâ",
    ],
    ids=["TCVN3", "VNI"],
)
@pytest.mark.parametrize("headings", [["Tên dự án", "Địa điểm"], ["Tªn dù ¸n", "§Þa ®iÓm"]])
def test_text_in_an_old_font_is_refused_not_misread(row, headings):
    assert "old font" in refusal(workbook([headings, *[[row, None]] * 4]).getvalue())


def test_foreign_names_are_no_old_font():
    rows = [
        ["Tên doanh nghiệp", "Địa chỉ"],
        ["Công ty TNHH Böhler & Söhne®", "Đường Trần Phú, thành phố Kon Tum"],
        ["Señor Muñoz – Çelik", "xã Đăk Cấm, diện tích 5 m² ± 0,5°"],
        ["Công ty Åkerström", "phường Quang Trung, thành phố Kon Tum"],
    ]

    assert len(open_sheets(workbook(rows))) == 1


@pytest.mark.parametrize("name", ["sited", "kinds", "budget"])
def test_the_samples_are_taken(name):
    with SAMPLES[name][1].open("rb") as file:
        assert open_sheets(file)


BOUNDED = settings(
    max_examples=150,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)


def taken_or_refused(content):
    with suppress(FileRefused):
        assert open_sheets(io.BytesIO(content))


@BOUNDED
@given(st.binary(max_size=300), st.sampled_from([b"", b"PK\x03\x04", b"\xff\xfe", b"\xef\xbb\xbf"]))
def test_random_bytes_are_taken_or_refused_with_a_sentence(content, start):
    taken_or_refused(start + content)


SAMPLE = SAMPLES["sited"][1].read_bytes()


@BOUNDED
@given(st.lists(st.tuples(st.integers(0, len(SAMPLE) - 1), st.integers(0, 255)), max_size=8))
def test_a_workbook_with_wrong_bytes_is_taken_or_refused_with_a_sentence(changes):
    content = bytearray(SAMPLE)
    for at, byte in changes:
        content[at] = byte
    taken_or_refused(bytes(content))


with zipfile.ZipFile(io.BytesIO(SAMPLE)) as _archive:
    MEMBERS = {name: _archive.read(name) for name in _archive.namelist()}
    WORDS = sorted({word for xml in MEMBERS.values() for word in xml.split() if len(word) < 60})


@BOUNDED
@given(st.data())
def test_a_workbook_with_wrong_xml_is_taken_or_refused_with_a_sentence(data):
    member = data.draw(st.sampled_from(sorted(name for name in MEMBERS if name.endswith("xml"))))
    content = MEMBERS[member]
    for _step in range(data.draw(st.integers(1, 4))):
        at = data.draw(st.integers(0, len(content)))
        length = data.draw(st.integers(0, 40))
        piece = data.draw(
            st.one_of(
                st.binary(max_size=12),
                st.sampled_from(WORDS),
                st.sampled_from([b"<c", b"/>", b'r="', b"-1", b"99999999999", b"\xff", b"&#0;"]),
            )
        )
        content = content[:at] + piece + content[at + length :]
    taken_or_refused(with_member(io.BytesIO(SAMPLE), member, lambda _old: content).getvalue())
