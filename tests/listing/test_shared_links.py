"""Shared links of filtered lists have titles and descriptions."""

import html
import re
from urllib.parse import urlencode

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pytest_django.asserts import assertContains, assertNotContains

from listing.titles import MAX_DESCRIPTION_LENGTH, MAX_TITLE_LENGTH, list_title
from projects.filters.form import ProjectFilterForm

pytestmark = pytest.mark.django_db


def reported(page):
    """Title, description, and the title, description and URL of Open Graph."""
    found = [re.search(r"<title>(.*?) – [^–]*</title>", page.text, re.DOTALL)]
    for name in ("name=.description", "property=.og:title", "property=.og:description"):
        found.append(re.search(rf'<meta {name}. content="(.*?)">', page.text, re.DOTALL))
    found.append(re.search(r'<meta property="og:url" content="(.*?)">', page.text))
    return [html.unescape(each[1]) if each else None for each in found]


def test_the_title_of_a_filtered_list_has_its_filters(client):
    title, description, og_title, og_description, _url = reported(
        client.get("/en/projects/?sector=kim-loai&district=615")
    )
    assert title == og_title == "Investment projects – Metal, Dak Ha district"
    sentence = "Investment projects. Sector group: Metal; District or city (2021): Dak Ha district."
    assert description == og_description == sentence


def test_the_vietnamese_title_of_a_filtered_list_has_its_filters(client):
    title, description, *_rest = reported(client.get("/du-an/?sector=kim-loai&district=615"))
    assert title.endswith(", huyện Đăk Hà")
    assert "Đăk Hà" in description


def test_a_filter_that_is_unclear_without_its_label_keeps_it(client):
    title = reported(client.get("/en/projects/?area=unknown&capital_min=50&q=dak+to"))[0]
    assert title.startswith("Investment projects – Search: dak to, Area: no figure yet, Capital")


@pytest.mark.parametrize(
    ("address", "title"),
    [
        ("/en/projects/", "Investment projects"),
        ("/en/projects/?sort=-area&page=2", "Investment projects"),
        ("/en/projects/?sector=khong-co", "Investment projects"),
        ("/en/enterprises/", "Enterprises"),
        ("/en/documents/", "Legal documents"),
        ("/en/budget/", "Budget"),
    ],
)
def test_the_title_of_an_unfiltered_list_has_no_filters(client, address, title):
    page = client.get(address)
    assert reported(page)[0] == title
    assertContains(page, 'content="Investment projects, suppliers and the budget of Kon Tum')
    assertNotContains(page, "og:title")


@pytest.mark.parametrize(
    ("address", "title"),
    [
        ("/en/enterprises/?buyer=yes", "Enterprises – buys from suppliers"),
        ("/en/documents/?kind=quyet_dinh&year=2021", "Legal documents – Kind: decision, Year of"),
        ("/en/budget/?period=2021-2025", "Budget – "),
    ],
)
def test_the_title_of_every_filtered_list_has_its_filters(client, address, title):
    found = reported(client.get(address))
    assert found[0].startswith(title)
    assert found[2].startswith(title)


def test_the_shared_url_is_the_canonical_one_with_its_filters(client):
    page = client.get("/en/projects/?district=615&utm_source=zalo&sector=kim-loai")
    assert reported(page)[4] == "http://127.0.0.1:8000/en/projects/?sector=kim-loai&district=615"


def test_typed_text_is_displayed_as_text_and_never_as_markup(client):
    typed = '"><script>alert(1)</script>\u202e\n'
    page = client.get(f"/en/projects/?{urlencode({'q': typed})}")
    assertNotContains(page, "<script>alert")
    title = reported(page)[0]
    assert '"><script>alert(1)</script>' in title
    assert "\u202e" not in title


@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    q=st.text(max_size=200),
    chosen=st.fixed_dictionaries(
        {}, optional={"sector": st.just("kim-loai"), "area_min": st.integers(0, 99).map(str)}
    ),
)
def test_title_and_description_are_short_and_on_one_line(db, q, chosen):
    form = ProjectFilterForm({"q": q, **chosen})
    title, description = list_title("Dự án", form)
    assert title.startswith("Dự án")
    assert len(title) <= MAX_TITLE_LENGTH
    assert len(description) <= MAX_DESCRIPTION_LENGTH
    assert (title + description).isprintable()
    assert bool(form.chosen()) == (title != "Dự án") == bool(description)
