"""Lists change in place with scripts, and work without them."""

import gzip

import pytest
from django.contrib.staticfiles import finders

from tests.makers import enterprise, many_projects, project, sector

KIBIBYTE = 1024


def count(page):
    return page.locator("#results").inner_text()


def test_choosing_a_value_changes_the_results_in_place(page):
    page.goto("/en/projects/")
    page.evaluate("window.stayed = true")
    page.locator("#sector-kim-loai").click()
    page.wait_for_url("**/en/projects/?sector=kim-loai")
    page.locator("#sector-kim-loai.facet-chosen").wait_for()
    assert page.evaluate("window.stayed")
    assert page.evaluate("document.activeElement.id") == "sector-kim-loai"
    assert page.locator("#list-announcement").text_content() == count(page)
    assert "sector=kim-loai" in page.get_by_role("link", name="Tiếng Việt").get_attribute("href")

    page.go_back()
    page.wait_for_url("**/en/projects/")
    page.locator(".facet-chosen").wait_for(state="detached")


def test_typed_filters_change_the_results_in_place(page):
    page.goto("/en/projects/")
    page.evaluate("window.stayed = true")
    page.get_by_label("Area from (ha)").fill("1,000.5")
    page.get_by_role("button", name="Show").click()
    page.wait_for_url("**/en/projects/?area_min=1000.5")
    assert page.evaluate("window.stayed")
    assert page.get_by_label("Area from (ha)").input_value() == "1,000.5"
    page.get_by_role("link", name="Tiếng Việt").click()
    assert page.get_by_label("Diện tích từ (ha)").input_value() == "1.000,5"


@pytest.mark.parametrize(
    ("control", "url"),
    [
        ("#sector-kim-loai", "?sector=kim-loai&area_min=1000.5"),
        ("#sort-capital", "?sort=capital&area_min=1000.5"),
    ],
)
def test_a_typed_filter_goes_along_with_a_chosen_value(page, control, url):
    page.goto("/en/projects/")
    page.get_by_label("Area from (ha)").fill("1,000.5")
    page.locator(control).click()
    page.wait_for_url(f"**/en/projects/{url}")
    assert page.get_by_label("Area from (ha)").input_value() == "1,000.5"


def test_paging_scrolls_to_the_results(page):
    many_projects(60)
    page.goto("/en/projects/")
    page.locator("#page-next").click()
    page.wait_for_url("**?page=2")
    page.locator("#results:focus").wait_for()


def focused(page):
    return page.evaluate("document.activeElement.id || document.activeElement.tagName")


def test_the_focus_stays_in_the_list_after_every_change(page):
    project(area="2 ha")
    page.goto("/en/projects/")
    page.locator("#sector-kim-loai").focus()
    page.keyboard.press("Enter")
    page.locator("#sector-kim-loai.facet-chosen").wait_for()
    assert focused(page) == "sector-kim-loai"
    for control, changed in (
        (page.locator("#sort-capital"), "**sort=capital**"),
        (page.locator(".chosen li a").first, "**/en/projects/?sort=capital"),
        (page.locator(".search button"), "**/en/projects/?sort=capital"),
        (page.get_by_role("button", name="Show"), "**/en/projects/?sort=capital"),
    ):
        control.focus()
        page.evaluate("document.getElementById('list').dataset.before = 'yes'")
        control.press("Enter")
        page.wait_for_url(changed)
        page.locator("#list:not([data-before])").wait_for()
        page.locator("#list #results:focus").wait_for()


def test_following_a_suggestion_of_an_empty_list_keeps_the_focus_in_the_list(page):
    page.goto("/en/projects/?sector=kim-loai&area_min=999999")
    page.locator(".nothing-chosen a").first.press("Enter")
    page.locator("#list #results:focus").wait_for()


def test_a_search_keeps_the_filters(page):
    page.goto("/en/projects/?status=calling")
    page.locator("#filter_q").fill("cao su")
    page.locator("#filter_q").press("Enter")
    page.wait_for_url("**/en/projects/?q=cao+su&status=calling")
    assert page.locator("#filter_q").input_value() == "cao su"


