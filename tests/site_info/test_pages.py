"""Home, zones, targets and the page about the site."""

import pytest
from pytest_django.asserts import assertContains, assertNotContains

from programme.models import IndustrialZone, ProgrammeActivity
from records.models import Publication
from tests.makers import enterprise, project

pytestmark = pytest.mark.django_db


def test_home_has_projects_suppliers_and_the_state_of_the_programme(client):
    page = client.get("/en/")
    assertContains(page, "Investment opportunities")
    assertContains(page, "No enterprise has been published yet.")
    assertContains(page, "nearly 11 billion dong")
    assertContains(page, "not measured yet")


def test_home_counts_the_enterprises_once_there_are_some(client):
    enterprise()
    enterprise("Nháp", publication=Publication.DRAFT)
    assertContains(client.get("/en/"), "<b>1</b> enterprise in the directory")


def test_every_zone_has_its_size_state_and_source(client):
    page = client.get("/en/zones/")
    assertContains(page, "Hoa Binh Industrial Park")
    assertContains(page, "Operating, 100% filled")
    assertContains(page, "CafeF")


def test_a_zone_links_to_its_published_projects_only(client):
    zone = IndustrialZone.objects.get(code="kcn-hoa-binh")
    project("Nháp", zone=zone, publication=Publication.DRAFT)
    assertNotContains(client.get("/khu-cong-nghiep/"), "?zone=kcn-hoa-binh")
    project("Công khai", zone=zone)
    assertContains(client.get("/khu-cong-nghiep/"), "?zone=kcn-hoa-binh")


def test_an_unpublished_zone_is_not_displayed(client):
    IndustrialZone.objects.update(publication=Publication.WITHDRAWN)
    assertContains(client.get("/en/zones/"), "No zone has been published yet.")


def test_the_targets_page_lists_what_the_programme_does(client):
    page = client.get("/en/targets/")
    assertContains(page, "Building and running an information site")
    ProgrammeActivity.objects.update(publication=Publication.DRAFT)
    assertNotContains(client.get("/en/targets/"), "Building and running an information site")


def test_the_urls_of_the_open_data_work(client):
    page = client.get("/gioi-thieu/")
    addresses = ["/api/v1/projects/", "/api/v1/budget/lines/", "/api/v1/openapi.json"]
    for address in addresses:
        assertContains(page, f'href="{address}"')
        assert client.get(address).status_code == 200


def test_about_names_the_host_of_the_map_only_where_one_is_configured(client, settings):
    assertContains(client.get("/en/about/"), "Nothing is requested from third parties.")
    settings.MAP_TILES_URL = "https://{s}.tiles.example.vn/{z}/{x}/{y}.png"
    page = client.get("/en/about/")
    assertNotContains(page, "Nothing is requested from third parties.")
    assertContains(page, "images from tiles.example.vn")


def test_about_names_the_origin_of_the_first_data(client):
    assertContains(client.get("/en/about/"), "The first data was compiled from public sources")


def test_about_names_the_lists_that_have_files(client):
    assertContains(client.get("/en/about/"), "lists of projects, enterprises and budget lines")
