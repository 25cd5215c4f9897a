"""Demo data: varied, complete and marked."""

import io
import json
import re

import pytest
from django.core.management import call_command
from django.utils import timezone
from pytest_django.asserts import assertContains

from enterprises.models import Enterprise
from projects.models import Project
from records.snapshots import values_of

pytestmark = pytest.mark.django_db


def load_demo(**options):
    call_command("load_demo", projects=40, enterprises=40, stdout=io.StringIO(), **options)


@pytest.fixture
def demo(db):
    load_demo()


def test_most_demo_projects_stand_on_the_map_near_their_district(demo):
    visible = Project.objects.filter(is_demo=True)
    placed = visible.exclude(latitude=None).select_related("district")
    assert visible.count() * 0.6 < placed.count() < visible.count()
    for project in placed:
        assert abs(project.latitude - project.district.latitude) <= 0.06
        assert abs(project.longitude - project.district.longitude) <= 0.06


def test_demo_enterprises_have_recent_stale_and_missing_verifications(demo):
    today = timezone.localdate()
    rows = Enterprise.objects.filter(is_demo=True)
    assert {each.evidence for each in rows} == set(Enterprise.Evidence.values)
    verified = [each for each in rows if each.verified_on]
    assert {each.is_stale(today) for each in verified} == {True, False}
    assert all(each.verified_on < today for each in verified)
    never = [each.evidence for each in rows if not each.verified_on]
    assert set(never) == {Enterprise.Evidence.DECLARED}


def test_demo_processes_are_described_in_both_languages(demo, client):
    for address, word in (
        ("/doanh-nghiep/", "ép phun"),
        ("/en/enterprises/", "injection moulding"),
    ):
        choices = client.get(address).context["form"].fields["process"].choices
        assert word in [label for _value, label in choices]


def test_demo_projects_on_the_map_are_marked(demo, client, settings):
    settings.MAP_TILES_URL = "https://tiles.example.vn/{z}/{x}/{y}.png"
    page = client.get("/en/projects/map/")
    data = re.search(r'<script id="map-data"[^>]*>(.*?)</script>', page.text)[1]
    points = json.loads(data)["points"]
    assert points
    assert all("(demo)" in point["name"] for point in points)
    assertContains(page, "demo data")


def test_demo_data_gives_real_records_no_coordinates(demo):
    assert not Project.objects.real().exclude(latitude=None).exists()
    assert not Enterprise.objects.real().exists()


def test_the_same_seed_gives_the_same_demo_data():
    def made():
        load_demo(seed=5)
        rows = [*Project.objects.filter(is_demo=True), *Enterprise.objects.filter(is_demo=True)]
        message = [{**values_of(row), "products": None, "processes": None} for row in rows]
        for model in (Project, Enterprise):
            model.objects.filter(is_demo=True).delete()
        return message

    assert made() == made()
