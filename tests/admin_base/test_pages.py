"""Lists and forms of the admin in both languages, with a fixed number of queries."""

import pytest
from django.contrib import admin
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from model_bakery import baker
from pytest_django.asserts import assertContains, assertNotContains

from budget.models import BudgetLine, BudgetPeriod
from enterprises.models import Enterprise
from programme.models import AdministrativeUnit, SupplyProductList, Target
from projects.models import Project
from records.models import ChangeSet, Record
from site_info.models import Notice

RECORDS = [model for model in admin.site._registry if issubclass(model, Record)]


def address(model, page, *args):
    return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_{page}", args=args)


def found(response):
    return [str(record) for record in response.context["cl"].result_list]


def test_every_record_has_an_admin():
    from django.apps import apps

    assert {model for model in apps.get_models() if issubclass(model, Record)} == set(RECORDS)


@pytest.mark.parametrize("model", RECORDS, ids=lambda model: model.__name__)
def test_lists_and_new_records_open_in_english_too(admin_client, model):
    """In Vietnamese they open in `tests/cnht_portal/test_languages.py`."""
    admin_client.cookies["django_language"] = "en"
    for url in (address(model, "changelist"), address(model, "add")):
        assertContains(admin_client.get(url), '<html lang="en"')


@pytest.mark.parametrize("model", admin.site._registry, ids=lambda model: model.__name__)
def test_every_list_is_sorted_by_each_of_its_columns(admin_client, model):
    columns = admin.site._registry[model].get_list_display(None)
    by_all = ".".join(str(number) for number, _column in enumerate(columns, start=1))

    assert admin_client.get(address(model, "changelist"), {"o": by_all}).status_code == 200


@pytest.mark.parametrize("model", RECORDS, ids=lambda model: model.__name__)
def test_the_view_permission_opens_a_record_and_its_history(admin_login, model):
    client = admin_login("reporter")
    # Other kinds of notice need dates.
    given = {"kind": Notice.Kind.NEWS} if model is Notice else {}
    record = model._default_manager.first() or baker.make(model, **given)
    for page in ("change", "history"):
        assert client.get(address(model, page, record.pk)).status_code == 200
    assert client.get(address(model, "add")).status_code == 403


def test_with_the_view_permission_figures_are_displayed_as_written(admin_login):
    project = baker.make(Project, area_low=200, area_high=200, area_unit="ha", area_text="200ha")

    response = admin_login("reporter").get(address(Project, "change", project.pk))

    assertContains(response, "200 ha")
    assertNotContains(response, "Figure(")


@pytest.mark.parametrize("words", ["Nhà máy đá Đắk Hring", "nha may da dak hring"])
def test_projects_are_found_with_and_without_accents(admin_client, words):
    expected = baker.make(Project, name_vi="Nhà máy đá Đắk Hring")
    baker.make(Project, name_vi="Nhà máy gạch")

    response = admin_client.get(address(Project, "changelist"), {"q": words})

    assert found(response) == [str(expected)]


def test_records_without_search_columns_are_found_without_accents_too(admin_client):
    expected = baker.make(Target, name_vi="Tỷ lệ nội địa hoá giày dép")
    baker.make(Target, name_vi="Số cụm công nghiệp")

    response = admin_client.get(address(Target, "changelist"), {"q": "ty le noi dia hoa giay"})

    assert found(response) == [str(expected)]


def test_names_typed_with_accents_come_first(admin_client):
    for name in ("Aba dá", "Aca đá"):
        baker.make(Project, name_vi=name, place_vi="quặng")

    response = admin_client.get(address(Project, "changelist"), {"q": "đá"})

    assert [name[-6:] for name in found(response) if name[-6:] in {"Aba dá", "Aca đá"}] == [
        "Aca đá",
        "Aba dá",
    ]


def test_the_chosen_order_takes_precedence_over_the_rank(admin_client):
    for name in ("Aba dá", "Aca đá"):
        baker.make(Project, name_vi=name)

    response = admin_client.get(address(Project, "changelist"), {"q": "đá", "o": "2"})

    assert [name[-6:] for name in found(response) if name[-6:] in {"Aba dá", "Aca đá"}] == [
        "Aba dá",
        "Aca đá",
    ]


@pytest.mark.parametrize("typed", ["DA-00", "khuôn mẫu ngọc h", "khuon mau n"])
def test_a_draft_is_found_by_the_beginning_of_its_name_or_code(admin_client, typed):
    draft = baker.make(Project, name_vi="Nhà máy khuôn mẫu Ngọc Hồi", publication="draft")

    response = admin_client.get(address(Project, "changelist"), {"q": typed})

    assert draft in response.context["cl"].queryset


def test_a_unit_is_found_without_accents_when_it_is_chosen(admin_client):
    unit = baker.make(AdministrativeUnit, kind="commune", name_vi="Đăk Tơ Lung thử", code="thu")
    asked = {"app_label": "enterprises", "model_name": "enterprise", "field_name": "unit"}

    response = admin_client.get(reverse("admin:autocomplete"), {**asked, "term": "dak to lung thu"})

    assert [row["id"] for row in response.json()["results"]] == [str(unit.pk)]


def test_demo_data_is_marked_and_can_be_filtered_out(admin_client):
    baker.make(Project, name_vi="Dự án mẫu", is_demo=True)

    assertContains(admin_client.get(address(Project, "changelist")), 'class="tag demo"')
    response = admin_client.get(address(Project, "changelist"), {"is_demo__exact": "0"})
    assertNotContains(response, "Dự án mẫu")


def projects(count):
    for number in range(count):
        unit = baker.make(AdministrativeUnit, kind="district", name_vi=f"Thử {number}")
        baker.make(Project, district=unit, is_demo=number % 2)


def enterprises(count):
    for number in range(count):
        unit = baker.make(AdministrativeUnit, kind="commune", name_vi=f"Thử {number}")
        baker.make(Enterprise, unit=unit, name_vi=f"Công ty {number}")


def lines(count):
    period = BudgetPeriod.objects.first() or baker.make(BudgetPeriod)
    for number in range(count):
        baker.make(
            BudgetLine,
            period=period,
            lead=baker.make("programme.Office", name_vi=f"Sở {number}"),
            category=baker.make("programme.ActivityCategory", name_vi=f"Nội dung {number}"),
        )


def product_lists(count):
    baker.make(SupplyProductList, _quantity=count)


def change_sets(count):
    baker.make(ChangeSet, _quantity=count, kind="form")


@pytest.mark.parametrize(
    ("model", "make"),
    [
        (Project, projects),
        (Enterprise, enterprises),
        (BudgetLine, lines),
        (SupplyProductList, product_lists),
        (ChangeSet, change_sets),
    ],
    ids=lambda value: value.__name__,
)
def test_the_number_of_queries_does_not_depend_on_the_rows(admin_client, model, make):
    def queries():
        with CaptureQueriesContext(
            connection,
        ) as asked:
            assert admin_client.get(address(model, "changelist")).status_code == 200
        return len(asked)

    make(3)
    queries()  # content types are cached from here on
    few = queries()
    make(12)
    assert queries() == few
