"""Search words in lists."""

import pytest

from projects.filters.form import ProjectFilterForm
from tests.makers import project

pytestmark = [pytest.mark.django_db, pytest.mark.both_engines]


def listed(typed):
    form = ProjectFilterForm({"q": typed})
    return form.corrected_words, [each.name_vi for each in form.page]


def test_a_mistake_in_a_list_is_corrected_and_the_page_names_the_correction():
    project("Xưởng Vảithưa")
    instead, names = listed("vaithuaa")
    assert instead == "vảithưa"
    assert names == ["Xưởng Vảithưa"]


def test_a_word_is_found_by_its_beginning_while_it_is_typed():
    project("Xưởng Vảithưa")
    assert listed("vaithu") == ("vảithưa", ["Xưởng Vảithưa"])


def test_words_with_results_are_not_corrected():
    project("Xưởng Vảithưa")
    assert listed("vaithua") == ("", ["Xưởng Vảithưa"])


def test_the_name_itself_comes_before_names_that_contain_it():
    project("Cơ sở Zanam lớn")
    project("Zanam mới")
    project("Zanam")
    assert listed("zanam")[1] == ["Zanam", "Zanam mới", "Cơ sở Zanam lớn"]


def test_accents_as_typed_take_precedence():
    project("Zanâm")
    project("Nhà máy Zanầm nhỏ")
    assert listed("zanầm")[1] == ["Nhà máy Zanầm nhỏ", "Zanâm"]
