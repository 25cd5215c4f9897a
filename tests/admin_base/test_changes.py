"""Bulk actions, change sets in the admin, and undo."""

import pytest
from django.contrib.auth.models import Permission
from django.core.files.base import ContentFile
from django.urls import reverse
from model_bakery import baker
from pytest_django.asserts import assertContains, assertNotContains

from programme.models import AdministrativeUnit, LegalDocument, SectorGroup
from projects.models import CatalogueEntry, Project, StatusChange
from records import changes
from records.models import ChangeItem, ChangeSet
from records.snapshots import values_of
from tests.admin_base.browsing import form_on


def address(page, *args):
    return reverse(f"admin:projects_project_{page}", args=args)


def act(client, action, *records, **more):
    data = {"action": action, "_selected_action": [record.pk for record in records], **more}
    return client.post(address("changelist"), data, follow=True)


def save(client, record, **typed):
    data = form_on(client.get(address("change", record.pk)))
    response = client.post(address("change", record.pk), {**data, **typed})
    assert response.status_code == 302
    record.refresh_from_db()
    return ChangeSet.objects.first()


@pytest.fixture
def project(db):
    return baker.make(Project, name_vi="Nhà máy gạch", source="Quyết định 684/QĐ-UBND")


class TestBulk:
    def test_publishing_skips_and_lists_records_without_a_source(self, admin_client, project):
        unsourced = baker.make(Project, name_vi="Không nguồn", source="")

        response = act(admin_client, "publish", project, unsourced)

        project.refresh_from_db()
        unsourced.refresh_from_db()
        assert (project.publication, unsourced.publication) == ("published", "draft")
        visible_text = " ".join(str(message) for message in response.context["messages"])
        assert unsourced.code in visible_text
        assert ChangeSet.objects.filter(kind="bulk").get().items.get().object_id == project.pk

    def test_withdrawing_is_one_change_set(self, admin_client, project):
        other = baker.make(Project, publication="published", source="x")
        act(admin_client, "withdraw", project, other)

        change_set = ChangeSet.objects.get(kind="bulk")
        assert change_set.items.count() == 2
        assert {item.after["publication"] for item in change_set.items.all()} == {"withdrawn"}

    def test_an_editor_has_no_action_to_publish(self, admin_login, project):
        client = admin_login("editor")
        act(client, "publish", project)

        project.refresh_from_db()
        assert project.publication == "draft"


class TestDeletion:
    def test_a_deletion_is_a_change_set_and_can_be_undone(self, admin_client, project):
        baker.make(StatusChange, project=project, status="calling", note="Ghi chú")
        before = values_of(project)

        admin_client.post(address("delete", project.pk), {"post": "yes"})

        assert not Project.objects.filter(pk=project.pk).exists()
        changes.undo(ChangeSet.objects.first())
        again = Project.objects.get(pk=project.pk)
        assert values_of(again) == before

    def test_deleting_many_records_is_one_change_set(self, admin_client, project):
        other = baker.make(Project)
        act(admin_client, "delete_selected", project, other, post="yes")

        assert ChangeSet.objects.get(kind="bulk").items.filter(action="delete").count() == 2

    def test_records_in_use_are_not_deleted_and_the_page_explains_why(self, admin_client, project):
        document = baker.make(LegalDocument, number="1/QĐ-THỬ", issuer_vi="x", title_vi="x")
        baker.make(CatalogueEntry, project=project, document=document)
        url = reverse("admin:programme_legaldocument_delete", args=[document.pk])

        response = admin_client.post(url, {"post": "yes"})

        assert response.context["protected"]
        assert LegalDocument.objects.filter(pk=document.pk).exists()

    def test_an_editor_cannot_delete(self, admin_login, project):
        client = admin_login("editor")

        assert client.post(address("delete", project.pk), {"post": "yes"}).status_code == 403
        act(client, "delete_selected", project, post="yes")

        assert Project.objects.filter(pk=project.pk).exists()


class TestHistory:
    def test_the_history_has_names_and_labels_not_ids(self, admin_client, project):
        unit = baker.make(AdministrativeUnit, kind="district", name_vi="Sa Thầy thử")
        save(admin_client, project, district=unit.pk, status="approved", reason="Theo tờ trình 5")

        response = admin_client.get(address("history", project.pk))

        change = response.context["changes"][0]
        label = str(project._meta.get_field("district").verbose_name).capitalize()
        visible_text = {field.label: (field.old, field.new) for field in change.fields}
        assert visible_text[label] == ("", "huyện Sa Thầy thử")
        approved = str(Project.Status.APPROVED.label)
        assert approved in [new for _old, new in visible_text.values()]
        assertContains(response, "Theo tờ trình 5")
        assertNotContains(response, f">{unit.pk}<")

    def test_the_history_shows_rows_and_figures_as_text(self, admin_client, project):
        document = baker.make(LegalDocument, number="2/QĐ-THỬ", issuer_vi="x", title_vi="x")
        row = {
            "status_changes-TOTAL_FORMS": "1",
            "status_changes-0-status": "surveying",
            "status_changes-0-document": document.pk,
            "status_changes-0-project": project.pk,
        }
        save(admin_client, project, area="gần 4.800ha", **row)

        response = admin_client.get(address("history", project.pk))

        assertContains(response, "gần 4.800ha")
        assertContains(response, "2/QĐ-THỬ")
        assertNotContains(response, "area_low")

    def test_the_newest_change_comes_first(self, admin_client, project):
        save(admin_client, project, note_vi="một")
        save(admin_client, project, note_vi="hai")

        response = admin_client.get(address("history", project.pk))

        assert [change.fields[0].new for change in response.context["changes"]] == ["hai", "một"]

    def test_a_related_record_that_was_deleted_later_is_named_as_deleted(
        self, admin_client, project
    ):
        group = baker.make(SectorGroup, name_vi="Nhóm thử", order=99)
        save(admin_client, project, sector_group=group.pk)
        save(admin_client, project, sector_group="")
        pk = group.pk
        group.delete()

        response = admin_client.get(address("history", project.pk))

        assert str(pk) in response.context["changes"][0].fields[0].old


