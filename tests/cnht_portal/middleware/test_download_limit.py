"""The limit on generated files for each IP address."""

from datetime import timedelta

import pytest
from django.urls import get_resolver
from django.utils import timezone
from pytest_django.asserts import assertContains, assertNotContains

from cnht_portal.middleware.download_limit import COUNTED_AS
from guests.models import Visit

pytestmark = pytest.mark.django_db

FILES = [
    "/du-an/xuat.csv",
    "/du-an/xuat.xlsx?q=kon",
    "/en/projects/export.json",
    "/du-an/thay-doi/xuat.csv",
    "/du-an/so-sanh/xuat.xlsx?ma=DA-0001&ma=DA-0002",
    "/du-an/so-sanh/xuat.pdf?ma=DA-0001&ma=DA-0002",
    "/doanh-nghiep/xuat.ods",
    "/ngan-sach/xuat.csv",
]
ADMIN = "/admin/projects/project/export/csv/"
SHEET = "/du-an/DA-0001/to-thong-tin.pdf"


def fetch(client, address, **request):
    """The complete response, as a browser reads it."""
    response = client.get(address, **request)
    if response.streaming:
        response.getvalue()
    return response


@pytest.fixture(autouse=True)
def few(settings):
    settings.FILES_A_MINUTE, settings.FACT_SHEETS_A_MINUTE = 2, 3


def test_every_generated_file_counts():
    made = {
        name
        for namespace in ("projects", "enterprises", "budget", "programme")
        for name in _names(namespace)
        if "export" in name or name.endswith(("_xlsx", "_pdf", "_sheet"))
    }
    assert made == set(COUNTED_AS)


def _names(namespace):
    patterns = get_resolver().namespace_dict[namespace][1].url_patterns
    return [f"{namespace}:{pattern.name}" for pattern in patterns]


@pytest.mark.parametrize(
    ("address", "maximum"), [(FILES[0], 2), *((file, 1) for file in FILES[1:]), (SHEET, 2)]
)
def test_too_many_files_get_a_message_and_the_time_to_wait(client, settings, address, maximum):
    settings.FILES_A_MINUTE = settings.FACT_SHEETS_A_MINUTE = maximum
    for _time in range(maximum):
        assert fetch(client, address).status_code == 200

    refused = fetch(client, address)

    words = "Too many files at once" if address.startswith("/en/") else "Quá nhiều tệp cùng lúc"
    assertContains(refused, words, status_code=429)
    assert 0 < int(refused["Retry-After"]) <= 61
    assert refused["Cache-Control"] == "no-store"
    assert "Content-Disposition" not in refused


@pytest.fixture
def refused(client, settings):
    """The message for a second file, if one is allowed: `refused(address)`."""
    settings.FILES_A_MINUTE = settings.FACT_SHEETS_A_MINUTE = 1

    def ask(address):
        fetch(client, address)
        return fetch(client, address)

    return ask


@pytest.mark.parametrize(
    ("file", "page"),
    [
        ("/en/projects/export.xlsx?q=kon&sort=area", "/en/projects/?q=kon&amp;sort=area"),
        ("/en/projects/changes/export.csv", "/en/projects/changes/"),
        ("/doanh-nghiep/xuat.ods?q=x%22y", "/doanh-nghiep/?q=x%22y"),
        ("/ngan-sach/xuat.json", "/ngan-sach/"),
    ],
)
def test_the_message_links_to_the_file_and_to_its_list(client, refused, file, page):
    visible = refused(file)
    assertContains(visible, f'<p><a href="{file.replace("&", "&amp;")}">', status_code=429)
    assertContains(visible, f' · <a href="{page}">', status_code=429)
    assertContains(visible, "#api", count=2, status_code=429)
    assert client.get(page.replace("&amp;", "&")).status_code == 200


@pytest.mark.parametrize("file", ["/en/projects/compare/export.pdf?ma=DA-0001", SHEET])
def test_the_message_for_a_fact_sheet_links_to_no_list(refused, file):
    visible = refused(file)
    assertContains(visible, f'<p><a href="{file}">', status_code=429)
    assertContains(visible, "#api", count=1, status_code=429)


def test_the_message_has_no_link_to_a_file_in_the_other_language(refused):
    visible = refused("/en/projects/export.csv")
    assertContains(visible, "You, or others on your network,", status_code=429)
    assertNotContains(visible, "hreflang", status_code=429)
    assertNotContains(visible, "/du-an/xuat", status_code=429)


def test_pages_and_other_addresses_are_not_limited_and_the_limit_ends_after_a_minute(client):
    for _time in range(3):
        fetch(client, "/du-an/xuat.csv")

    assert fetch(client, "/du-an/xuat.csv").status_code == 429
    assert client.get("/du-an/").status_code == 200
    assert fetch(client, SHEET).status_code == 200
    assert fetch(client, "/du-an/xuat.csv", REMOTE_ADDR="203.0.113.9").status_code == 200
    Visit.objects.update(at=timezone.now() - timedelta(minutes=1))
    assert fetch(client, "/du-an/xuat.csv").status_code == 200


def test_an_unchanged_file_does_not_count(client):
    tag = fetch(client, "/du-an/xuat.csv")["ETag"]
    for _time in range(5):
        known = fetch(client, "/du-an/xuat.csv", headers={"If-None-Match": tag})
        assert known.status_code == 304
    assert fetch(client, "/du-an/xuat.csv").status_code == 200


def test_the_count_stores_no_ip_address(client):
    fetch(client, "/du-an/xuat.csv", REMOTE_ADDR="203.0.113.9")
    visit = Visit.objects.get()
    assert "203.0.113.9" not in "".join(map(str, vars(visit).values()))


def test_exports_in_the_admin_have_no_limit(admin_login):
    for _time in range(4):
        assert fetch(admin_login("reporter"), ADMIN).status_code == 200
