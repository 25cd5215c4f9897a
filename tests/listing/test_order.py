"""The order of lists."""

import csv
import io
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.translation import override
from hypothesis import given, settings
from hypothesis import strategies as st
from pytest_django.asserts import assertContains

from cnht_portal.search import search_everything
from programme.filters import DocumentFilterForm
from programme.models import IndustrialZone
from projects.filters.form import ProjectFilterForm
from projects.models import CatalogueEntry, Project
from records.changes import Change, change_of, write
from records.models import ChangeItem, ChangeSet, Publication
from records.snapshots import values_of
from search.indexing import refresh_outdated
from tests.makers import document, enterprise, many_projects, project
from vietnamese.text import sort_key

pytestmark = [pytest.mark.django_db, pytest.mark.both_engines]

NAMES = [
    ("Xưởng dệt", "Apparel works"),
    ("Bãi đá", "Zinc yard"),
    ("Nhà máy giấy", ""),
    ("Đập nước", "Dam"),
]
IN_ORDER = {
    "vi": ["Bãi đá", "Đập nước", "Nhà máy giấy", "Xưởng dệt"],
    "en": ["Xưởng dệt", "Đập nước", "Nhà máy giấy", "Bãi đá"],
}
FOLDER = {"vi": "/du-an/", "en": "/en/projects/"}
EXPORT = {"vi": "xuat", "en": "export"}


def under_one_decision():
    """Projects with the names above, and the query that lists only them."""
    decision = document("901/QĐ-UBND", slug="qd-901")
    for name_vi, name_en in NAMES:
        project(name_vi, name_en=name_en).documents.add(decision)
    return "decision=qd-901"


def named(page):
    return [row.name_vi for row in page.context["page"]]


# -- names ---------------------------------------------------------------------------------


@pytest.mark.parametrize("language", ["vi", "en"])
def test_a_list_by_name_follows_the_displayed_names(client, language):
    asked = under_one_decision()
    assert named(client.get(f"{FOLDER[language]}?{asked}")) == IN_ORDER[language]


def test_the_order_by_name_does_not_carry_over_to_the_other_language(client):
    asked = under_one_decision()
    for language in ("en", "vi", "en", "vi"):
        assert named(client.get(f"{FOLDER[language]}?{asked}")) == IN_ORDER[language]


@pytest.mark.parametrize("language", ["vi", "en"])
def test_the_file_has_the_order_of_the_page(client, language):
    asked = under_one_decision()
    file = client.get(f"{FOLDER[language]}{EXPORT[language]}.csv?{asked}").getvalue().decode()
    cells = [cell for row in csv.reader(io.StringIO(file)) for cell in row]
    assert [cell for cell in cells if cell in IN_ORDER["vi"]] == IN_ORDER[language]


@pytest.mark.parametrize("language", ["vi", "en"])
def test_open_data_has_the_order_of_the_requested_language(client, language):
    asked = under_one_decision()
    answer = client.get(f"/api/v1/projects/?{asked}", headers={"accept-language": language})
    assert [row["name_vi"] for row in answer.json()["results"]] == IN_ORDER[language]


@pytest.mark.parametrize("language", ["vi", "en"])
def test_equally_good_results_of_the_search_are_ordered_by_displayed_name(language):
    for name_vi, name_en in NAMES:
        project(f"{name_vi} zuzu", name_en=name_en and f"{name_en} zuzu")
    with override(language):
        found = next(
            source for source in search_everything("zuzu").sources if source.code == "projects"
        )
        keys = [result.key for result in found.results]
    names = dict(Project.objects.values_list("code", "name_vi"))
    assert [names[key].removesuffix(" zuzu") for key in keys] == IN_ORDER[language]


@pytest.mark.parametrize("language", ["vi", "en"])
def test_equally_good_results_of_a_list_are_ordered_by_displayed_name(client, language):
    for name_vi, name_en in NAMES:
        project(f"{name_vi} zuzu", name_en=name_en and f"{name_en} zuzu")
    found = named(client.get(f"{FOLDER[language]}?q=zuzu"))
    assert [name.removesuffix(" zuzu") for name in found] == IN_ORDER[language]


@pytest.mark.parametrize(
    ("folder", "language"), [("/doanh-nghiep/", "vi"), ("/en/enterprises/", "en")]
)
@pytest.mark.parametrize("sort", ["name", "-verified"])
def test_the_directory_follows_the_displayed_names(client, folder, language, sort):
    for name_vi, name_en in NAMES:
        enterprise(name_vi, name_en=name_en)
    found = [name for name in named(client.get(f"{folder}?sort={sort}")) if name in IN_ORDER["vi"]]
    assert found == IN_ORDER[language]


# -- kept true -----------------------------------------------------------------------------


def keys_of(record):
    record.refresh_from_db()
    return record.sort_key, record.sort_key_en


def test_a_new_english_name_moves_the_record_on_english_pages():
    made = project("Xưởng dệt")
    assert keys_of(made) == (sort_key("Xưởng dệt"),) * 2
    write(
        [change_of(made, values_of(made), {"name_en": "Apparel works"})], kind=ChangeSet.Kind.FORM
    )
    assert keys_of(made) == (sort_key("Xưởng dệt"), sort_key("Apparel works"))
    made.refresh_from_db()
    write([change_of(made, values_of(made), {"name_en": ""})], kind=ChangeSet.Kind.FORM)
    assert keys_of(made) == (sort_key("Xưởng dệt"),) * 2


