"""Spelling corrections, synonyms and plurals."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cnht_portal.search import search_everything
from search.query import read_words
from search.words import canonical, singular, words
from tests.makers import enterprise, project

RIGHT = ["wage", "price", "mean", "stamping"]


@pytest.mark.parametrize("typed", RIGHT)
@pytest.mark.django_db
def test_a_correct_english_word_is_not_corrected(typed):
    found = search_everything(typed)
    assert (found.sources, found.instead) == ([], "")


@pytest.mark.django_db
def test_the_first_letter_is_corrected_in_long_words_only():
    project("Nhà máy Qarvel")
    project("Nhà máy Qarv")
    assert search_everything("zarvel").instead == "qarvel"
    assert search_everything("zarv").sources == []
    assert search_everything("qarw").instead == "qarv"


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("cao xu", "cao su"), ("nhà may rệt", "nhà máy dệt"), ("trế biến", "chế biến")],
)
@pytest.mark.django_db
def test_words_that_sound_alike_come_before_words_with_the_same_beginning(typed, meant):
    project("Nhà máy dệt Xuân Retto")
    assert search_everything(typed).instead == meant


@pytest.mark.django_db
def test_known_words_that_do_not_occur_together_are_not_all_replaced():
    found = search_everything("không có gì như thế")
    assert (found.sources, found.instead) == ([], "")
    assert found.fewer


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("machines", "machine"),
        ("machinery", "machine"),
        ("factories", "factory"),
        ("suppliers", "supplier"),
        ("boxes", "box"),
        ("presses", "press"),
        ("branches", "branch"),
        ("houses", "house"),
        ("hydro power", "hydropower"),
        ("hydro-power", "hydropower"),
        ("automotive parts", "car part"),
        ("auto parts", "automobile parts"),
        ("industrial parks", "KCN"),
    ],
)
def test_forms_of_an_english_word_are_one_word(one, other):
    assert canonical(words(one)) == canonical(words(other))


@pytest.mark.parametrize("word", ["glass", "gas", "bus", "analysis", "su", "thuy", "la", "plong"])
def test_a_word_that_is_not_a_plural_stays_as_it_is(word):
    assert singular(word) == word


@given(st.text("abcdefghijklmnopqrstuvwxyz", min_size=1, max_size=12))
def test_every_word_is_found_by_its_singular(word):
    assert singular(word)
    assert len(read_words(word).terms) == 1 or canonical([word]) != [word]


@pytest.mark.django_db
def test_singular_and_plural_find_each_other():
    made = project("Xưởng khuôn", name_en="Gizmo factory for zorbels")
    for typed in ("gizmos factories", "zorbel", "gizmo factory zorbels"):
        [kind] = search_everything(typed).sources
        assert [result.key for result in kind.results] == [made.key]


@pytest.mark.parametrize("typed", ["supplier", "suppliers"])
@pytest.mark.django_db
def test_a_search_for_suppliers_finds_the_directory(typed):
    enterprise()
    pages = [kind for kind in search_everything(typed).sources if kind.code == "pages"]
    assert "enterprises" in [result.key for kind in pages for result in kind.results]
