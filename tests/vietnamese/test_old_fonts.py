"""Text in the old fonts .VnTime (TCVN3) and VNI-Times, recognised by its words."""

import ast
import csv
import re
import unicodedata
from itertools import product
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from vietnamese.old_fonts import (
    LETTERS,
    OLD_ENCODINGS,
    Encoding,
    convert,
    evident_encoding,
    possible_encodings,
)
from vietnamese.syllables import is_syllable

ROOT = Path(__file__).parents[2]
TCVN3, VNI, UNICODE = Encoding.TCVN3, Encoding.VNI, Encoding.UNICODE
SIGNS = {
    encoding: {letter: drawn for drawn, letter in letters.items()}
    for encoding, letters in LETTERS.items()
}

VOWELS = [
    unicodedata.normalize("NFC", vowel + tone)
    for vowel, tone in product("aăâeêioôơuưy", ["", *"\u0300\u0309\u0303\u0301\u0323"])
]
SMALL = [*VOWELS, *"bcdđghklmnpqrstvx"]
CAPITALS = [letter.upper() for letter in SMALL]
# The font .VnTimeH draws capitals with a tone from small letters.
TCVN3_CAPITALS = [letter for letter in CAPITALS if letter.isascii() or letter in SIGNS[TCVN3]]
OTHERS = list(" .,;:()/-0123456789\n²%")
TEXTS = {
    TCVN3: st.text(st.sampled_from([*SMALL, *TCVN3_CAPITALS, *OTHERS])),
    VNI: st.text(st.sampled_from([*SMALL, *CAPITALS, *OTHERS])),
}


def typed_in(encoding, text):
    """A Unicode text as the old font stores it."""
    return "".join(SIGNS[encoding].get(letter, letter) for letter in text)


def reference_texts():
    """Every text of the reference facts and of the tests."""
    for path in sorted(ROOT.glob("*/facts/*.csv")):
        with path.open(encoding="utf-8") as file:
            yield from (cell for row in csv.reader(file) for cell in row)
    for path in sorted(ROOT.glob("*/facts/*.xlsx")):
        for sheet in load_workbook(path):
            for row in sheet.iter_rows(values_only=True):
                yield from (cell for cell in row if isinstance(cell, str))
    for path in sorted(ROOT.glob("tests/**/*.py")):
        source = path.read_text(encoding="utf-8")
        if not {"VNI", "TCVN3"} & set(re.findall(r"\w+", source)):  # contain such text on purpose
            for node in ast.walk(ast.parse(source)):
                if isinstance(node, ast.Constant) and isinstance(node.value, str):
                    yield node.value


@pytest.mark.parametrize(
    ("text", "encoding", "unicode"),
    [
        ("C«ng nghiÖp hç trî", TCVN3, "Công nghiệp hỗ trợ"),
        ("Coâng nghieäp hoã trôï", VNI, "Công nghiệp hỗ trợ"),
        ("Dù ¸n ®Çu t\u00ad nhµ m¸y g¹ch", TCVN3, "Dự án đầu tư nhà máy gạch"),
        ("Döï aùn ñaàu tö nhaø maùy gaïch", VNI, "Dự án đầu tư nhà máy gạch"),
        ("huyÖn §¨k T«, tØnh Kon Tum", TCVN3, "huyện Đăk Tô, tỉnh Kon Tum"),
        ("huyeän Ñaêk Toâ, tænh Kon Tum", VNI, "huyện Đăk Tô, tỉnh Kon Tum"),
        ("Q§ sè 684/Q§-UBND", TCVN3, "QĐ số 684/QĐ-UBND"),
        ("Quyeát ñònh 684/QÑ-UBND", VNI, "Quyết định 684/QĐ-UBND"),
        ("s¶n xuÊt « t«", TCVN3, "sản xuất ô tô"),
        ("ÑAÀU TÖ", VNI, "ĐẦU TƯ"),
        ("Ñaàu tö, Aâu Laïc", VNI, "Đầu tư, Âu Lạc"),
        ("362.728.553 ®ång", TCVN3, "362.728.553 đồng"),
    ],
)
def test_text_in_an_old_font_is_recognised_and_converted(text, encoding, unicode):
    assert evident_encoding(text) is encoding
    assert convert(text, encoding) == unicode


