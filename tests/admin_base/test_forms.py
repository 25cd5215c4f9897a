"""Saving records in the admin: history, figures as written, concurrent edits."""

from decimal import Decimal

import pytest
from django.contrib import admin
from django.contrib.auth import get_user_model
from django.urls import reverse
from model_bakery import baker
from pytest_django.asserts import assertContains

from budget.models import BudgetLine, BudgetPeriod, FundingSource
from enterprises.models import Enterprise
from programme.models import SectorGroup, SupplyProduct
from projects.models import Project
from records.models import ChangeItem, ChangeSet, Record
from tests.admin_base.browsing import errors_on, form_on
from vietnamese.figures import Figure

RECORDS = [model for model in admin.site._registry if issubclass(model, Record)]


@pytest.fixture
def project(db):
    return baker.make(
        Project,
        name_vi="Nhà máy chế biến mủ cao su",
        objective_vi="Dòng một\nDòng hai",
        place_vi="xã Đăk Hring",
        source="Quyết định 684/QĐ-UBND, phụ lục, dòng 3",
    )


@pytest.fixture
def colleague(client):
    """Another official in another browser."""
    user = get_user_model().objects.create_superuser("lan", first_name="Lan", last_name="Y")
    client.force_login(user)
    return client


def address(record):
    meta = record._meta
    return reverse(f"admin:{meta.app_label}_{meta.model_name}_change", args=[record.pk])


def page(client, record):
    return form_on(client.get(address(record)))


def save(client, record, data, **typed):
    response = client.post(address(record), {**data, **typed})
    if response.status_code == 302:
        record.refresh_from_db()
    return response


def saved(response):
    return response.status_code == 302


def test_a_save_is_one_change_set_with_old_and_new_values(admin_client, admin_user, project):
    data = page(admin_client, project)

    save(admin_client, project, data, place_vi="xã Đăk Mar", reason="Công văn 12/SCT")

    change_set = ChangeSet.objects.filter(kind="form").get()
    item = change_set.items.get()
    assert (change_set.state, change_set.author, change_set.reason) == (
        "applied",
        admin_user,
        "Công văn 12/SCT",
    )
    assert item.before == {"place_vi": "xã Đăk Hring"}
    assert item.after == {"place_vi": "xã Đăk Mar"}
    assert project.version == 2


def test_a_new_record_is_a_change_set_too(admin_client):
    url = reverse("admin:projects_project_add")
    data = form_on(admin_client.get(url))

    admin_client.post(url, {**data, "name_vi": "Dự án mới", "area": "12 ha"})

    item = ChangeItem.objects.get(action="create", change_set__kind="form")
    assert item.after["name_vi"] == "Dự án mới"
    assert item.after["area_text"] == "12 ha"
    assert Project.objects.get(pk=item.object_id).code == item.key


@pytest.mark.parametrize("model", RECORDS, ids=lambda model: model.__name__)
def test_saving_an_untouched_page_changes_nothing(admin_client, model):
    for record in model._default_manager.order_by("pk")[:3]:
        before = model._default_manager.values().get(pk=record.pk)
        response = save(admin_client, record, page(admin_client, record))
        assert saved(response), errors_on(response)
        assert model._default_manager.values().get(pk=record.pk) == before
    assert not ChangeSet.objects.filter(kind="form").exists()


def test_a_changed_row_alone_is_a_change_of_the_record(admin_client, project):
    data = page(admin_client, project)
    updated_at = project.updated_at

    row = {
        "status_changes-TOTAL_FORMS": "1",
        "status_changes-0-status": "surveying",
        "status_changes-0-on": "03/04/2026",
        "status_changes-0-project": str(project.pk),
    }
    assert saved(save(admin_client, project, data, **row))

    item = ChangeItem.objects.get(change_set__kind="form")
    assert list(item.after) == ["status_changes"]
    assert item.after["status_changes"][0]["on"] == "2026-04-03"
    assert project.version == 2
    assert project.updated_at > updated_at