def test_if_the_request_fails_the_page_itself_is_loaded(page):
    page.goto("/en/projects/")
    page.route(
        "**/*sector=kim-loai*",
        lambda route: route.abort() if "hx-request" in route.request.headers else route.continue_(),
    )
    page.locator("#sector-kim-loai").click()
    page.wait_for_url("**/en/projects/?sector=kim-loai")
    page.locator("#sector-kim-loai.facet-chosen").wait_for()


def test_without_scripts_the_same_links_work(browser, live_server, transactional_db):
    context = browser.new_context(base_url=live_server.url, java_script_enabled=False)
    plain = context.new_page()
    plain.goto("/en/projects/")
    plain.locator("#sector-kim-loai").click()
    assert plain.url.endswith("/en/projects/?sector=kim-loai")
    plain.get_by_role("link", name="smallest capital first").click()
    assert plain.url.endswith("/en/projects/?sort=capital&sector=kim-loai")
    plain.get_by_role("link", name="Remove all").click()
    assert plain.url.endswith("/en/projects/")
    context.close()


def test_on_a_phone_an_error_is_displayed_above_the_open_filter_panel(page):
    page.set_viewport_size({"width": 320, "height": 700})
    page.goto("/en/projects/?area_min=abc")
    assert page.get_by_text("A filter was not understood").is_visible()
    assert page.get_by_text("“abc”: Enter a number such as 1,234.5").is_visible()
    assert page.evaluate("document.documentElement.scrollWidth") == 320


@pytest.mark.parametrize("address", ["/doanh-nghiep/", "/du-an/?sort=area"])
def test_a_list_is_accessible(page, accessible, address):
    made = enterprise(website="")
    made.sector_groups.add(sector())
    project(area="2 ha")
    page.goto(address)
    accessible(page)


def test_a_list_transfers_few_bytes(browser, live_server, transactional_db):
    """At most 150 KB at the first visit and 40 KB for each later page, nothing from other hosts."""
    many_projects(60, sector_group=sector())
    context = browser.new_context(base_url=live_server.url)
    visited = context.new_page()
    asked = []
    visited.on("response", lambda response: asked.append(response))

    def weight():
        """Transferred bytes: text compressed as a server does it, other content as it is."""
        total = 0
        for response in asked:
            assert response.url.startswith(live_server.url)
            body = response.body()
            packed = response.headers["content-type"].startswith(("text/", "image/svg"))
            total += len(gzip.compress(body)) if packed else len(body)
        asked.clear()
        return total

    visited.goto("/du-an/")
    visited.wait_for_load_state("networkidle")
    assert 0 < weight() <= 150 * KIBIBYTE
    visited.goto("/du-an/?page=2")
    visited.wait_for_load_state("networkidle")
    page_alone = [one for one in asked if "/du-an/" in one.url]
    asked[:] = page_alone
    assert 0 < weight() <= 40 * KIBIBYTE
    context.close()


def test_only_lists_load_the_script(client, db):
    assert finders.find("django_htmx/htmx-2.min.js")
    assert "htmx" in client.get("/du-an/").content.decode()
    for address in ("/", "/lien-he/", "/du-an/DA-0001/"):
        assert "htmx" not in client.get(address).content.decode()


def test_a_suggestion_of_an_empty_list_changes_the_list_in_place(page):
    page.goto("/en/projects/?q=zzzzqq")
    page.evaluate("window.stayed = true")
    page.locator(".nothing-chosen a").click()
    page.locator("ul.rows").wait_for()
    assert page.evaluate("window.stayed")
    page.goto("/en/projects/?q=zzzzqq")
    page.get_by_role("link", name="Search the whole site for “zzzzqq”").click()
    page.get_by_role("heading", name="Search the site").wait_for()


@pytest.mark.parametrize("path", ["/en/projects/", "/doanh-nghiep/"])
def test_an_empty_list_is_accessible(page, accessible, path):
    enterprise()
    page.goto(f"{path}?q=zzzzqq")
    accessible(page, phone=320)
