"""Changes of the catalogue between two days."""

import io
from datetime import date

import openpyxl
import pytest
from pytest_django.asserts import assertContains, assertNotContains

from projects.models import CatalogueEntry
from tests.makers import document, many_projects, project

pytestmark = pytest.mark.django_db

ADDRESS = "/en/projects/changes/"


@pytest.fixture
def history():
    """A project that entered in 2030, was amended in 2031 and left in 2032."""
    known = project("Nhà máy Zét")
    for year, action in ((2030, "add"), (2031, "amend"), (2032, "remove")):
        decision = document(f"{year}/QĐ-UBND", issued_on=date(year, 5, 1))
        CatalogueEntry.objects.create(project=known, document=decision, action=action, row="7")
    return known


def actions(response):
    return [
        entry.action for entry in response.context["page"] if entry.project.name_vi == "Nhà máy Zét"
    ]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("?tu=2029-01-01&den=2033-01-01", ["remove", "amend", "add"]),
        ("?tu=2030-05-01&den=2031-05-01", ["amend"]),
        ("?tu=2031-05-01&den=2032-04-30", []),
        ("?den=2030-05-01", ["add"]),
    ],
)
def test_changes_after_the_first_day_up_to_the_last_are_listed(client, history, query, found):
    assert actions(client.get(ADDRESS + query)) == found


def test_each_line_names_its_decision_with_link_and_day(client, history):
    page = client.get("/du-an/thay-doi/?tu=2030-12-31&den=2031-12-31")
    assertContains(page, 'href="/van-ban/')
    assertContains(page, "2031/QĐ-UBND")
    assertContains(page, "01/05/2031")
    assertNotContains(page, "2032/QĐ-UBND</a>")


def test_the_catalogue_agrees_with_its_changes(client, history):
    for day, there in (("2030-04-30", 0), ("2030-05-01", 1), ("2031-06-01", 1), ("2032-05-01", 0)):
        page = client.get(f"/en/projects/?q=zet&as_of={day}")
        assert page.context["counted"].total == there, day


def test_entries_without_a_day_are_counted_and_not_listed(client):
    undated = project("Không ngày")
    CatalogueEntry.objects.create(project=undated, source="Báo cáo")
    page = client.get(ADDRESS)
    assertContains(page, "in lists without a date and are not shown here")
    assert "Không ngày" not in page.content.decode()


def test_drafts_do_not_appear(client, history):
    history.publication = "draft"
    history.save()
    page = client.get(f"{ADDRESS}?tu=2029-01-01&den=2033-01-01")
    assert actions(page) == []
    assertNotContains(page, "2031/QĐ-UBND")


def test_changes_by_an_unpublished_decision_are_not_listed(client, history):
    decision = history.catalogue_entries.get(action="amend").document
    decision.publication = "draft"
    decision.save()
    page = client.get(f"{ADDRESS}?tu=2029-01-01&den=2033-01-01")
    assert actions(page) == ["remove", "add"]
    assertNotContains(page, "2031/QĐ-UBND")
    assertNotContains(page, "01/05/2031")


def test_a_period_without_changes_offers_the_days_with_changes(client, history):
    page = client.get(f"{ADDRESS}?tu=2040-01-01&den=2041-01-01")
    assertContains(page, "We know of no decision that changed the catalogue between these days.")
    assertContains(page, "?tu=2031-04-30&amp;den=2031-05-01")


@pytest.mark.parametrize(
    ("query", "message"),
    [
        ("tu=2021-02-30", "Enter a valid date."),
        ("tu=2031-01-01&den=2030-01-01", "This is not after the first day, so it was ignored."),
        ("tu=%00&den=%ff", "Enter a valid date."),
    ],
)
def test_an_invalid_day_has_a_message_beside_its_field(client, query, message):
    assertContains(client.get(f"{ADDRESS}?{query}"), message)


@pytest.mark.both_engines
@pytest.mark.parametrize("value", ["9" * 5_000, "-1", "٣", "%00", "9999-12-31", "0001-01-01"])
def test_any_query_gets_a_page_and_files(client, value):
    query = f"tu={value}&den={value}&page={value}&tu=x"
    for address in (ADDRESS, f"{ADDRESS}export.csv"):
        response = client.get(f"{address}?{query}")
        assert response.status_code == 200
        response.getvalue()


def test_the_file_has_the_same_lines(client, history):
    query = "?tu=2029-01-01&den=2033-01-01"
    content = client.get(f"{ADDRESS}export.xlsx{query}").getvalue()
    rows = [
        row
        for row in openpyxl.load_workbook(io.BytesIO(content)).active.iter_rows(values_only=True)
        if row[3] == "Nhà máy Zét"
    ]
    assert [row[1] for row in rows] == ["Removed", "Amended", "Added"]
    assert [row[0].date() for row in rows] == [date(year, 5, 1) for year in (2032, 2031, 2030)]
    assert "2032/QĐ-UBND" in rows[0][4]


def test_the_number_of_queries_does_not_depend_on_the_rows(client, django_assert_max_num_queries):
    many_projects(60, document("7/QĐ", issued_on=date(2030, 1, 1)))
    with django_assert_max_num_queries(8):
        client.get(f"{ADDRESS}?den=2031-01-01")
