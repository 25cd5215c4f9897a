"""Preconditions of all tests: the reference facts are in the database of each one."""

import pytest

from programme.models import LegalDocument, SectorGroup


def test_a_test_that_rolls_back_sees_the_reference_facts(db):
    assert SectorGroup.objects.count() == 6
    LegalDocument.objects.create(number="1/QĐ-UBND", kind="quyet_dinh", title_vi="Thử")


@pytest.mark.parametrize("time", ["first", "second"])
@pytest.mark.django_db(transaction=True)
def test_a_test_that_commits_sees_the_reference_facts_and_nothing_else(time):
    assert SectorGroup.objects.count() == 6
    assert not LegalDocument.objects.filter(number="1/QĐ-UBND").exists()
    LegalDocument.objects.create(number="1/QĐ-UBND", kind="quyet_dinh", title_vi="Thử")


@pytest.mark.parametrize("time", ["first", "second"])
def test_a_test_in_the_browser_sees_the_reference_facts_and_nothing_else(page, time):
    assert SectorGroup.objects.count() == 6
    assert not LegalDocument.objects.filter(number="1/QĐ-UBND").exists()
    LegalDocument.objects.create(number="1/QĐ-UBND", kind="quyet_dinh", title_vi="Thử")


def test_the_browser_signs_in_at_the_admin(page, sign_in):
    sign_in("admin")

    assert page.goto("/admin/").ok
    assert "login" not in page.url
