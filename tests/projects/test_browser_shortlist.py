"""The shortlist in a browser: choose projects on several pages of a list and compare them."""

import pytest

from tests.makers import district, many_projects, sector

LIST = "/en/projects/"


@pytest.fixture
def found(transactional_db):
    made = many_projects(40, district=district(), sector_group=sector())
    return [each.code for each in made]


def codes(page):
    return page.locator("#shortlist .shortlist-code").all_inner_texts()


def choose(page, code):
    page.locator(f"#compare-{code}").click()
    page.locator(f"a#compare-{code}").wait_for()


def unchosen_codes(page):
    return page.locator("button.choose").evaluate_all("all => all.map(one => one.value)")


def choose_and_compare(page):
    """Choose projects on two pages of a list and a project page; returns the compared codes."""
    page.goto(f"{LIST}?status=calling")
    page.locator("#district-612").click()
    page.locator("#district-612.facet-chosen").wait_for()
    first = unchosen_codes(page)[3]
    choose(page, first)
    assert codes(page) == [first]
    page.locator("#page-next").click()
    page.get_by_text("Previous").wait_for()
    second = unchosen_codes(page)[2]
    choose(page, second)
    assert codes(page) == [first, second]
    assert {"page=2", "district=612", "status=calling"} <= set(page.url.split("?")[1].split("&"))
    opened = unchosen_codes(page)[0]
    page.locator(f".row:has(#compare-{opened}) .row-name a").click()
    page.locator("h1", has_text="Dự án hàng loạt").wait_for()
    assert codes(page) == [first, second]
    page.get_by_role("navigation", name="You are here").get_by_role("link", name="Projects").click()
    page.locator("#results").wait_for()
    assert codes(page) == [first, second]
    page.get_by_role("link", name="Compare 2 projects").click()
    page.get_by_role("heading", name="Compare projects").wait_for()
    heads = page.get_by_role("columnheader").all_inner_texts()
    assert [code in head for code, head in zip([first, second], heads, strict=True)] == [True, True]


@pytest.mark.parametrize("width", [1280, 360])
def test_a_visitor_compares_projects_of_two_pages(page, found, width):
    page.set_viewport_size({"width": width, "height": 780})
    if width < 900:
        page.add_init_script(
            "addEventListener('DOMContentLoaded', () => "
            "document.querySelectorAll('.side-toggle').forEach(one => { one.open = true; }))"
        )
    choose_and_compare(page)
    assert page.evaluate("document.documentElement.scrollWidth") == width


def test_a_visitor_compares_projects_without_scripts(browser, live_server, found):
    context = browser.new_context(base_url=live_server.url, java_script_enabled=False)
    choose_and_compare(context.new_page())
    context.close()


def test_without_scripts_the_page_returns_to_the_row(browser, live_server, found):
    context = browser.new_context(
        base_url=live_server.url, java_script_enabled=False, viewport={"width": 360, "height": 640}
    )
    page = context.new_page()
    page.goto(f"{LIST}?district=612")
    code = unchosen_codes(page)[20]
    choose(page, code)
    assert page.url.endswith(f"#compare-{code}")
    box = page.locator(f"#compare-{code}").bounding_box()
    assert 0 < box["y"] < 640
    context.close()


def test_without_scripts_removing_a_project_returns_to_the_shortlist(browser, live_server, found):
    context = browser.new_context(
        base_url=live_server.url, java_script_enabled=False, viewport={"width": 360, "height": 640}
    )
    page = context.new_page()
    page.goto(f"{LIST}?district=612&ma={found[0]}&ma={found[1]}")
    page.locator("#shortlist .x").first.click()
    assert page.url == f"{live_server.url}{LIST}?district=612&ma={found[1]}#shortlist"
    assert 0 <= page.locator("#shortlist").bounding_box()["y"] < 200
    context.close()


