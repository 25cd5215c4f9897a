"""Pictures and files: browsers revalidate them and reuse unchanged ones."""

import pytest
from django.core.files.base import ContentFile
from pytest_django.asserts import assertContains

from projects.models import ProjectAttachment, ProjectPicture
from tests.makers import project

pytestmark = pytest.mark.django_db


@pytest.fixture
def picture(db):
    return ProjectPicture.objects.create(
        project=project(), caption_vi="Khu đất", file=ContentFile(b"anh", name="khu-dat.webp")
    )


def address(picture):
    return f"/du-an/{picture.project.code}/anh/{picture.pk}/"


def test_a_picture_is_displayed_inline_and_is_nothing_but_a_picture(client, picture):
    response = client.get(address(picture))
    assert b"".join(response) == b"anh"
    assert response["Content-Type"] == "image/webp"
    assert response["Content-Disposition"].startswith("inline")
    assert response["X-Content-Type-Options"] == "nosniff"


def test_an_unchanged_picture_is_not_sent_twice(client, picture):
    first = client.get(address(picture))
    assert b"".join(first) == b"anh"
    assert first["Cache-Control"] == "public, no-cache"
    again = client.get(address(picture), headers={"if-none-match": first["ETag"]})
    assert again.status_code == 304
    assert again.content == b""
    assert again["ETag"] == first["ETag"]


def test_a_replaced_picture_is_sent_at_once(client, picture):
    first = client.get(address(picture))
    assert b"".join(first) == b"anh"
    picture.file.save("khu-dat-moi.webp", ContentFile(b"moi"))
    again = client.get(address(picture), headers={"if-none-match": first["ETag"]})
    assert b"".join(again) == b"moi"


def test_a_file_is_downloaded_under_its_own_name(client):
    kept = ProjectAttachment.objects.create(
        project=project(),
        title_vi='Quy hoạch "2030"\n',
        is_public=True,
        file=ContentFile(b"tep", name="quy hoạch; 2030.pdf"),
    )
    response = client.get(f"/du-an/{kept.project.code}/tep/{kept.pk}/")
    assert b"".join(response) == b"tep"
    assert response["Content-Disposition"].startswith("attachment; filename")
    assert "\n" not in response["Content-Disposition"]
    assert response["Content-Type"] == "application/pdf"


def test_a_missing_file_is_not_found(client, picture):
    picture.file.storage.delete(picture.file.name)
    assert client.get(address(picture)).status_code == 404


def test_pictures_load_when_they_become_visible_and_move_nothing(client, picture):
    page = client.get(f"/du-an/{picture.project.code}/")
    assertContains(page, 'width="720" height="480" loading="lazy"')