def test_a_new_vietnamese_name_moves_a_record_without_english_name_on_both_pages():
    made = project("Xưởng dệt")
    write([change_of(made, values_of(made), {"name_vi": "Bãi đá"})], kind=ChangeSet.Kind.FORM)
    assert keys_of(made) == (sort_key("Bãi đá"),) * 2


def test_an_imported_record_is_in_order_on_english_pages():
    after = {"code": "T-1", "name_vi": "Xưởng dệt", "name_en": "Apparel works"}
    change = Change(Project, ChangeItem.Action.CREATE, after=after, key="T-1")
    write([change], kind=ChangeSet.Kind.IMPORT)
    assert keys_of(Project.objects.get(code="T-1"))[1] == sort_key("Apparel works")


def test_the_sort_key_is_not_in_the_history():
    assert "sort_key_en" not in values_of(project("Xưởng dệt", name_en="Apparel works"))


def test_records_without_an_english_sort_key_get_one():
    made = project("Xưởng dệt", name_en="Apparel works")
    Project.objects.update(sort_key_en="")
    IndustrialZone.objects.update(sort_key_en="")
    refresh_outdated()
    assert keys_of(made) == (sort_key("Xưởng dệt"), sort_key("Apparel works"))
    assert not IndustrialZone.objects.filter(sort_key_en="").exists()
    assert refresh_outdated() == 0


@settings(max_examples=25)
@given(st.text(max_size=60), st.text(max_size=60))
def test_the_english_sort_key_is_that_of_the_name_on_english_pages(name_vi, name_en):
    made = Project(name_vi=name_vi, name_en=name_en)
    made.derive()
    assert made.sort_key_en == sort_key(name_en or name_vi or "")


# -- decisions -----------------------------------------------------------------------------


def decided(name, *days, publication=Publication.PUBLISHED):
    """A project that decisions of these days added, amended or removed."""
    made = project(f"{name} zuzu")
    for number, day in enumerate(days):
        decision = document(
            f"{name}-{number}/QĐ-UBND",
            slug=f"{name}-{number}",
            issued_on=day,
            publication=publication,
        )
        CatalogueEntry.objects.create(project=made, document=decision)
    return made


def by_decision(client):
    page = client.get("/du-an/?q=zuzu&sort=-decision")
    return [name.removesuffix(" zuzu") for name in named(page)]


def test_the_latest_decision_comes_first_and_projects_without_one_last(client):
    CatalogueEntry.objects.create(project=decided("a"), source="Tổng hợp")
    decided("b", date(2019, 1, 1))
    decided("c", date(2018, 12, 4), date(2021, 8, 2))
    decided("d", date(2020, 5, 5), None)
    assert by_decision(client) == ["c", "d", "b", "a"]


def test_an_unpublished_decision_does_not_affect_the_order(client):
    decided("a", date(2019, 1, 1))
    decided("b", date(2021, 1, 1), publication=Publication.DRAFT)
    decided("c", date(2022, 1, 1), publication=Publication.WITHDRAWN)
    assert by_decision(client) == ["a", "b", "c"]


def test_the_file_has_the_order_by_decision_too():
    decided("b", date(2019, 1, 1))
    decided("a", date(2018, 1, 1))
    form = ProjectFilterForm({"q": "zuzu", "sort": "-decision"})
    in_file = list(form.in_order(form.apply_to(form.records())))
    assert in_file == list(form.page)
    assert [each.name_vi for each in in_file] == ["b zuzu", "a zuzu"]


def test_the_queries_of_the_order_by_decision_do_not_depend_on_the_rows(client):
    def queries():
        with CaptureQueriesContext(connection) as captured:
            client.get("/du-an/?sort=-decision")
        return len(captured)

    decision = document("902/QĐ-UBND", slug="qd-902", issued_on=date(2020, 1, 1))
    many_projects(3, decision)
    few = queries()
    many_projects(60, decision)
    assert queries() == few


@pytest.mark.parametrize(
    ("address", "order"),
    [
        ("/du-an/", "quyết định mới nhất trước"),
        ("/en/projects/", "latest decision first"),
        ("/en/projects/", "latest added to this site first"),
        ("/en/enterprises/", "latest added to this site first"),
        ("/en/documents/", "latest issued first"),
    ],
)
def test_the_label_of_an_order_names_its_criterion(client, address, order):
    enterprise()
    assertContains(client.get(address), order)


# -- numbers of documents ------------------------------------------------------------------


def test_documents_by_number_are_in_numerical_order():
    for number in ("1000/QĐ-X", "99/QĐ-X", "525/QĐ-X"):
        document(number, slug=number.split("/")[0])
    for language in ("vi", "en"):
        with override(language):
            form = DocumentFilterForm({"sort": "number"})
            listed = [each.number for each in form.in_order(form.records())]
        assert [number for number in listed if number.endswith("-X")] == [
            "99/QĐ-X",
            "525/QĐ-X",
            "1000/QĐ-X",
        ]
