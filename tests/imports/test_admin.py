"""Importing in the admin: preview, confirmation, two officials with one file."""

import pytest
from django.conf import settings
from django.urls import reverse

from projects.models import Project
from records.models import ChangeSet

pytestmark = pytest.mark.sandbox

ANNEX = settings.BASE_DIR / "projects" / "facts" / "phu-luc-du-an-keu-goi-dau-tu.xlsx"


def send(client, file=ANNEX):
    with file.open("rb") as content:
        return client.post(reverse("admin:projects_project_import"), {"file": content})


def proposed(client, response):
    assert response.status_code == 302, response.content.decode()
    return ChangeSet.objects.get(pk=response.url.rstrip("/").rpartition("/")[2])


def confirm(client, change_set):
    url = reverse("admin:projects_project_import_preview", args=[change_set.pk])
    return client.post(url, {"confirm": "1"}, follow=True)


def test_a_preview_stores_no_project(admin_login):
    Project.objects.all().delete()
    client = admin_login("editor")
    change_set = proposed(client, send(client))
    assert change_set.state == "proposed"
    assert change_set.items.count() == 18
    assert not Project.objects.exists()


def test_a_file_confirmed_in_two_previews_is_stored_once(admin_login):
    Project.objects.all().delete()
    client = admin_login("editor")
    first, second = (proposed(client, send(client)) for _ in range(2))
    confirm(client, first)
    confirm(client, second)
    assert Project.objects.count() == 18
    second.refresh_from_db()
    assert (second.state, second.items.count()) == ("unready", 0)


def test_a_preview_is_refreshed_if_a_colleague_changed_its_records(admin_login, tmp_path):
    client = admin_login("editor")
    project = Project.objects.get(name_vi="Thủy điện Nước Đao")
    file = tmp_path / "list.csv"
    file.write_text(f"Mã,Tên dự án,Mục tiêu\n{project.code},{project.name_vi},Phát điện\n")
    change_set = proposed(client, send(client, file))
    Project.objects.filter(pk=project.pk).update(version=7, objective_vi="Thủy lợi")

    confirm(client, change_set)

    project.refresh_from_db()
    assert project.objective_vi == "Thủy lợi"
    renewed = ChangeSet.objects.filter(kind="import", state="proposed").get()
    assert renewed.items.get().before == {"objective_vi": "Thủy lợi"}


def test_an_export_too_long_for_its_format_leads_back_to_the_other_formats(
    admin_login, monkeypatch
):
    monkeypatch.setattr("imports.workbooks.lists.ODS_MAX_ROWS", 3)
    client = admin_login("editor")
    url = reverse("admin:projects_project_file", args=["ods"])
    page = client.get(url, {"scope__exact": "kind"}, follow=True)
    export = reverse("admin:projects_project_export")
    assert page.redirect_chain == [(f"{export}?scope__exact=kind", 302)]
    assert "3" in str(next(iter(page.context["messages"])))
    csv = reverse("admin:projects_project_file", args=["csv"])
    assert f'href="{csv}?scope__exact=kind"' in page.content.decode()


def test_an_official_cannot_confirm_a_colleagues_preview(admin_login, client):
    Project.objects.all().delete()
    change_set = proposed(client, send(admin_login("editor")))
    client.logout()
    assert confirm(admin_login("approver"), change_set).status_code == 404


def test_the_librarys_own_import_without_change_sets_is_disabled(admin_login):
    assert (
        admin_login("editor").post("/admin/projects/project/process_import/", {}).status_code == 404
    )


def test_a_reporter_may_not_import(admin_login):
    assert send(admin_login("reporter")).status_code == 403
