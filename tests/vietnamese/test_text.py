"""Forms of text for storing, searching, ranking and sorting."""

import unicodedata
from difflib import SequenceMatcher
from unittest.mock import Mock

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vietnamese.text import (
    SORT_KEY_MAX_LENGTH,
    accented,
    clean,
    fold,
    has_control_characters,
    nearest,
    slug,
    sort_key,
    unaccented,
)

LETTERS = "aAăâbcdđĐeêghiklmnoôơpqrstuưvxyỳÝhoàòaoáuỷủyạặệộợựẫ"
office_text = st.text(st.sampled_from(LETTERS + "0123456789 .,-–/()'’\n\u00a0\u200b"))


@pytest.mark.parametrize(
    ("raw", "stored"),
    [
        ("  Đăk\u00a0 Tô\u2009", "Đăk Tô"),
        ("Đăk\u200b Tô\ufeff", "Đăk Tô"),
        ("hợp\u00adtác", "hợptác"),
        ("\u202aKon Tum\u202c", "Kon Tum"),
        ("một\t\thai", "một hai"),
        ("dòng một  \r\n dòng hai\r", "dòng một\n dòng hai"),
        (unicodedata.normalize("NFD", "Ngọc Hồi"), "Ngọc Hồi"),
    ],
)
def test_a_text_is_stored_without_invisible_characters(raw, stored):
    assert clean(raw) == stored


@given(st.text())
def test_cleaning_twice_changes_nothing_more(text):
    assert clean(clean(text)) == clean(text)


@pytest.mark.parametrize("sign", ["\x00", "\x0b", "\x1f", "\x7f", "\x85"])
def test_control_characters_are_noticed(sign):
    assert has_control_characters(f"Kon{sign}Tum")


def test_line_breaks_and_tabs_are_not_control_characters():
    assert not has_control_characters("Kon\tTum\r\nĐăk Hà")


@pytest.mark.parametrize(
    "spellings",
    [
        ["hoà", "hòa", "HÒA", "hoa"],
        ["thuỷ", "thủy"],
        ["Đắk Glei", "Đăk Glei", "Đak Glei", "Dak Glei", "Ðăk Glei"],
        ["Ia H'Drai", "Ia H’Drai", "Ia HʼDrai", "Ia H`Drai", "Ia H´Drai", "Ia HDrai"],
        ["Kon Plông", "Kon Plong"],
        ["khoá", "khóa"],
        ["Cụm CN-TTCN", "Cụm CN–TTCN", "cụm  CN TTCN"],
    ],
)
def test_spellings_of_one_name_fold_to_the_same_text(spellings):
    assert len({fold(spelling) for spelling in spellings}) == 1


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("684/QĐ-UBND", "684/qd ubnd"),
        ("01-NQ/TU", "01 nq/tu"),
        ("Quy mô / Công suất", "quy mo cong suat"),
        ("5.000 m²", "5 000 m2"),
        ("(Săm, lốp…)", "sam lop"),
    ],
)
def test_folding_keeps_letters_numbers_and_the_slash_of_a_legal_number(text, folded):
    assert fold(text) == folded


@given(office_text)
def test_a_folded_text_is_ascii_and_folds_to_itself(text):
    folded = fold(text)
    assert folded.isascii()
    assert fold(folded) == folded == fold(unicodedata.normalize("NFD", text)) == fold(clean(text))


def test_unaccented_text_keeps_its_punctuation():
    assert unaccented("Đắk Tô – 5,5 m²") == "dak to – 5,5 m2"


@pytest.mark.parametrize(
    ("typed", "unified"),
    [
        ("Hoà Bình", "hòa bình"),
        ("thuỷ  điện", "thủy điện"),
        ("sức khoẻ", "sức khỏe"),
        ("Uỷ ban", "ủy ban"),
        ("hòan tòan", "hoàn toàn"),
        ("súyt", "suýt"),
        ("qúy", "quý"),
        ("quý", "quý"),
        ("ngoặc", "ngoặc"),
        ("mùa", "mùa"),
        ("Ia\nH’Drai", "ia h'drai"),
    ],
)
def test_tones_have_one_position_for_ranking(typed, unified):
    assert accented(typed) == unified


