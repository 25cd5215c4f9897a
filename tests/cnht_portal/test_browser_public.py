"""Public pages in a browser: accessible, and usable on a phone."""

import pytest
from django.urls import get_resolver, translate_url

# Every public page, also with unusual content; test_browser_in_place.py has empty lists.
ADDRESSES = [
    "/",
    "/du-an/",
    "/du-an/?q=cao&status=calling&district=nowhere&page=99",
    "/du-an/DA-0001/",
    "/du-an/LV-0001/",
    "/du-an/DA-0001/lich-su/",
    "/du-an/DA-0001/quan-tam/",
    "/du-an/so-sanh/?ma=DA-0001&ma=LV-0001",
    "/du-an/ban-do/",
    "/du-an/thay-doi/",
    "/doanh-nghiep/",
    "/ngan-sach/",
    "/ngan-sach/2019-2020/",
    "/muc-tieu/",
    "/nganh/",
    "/nganh/det-may/",
    "/khu-cong-nghiep/",
    "/van-ban/",
    "/nguon/",
    "/van-ban/3400-kh-ubnd/",
    "/tim-kiem/?q=cao su",
    "/tim-kiem/?q=zzzzqq",
    "/gioi-thieu/",
    "/danh-gia/",
    "/so-do-trang/",
    "/lien-he/",
    "/lien-he/hoi/",
    "/tra-loi/",
    "/nothing/",
]
# Pages that need an enterprise or an enquiry, which are not in the reference facts; their own
# tests check them with axe.
ELSEWHERE = {
    "enterprises:detail",
    "enterprises:history",
    "enquiries:enterprise",
    "enquiries:receipt",
}
FILES = ("export", "_xlsx", "_pdf", "fact_sheet", "attachment", "picture", "document_file")


@pytest.mark.parametrize("language", ["vi", "en"])
def test_each_page_is_accessible_and_fits_a_phone(page, accessible, language):
    for address in ADDRESSES:
        path = translate_url(address, language) if address != "/nothing/" else address
        print(path)  # noqa: T201 - shown when it fails
        page.goto(path)
        accessible(page)


def test_every_public_page_is_checked(client, db):
    read = {client.get(address).resolver_match.view_name for address in ADDRESSES[:-1]}
    patterns = get_resolver().reverse_dict
    pages = {
        f"{namespace}:{name}"
        for namespace, (_prefix, part) in get_resolver().namespace_dict.items()
        if namespace not in ("admin", "api")
        for name in part.reverse_dict
        if isinstance(name, str)
    } | {name for name in patterns if isinstance(name, str)}
    machines = {"robots", "favicon", "sitemap_xml", "set_language"}
    asked = {name for name in pages - machines if not name.endswith(FILES)}
    assert asked - read == ELSEWHERE


def test_on_a_phone_the_menu_opens_without_scripts(browser, live_server, transactional_db):
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
    assert page.evaluate("document.activeElement.textContent") == "Skip to content"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "content"


def test_an_investor_filters_the_list_and_opens_a_project(page):
    page.goto("/en/")
    page.locator("#q").fill("dak to")
    page.get_by_role("button", name="Search").click()
    page.goto("/en/projects/")
    page.get_by_role("link", name="Dak To district").click()
    page.locator("#list .chosen", has_text="Dak To district").wait_for()
    page.get_by_role("link", name="Industrial infrastructure").click()
    page.locator("#results", has_text="1 project").wait_for()
    page.get_by_role("link", name="Tiếng Việt").click()
    assert "/du-an/?" in page.url
    assert "district=612" in page.url
