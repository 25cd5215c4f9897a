"""Coordinates in the forms of the admin."""

from decimal import Decimal

import pytest
from django.urls import reverse
from pytest_django.asserts import assertContains

from records.models import ChangeSet
from tests import makers
from tests.admin_base.browsing import form_on


@pytest.fixture
def project(db):
    return makers.project()


def address(project):
    return reverse("admin:projects_project_change", args=[project.pk])


def test_coordinates_are_typed_in_vietnamese_notation_or_degrees(admin_client, project):
    data = form_on(admin_client.get(address(project)))
    typed = {"latitude": "14,351", "longitude": "108° 0′ 4,3″ Đ"}
    assert admin_client.post(address(project), {**data, **typed}).status_code == 302
    project.refresh_from_db()
    assert (project.latitude, project.longitude) == (Decimal("14.351"), Decimal("108.001194"))

    again = form_on(admin_client.get(address(project)))
    assert (again["latitude"], again["longitude"]) == (["14.351"], ["108.001194"])
    assert admin_client.post(address(project), again).status_code == 302
    assert ChangeSet.objects.filter(kind="form").count() == 1


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"latitude": "14.35, 108.00"}, "Hãy ghi 14.35 vào ô vĩ độ và 108.00 vào ô kinh độ."),
        ({"latitude": "108.0", "longitude": "14.35"}, "Nếu đây là kinh độ, hãy đổi chỗ hai ô."),
        ({"latitude": "14.35", "longitude": "181"}, "Kinh độ nằm trong khoảng từ −180 đến 180 độ"),
    ],
)
def test_coordinates_in_the_wrong_field_have_a_sentence(admin_client, project, typed, words):
    data = form_on(admin_client.get(address(project)))
    response = admin_client.post(address(project), {**data, **typed})
    assertContains(response, words)
    project.refresh_from_db()
    assert project.latitude is None
