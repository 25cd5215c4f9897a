"""The map: numbers by district with their table, and map tiles of another host if configured."""

import json
import re
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from pytest_django.asserts import assertContains, assertNotContains

from projects.models import Project
from records.models import Publication
from tests.makers import district, many_projects, project, sector

pytestmark = pytest.mark.django_db
TILES = "https://{s}.tiles.example.vn/{z}/{x}/{y}.png"


def counts(page):
    return {tile.district.code: tile.count for tile in page.context["tiles"]}


def test_sited_projects_are_counted_by_district_and_the_others_separately(client):
    before = client.get("/du-an/ban-do/")
    project(district=district("612"))
    project()
    project(district=district("612"), publication=Publication.DRAFT)
    after = client.get("/du-an/ban-do/")
    assert counts(after)["612"] == counts(before)["612"] + 1
    assert after.context["total"] == Project.objects.public().sited().count()
    assert after.context["without_district"] == before.context["without_district"] + 1
    listed = sum(counts(after).values()) + after.context["without_district"]
    assert listed == after.context["total"]


def test_each_tile_links_to_exactly_its_projects(client):
    project(district=district("612"), status="licensed", sector_group=sector())
    page = client.get("/du-an/ban-do/?status=licensed&sector=kim-loai")
    tile = next(tile for tile in page.context["tiles"] if tile.district.code == "612")
    assert tile.count == 1
    assertContains(page, f'href="/du-an/?{tile.query.replace("&", "&amp;")}"', count=2)
    assert client.get(f"/du-an/?{tile.query}").context["counted"].total == 1


def test_the_darkest_tile_has_the_most_and_an_empty_one_none(client):
    Project.objects.all().delete()
    many_projects(4, district=district("612"))
    many_projects(1, district=district("611"))
    shades = {t.district.code: t.shade for t in client.get("/du-an/ban-do/").context["tiles"]}
    assert (shades["612"], shades["611"], shades["610"]) == (4, 1, 0)


@pytest.mark.parametrize(
    "query",
    ["status=x", "sector=%00", "status=&sector=", f"sector={'a' * 10_000}", "status=a&status=b"],
)
def test_invalid_filters_have_a_message_and_leave_all_projects(client, query):
    page = client.get(f"/en/projects/map/?{query}")
    assert page.status_code == 200
    assert page.context["total"] == Project.objects.public().sited().count()


def test_without_tiles_there_is_no_map_and_no_third_party(client):
    page = client.get("/du-an/ban-do/")
    assertNotContains(page, "leaflet")
    assertNotContains(page, "map-data")
    assert "img-src 'self' data:;" in f"{page['Content-Security-Policy']};"


def test_with_tiles_only_this_page_allows_images_of_their_host(client, settings):
    settings.MAP_TILES_URL = TILES
    page = client.get("/du-an/ban-do/")
    assert "img-src 'self' data: https://*.tiles.example.vn" in page["Content-Security-Policy"]
    assert "tiles.example" not in client.get("/du-an/")["Content-Security-Policy"]


def test_only_projects_with_coordinates_are_drawn_and_the_others_counted(client, settings):
    settings.MAP_TILES_URL = TILES
    placed = project("Có </script> toạ độ", latitude="14.65", longitude="107.85")
    placed.status_changes.create(status="calling", on=date(2021, 8, 2), source="Báo")
    project("Nháp", latitude="14.6", longitude="107.8", publication=Publication.DRAFT)
    page = client.get("/en/projects/map/")
    data = re.search(r'<script id="map-data"[^>]*>(.*?)</script>', page.text)[1]
    assert json.loads(data)["points"] == [
        {
            "name": "Có </script> toạ độ",
            "address": f"/en/projects/{placed.code}/",
            "status": "calling for investors: since 2 August 2021, by a public source, "
            "not confirmed since",
            "at": [14.65, 107.85],
        }
    ]
    others = Project.objects.public().sited().count() - 1
    assertContains(page, "The map shows 1 project whose coordinates are known.")
    assertContains(page, f"{others} more appear only in the table.")


def test_the_map_names_the_owner_of_the_tiles_as_text_with_links(client, settings):
    settings.MAP_TILES_URL = TILES
    settings.MAP_TILES_ATTRIBUTION = "© Nguồn & <b>bạn</b>, https://www.example.vn/giay-phep"
    page = client.get("/en/projects/map/")
    data = re.search(r'<script id="map-data"[^>]*>(.*?)</script>', page.text)[1]
    attribution = json.loads(data)["attribution"]
    assert attribution.startswith("© Nguồn &amp; &lt;b&gt;bạn&lt;/b&gt;, <a href=")
    assert 'href="https://www.example.vn/giay-phep"' in attribution
    assert "example.vn/giay-phep" not in page["Content-Security-Policy"]


def test_without_attribution_the_map_names_no_owner(client, settings):
    settings.MAP_TILES_URL = TILES
    page = client.get("/en/projects/map/")
    data = re.search(r'<script id="map-data"[^>]*>(.*?)</script>', page.text)[1]
    assert json.loads(data)["attribution"] == ""


def test_the_number_of_queries_of_the_map_does_not_depend_on_the_projects(client, settings):
    settings.MAP_TILES_URL = TILES

    def queries():
        with CaptureQueriesContext(connection) as captured:
            assert client.get("/du-an/ban-do/").status_code == 200
        return len(captured)

    many_projects(1, district=district(), latitude="14.6", longitude="107.8")
    few = queries()
    many_projects(30, district=district(), latitude="14.6", longitude="107.8")
    assert queries() == few <= 25
