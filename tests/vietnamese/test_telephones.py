"""Telephone numbers in a text."""

import pytest

from vietnamese.telephones import telephones_in


@pytest.mark.parametrize(
    ("text", "dialled"),
    [
        ("0260 3862 343", ["+842603862343"]),
        ("(0260) 3.862.343", ["+842603862343"]),
        ("+84 905 123 456", ["+84905123456"]),
        ("(+84) (0)905-123-456", ["+84905123456"]),
        ("0260.3862343-0905123456", ["+842603862343", "+84905123456"]),
        ("0260 3862 343; 0905.123.456 (ông A)", ["+842603862343", "+84905123456"]),
        ("0260 3862 343/0905 123 456", ["+842603862343", "+84905123456"]),
        ("1900 1234 56", ["1900123456"]),
        ("3862 343", []),
        ("số 12, ngày 02/8/2021", []),
        ("6100123456789", []),
    ],
)
def test_each_number_of_a_text_is_found(text, dialled):
    assert [each.dialled for each in telephones_in(text)] == dialled
