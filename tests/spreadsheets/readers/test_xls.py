"""Old workbooks (.xls) are read like new ones."""

import io
import struct
from datetime import date, time

import pytest

from spreadsheets.readers.limits import FileLimits
from spreadsheets.readers.opening import FileRefused, limits_of_settings, open_sheets
from spreadsheets.readers.xls.workbook import open_xls
from tests.spreadsheets.built_files import compound, number_record, record, text_record, xls

ROWS = text_record(0, 0, "Tên dự án") + number_record(1, 0, 12.0) + number_record(1, 1, 2.5)


def opened(content):
    return open_sheets(io.BytesIO(content))[0]


def refusal(content):
    with pytest.raises(FileRefused) as refused:
        open_sheets(io.BytesIO(content))
    return str(refused.value)


@pytest.mark.parametrize("wrap", [bytes, lambda stream: compound(Workbook=stream)])
def test_an_old_workbook_is_read_with_or_without_its_compound_file(wrap):
    assert list(opened(wrap(xls(ROWS))).rows) == [["Tên dự án"], [12, 2.5]]


def test_dates_errors_and_booleans_are_read_as_displayed():
    cells = (
        number_record(0, 0, 45419.0, style=1)
        + number_record(0, 1, 0.4375, style=2)
        + record(0x205, struct.pack("<HHHBB", 0, 2, 0, 0x17, 1))
        + record(0x205, struct.pack("<HHHBB", 0, 3, 0, 1, 0))
    )
    content = xls(cells, formats=((0, 0), (14, 0), (20, 0)))

    assert opened(content).rows[0] == [date(2024, 5, 7), time(10, 30), "#REF!", True]


def test_dates_may_count_from_1904():
    content = xls(
        number_record(0, 0, 43957.0, style=1),
        workbook=record(0x22, struct.pack("<H", 1)),
        formats=((0, 0), (14, 0)),
    )

    assert opened(content).rows[0] == [date(2024, 5, 7)]


def test_merges_hidden_rows_and_columns_and_bold_rows_are_reported():
    content = xls(
        record(0x7D, struct.pack("<HHHHHH", 1, 1, 100, 0, 1, 0))
        + record(0x208, struct.pack("<HHHHHHI", 1, 0, 2, 255, 0, 0, 0x20))
        + text_record(0, 0, "I. NHÓM", style=1)
        + ROWS[len(text_record(0, 0, "Tên dự án")) :]
        + record(0xE5, struct.pack("<HHHHH", 1, 0, 0, 0, 1)),
        formats=((0, 0), (0, 1)),
    )
    grid = opened(content)

    assert grid.merges == [((0, 0), (0, 1))]
    assert (grid.hidden_rows, grid.hidden_columns, grid.bold_rows) == ({1}, {1}, {0})


def test_a_hidden_sheet_is_read_and_marked():
    assert opened(xls(ROWS, hidden=1)).hidden


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (xls(ROWS, workbook=record(0x2F, bytes(6))), "password"),
        (compound(EncryptedPackage=b"x", EncryptionInfo=b"x"), "password"),
        (compound(WordDocument=b"x"), ".docx"),
        (compound(PowerPoint=b"x"), "neither a spreadsheet"),
        (xls(record(0xFD, struct.pack("<HHHi", 0, 0, 0, 5))), "damaged"),
        (xls(number_record(65535, 65535, 1.0)), "damaged"),
        (xls(number_record(0, 201, 1.0)), "reaches to cell GT1"),
        (compound(Workbook=xls(ROWS))[:700], "damaged"),
    ],
    ids=[
        *("password", "encrypted", "word", "slides", "text that is not there", "far corner"),
        *("column", "half"),
    ],
)
def test_a_malformed_old_workbook_is_refused_with_a_message(content, message):
    assert message in refusal(content)


def test_false_counts_of_an_old_workbook_allocate_no_memory():
    texts = struct.pack("<ii", 2**31 - 1, 2**31 - 1) + b"\x05\x00\x00abcde"

    assert "damaged" in refusal(xls(ROWS, workbook=record(0xFC, texts)))


@pytest.mark.parametrize("value", [float("nan"), float("inf"), float("-inf")])
@pytest.mark.parametrize("formats", [((0, 0),), ((14, 0),)], ids=["number", "day"])
def test_a_number_that_is_not_finite_is_read_as_excel_displays_it(value, formats):
    assert opened(xls(number_record(0, 0, value), formats=formats)).rows[0] == ["#NUM!"]


def test_each_cell_of_a_record_of_numbers_earns_processor_time():
    def numbers(index):
        cells = b"".join(struct.pack("<HI", 0, value << 2 | 2) for value in range(40))
        return record(0xBD, struct.pack("<HH", index, 0) + cells + struct.pack("<H", 39))

    counted = []
    limits = FileLimits(limits_of_settings(), counted.append)
    grid = open_xls(xls(b"".join(map(numbers, range(100)))), limits)[0]

    assert list(grid.rows) == [list(range(40))] * 100
    # Each cell counts as a record, and again as a cell that was found.
    assert sum(counted) == 2 * 100 * 40


def sheets_at(*places):
    """A workbook whose list of sheets has these offsets after its head."""
    listed = [record(0x85, struct.pack("<IBB", 0, 0, 0) + struct.pack("<BB", 1, 0) + b"S")] * (
        len(places) - 1
    )
    content = xls(ROWS, workbook=b"".join(listed))
    own = content.rfind(record(0x809, struct.pack("<HHHHII", 0x600, 16, 0, 0, 0, 0)))
    at = 0
    for place in places:
        at = content.index(b"\x85\x00", at) + 4
        content = content[:at] + struct.pack("<I", own + place) + content[at + 4 :]
    return content


def test_sheets_at_the_same_offset_are_refused():
    assert len(open_sheets(io.BytesIO(sheets_at(0)))) == 1
    assert "damaged" in refusal(sheets_at(0, 0))


def test_a_sheet_offset_inside_a_record_is_refused():
    assert "damaged" in refusal(sheets_at(20))


def test_too_many_merges_are_refused():
    merges = record(0xE5, struct.pack("<H", 1000) + bytes(8000))

    assert "merged cells" in refusal(xls(ROWS + merges * 21))


def test_a_cycle_of_sectors_is_refused():
    content = bytearray(compound(Workbook=xls(ROWS)))
    struct.pack_into("<I", content, len(content) - 512, 0)

    assert "damaged" in refusal(bytes(content))
