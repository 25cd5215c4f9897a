"""Projects without a date or district are counted beside the list, with a link."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from pytest_django.asserts import assertContains, assertNotContains

from tests.makers import district, document, many_projects, project

pytestmark = pytest.mark.django_db


def listed(client, query):
    page = client.get(f"/en/projects/?{query}")
    return page, page.context["counted"].total


@pytest.fixture
def catalogue():
    """Two projects named Zyxwv: one in a dated list, one in a list without a date."""
    decision = document(issued_on=date(2031, 5, 4))
    project("Zyxwv một").catalogue_entries.create(document=decision)
    project("Zyxwv hai").catalogue_entries.create(source="Báo cáo")
    project("Zyxwv ba", publication="draft").catalogue_entries.create(source="Báo cáo")


def test_a_catalogue_of_a_day_counts_the_undated_projects_it_leaves_out(client, catalogue):
    page, total = listed(client, "q=zyxwv&as_of=2031-06-01")
    assert total == 1
    assertContains(page, "1 published project is in a list without a date and is not shown here.")
    query = page.context["form"].without_day()["query"]
    assert listed(client, query)[1] == 2


def test_the_complete_catalogue_omits_nothing(client, catalogue):
    page, total = listed(client, "q=zyxwv")
    assert total == 2
    assertNotContains(page, "is not shown here")


def test_projects_of_an_unknown_district_are_a_value_of_the_filter(client):
    project("Zyxwv một")
    project("Zyxwv hai", district=district())
    project("Zyxwv ba", scope="kind")
    for address in ("q=zyxwv&district=none", "district=none&q=zyxwv&sort=newest"):
        page, total = listed(client, address)
        assert total == 1
        assertContains(page, "Zyxwv một")
    facet = next(f for f in page.context["counted"].facets if f.field.name == "district")
    counts = {option.value: option.count for option in [*facet.options, *facet.rest]}
    assert counts["none"] == 1
    assert counts["612"] == 1
    file = client.get("/en/projects/export.csv?q=zyxwv&district=none").getvalue().decode()
    assert "Zyxwv một" in file
    assert "Zyxwv hai" not in file
    assert "Zyxwv ba" not in file


def test_the_map_and_the_home_page_lead_to_projects_of_no_known_district(client):
    project("Zyxwv", status="suspended")
    page = client.get("/en/projects/map/?status=suspended")
    assertContains(page, 'href="/en/projects/?district=none&amp;status=suspended"')
    home = client.get("/en/")
    unplaced = home.context["counts"]["unplaced"]
    assert unplaced == listed(client, "district=none")[1] > 0
    assertContains(home, 'href="/en/projects/?district=none"')


def test_counting_omitted_projects_costs_the_same_with_many(client):
    def queries():
        client.get("/en/projects/?as_of=2031-06-01")
        with CaptureQueriesContext(connection) as captured:
            client.get("/en/projects/?as_of=2031-06-01")
        return len(captured)

    few = queries()
    many_projects(40)
    assert queries() == few


def test_readiness_comes_after_the_facts_and_before_long_texts(client):
    record = project("Zyxwv")
    record.catalogue_entries.create(source="Báo cáo")
    text = client.get(f"/en/projects/{record.code}/").text
    places = [
        text.index(part)
        for part in ("sheet-facts", "sheet-ready", 'class="issued"', "Contact</h2>")
    ]
    assert places == sorted(places)