def test_pasted_invisible_characters_are_removed(admin_client, project):
    data = page(admin_client, project)

    save(admin_client, project, data, name_vi="\u200bNha\u0300 ma\u0301y\u00a0\u0111a\u0301\ufeff")

    assert project.name_vi == "Nhà máy đá"


@pytest.mark.parametrize("sign", ["\x07", "\x85", "\u202e"])
def test_characters_that_nobody_can_read_are_refused_in_every_text(admin_client, project, sign):
    data = page(admin_client, project)

    response = save(admin_client, project, data, name_vi=f"Nhà{sign}máy", note_vi=f"Kon{sign}Tum")

    assert {"name_vi", "note_vi"} <= set(response.context["adminform"].form.errors)
    assert Project.objects.get(pk=project.pk).name_vi == "Nhà máy chế biến mủ cao su"


def test_invisible_characters_are_removed_from_a_long_text_too(admin_client, project):
    data = page(admin_client, project)

    save(admin_client, project, data, note_vi="Mu\u0309\u200b cao su\n  hai dòng\ufeff")

    assert project.note_vi == "Mủ cao su\n  hai dòng"


def test_an_unchanged_text_stays_as_it_is_stored(admin_client, project):
    Project.objects.filter(pk=project.pk).update(name_vi="Tên  có hai\ndòng ", note_vi=" a\n")

    assert saved(save(admin_client, project, page(admin_client, project)))

    assert project.name_vi == "Tên  có hai\ndòng "
    assert project.note_vi == " a\n"
    assert not ChangeSet.objects.filter(kind="form").exists()


class TestFigures:
    def test_a_figure_is_stored_as_written(self, admin_client, project):
        save(admin_client, project, page(admin_client, project), area="gần 4.800ha")

        assert project.area == Figure(4800, 4800, "nearly", "ha", "gần 4.800ha")
        assertContains(admin_client.get(address(project)), 'value="gần 4.800ha"')

    def test_figures_are_in_vietnamese_notation_on_an_english_page_too(self, admin_client, project):
        admin_client.cookies["django_language"] = "en"
        save(admin_client, project, page(admin_client, project), area="1.034,5")

        assert project.area == Figure(Decimal("1034.5"), Decimal("1034.5"), "", "ha", "1.034,5")

    def test_does_not_apply_differs_from_no_figure_yet(self, admin_client, project):
        save(admin_client, project, page(admin_client, project), area="không áp dụng", capital="")

        assert project.area.not_applicable
        assert not project.capital.not_applicable
        assert not project.capital.known

    def test_a_figure_that_is_not_understood_is_refused_with_a_message(self, admin_client, project):
        response = save(admin_client, project, page(admin_client, project), area="rộng lắm")

        visible_text = response.context["adminform"].form.errors["area"][0]
        assert "rộng lắm" in visible_text
        assertContains(response, 'value="rộng lắm"')

    def test_a_figure_too_large_to_store_is_reported_at_its_field(self, admin_client, project):
        response = save(admin_client, project, page(admin_client, project), area="9" * 15)

        assert response.context["adminform"].form.errors["area"]

    def test_an_unchanged_wording_keeps_its_stored_amount(self, admin_client, project):
        project.area = Figure(7, 8, "about", "ha", "bảy tám héc")
        project.save()

        assert saved(save(admin_client, project, page(admin_client, project), note_vi="x"))

        assert project.area == Figure(7, 8, "about", "ha", "bảy tám héc")

    def test_an_ambiguous_bare_number_is_displayed_with_its_unit(self, admin_client, project):
        project.capital = Figure(600_000_000, 600_000_000, "", "trieu_dong", "600")
        project.save()
        data = page(admin_client, project)

        assert data["capital"] == ["600 triệu đồng"]
        assert saved(save(admin_client, project, data, note_vi="x"))
        assert project.capital.text == "600"

    def test_a_project_kind_with_a_place_is_refused_on_the_page(self, admin_client, project):
        data = page(admin_client, project)

        response = save(admin_client, project, data, scope="kind", area="12 ha")

        assert not saved(response)
        assert response.context["adminform"].form.non_field_errors()