def test_names_follow_the_vietnamese_alphabet():
    names = ["An", "Ăn", "Ân", "Bờ Y", "Cao su", "Dầu", "Đăk Hà", "Em", "Ê", "Fa", "Ia Tơi", "Ja"]
    names += ["Kon Rẫy", "Măng Đen", "Ngọc Hồi", "Ô tô", "Ơ", "Pờ Ê", "Sa Thầy", "Tu Mơ Rông"]
    names += ["Ung", "Ưng", "Văn Lem", "Wa", "Xốp", "Ya Ly", "Za"]
    backwards = names[::-1]
    assert sorted(backwards, key=sort_key) == names


def test_tones_count_only_between_names_of_the_same_letters():
    assert sorted(["ba b", "bạ", "bá", "bã", "bả", "bà", "ba", "bạ a"], key=sort_key) == [
        *("ba", "bà", "bả", "bã", "bá", "bạ"),
        *("bạ a", "ba b"),
    ]


def test_numbers_in_names_follow_their_size_and_precede_letters():
    names = ["Thôn", "Thôn 2", "Thôn 10", "Thôn 100", "Thôn Ba"]
    backwards = names[::-1]
    assert sorted(backwards, key=sort_key) == names


def test_letters_of_minority_languages_sort_with_their_base_letter():
    assert sort_key("Ŏ") == sort_key("O")


def test_punctuation_and_case_do_not_change_the_order():
    assert sort_key("“Đăk-Tô”") == sort_key("đăk tô")
    assert sort_key("H’Drai") == sort_key("HDrai")


@given(st.text())
def test_a_sort_key_is_digits_alone_and_fits_its_column(text):
    key = sort_key(text)
    assert not key or (key.isascii() and key.isdigit())
    assert len(key) <= SORT_KEY_MAX_LENGTH


def test_digits_of_other_scripts_do_not_affect_the_order():
    assert sort_key("Kon٣ Tum") == sort_key("Kon Tum")


def test_the_longest_sort_key_fits_its_column():
    assert len(sort_key("1ạ" * 100)) <= SORT_KEY_MAX_LENGTH


def test_a_slug_is_plain_letters_digits_and_hyphens():
    assert slug("Cụm CN-TTCN Đăk La (GĐ 2/3)") == "cum-cn-ttcn-dak-la-gd-2-3"


def test_a_misspelt_name_gives_the_nearest_ones():
    districts = ["Đắk Glei", "Đắk Tô", "Sa Thầy", "Kon Rẫy"]
    assert nearest("Dak Glay", districts)[0] == "Đắk Glei"
    assert nearest("Kon Ray", districts, limit=1) == ["Kon Rẫy"]
    assert nearest("Hà Nội", districts) == []
    assert nearest("", districts) == []


def test_a_long_text_is_compared_with_short_names_only_for_whole_words(monkeypatch):
    """The similarity of a long text with a short name takes seconds and is low anyway."""
    monkeypatch.setattr(SequenceMatcher, "ratio", lambda _self: pytest.fail("was compared"))

    assert nearest("a b " * 8000, ["Đắk Glei", "Đắk Tô", "a a a"]) == []
    assert nearest("Ủy ban " * 8000 + "huyện Đăk Tô", ["Đắk Glei", "Đắk Tô"]) == ["Đắk Tô"]


def test_a_repeated_unknown_name_is_compared_once(monkeypatch):
    compared = Mock(return_value=0.7)
    monkeypatch.setattr(SequenceMatcher, "ratio", compared)

    for _row in range(3):
        assert nearest("Đắk Tôô 7", ["Đắk Tô 7"]) == ["Đắk Tô 7"]

    assert compared.call_count == 1


def test_a_short_name_gives_the_long_one_that_contains_it():
    assert nearest("Đăk Tô", ["Ủy ban nhân dân huyện Đăk Tô"]) == ["Ủy ban nhân dân huyện Đăk Tô"]
