"""What is not published does not exist: on every surface of one record the same 404."""

import pytest
from django.core.files.base import ContentFile

from projects.models import ProjectPicture
from records.models import Publication
from tests.public.makers import enterprise, project

pytestmark = pytest.mark.django_db
HIDDEN = [Publication.DRAFT, Publication.IN_REVIEW, Publication.WITHDRAWN]


@pytest.mark.parametrize("publication", HIDDEN)
@pytest.mark.parametrize(
    "address",
    [
        "/du-an/{}/",
        "/du-an/{}/to-thong-tin.pdf",
        "/du-an/{}/lich-su/",
        "/en/projects/{}/",
        "/en/projects/{}/fact-sheet.pdf",
        "/en/projects/{}/history/",
    ],
)
def test_a_hidden_project_answers_as_one_that_never_was(client, publication, address):
    code = project("Zyxwv", publication=publication).code
    hidden, unknown = client.get(address.format(code)), client.get(address.format("DA-9999"))
    assert hidden.status_code == unknown.status_code == 404
    assert hidden.text.replace(code, "") == unknown.text.replace("DA-9999", "")


@pytest.mark.parametrize("publication", HIDDEN)
@pytest.mark.parametrize("page", ["", "lich-su/"])
def test_a_hidden_enterprise_answers_as_one_that_never_was(client, publication, page):
    slug = enterprise("Zyxwv", publication=publication).slug
    hidden = client.get(f"/doanh-nghiep/{slug}/{page}")
    unknown = client.get(f"/doanh-nghiep/khongco/{page}")
    assert hidden.status_code == unknown.status_code == 404
    assert hidden.text.replace(slug, "") == unknown.text.replace("khongco", "")


@pytest.mark.parametrize("publication", HIDDEN)
def test_a_picture_of_a_hidden_project_has_no_address(client, publication):
    hidden = project(publication=publication)
    picture = ProjectPicture.objects.create(
        project=hidden, caption_vi="Đất", file=ContentFile(b"anh", name="dat.jpg")
    )
    assert client.get(f"/du-an/{hidden.code}/anh/{picture.pk}/").status_code == 404