class TestChangeSetPage:
    def page(self, change_set, name="change"):
        return reverse(f"admin:records_changeset_{name}", args=[change_set.pk])

    def test_a_change_set_is_undone_from_its_page(self, admin_client, project):
        change_set = save(admin_client, project, note_vi="một")
        assertContains(admin_client.get(self.page(change_set)), self.page(change_set, "undo"))

        assert admin_client.get(self.page(change_set, "undo")).status_code == 200
        admin_client.post(self.page(change_set, "undo"))

        project.refresh_from_db()
        change_set.refresh_from_db()
        assert (project.note_vi, change_set.state) == ("", "undone")
        assert ChangeSet.objects.first().undoes == change_set

    def test_undo_asks_first_and_lists_later_changes(self, admin_client, project):
        other = baker.make(Project, source="x")
        act(admin_client, "publish", project, other)
        change_set = ChangeSet.objects.get(kind="bulk")
        save(admin_client, other, publication="draft")

        response = admin_client.get(self.page(change_set, "undo"))
        assert [record["key"] for record in response.context["kept"]] == [other.code]
        assert ChangeSet.objects.filter(kind="undo").count() == 0

        admin_client.post(self.page(change_set, "undo"))
        project.refresh_from_db()
        assert project.publication == "draft"

    def test_undo_needs_the_permission(self, admin_login, admin_client, project):
        change_set = save(admin_client, project, note_vi="một")
        client = admin_login("editor")

        assertNotContains(client.get(self.page(change_set)), self.page(change_set, "undo"))
        assert client.post(self.page(change_set, "undo")).status_code == 403

    def test_an_approver_can_undo(self, admin_login, admin_client, project):
        change_set = save(admin_client, project, note_vi="một")

        admin_login("approver").post(self.page(change_set, "undo"))

        project.refresh_from_db()
        assert project.note_vi == ""

    def test_only_officials_download_the_file(
        self, client, admin_client, django_user_model, project
    ):
        change_set = changes.propose(
            [], kind=ChangeSet.Kind.IMPORT, file=ContentFile(b"abc"), file_name="Phụ lục.xlsx"
        )
        url = self.page(change_set, "file")
        outsider = django_user_model.objects.create_user("nhanvien", is_staff=True)
        outsider.user_permissions.add(Permission.objects.get(codename="view_changeset"))
        client.force_login(outsider)
        assert (
            client.get(url).status_code == 404
        )  # not confirmed yet, so visible to its official only
        client.logout()
        outsider.user_permissions.clear()
        changes.apply(change_set)

        response = admin_client.get(url)
        assert b"".join(response.streaming_content) == b"abc"
        assert response["Content-Disposition"].startswith("attachment")

        assert client.get(url).status_code == 302
        client.force_login(outsider)
        assert client.get(url).status_code == 403
        outsider.user_permissions.add(Permission.objects.get(codename="view_changeset"))
        response = client.get(url)
        assert response.status_code == 200
        response.close()

    def test_nobody_edits_the_history(self, admin_client, project):
        change_set = save(admin_client, project, note_vi="một")

        assert (
            admin_client.post(self.page(change_set, "delete"), {"post": "yes"}).status_code == 403
        )
        admin_client.post(self.page(change_set), {"reason": "khác"})
        assert ChangeItem.objects.filter(change_set=change_set).exists()
        change_set.refresh_from_db()
        assert change_set.reason == ""

    @pytest.mark.parametrize("id_text", ["9" * 5000, "9" * 18, "²", "-1", "x"])
    def test_an_id_that_no_change_set_can_have_is_not_found(self, admin_client, id_text):
        assert admin_client.get(f"/admin/records/changeset/{id_text}/change/").status_code == 404

    def test_an_id_has_ordinary_digits(self, admin_client, project):
        change_set = save(admin_client, project, note_vi="một")
        arabic = str(change_set.pk).translate({48 + digit: 0x660 + digit for digit in range(10)})

        assert admin_client.get(f"/admin/records/changeset/{arabic}/change/").status_code == 404

    def test_the_number_of_queries_does_not_depend_on_the_items(
        self, admin_client, django_assert_max_num_queries
    ):
        units = [
            baker.make(AdministrativeUnit, kind="district", name_vi=f"Thử {number}")
            for number in range(20)
        ]
        made = [baker.make(Project, district=unit, source="x") for unit in units]
        act(admin_client, "delete_selected", *made, post="yes")

        with django_assert_max_num_queries(16):
            response = admin_client.get(self.page(ChangeSet.objects.first()))
        assertContains(response, "huyện Thử 19")
