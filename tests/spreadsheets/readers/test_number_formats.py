"""What a number format shows of a number, in every kind of workbook."""

import io
import math
import pickle
import struct

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spreadsheets.cells import cell_text
from spreadsheets.displayed_values import DisplayedDay, DisplayedNumber
from spreadsheets.readers.formats.displayed_texts import displayed_number
from spreadsheets.readers.formats.number_formats import display_of, show
from spreadsheets.readers.opening import open_sheets
from tests.spreadsheets.built_files import number_record, record, xls


def cell_of(code, number):
    display = display_of(code)
    return number if display is None else show(number, display, since_1904=False)


@pytest.mark.parametrize(
    ("code", "number", "text", "value", "digits"),
    [
        ('#,##0 "triệu USD"', 20, "20 triệu USD", 20, "20"),
        ('#,##0.0 "ha"', 1234.56, "1.234,6 ha", 1234.56, "1234.56"),
        ('0.## "ha"', 2.5, "2,5 ha", 2.5, "2.5"),
        ('0.00 "ha"', 2.5, "2,50 ha", 2.5, "2.5"),
        ("0%", 0.125, "13%", 0.125, "12.5"),
        ('0"%"', 30, "30%", 30, "30"),
        ('#,##0, "nghìn USD"', 1_500_000, "1.500 nghìn USD", 1500, "1500"),
        ('[>=1000000]#,##0.0,, "tr";0 "đ"', 2_500_000, "2,5 tr", 2.5, "2.5"),
        ('[>=1000000]#,##0.0,, "tr";0 "đ"', 500, "500 đ", 500, "500"),
        ('_-* #,##0\\ "₫"_-;-* #,##0\\ "₫"_-;_-* "-"??\\ "₫"_-', -1200, "-1.200 ₫", -1200, "-1200"),
        ('0 "tốt";0 "xấu"', -3, "3 xấu", -3, "-3"),
        ('# ##0 "ha"', 1234, "1 234 ha", 1234, "1234"),
        ("000-000", 12345, "012-345", 12345, "12345"),
        ('"không có số"', 7, "không có số", 7, ""),
        ('0"\x00\u200bha"', 7, "7  ha", 7, "7"),
    ],
)
def test_a_format_with_words_shows_them_around_the_number(code, number, text, value, digits):
    cell = cell_of(code, number)
    assert isinstance(cell, DisplayedNumber)
    assert (cell.parts.text, float(cell), cell.parts.digits) == (text, value, digits)


@pytest.mark.parametrize(
    "code",
    ["General", "@", "", "0", "#,##0.00", "[Red]-0.0", "#,##0_);(#,##0)", "0.00E+00", "# ?/?"]
    + ['_(* #,##0_);_(* (#,##0);_(* "-"??_);_(@_)', "[Color10]0;[Color3]-0", '0;-0;0;@" ha"'],
)
@pytest.mark.parametrize("number", [12, -12, 0, 0.5])
def test_a_format_that_sets_only_digits_leaves_the_number_plain(code, number):
    assert type(cell_of(code, number)) is type(number)
    assert cell_of(code, number) == number


def test_displayed_cells_survive_the_way_from_the_process_that_reads_them():
    for cell in (cell_of('0 "ha"', 5), cell_of("0%", 0.5), cell_of("mm/yyyy", 46_174)):
        copied = pickle.loads(pickle.dumps(cell))
        assert (type(copied), copied, cell_text(copied)) == (type(cell), cell, cell_text(cell))


def test_an_old_workbook_shows_the_same():
    codes = ['0 "triệu USD"', "mm/yyyy", "0000000000"]
    records = b"".join(
        record(0x41E, struct.pack("<HHB", 164 + place, len(code), 1) + code.encode("utf-16-le"))
        for place, code in enumerate(codes)
    )
    cells = (
        number_record(0, 0, 20.0, style=1)
        + number_record(0, 1, 46_174.0, style=2)
        + number_record(0, 2, 101_243_150.0, style=3)
        + number_record(0, 3, 0.3, style=4)
        + number_record(0, 4, 46_366.0, style=5)
    )
    formats = ((0, 0), (164, 0), (165, 0), (166, 0), (9, 0), (16, 0))
    (grid,) = open_sheets(io.BytesIO(xls(cells, workbook=records, formats=formats)))

    assert [cell_text(cell) for cell in grid.rows[0]] == [
        "20 triệu USD",
        "06/2026",
        "0101243150",
        "30%",
        "10-Dec",
    ]


@given(
    st.text('0#?.,;%"\\_*[]$<>=-@/ EeGgdmyhs1ha', max_size=400),
    st.floats(allow_nan=False, allow_infinity=False) | st.integers(-(10**15), 10**15),
)
def test_any_format_gives_a_cell(code, number):
    cell = cell_of(code, number)
    if isinstance(cell, DisplayedNumber | DisplayedDay):
        assert len(cell_text(cell)) < 2000
    elif isinstance(cell, float):
        assert math.isfinite(cell)


@given(
    st.floats(allow_nan=False, allow_infinity=False) | st.integers(-(10**15), 10**15),
    st.text("0123456789., -%aUSD()", max_size=120),
    st.sampled_from(["", "USD"]),
    st.booleans(),
)
def test_any_displayed_text_gives_a_number(number, text, currency, is_percent):
    cell = displayed_number(number, text, currency, is_percent=is_percent)
    assert math.isfinite(float(cell))
