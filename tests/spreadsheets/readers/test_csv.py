"""CSV files in several encodings and with several delimiters."""

import io
import tracemalloc
import unicodedata

import pytest

from spreadsheets.readers.opening import FileRefused, open_sheets
from tests.spreadsheets.workbooks import csv_file

ROWS = [
    ["Tên dự án", "Địa điểm"],
    ["Nhà máy chế biến dược liệu", "huyện Đắk Tô"],
    ["Ngọk Linh", ""],
]
FILLED = [*ROWS[:2], ["Ngọk Linh"]]


def opened(content):
    return list(open_sheets(io.BytesIO(content))[0].rows)


def in_windows_1258(text):
    """Encode as Windows does: a letter without a code of its own is a vowel and a tone mark."""
    out = b""
    for letter in text:
        try:
            out += letter.encode("cp1258")
        except UnicodeEncodeError:
            base, mark = _vowel_and_tone(letter)
            out += (base + mark).encode("cp1258")
    return out


def _vowel_and_tone(letter):
    parts = unicodedata.normalize("NFD", letter)
    tone = next(part for part in parts if part in "\u0300\u0301\u0303\u0309\u0323")
    return unicodedata.normalize("NFC", parts.replace(tone, "")), tone


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_every_usual_encoding_and_delimiter_is_read(encoding, delimiter):
    assert opened(csv_file(ROWS, delimiter, encoding).getvalue()) == FILLED


def test_the_vietnamese_code_page_of_windows_is_read():
    text = "\r\n".join(",".join(row) for row in ROWS)

    assert opened(in_windows_1258(text)) == FILLED


def test_text_in_an_old_font_is_not_read_as_the_vietnamese_code_page():
    # “Dự án đầu tư” in TCVN3, as Western letters.
    assert opened("Dù ¸n ®Çu t­,x\nnhµ m¸y,y".encode("cp1252"))[0] == ["Dù ¸n ®Çu t­", "x"]


def test_title_lines_do_not_decide_the_delimiter():
    text = "DANH MỤC, GIAI ĐOẠN 2021-2025, TỈNH KON TUM\n\nTT;Tên;Nơi\n1;A, B;x\n2;C, D, E;y\n"

    assert opened(text.encode())[2:] == [
        ["TT", "Tên", "Nơi"],
        ["1", "A, B", "x"],
        ["2", "C, D, E", "y"],
    ]


def test_a_line_that_names_the_delimiter_is_not_a_row():
    assert opened(b"sep=;\na,b;c\n") == [[], ["a,b", "c"]]


def test_line_breaks_within_a_cell_stay_and_blank_lines_keep_their_number():
    assert opened(b'a,"b\nc"\r\n\r\nd,""\r\n') == [["a", "b\nc"], [], ["d"]]


@pytest.mark.parametrize("text", ["'=1+1", "'-5", "''@x"])
def test_the_escape_of_formula_like_text_is_removed(text):
    assert opened(f"{text},x\n".encode()) == [[text[1:], "x"]]


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("'0101243150", "0101243150"),
        ('="0101243150"', "0101243150"),
        ("'Ya Tăng", "'Ya Tăng"),
        ('=A1&"x"', '=A1&"x"'),
        ("a_x000D_b", "a_x000D_b"),
    ],
)
def test_text_that_a_program_spelled_for_a_spreadsheet_is_read_as_meant(text, meant):
    quoted = text.replace('"', '""')
    assert opened(f'"{quoted}",x\n'.encode()) == [[meant, "x"]]


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b'"' * 600_000, "quotation mark"),
        (b'"",' * 300_000 + b"x", "reaches to cell"),
        (b'x,"' + b"y" * 40_000 + b'"', "cell B1"),
        (b"x\n" * 120_001, "reaches to cell A120001"),
        (b"\n" * 1_100_000 + b"x", "reaches to cell"),
        (b"x\x01y,z", "neither a spreadsheet"),
        (b"x,y\x00" + b"z" * 99, "neither a spreadsheet"),
        ("Tên".encode("utf-16") + b"\x00", "neither a spreadsheet"),
        (b"{\\rtf1 x,y}", "neither a spreadsheet"),
        (b"\n<HTML><table><tr><td>a,b", "web page"),
        (b'<?xml version="1.0"?><Workbook/>', "web page"),
    ],
    ids=[
        "quotes",
        "cells",
        "long cell",
        "rows",
        "blank rows",
        "control",
        "nul",
        "half a sign",
        "rtf",
        "page",
        "xml",
    ],
)
def test_a_text_that_is_not_a_table_is_refused(content, message):
    with pytest.raises(FileRefused, match=message):
        opened(content)


def test_a_long_text_in_windows_1258_takes_little_memory():
    line = b"1,a\xcc\xd2" + b"a\xcc" * 100 + b",b\n"
    content = b"STT,T\xean,c\n" + line * 8_000
    tracemalloc.start()
    try:
        (grid,) = open_sheets(io.BytesIO(content))
        _now, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()

    assert len(grid.rows) == 8_001
    assert peak < 5 * len(content)


def test_stacked_marks_on_one_letter_are_unchanged():
    piled = b"a" + b"\xec\xf2" * 90
    content = b"T\xean,b\n" + (b"a\xcc" * 100 + b",b\n") * 200 + piled + b",b\n"
    (grid,) = open_sheets(io.BytesIO(content))

    assert grid.rows[200] == ["à" * 100, "b"]
    assert grid.rows[201] == ["a" + "\u0301\u0323" * 90, "b"]
