"""Empty lists explain the query and suggest what to do."""

import pytest
from pytest_django.asserts import assertContains, assertNotContains

from tests.makers import enterprise, project

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("path", "filters", "all_of_it"),
    [
        ("/en/projects/", "status=calling", "Show all projects"),
        ("/en/enterprises/", "sector=kim-loai", "Show all enterprises"),
        ("/en/documents/", "kind=quyet_dinh", "Show all documents"),
    ],
)
def test_an_empty_list_suggests_what_to_do(client, path, filters, all_of_it):
    enterprise()
    page = client.get(f"{path}?q=zz%26zz+qq&{filters}")
    assert page.context["counted"].total == 0
    assertContains(page, "You searched for “zz&amp;zz qq”.")
    assertContains(page, "Search the whole site for “zz&amp;zz qq”")
    assertContains(page, 'href="/en/search/?q=zz%26zz%20qq"')
    assertContains(page, f'<a href="?{filters}">')
    assertContains(page, '<a href="?q=zz%26zz+qq">')
    assertContains(page, f'<a href="{path}">{all_of_it}</a>', html=True)
    assertContains(page, "remove this filter", count=2)
    for absent in ("Download:", "export.", 'class="rows"', "Order:"):
        assertNotContains(page, absent)


def test_a_list_with_rows_offers_files_and_orders(client):
    project()
    page = client.get("/en/projects/?status=calling")
    for present in ("Download:", "export.xlsx?status=calling", 'class="rows"', "Order:"):
        assertContains(page, present)
    assertNotContains(page, "Try without one of these")


def test_without_search_words_no_search_is_suggested(client):
    page = client.get("/en/projects/?area_min=9999999")
    assertContains(page, "No project matches.")
    assertContains(page, "Area from (ha): 9,999,999")
    assertNotContains(page, "You searched for")
    assertNotContains(page, "Search the whole site for")


def test_an_empty_list_keeps_the_shortlist(client):
    code = project().code
    page = client.get(f"/en/projects/?q=zzzzqq&ma={code}")
    assertContains(page, f'<a href="/en/projects/?ma={code}">Show all projects</a>', html=True)
    assertContains(page, f'<a href="?ma={code}"><span>Search: zzzzqq</span>')


def test_an_empty_directory_has_an_explanation_in_any_order(client):
    for path in ("/en/enterprises/", "/en/enterprises/?sort=name"):
        page = client.get(path)
        assertContains(page, "No enterprise has been published yet.")
        assertContains(page, '<a href="/en/contact/">')
        assertNotContains(page, "Show all enterprises")