class TestPublishing:
    def test_a_record_without_source_is_not_published(self, admin_client, project):
        data = page(admin_client, project)

        response = save(admin_client, project, data, source="", publication="published")

        assert response.context["adminform"].form.non_field_errors().as_data()[0].code == (
            "incomplete"
        )

    def test_an_editor_cannot_publish(self, admin_login, project):
        client = admin_login("editor")
        data = page(client, project)

        assert not saved(save(client, project, data, publication="published"))
        assert saved(save(client, project, data, publication="in_review"))

    def test_an_editor_cannot_withdraw_a_published_record(self, admin_login, project):
        Project.objects.filter(pk=project.pk).update(publication="published")
        client = admin_login("editor")

        save(client, project, page(client, project), publication="draft", note_vi="x")

        assert (project.publication, project.note_vi) == ("published", "x")


class TestConcurrentEdits:
    def test_concurrent_changes_of_different_fields_are_both_stored(
        self, admin_client, colleague, project
    ):
        mine = hers = page(admin_client, project)
        save(colleague, project, hers, place_vi="xã Đăk Mar", area="5 ha", name_en="Rubber")

        response = admin_client.post(
            address(project), {**mine, "capital": "20 tỷ đồng"}, follow=True
        )

        project.refresh_from_db()
        assert (project.place_vi, project.area.text) == ("xã Đăk Mar", "5 ha")
        assert (project.name_en, project.capital.text) == ("Rubber", "20 tỷ đồng")
        assert project.version == 3
        visible_text = " ".join(str(message) for message in response.context["messages"])
        assert str(Project._meta.get_field("place_vi").verbose_name).lower() in visible_text.lower()

    def test_a_field_that_both_changed_is_a_conflict(self, admin_client, colleague, project):
        mine = hers = page(admin_client, project)
        save(colleague, project, hers, place_vi="xã Đăk Mar", name_en="Rubber")

        response = save(admin_client, project, mine, place_vi="xã Đăk Ui", note_vi="Của tôi")

        visible_text = response.context["adminform"].form.errors["place_vi"][0]
        for word in ("Lan Y", "xã Đăk Mar", "xã Đăk Hring"):
            assert word in visible_text
        project.refresh_from_db()
        assert project.place_vi == "xã Đăk Mar"
        assert project.note_vi == ""

    def test_saving_again_keeps_the_typed_and_the_merged_values(
        self, admin_client, colleague, project
    ):
        group = SectorGroup.objects.first() or baker.make(SectorGroup)
        mine = hers = page(admin_client, project)
        theirs = {"name_en": "Rubber", "sector_group": group.pk, "capital": "3 tỷ đồng"}
        save(colleague, project, hers, place_vi="xã Đăk Mar", **theirs)
        asked = save(admin_client, project, mine, place_vi="xã Đăk Ui", note_vi="Của tôi")

        assert saved(save(admin_client, project, form_on(asked)))

        assert (project.place_vi, project.note_vi) == ("xã Đăk Ui", "Của tôi")
        assert (project.name_en, project.sector_group) == ("Rubber", group)
        assert project.capital.text == "3 tỷ đồng"

    def test_a_figure_that_both_changed_is_a_conflict(self, admin_client, colleague, project):
        mine = hers = page(admin_client, project)
        save(colleague, project, hers, area="gần 5 ha")

        response = save(admin_client, project, mine, area="6 ha")

        assert "gần 5 ha" in response.context["adminform"].form.errors["area"][0]
        assertContains(response, 'value="6 ha"')

    def test_an_invalid_field_still_reports_the_change_of_another(
        self, admin_client, colleague, project
    ):
        mine = hers = page(admin_client, project)
        save(colleague, project, hers, area="gần 5 ha")

        response = save(admin_client, project, mine, area="rộng lắm")

        assert len(response.context["adminform"].form.errors["area"]) == 2

    def test_the_same_change_by_both_is_no_conflict(self, admin_client, colleague, project):
        mine = hers = page(admin_client, project)
        save(colleague, project, hers, place_vi="xã Đăk Mar")

        assert saved(save(admin_client, project, mine, place_vi="xã Đăk Mar"))
        assert project.version == 2

    def test_relations_and_checkboxes_are_merged_like_other_fields(self, admin_client, colleague):
        enterprise = baker.make(Enterprise, name_vi="Công ty A")
        group = SectorGroup.objects.first() or baker.make(SectorGroup)
        mine = hers = page(admin_client, enterprise)
        save(colleague, enterprise, hers, is_buyer="on", sector_groups=[group.pk])

        asked = save(admin_client, enterprise, mine, tax_code="1", address="12 Phan Đình Phùng")
        again = form_on(asked)
        assert saved(save(admin_client, enterprise, again, tax_code=""))

        assert enterprise.is_buyer
        assert list(enterprise.sector_groups.all()) == [group]
        assert enterprise.address == "12 Phan Đình Phùng"

    def test_rows_that_others_changed_are_refused_and_nothing_is_saved(
        self, admin_client, colleague, project
    ):
        mine = hers = page(admin_client, project)
        row = {
            "status_changes-TOTAL_FORMS": "1",
            "status_changes-0-status": "surveying",
            "status_changes-0-project": str(project.pk),
        }
        save(colleague, project, hers, **row)

        for _again in range(2):
            response = save(admin_client, project, mine, note_vi="Của tôi")
            assert not saved(response)
            visible_text = errors_on(response)
            assert "Lan Y" in visible_text
            mine = form_on(response)

        project.refresh_from_db()
        assert project.note_vi == ""
        assert project.status_changes.count() == 1

    def test_a_form_without_a_version_is_refused(self, admin_client, project):
        data = page(admin_client, project)
        del data["base_version"]

        assert not saved(save(admin_client, project, data, note_vi="x"))


