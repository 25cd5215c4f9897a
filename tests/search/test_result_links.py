"""Results link to the place where the result is displayed."""

import pytest
from django.utils.translation import gettext, override
from pytest_django.asserts import assertContains

from cnht_portal.search import PAGES, search_everything
from programme.models import IndustrialZone, ProgrammeActivity

pytestmark = pytest.mark.django_db


def address_of(typed, kind, key):
    found = next(each for each in search_everything(typed).sources if each.code == kind)
    return next(result.address for result in found.results if result.key == key)


@pytest.mark.parametrize(
    ("language", "folder"), [("vi", "/khu-cong-nghiep/"), ("en", "/en/zones/")]
)
def test_a_zone_links_to_its_section_of_the_zones_page(client, language, folder):
    zone = IndustrialZone.objects.get(code="kcn-sao-mai")
    with override(language):
        assert address_of("sao mai", "zones", zone.key) == f"{folder}#{zone.code}"
    assertContains(client.get(folder), f'id="{zone.code}"', count=1)


@pytest.mark.parametrize(("language", "folder"), [("vi", "/muc-tieu/"), ("en", "/en/targets/")])
def test_an_activity_links_to_its_section_of_the_targets_page(client, language, folder):
    activity = ProgrammeActivity.objects.get(code="2021-2025-6")
    with override(language):
        address = address_of("nguồn nhân lực", "activities", activity.key)
    assert address == f"{folder}#{activity.code}"
    assertContains(client.get(folder), f'id="{activity.code}"', count=1)


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.code)
def test_every_page_is_found_by_its_name_and_opens(client, page, language):
    with override(language):
        found = search_everything(gettext(page.title)).sources[0]
    assert page.code in {result.key for result in found.results}
    assert found.code == "pages"
    address = next(result.address for result in found.results if result.key == page.code)
    assert client.get(address).status_code == 200
