"""Unpublished records appear nowhere in public."""

import pytest
from django.core.files.base import ContentFile
from model_bakery import baker

from budget.models import BudgetLine, BudgetPeriod
from projects.models import ProjectAttachment
from records.models import Publication
from tests.makers import document, enterprise, project

pytestmark = pytest.mark.django_db

HIDDEN = [Publication.DRAFT, Publication.IN_REVIEW, Publication.WITHDRAWN]


def surfaces(client, *addresses):
    return "".join(client.get(address).getvalue().decode("latin-1") for address in addresses)


@pytest.mark.parametrize("publication", HIDDEN)
def test_an_unpublished_project_appears_nowhere(client, publication):
    code = project("Zyxwv", publication=publication).code
    everywhere = surfaces(
        client,
        "/",
        "/du-an/",
        "/du-an/?sort=newest",
        "/du-an/xuat.csv",
        "/du-an/xuat.json",
        f"/du-an/so-sanh/?ma={code}",
        "/sitemap.xml",
    )
    assert "Zyxwv" not in everywhere
    for address in ("/du-an/?q=zyxwv", "/tim-kiem/?q=zyxwv"):
        assert f"/du-an/{code}/" not in surfaces(client, address)


@pytest.mark.parametrize("publication", HIDDEN)
def test_an_unpublished_project_gets_the_same_404_as_an_unknown_one(client, publication):
    code = project(publication=publication).code
    for page in ("", "quan-tam/"):
        hidden = client.get(f"/du-an/{code}/{page}")
        unknown = client.get(f"/du-an/DA-9999/{page}")
        assert hidden.status_code == unknown.status_code == 404
        assert hidden.text.replace(code, "") == unknown.text.replace("DA-9999", "")


@pytest.mark.parametrize("publication", HIDDEN)
def test_an_unpublished_enterprise_appears_nowhere(client, publication):
    slug = enterprise("Zyxwv", publication=publication).slug
    assert client.get(f"/doanh-nghiep/{slug}/").status_code == 404
    everywhere = surfaces(client, "/doanh-nghiep/", "/doanh-nghiep/xuat.csv", "/sitemap.xml")
    assert "yxwv" not in everywhere
    assert f"/{slug}/" not in surfaces(client, "/tim-kiem/?q=zyxwv")


@pytest.mark.parametrize("publication", HIDDEN)
def test_an_unpublished_document_appears_nowhere_and_has_no_link(client, publication):
    hidden = document("77/QĐ-ZYX", publication=publication)
    citing = project()
    citing.documents.add(hidden)
    citing.catalogue_entries.create(document=hidden)
    assert client.get(f"/van-ban/{hidden.slug}/").status_code == 404
    everywhere = surfaces(
        client, "/", "/van-ban/", "/du-an/", f"/du-an/{citing.code}/", "/sitemap.xml"
    )
    assert f"/van-ban/{hidden.slug}/" not in everywhere
    assert hidden.slug not in surfaces(client, "/du-an/")


@pytest.mark.parametrize("publication", HIDDEN)
def test_lines_of_an_unpublished_period_appear_nowhere(client, publication):
    period = baker.make(
        BudgetPeriod, code="2026-2030", first_year=2026, last_year=2030, publication=publication
    )
    baker.make(BudgetLine, period=period, task_vi="Zyxwv", publication=Publication.PUBLISHED)
    assert client.get("/ngan-sach/2026-2030/").status_code == 404
    assert "Zyxwv" not in surfaces(client, "/ngan-sach/", "/ngan-sach/xuat.json")


def test_a_file_is_public_only_if_it_and_its_project_are_public(client):
    visible = project()
    draft = project(publication=Publication.DRAFT)

    def attach(to, *, is_public):
        return ProjectAttachment.objects.create(
            project=to,
            title_vi="Quy hoạch",
            is_public=is_public,
            file=ContentFile(b"tep", name="quy-hoach.pdf"),
        )

    open_file = attach(visible, is_public=True)
    kept, of_draft = attach(visible, is_public=False), attach(draft, is_public=True)

    response = client.get(f"/du-an/{visible.code}/tep/{open_file.pk}/")
    assert response.status_code == 200
    assert response["Content-Disposition"].startswith("attachment")
    assert b"".join(response) == b"tep"
    assert client.get(f"/du-an/{visible.code}/tep/{kept.pk}/").status_code == 404
    assert client.get(f"/du-an/{draft.code}/tep/{of_draft.pk}/").status_code == 404
    assert client.get(f"/media/{open_file.file.name}").status_code == 404
