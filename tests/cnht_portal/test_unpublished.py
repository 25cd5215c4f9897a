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


def test_unpublished_projects_appear_nowhere(client):
    codes = [project("Zyxwv", publication=publication).code for publication in HIDDEN]
    everywhere = surfaces(
        client,
        "/",
        "/du-an/",
        "/du-an/?sort=newest",
        "/du-an/xuat.csv",
        "/du-an/xuat.json",
        *(f"/du-an/so-sanh/?ma={code}" for code in codes),
        "/sitemap.xml",
    )
    assert "Zyxwv" not in everywhere
    found = surfaces(client, "/du-an/?q=zyxwv", "/tim-kiem/?q=zyxwv")
    assert [code for code in codes if f"/du-an/{code}/" in found] == []


@pytest.mark.parametrize("page", ["", "quan-tam/"])
def test_an_unpublished_project_gets_the_same_404_as_an_unknown_one(client, page):
    unknown = client.get(f"/du-an/DA-9999/{page}")
    for publication in HIDDEN:
        code = project(publication=publication).code
        hidden = client.get(f"/du-an/{code}/{page}")
        assert hidden.status_code == unknown.status_code == 404
        assert hidden.text.replace(code, "") == unknown.text.replace("DA-9999", "")


def test_unpublished_enterprises_appear_nowhere(client):
    slugs = [enterprise("Zyxwv", publication=publication).slug for publication in HIDDEN]
    assert {client.get(f"/doanh-nghiep/{slug}/").status_code for slug in slugs} == {404}
    everywhere = surfaces(client, "/doanh-nghiep/", "/doanh-nghiep/xuat.csv", "/sitemap.xml")
    assert "yxwv" not in everywhere
    found = surfaces(client, "/tim-kiem/?q=zyxwv")
    assert [slug for slug in slugs if f"/{slug}/" in found] == []


def test_unpublished_documents_appear_nowhere_and_have_no_link(client):
    citing, slugs = project(), []
    for number, publication in enumerate(HIDDEN):
        hidden = document(f"77{number}/QĐ-ZYX", publication=publication)
        citing.documents.add(hidden)
        citing.catalogue_entries.create(document=hidden)
        slugs.append(hidden.slug)
    assert {client.get(f"/van-ban/{slug}/").status_code for slug in slugs} == {404}
    list_page = surfaces(client, "/du-an/")
    others = surfaces(client, "/", "/van-ban/", f"/du-an/{citing.code}/", "/sitemap.xml")
    for slug in slugs:
        assert slug not in list_page
        assert f"/van-ban/{slug}/" not in others


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
