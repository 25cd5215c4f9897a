"""The public pages as a browser shows them: readable by assistive technology, fit for a phone."""

ADDRESSES = [
    "/",
    "/en/",
    "/du-an/",
    "/en/projects/?q=cao&status=calling&district=nowhere&page=99",
    "/du-an/DA-0001/",
    "/en/projects/LV-0001/",
    "/en/projects/DA-0001/enquire/",
    "/du-an/so-sanh/?ma=DA-0001&ma=LV-0001",
    "/en/enterprises/",
    "/ngan-sach/",
    "/en/budget/2019-2020/",
    "/en/targets/",
    "/nganh/",
    "/en/sectors/det-may/",
    "/van-ban/",
    "/en/documents/3400-kh-ubnd/",
    "/en/search/?q=cao su",
    "/so-do-trang/",
    "/lien-he/",
    "/en/nothing/",
]


def test_each_page_can_be_read_by_everyone_and_fits_a_phone(page, axe):
    for address in ADDRESSES:
        print(address)  # noqa: T201 - shown when it fails
        page.goto(address)
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme)
            for width in (1280, 360):
                page.set_viewport_size({"width": width, "height": 780})
                axe(page)
        assert page.evaluate("document.documentElement.scrollWidth") == 360


def test_on_a_phone_the_menu_opens_without_a_script(browser, live_server, transactional_db):
    context = browser.new_context(
        base_url=live_server.url, java_script_enabled=False, viewport={"width": 360, "height": 780}
    )
    page = context.new_page()
    page.goto("/en/")
    link = page.get_by_role("navigation", name="Main").get_by_role("link", name="Budget")
    assert not link.is_visible()
    page.get_by_text("Menu").click()
    link.click()
    assert page.url.endswith("/en/budget/")
    context.close()


def test_a_keyboard_reaches_the_content_first(page):
    page.goto("/en/")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Skip to the content"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "content"


def test_an_investor_narrows_the_list_and_comes_to_a_project(page):
    page.goto("/en/")
    page.get_by_role("searchbox").fill("dak to")
    page.get_by_role("button", name="Search").click()
    page.goto("/en/projects/")
    page.get_by_role("link", name="Dak To district").click()
    page.get_by_role("link", name="Industrial infrastructure").click()
    assert "1 project" in page.get_by_role("heading", level=2, name="project").all_inner_texts()[-1]
    page.get_by_role("link", name="Tiếng Việt").click()
    assert "/du-an/?" in page.url
    assert "district=612" in page.url