def test_amounts_of_a_budget_line_are_edited_as_written(admin_client):
    line = baker.make(BudgetLine, period=BudgetPeriod.objects.first() or baker.make(BudgetPeriod))
    source = FundingSource.objects.first() or baker.make(FundingSource)
    row = {
        "entries-TOTAL_FORMS": "1",
        "entries-0-stage": "estimated",
        "entries-0-funding_source": source.pk,
        "entries-0-amount": "khoảng 1,04 tỷ đồng",
        "entries-0-source": "Kế hoạch 3400/KH-UBND",
        "entries-0-line": line.pk,
    }

    assert saved(save(admin_client, line, page(admin_client, line), **row))

    entry = line.entries.get()
    assert entry.amount.low == 1_040_000_000
    assert entry.amount.text == "khoảng 1,04 tỷ đồng"


def test_a_row_with_a_figure_that_is_not_understood_is_refused(admin_client):
    line = baker.make(BudgetLine, period=BudgetPeriod.objects.first() or baker.make(BudgetPeriod))
    source = FundingSource.objects.first() or baker.make(FundingSource)
    row = {
        "entries-TOTAL_FORMS": "1",
        "entries-0-stage": "estimated",
        "entries-0-funding_source": source.pk,
        "entries-0-amount": "nhiều",
        "entries-0-source": "x",
        "entries-0-line": line.pk,
    }

    response = save(admin_client, line, page(admin_client, line), **row)

    assert "nhiều" in errors_on(response)


def test_an_unconfirmed_product_is_not_published_from_its_page(admin_client):
    product = baker.make(
        SupplyProduct, code="thu-1", item_no=9000, evidence="article", source="Báo", name_vi="x"
    )
    data = page(admin_client, product)

    response = save(admin_client, product, data, evidence="recalled", publication="published")

    assert not saved(response)
