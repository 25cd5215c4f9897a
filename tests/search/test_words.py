"""Spellings of words in texts and queries."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.query import read_words
from search.words import accented_words, canonical, joined, searched_forms, words


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("684/QĐ-UBND", "684 qd ubnd"),
        ("KCN Sao Mai", "khu công nghiệp Sao Mai"),
        ("KCN Sao Mai", "sao mai industrial park".replace("sao mai ", "") + " sao mai"),
        ("CNHT", "công nghiệp hỗ trợ"),
        ("supporting industry", "cong nghiep ho tro"),
        ("quyết định 684", "QĐ 684"),
        ("săm lốp", "xăm lốp"),
        ("car tires", "car tyres"),
        ("kỹ thuật", "kĩ thuật"),
        ("Mỹ", "mĩ"),
        ("Quý", "quí"),
        ("Đắk Tô", "Dac To"),
        ("Đăk Tô", "dakto"),
        ("Ia H'Drai", "ia h drai"),
        ("TP Kon Tum", "thành phố kontum"),
        ("Uỷ ban nhân dân", "UBND"),
        ("People’s Committee", "ủy ban nhân dân"),
    ],
)
def test_spellings_of_the_same_term_are_equal(one, other):
    assert canonical(words(one)) == canonical(words(other))


@pytest.mark.parametrize(
    ("one", "other"),
    [("thuỷ", "thui"), ("sâm Ngọc Linh", "xăm Ngọc Linh"), ("đặc sản", "đắk sản")],
)
def test_words_that_only_sound_alike_stay_distinct(one, other):
    assert canonical(words(one)) != canonical(words(other))


def test_a_text_is_found_by_a_phrase_inside_a_longer_one():
    text = joined(searched_forms("Khu công nghiệp hỗ trợ"))
    assert " kcn " in text
    assert " cnht " in text
    assert " khu cong nghiep ho tro " in text


def test_accents_have_one_spelling():
    assert accented_words("Hoà Bình, kỹ thuật; H'Drai") == ["hòa", "bình", "kĩ", "thuật", "hdrai"]


def test_a_query_without_accents_requires_none():
    assert read_words("det may").accents == ()
    assert read_words("dệt may").accents == (("dệt",), ("may",))


@given(st.text(max_size=200))
def test_any_text_becomes_words_that_fit_the_index(text):
    for word in read_words(text).phrase.split():
        assert all(sign.isalnum() for sign in word if sign.isascii())
        assert not any(map(str.isspace, word))


@given(st.text(max_size=60))
def test_a_text_is_found_by_itself(text):
    found = joined(searched_forms(text))
    for (word,) in read_words(text).terms:
        assert f" {word} " in found
