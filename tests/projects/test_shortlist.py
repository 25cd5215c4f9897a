"""The shortlist of projects is in every link, and is not a filter."""

import re
from html import unescape
from html.parser import HTMLParser
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pytest_django.asserts import assertContains, assertNotContains

from records.models import Publication
from tests.makers import district, many_projects, project, sector

pytestmark = pytest.mark.django_db
LIST = "/en/projects/"


def address(*codes, page=LIST, **filters):
    return f"{page}?{urlencode([*filters.items(), *(('ma', code) for code in codes)])}"


class _Links(HTMLParser):
    """The links of a page: attributes by text, with the parsed URLs."""

    def __init__(self):
        super().__init__()
        self.found, self.hidden = [], []

    def handle_starttag(self, tag, attrs):
        attributes = dict(attrs)
        if tag in {"a", "link"} and "href" in attributes:
            parts = urlsplit(attributes["href"])
            self.found.append((tag, attributes, parts.path, parse_qs(parts.query)))
        if tag == "input" and attributes.get("type") == "hidden":
            self.hidden.append((attributes["name"], attributes["value"]))


def links(response):
    read = _Links()
    read.feed(response.text)
    return read


@pytest.fixture
def found(db):
    """Sixty projects of one place, on three pages of the list."""
    return [each.code for each in many_projects(60, district=district(), sector_group=sector())]


def test_a_row_has_a_button_that_adds_its_project(client, found):
    page = client.get(address(district="612", page=LIST)).text
    assert page.count('form="to-compare"') == 25
    assert re.search(r'<button [^>]*name="ma" value="T-\d{5}"', page)


def test_choosing_keeps_filters_page_and_what_was_chosen_before(client, found):
    response = client.get(f"{LIST}?district=612&page=2&ma={found[0]}")
    form = re.search(r'<form id="to-compare".*?</form>', response.text, re.DOTALL)[0]
    fields = re.findall(r'name="(\w+)" value="([^"]*)"', form)
    assert fields == [("district", "612"), ("ma", found[0]), ("page", "2")]


def test_every_link_that_changes_the_list_keeps_the_shortlist(client, found):
    response = client.get(f"{LIST}?q=hang&status=calling&sort=area&page=2&ma={found[0]}")
    kept = [
        (attributes, query)
        for tag, attributes, path, query in links(response).found
        if tag == "a" and path == "" and query and "choose" not in attributes.get("class", "")
    ]
    without = [attributes for attributes, query in kept if query.get("ma") != [found[0]]]
    assert len(kept) > 20
    assert [attributes["class"] for attributes in without] == ["x"]


def test_the_search_box_and_the_typed_filters_keep_the_shortlist(client, found):
    hidden = links(client.get(address(*found[:2], status="calling"))).hidden
    assert hidden.count(("ma", found[0])) == hidden.count(("ma", found[1])) == 3


def test_removing_all_filters_keeps_the_shortlist(client, found):
    page = client.get(address(found[0], status="calling"))
    assertContains(page, f'<a href="/en/projects/?ma={found[0]}">Remove all</a>', html=True)


def test_links_to_and_from_projects_keep_the_shortlist(client, found):
    chosen = f"ma={found[0]}&amp;ma={found[1]}"
    listed = client.get(address(*found[:2]))
    assertContains(listed, f'href="/en/projects/{found[3]}/?{chosen}"')
    opened = client.get(address(*found[:2], page=f"/en/projects/{found[3]}/"))
    assertContains(opened, f'<a href="/en/projects/?{chosen}">Projects</a>', html=True)
    assertContains(opened, f'href="/du-an/{found[3]}/?{chosen}"')
    related = [path for _tag, _attributes, path, query in links(opened).found if "ma" in query]
    assert len({path for path in related if path.startswith("/en/projects/T-")}) > 2
    compared = client.get(address(*found[:2], page="/en/projects/compare/"))
    assertContains(compared, f'href="/en/projects/?{chosen}">Choose more')
    four = client.get(address(*found[:4], page="/en/projects/compare/"))
    assertContains(four, f'&amp;ma={found[3]}">Back to the list of projects')
    assertNotContains(four, "Choose more")


