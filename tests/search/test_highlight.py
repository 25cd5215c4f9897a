"""Highlighted words and matching texts of results."""

import pytest
from django.utils.translation import override

from cnht_portal.search import search_everything
from enterprises.models import EnterpriseProcess, EnterpriseProduct
from programme.models import SectorGroup
from records.models import Publication
from tests.makers import enterprise, project

pytestmark = pytest.mark.django_db


def why(typed, language):
    with override(language):
        return [
            str(text)
            for source in search_everything(typed).sources
            for result in source.results
            for _label, text in result.reasons
        ]


def test_a_row_of_an_enterprise_is_displayed_as_it_was_written():
    made = enterprise("Công ty A")
    EnterpriseProduct.objects.create(
        enterprise=made, words_vi="Vòng Đệm, Qarvel; Ổ Trục", words_en="Washers, Qarvel; Bearings"
    )
    EnterpriseProcess.objects.create(enterprise=made, name_vi="Đúc Zwelm", name_en="Zwelm Casting")
    made.save()
    assert why("qarvel", "vi") == ["Vòng Đệm, <mark>Qarvel</mark>; Ổ Trục"]
    assert why("qarvel", "en") == ["Washers, <mark>Qarvel</mark>; Bearings"]
    assert why("zwelm", "en") == ["<mark>Zwelm</mark> Casting"]


def test_the_matching_text_is_in_the_language_of_the_page():
    project("Nhà máy", objective_vi="Làm Vòng Qarvel, Ổ", objective_en="Make Rings, Qarvel, etc")
    assert why("qarvel", "vi") == ["Làm Vòng <mark>Qarvel</mark>, Ổ"]
    assert why("qarvel", "en") == ["Make Rings, <mark>Qarvel</mark>, etc"]


def test_a_matching_text_only_in_vietnamese_is_marked_on_an_english_page():
    project("Nhà máy", objective_vi="Làm Vòng Qarvel, Ổ")
    assert why("qarvel", "en") == ['<span lang="vi">Làm Vòng <mark>Qarvel</mark>, Ổ</span>']


def test_the_name_of_an_unpublished_group_is_never_displayed():
    made = enterprise("Công ty A", capacity_vi="Làm qarvel")
    group = SectorGroup.objects.first()
    group.name_vi, group.publication = "Nhóm Qarvel Kín", Publication.WITHDRAWN
    group.save()
    made.sector_groups.add(group)
    made.save()
    assert why("qarvel", "vi") == ["Làm <mark>qarvel</mark>"]