def test_choosing_updates_the_list_in_place_and_announces_it(page, found):
    page.goto(f"{LIST}?district=612")
    page.evaluate("window.stayed = true")
    one, two = unchosen_codes(page)[10:12]
    choose(page, one)
    place = page.evaluate("window.scrollY")
    choose(page, two)
    assert page.evaluate("window.stayed")
    assert abs(page.evaluate("window.scrollY") - place) < 60
    assert page.evaluate("document.activeElement.id") == f"compare-{two}"
    assert page.locator("#list-announcement").text_content() == "Compare 2 projects"
    assert page.url.endswith(f"{LIST}?district=612&ma={one}&ma={two}")
    assert f"ma={two}" in page.get_by_role("link", name="Tiếng Việt").get_attribute("href")
    page.go_back()
    page.wait_for_url(f"**{LIST}?district=612&ma={one}")
    page.locator(f"button#compare-{two}").wait_for()


def test_projects_are_chosen_and_removed_by_keyboard_without_losing_focus(page, found):
    page.goto(f"{LIST}?district=612")
    one, two = unchosen_codes(page)[:2]
    for code in (one, two):
        page.locator(f"#compare-{code}").focus()
        page.keyboard.press("Enter")
        page.locator(f"a#compare-{code}").wait_for()
        assert page.evaluate("document.activeElement.id") == f"compare-{code}"
    page.locator("#shortlist .x").first.focus()
    page.keyboard.press("Enter")
    page.locator(f"button#compare-{one}").wait_for()
    assert page.evaluate("document.activeElement.id") == "shortlist"
    page.locator("#shortlist .x").first.focus()
    page.keyboard.press("Enter")
    page.locator("#shortlist").wait_for(state="detached")
    page.locator("#results:focus").wait_for()
    assert page.url.endswith(f"{LIST}?district=612")


def test_the_message_about_a_fifth_project_is_in_view(page, found):
    page.set_viewport_size({"width": 360, "height": 640})
    page.goto(f"{LIST}?district=612")
    chosen = unchosen_codes(page)[:4]
    for code in chosen:
        choose(page, code)
    fifth = unchosen_codes(page)[10]
    page.locator(f"#compare-{fifth}").click()
    note = page.locator("#shortlist .note")
    note.wait_for()
    assert 0 <= note.bounding_box()["y"] < 640
    assert f"Not included: {fifth}" in page.locator("#list-announcement").text_content()
    note.get_by_role("link").first.click()
    page.locator(f"a#compare-{fifth}").wait_for()
    assert codes(page) == [*chosen[1:], fifth]


def test_a_second_skip_link_leads_to_the_results(page, found):
    page.goto(LIST)
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    skip = page.get_by_role("link", name="Skip to results")
    assert skip.bounding_box()["y"] > 0
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "results"


@pytest.mark.parametrize("prefix", ["/en/projects/", "/du-an/"])
def test_a_shortlist_is_accessible(page, accessible, found, prefix):
    chosen = "&".join(f"ma={code}" for code in ["NO", *found[:4], "DA-0001"])
    compared = "compare/" if prefix.startswith("/en") else "so-sanh/"
    for path in ("", "DA-0001/", compared):
        page.goto(f"{prefix}{path}?{chosen}")
        accessible(page, phone=320)


def test_a_comparison_is_stacked_on_a_phone_and_remains_a_table(page, found):
    page.set_viewport_size({"width": 320, "height": 780})
    page.goto(f"/en/projects/compare/?ma={found[0]}&ma=DA-0001&ma=LV-0001&ma=DA-0002")
    assert page.locator(".scroll").evaluate("one => one.scrollWidth - one.clientWidth") == 0
    row = page.get_by_role("row").filter(has=page.get_by_role("rowheader", name="Status"))
    header = row.get_by_role("rowheader").bounding_box()
    cells = [cell.bounding_box() for cell in row.get_by_role("cell").all()]
    assert len(cells) == 4
    assert all(header["y"] < cell["y"] and cell["width"] >= 120 for cell in cells)
    assert cells[0]["y"] == cells[1]["y"] < cells[2]["y"]
    label = "one => getComputedStyle(one, '::before').content"
    assert row.get_by_role("cell").nth(1).evaluate(label) == '"DA-0001"'
