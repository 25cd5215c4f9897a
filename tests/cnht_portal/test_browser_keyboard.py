"""An investor's tasks without a mouse: find, read, compare, ask, rate."""

import pytest

MAX_STEPS = 250


@pytest.fixture
def tab_to(page):
    """Press the Tab key until an element with this name has the focus."""

    def tab_to(name: str) -> None:
        for _step in range(MAX_STEPS):
            page.keyboard.press("Tab")
            text = page.evaluate(
                "(e => e.labels?.[0]?.textContent || e.getAttribute('aria-label')"
                " || e.textContent || '')(document.activeElement)"
            )
            if name in " ".join(text.split()):
                outline = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
                assert outline != "none", f"where the focus is cannot be seen at “{name}”"
                return
        pytest.fail(f"The Tab key does not come to “{name}” on {page.url}")

    return tab_to


def follow(page, key="Enter"):
    with page.expect_navigation():
        page.keyboard.press(key)


def test_an_investor_finds_compares_and_asks_by_keyboard(page, tab_to):
    page.set_viewport_size({"width": 1280, "height": 800})
    page.goto("/en/")
    tab_to("Search the site")
    page.keyboard.type("medicinal plants dak to")
    follow(page)
    tab_to("Infrastructure of a concentrated industrial park")
    follow(page)
    tab_to("Add to comparison")
    follow(page)
    assert "ma=DA-0001" in page.url
    tab_to("Code of another project")
    page.keyboard.type("DA-0002")
    follow(page)
    assert page.locator("table.compare thead th[scope=col]").count() == 2
    page.goto("/en/projects/DA-0001/")
    tab_to("Ask about this project")
    follow(page)
    tab_to("Your question")
    page.keyboard.type("Is the land cleared?")
    tab_to("Your name")
    tab_to("Email")


def test_a_list_is_filtered_and_paged_by_keyboard(page, tab_to):
    page.set_viewport_size({"width": 1280, "height": 800})
    page.goto("/en/projects/")
    tab_to("Kon Plong district")
    page.keyboard.press("Enter")
    page.wait_for_url("**district=613**")
    page.locator("#results", has_text="2 projects").wait_for()


def test_a_page_is_rated_by_keyboard(page, tab_to):
    page.goto("/en/projects/")
    tab_to("Rate this site")
    follow(page)
    tab_to("Very good")
    page.keyboard.press("Space")
    tab_to("Send")
    follow(page)
    assert "Your answer was counted" in page.inner_text("main")


def test_enlarged_text_stays_enlarged_on_the_next_page(page):
    page.goto("/en/")
    before = page.evaluate("parseFloat(getComputedStyle(document.body).fontSize)")
    page.get_by_role("button", name="largest").click()
    page.goto("/en/projects/")
    page.locator("html[data-letters=largest]").wait_for()
    assert page.evaluate("parseFloat(getComputedStyle(document.body).fontSize)") > before * 1.3