def test_the_page_in_the_other_language_has_the_same_shortlist(client, found):
    page = client.get(address(found[0], status="calling", district="612"))
    assertContains(page, f'href="/du-an/?district=612&amp;status=calling&amp;ma={found[0]}"')
    assert page["HX-Push-Url"] == f"{LIST}?district=612&status=calling&ma={found[0]}"


def test_canonical_and_alternate_links_have_no_shortlist(client, found):
    page = client.get(address(found[0], status="calling"))
    heads = [
        attributes["href"] for tag, attributes, _path, query in links(page).found if tag == "link"
    ]
    assert any("status=calling" in href for href in heads)
    assert not any("ma=" in href for href in heads)
    plain = client.get(f"{LIST}?status=calling")
    for part in (r"<title>.*?</title>", r"<meta [^>]*>"):
        assert re.findall(part, page.text) == re.findall(part, plain.text)
    files = re.findall(r'href="([^"]*export[^"]*)"', page.text)
    assert len(files) >= 4
    assert not any("ma=" in href for href in files)


@pytest.mark.parametrize("ending", ["csv", "json"])
def test_a_file_of_the_list_ignores_the_shortlist(client, found, ending):
    plain = client.get(f"/en/projects/export.{ending}?status=calling").getvalue()
    asked = client.get(f"/en/projects/export.{ending}?status=calling&ma={found[0]}").getvalue()
    untimed = re.compile(rb"\d\d:\d\d(:\d\d)?")
    assert untimed.sub(b"", asked) == untimed.sub(b"", plain)


def test_the_sitemap_has_no_shortlist(client, found):
    client.get(address(found[0]))
    assertNotContains(client.get("/sitemap.xml"), "ma=")


def test_the_shortlist_of_one_visitor_is_not_visible_to_the_next(client, found):
    before = client.get(LIST).text
    assertContains(client.get(address(*found[:3])), "row-chosen", count=3)
    after = client.get(LIST).text
    assert after == before
    assert "?ma=" not in after
    assert not client.cookies


def test_the_list_names_the_chosen_projects_and_each_can_be_removed(client, found):
    one, two = found[:2]
    page = client.get(address(one, two, district="612"))
    assertContains(page, "Compare 2 projects")
    assertContains(page, f'href="/en/projects/compare/?ma={one}&amp;ma={two}"')
    assertContains(page, f'class="x" href="?district=612&amp;ma={two}#shortlist"')
    assertContains(page, f'href="?district=612&amp;ma={two}#compare-{one}"')
    alone = client.get(address(one))
    assertContains(alone, "Choose one more to compare.")
    assertNotContains(alone, "Compare 1 project")


def test_removing_the_last_project_leads_to_the_same_list_without_a_shortlist(client, found):
    taken_out = re.compile(r'class="x" href="([^"]*)"')
    listed = client.get(address(found[0], district="612"))
    assert taken_out.findall(listed.text) == ["?district=612"]
    assert taken_out.findall(client.get(address(found[0])).text) == [LIST]
    opened = f"{LIST}{found[3]}/"
    assert taken_out.findall(client.get(address(found[0], page=opened)).text) == [opened]


def test_a_replacement_returns_to_the_shortlist_but_not_on_a_comparison(client, found):
    exchange = re.compile(r'class="exchange" href="([^"]*)"')
    listed = exchange.findall(client.get(address(*found[:5])).text)
    assert {link.partition("#")[2] for link in listed} == {"shortlist"}
    compared = exchange.findall(client.get(address(*found[:5], page=f"{LIST}compare/")).text)
    assert {link.partition("#")[2] for link in compared} == {""}


def test_a_fifth_project_is_left_out_with_a_message(client, found):
    for path in (LIST, f"/en/projects/{found[9]}/", "/en/projects/compare/"):
        page = client.get(address(*found[:5], page=path))
        assertContains(
            page, f"You can compare at most 4 projects at a time. Not included: {found[4]}."
        )
        exchanged = re.findall(r'class="exchange" href="\?([^"#]*)', page.text)
        asked = [parse_qs(unescape(query))["ma"] for query in exchanged]
        assert asked[0] == [*found[1:4], found[4]]
        assert len(asked) == 4
        for codes in asked:
            assert found[4] in codes
            assertNotContains(client.get(address(*codes, page=path)), "at most 4")