def test_capitals_of_the_font_vntimeh_become_small_letters():
    assert convert("danh môc dù ¸n", TCVN3) == "danh mục dự án"


@pytest.mark.parametrize("encoding", OLD_ENCODINGS)
def test_every_vietnamese_letter_has_a_code_in_each_font(encoding):
    assert set(SMALL) <= set(SIGNS[encoding]) | set("abcdeghiklmnopqrstuvxy")
    assert {"Ă", "Â", "Đ", "Ê", "Ô", "Ơ", "Ư"} <= set(SIGNS[encoding])


@pytest.mark.parametrize("encoding", OLD_ENCODINGS)
@given(data=st.data())
def test_any_text_typed_in_an_old_font_reads_back_letter_by_letter(encoding, data):
    text = data.draw(TEXTS[encoding])
    assert convert(typed_in(encoding, text), encoding) == text


@given(st.text())
def test_unicode_text_is_only_normalised(text):
    assert convert(text, UNICODE) == unicodedata.normalize("NFC", text)


def test_no_reference_text_is_mistaken_for_an_old_font():
    texts = {text for text in reference_texts() if not re.search("[¹²³]", text)}  # footnotes
    assert len(texts) > 1000
    assert [text for text in texts if evident_encoding(text)] == []
    assert [text for text in texts if UNICODE not in possible_encodings(text)] == []


@pytest.mark.parametrize(
    "text",
    [
        *["Société Générale", "Müller GmbH", "Crédit Agricole", "Böhler & Söhne®", "Nestlé S.A."],
        *["Citroën", "L’Oréal", "Saint-Gobain Matériaux", "Château Lafite", "Straßenbau Köln AG"],
        *["Électricité de France", "São Paulo", "Peña Nieto", "naïve café résumé", "Haïti"],
        *["Škoda Plzeň", "Ørsted A/S", "Åkers Sverige", "Telefónica España", "Loïc"],
        *["§ 5", "20 × 30 m", "½ ha", "5 µm", "© 2021", "«Công ty Đăk Tô»", "Intel®", "100 m²"],
        *["Ô tô", "bê tông", "và", "là", "có", "hoá", "thuý", "CÔNG TY", "Kon Plông", "", "ha"],
        *["Diện tích¹", "cộng\u00adđồng", "industrial\u00adisation", "hòa", "hoà bình"],
    ],
)
def test_unicode_symbols_and_foreign_names_are_not_an_old_font(text):
    assert evident_encoding(text) is None


@pytest.mark.parametrize("text", ["Société Générale", "Müller GmbH", "Kon Tum", "Đăk Tô", "20×30"])
def test_a_text_without_vietnamese_words_can_only_be_unicode(text):
    assert possible_encodings(text) == {UNICODE}


@pytest.mark.parametrize(
    ("text", "readings"),
    [("tô", {"tô", "tụ", "tơ"}), ("có", {"có", "cú"}), ("trèng", {"trèng", "trống"})],
)
def test_a_word_valid_in_several_encodings_is_left_open(text, readings):
    assert {convert(text, encoding) for encoding in possible_encodings(text)} == readings
    assert evident_encoding(text) is None


@pytest.mark.parametrize("text", ["C«ng ty Đăk Tô", "C«ng ty Müller", "C«ngx", "nhµ m¸y 20×30 m"])
def test_a_text_that_fits_no_single_encoding_has_none(text):
    assert not possible_encodings(text)


@pytest.mark.parametrize(
    "word",
    ["nghiệp", "quyết", "giếng", "gì", "hòa", "hoà", "thủy", "thuỷ", "khuỷu", "rượu", "ngoằn"]
    + ["xoong", "Đăk", "Đắk", "Ngọk", "Plông", "Xiêr", "Kơi", "Réo", "Pưh", "Ê", "yêu", "QUỐC"],
)
def test_vietnamese_syllables_are_recognised(word):
    assert is_syllable(word)
    assert is_syllable(unicodedata.normalize("NFD", word))


@pytest.mark.parametrize(
    "word",
    ["", "b", "cê", "ngi", "gê", "aì", "miá", "cat̉", "xóạ", "bùc̀", "Müller", "đồngx", "tyạ"],
)
def test_other_spellings_are_not_syllables(word):
    assert not is_syllable(word)
