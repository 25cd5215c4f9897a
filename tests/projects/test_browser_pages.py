"""The pages of one record in a browser: accessible, by keyboard, without scripts."""

from datetime import date

import pytest
from django.core.files.base import ContentFile

from projects.models import Project, ProjectPicture, StatusChange
from tests.makers import district, document, enterprise, project, sector

PIXEL = bytes.fromhex(
    "47494638396101000100800000ffffff00000021f90401000000002c00000000010001000002024401003b"
)


@pytest.fixture
def full(transactional_db):
    """A project with content in every part of its page."""
    made = project(
        "Nhà máy khuôn mẫu",
        area="12 ha",
        capital="khoảng 600 tỷ đồng",
        district=district(),
        sector_group=sector(),
        status="suspended",
        land_vi="Đất sạch",
        latitude="14.65",
        longitude="107.85",
    )
    decision = document("684/QĐ-UBND-X", kind="quyet_dinh", issued_on=date(2021, 8, 2))
    made.catalogue_entries.create(
        document=decision, annex="Phụ lục I", row="7", as_issued=[["TT", "7"], ["Vốn", "600"]]
    )
    made.documents.add(decision)
    StatusChange.objects.create(project=made, status="approved", on=date(2022, 1, 17))
    file = ContentFile(b"no picture at all", name="dat.png")
    ProjectPicture.objects.create(project=made, caption_vi="Khu đất", credit="Sở", file=file)
    maker = enterprise("Xưởng đúc", verified_on=date(2020, 1, 1), evidence="visited")
    maker.sector_groups.add(sector())
    maker.certificates.create(name="ISO 9001", valid_to=date(2021, 1, 1))
    return made


def addresses(made):
    return [
        f"/du-an/{made.code}/",
        f"/en/projects/{made.code}/",
        f"/du-an/{made.code}/lich-su/",
        f"/en/projects/compare/?ma={made.code}&ma=DA-0001&ma=LV-0001&ma=DA-0002&ma=NO",
        "/du-an/so-sanh/",
        "/du-an/ban-do/",
        "/en/projects/map/?status=calling&sector=x",
        "/doanh-nghiep/xuong-duc/",
        "/en/enterprises/xuong-duc/",
        "/en/enterprises/xuong-duc/history/",
    ]


def test_each_page_is_accessible_and_fits_a_phone(page, accessible, full):
    for address in addresses(full):
        print(address)  # noqa: T201 - shown when it fails
        page.goto(address)
        accessible(page, phone=320)


def test_without_scripts_a_visitor_compares_two_projects_and_removes_one(
    browser, live_server, full
):
    context = browser.new_context(base_url=live_server.url, java_script_enabled=False)
    page = context.new_page()
    page.goto(f"/en/projects/{full.code}/")
    page.get_by_role("link", name="Add to comparison").click()
    page.get_by_label("Code of another project").fill("da-0001")
    page.get_by_role("button", name="Add").click()
    assert page.get_by_role("columnheader").count() == 2
    with page.expect_download() as download:
        page.get_by_role("link", name="Excel").click()
    assert download.value.suggested_filename.endswith(".xlsx")
    page.get_by_role("link", name=f"Remove {full.code}").click()
    assert page.get_by_role("columnheader").count() == 1
    assert page.url.endswith("?ma=DA-0001")
    context.close()


def test_a_printed_page_has_its_decision_and_no_controls(page, full):
    page.goto(f"/en/projects/{full.code}/")
    assert not page.locator(".sheet-foot").is_visible()
    page.emulate_media(media="print")
    foot = page.locator(".sheet-foot")
    assert foot.is_visible()
    assert "684/QĐ-UBND-X" in foot.inner_text()
    assert foot.evaluate("node => getComputedStyle(node).display") == "table-footer-group"
    for gone in ("nav", ".sheet-ask", "#related", "#suppliers"):
        assert not page.locator(gone).first.is_visible()


def test_the_map_leads_to_the_projects_of_a_district_by_keyboard(page, full):
    page.goto("/en/projects/map/")
    link = page.locator(".tile-612 a")
    link.focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/projects/?district=612*")
    assert "Nhà máy khuôn mẫu" in page.inner_text("main")


def test_a_map_is_drawn_from_the_configured_tiles_and_usable_by_keyboard(
    browser, live_server, axe, settings, full
):
    settings.MAP_TILES_URL = "https://tiles.example.vn/{z}/{x}/{y}.png"
    settings.MAP_TILES_ATTRIBUTION = "© Bản đồ mẫu, https://tiles.example.vn/giay-phep"
    tiles = []

    def serve(route):
        tiles.append(route.request.url)
        route.fulfill(body=PIXEL, content_type="image/gif")

    context = browser.new_context(base_url=live_server.url)
    page = context.new_page()
    complaints = []
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("console", lambda message: complaints.append(message.text))
    page.route("https://tiles.example.vn/**", serve)
    page.goto("/en/projects/map/")
    mark = page.locator(".map-mark")
    mark.wait_for()
    assert mark.count() == Project.objects.filter(latitude__isnull=False).count() == 1
    named = page.locator(".leaflet-control-attribution")
    assert "© Bản đồ mẫu" in named.inner_text()
    licence = named.get_by_role("link", name="https://tiles.example.vn/giay-phep")
    assert licence.get_attribute("href") == "https://tiles.example.vn/giay-phep"
    axe(page)
    mark.focus()
    page.keyboard.press("Enter")
    page.get_by_role("link", name="Nhà máy khuôn mẫu").click()
    page.wait_for_url(f"**/projects/{full.code}/")
    assert tiles
    assert complaints == []
    context.close()


def test_without_scripts_the_map_takes_no_space(browser, live_server, settings, full):
    settings.MAP_TILES_URL = "https://tiles.example.vn/{z}/{x}/{y}.png"
    context = browser.new_context(base_url=live_server.url, java_script_enabled=False)
    page = context.new_page()
    page.goto("/du-an/ban-do/")
    assert not page.locator("#map").is_visible()
    assert page.get_by_role("table").is_visible()
    context.close()