def test_adding_a_fifth_project_on_its_page_leads_to_the_message(client, found):
    page = client.get(address(*found[:4], page=f"/en/projects/{found[4]}/"))
    add = re.search(r'href="([^"]*)">Add to comparison', page.text)[1]
    assertContains(client.get(unescape(add)), f"Not included: {found[4]}.")


def test_a_chosen_project_is_not_offered_to_be_added_again(client, found):
    path = f"/en/projects/{found[0]}/"
    assertContains(client.get(path), "Add to comparison")
    assertNotContains(client.get(address(found[0], page=path)), "Add to comparison")


@pytest.mark.parametrize("publication", [Publication.DRAFT, Publication.WITHDRAWN])
@pytest.mark.parametrize("path", [LIST, "/en/projects/DA-0001/"])
def test_hidden_and_unknown_projects_have_the_same_message(client, path, publication):
    hidden = project("Zyxwv", publication=publication).code
    answer = client.get(address(hidden, page=path)).text
    assert "There is no public project with the code" in answer
    assert answer.replace(hidden, "NO") == client.get(address("NO", page=path)).text
    assert "Zyxwv" not in answer


def test_an_unknown_code_has_one_message(client, found):
    page = client.get(address("NO-1", found[0], "NO-2"))
    assertContains(page, "There are no public projects with the codes “NO-1”, “NO-2”.")
    assert not [query for *_rest, query in links(page).found if "NO-1" in query.get("ma", [])]
    assert ("ma", "NO-1") not in links(page).hidden


def test_codes_in_small_letters_are_found(client, found):
    assert client.get(address(found[0].lower())).context["form"].shortlist.codes == [found[0]]


def queries(client, path):
    client.get(path)
    with CaptureQueriesContext(connection) as captured:
        assert client.get(f"{path}&x=1").status_code == 200
    return len(captured)


def test_a_shortlist_costs_three_queries_however_many_are_chosen(client, found):
    """One for its projects, two for the rows with buttons and their states; else none."""
    none = queries(client, f"{LIST}?page=1")
    assert queries(client, address(found[0])) == none + 3
    assert queries(client, address(*found[:6], "NO")) == none + 3
    plain = queries(client, f"/en/projects/{found[0]}/?y=1")
    assert queries(client, address(*found[:4], page=f"/en/projects/{found[0]}/")) == plain + 1


@pytest.mark.parametrize("path", [LIST, "/du-an/DA-0001/", "/du-an/so-sanh/"])
@pytest.mark.parametrize(
    "query",
    [
        "&".join(f"ma=T-{number:05d}" for number in range(900)),
        "ma=%00&ma=DA-0001%00",
        "ma=%FF%FE&ma=%ED%A0%80",
        f"ma={'A' * 10_000}",
        f"ma={'%E2%80%AE' * 300}",
        "ma=&ma=+&ma",
        "ma=%27%22%3E%3Cscript%3E",
    ],
    ids=["many", "nul", "invalid", "long", "unprintable", "empty", "markup"],
)
def test_invalid_codes_have_a_message_and_break_nothing(client, path, query):
    page = client.get(f"{path}?{query}")
    assert page.status_code == 200
    assert "'\"><script>" not in page.text
    text = page.text[page.text.index("<main") : page.text.index("</main>")]
    assert "A" * 31 not in text
    assert "\u202e" not in text


@pytest.mark.parametrize("path", [LIST, "/du-an/DA-0001/", "/du-an/so-sanh/"])
def test_ten_thousand_codes_are_refused_safely(client, path):
    assert client.get(f"{path}?{'&'.join(['ma=DA-0001'] * 10_000)}").status_code == 400


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    codes=st.lists(
        st.text(max_size=40) | st.sampled_from(["DA-0001", "da-0002", "LV-0001", "DA-0003"]),
        max_size=30,
    )
)
def test_any_shortlist_has_public_projects_only_and_is_stable(client, codes):
    asked = [code.encode("utf-8", "surrogatepass") for code in codes]
    first = client.get(address(*asked)).context["form"].shortlist
    assert len(first.codes) <= 4
    distinct = dict.fromkeys(code for code in map(str.strip, codes) if code)
    assert {code.upper() for code in list(distinct)[:20]} >= set(first.codes)
    again = client.get(f"{LIST}?{first.query}").context["form"].shortlist
    assert again.codes == first.codes
    assert not again.has_warnings()
