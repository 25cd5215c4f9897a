"""Files take seconds of a processor: one address has only so many made in a minute."""

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
    """The whole answer, as a browser takes it."""
    response = client.get(address, **request)
    if response.streaming:
        response.getvalue()
    return response


@pytest.fixture(autouse=True)
def few(settings):
    settings.FILES_A_MINUTE, settings.FACT_SHEETS_A_MINUTE = 2, 3


def test_every_file_that_is_made_again_is_counted():
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


@pytest.mark.parametrize("address", [*FILES, SHEET])
def test_too_many_files_are_answered_in_words_and_with_when_to_come_back(client, address):
    maximum = 3 if address == SHEET else 2
    for _time in range(maximum):
        assert fetch(client, address).status_code == 200

    refused = fetch(client, address)

    words = "Too many files at once" if address.startswith("/en/") else "Quá nhiều tệp cùng lúc"
    assertContains(refused, words, status_code=429)
    assert 0 < int(refused["Retry-After"]) <= 61
    assert refused["Cache-Control"] == "no-store"
    assert "Content-Disposition" not in refused


def refused(client, address):
    for _time in range(3):
        fetch(client, address)
    return fetch(client, address)


@pytest.mark.parametrize(
    ("file", "page"),
    [
        ("/en/projects/export.xlsx?q=kon&sort=area", "/en/projects/?q=kon&amp;sort=area"),
        ("/en/projects/changes/export.csv", "/en/projects/changes/"),
        ("/doanh-nghiep/xuat.ods?q=x%22y", "/doanh-nghiep/?q=x%22y"),
        ("/ngan-sach/xuat.json", "/ngan-sach/"),
    ],
)
def test_who_waits_for_the_file_of_a_list_is_led_to_it_and_back_to_the_list(client, file, page):
    visible = refused(client, file)
    assertContains(visible, f'<p><a href="{file.replace("&", "&amp;")}">', status_code=429)
    assertContains(visible, f' · <a href="{page}">', status_code=429)
    assertContains(visible, "#api", count=2, status_code=429)
    assert client.get(page.replace("&amp;", "&")).status_code == 200


@pytest.mark.parametrize("file", ["/en/projects/compare/export.pdf?ma=DA-0001", SHEET])
def test_a_file_of_no_list_names_none(client, file):
    visible = refused(client, file)
    assertContains(visible, f'<p><a href="{file}">', status_code=429)
    assertContains(visible, "#api", count=1, status_code=429)


def test_no_link_to_the_other_language_leads_to_a_file(client):
    visible = refused(client, "/en/projects/export.csv")
    assertContains(visible, "You, or others on the same network,", status_code=429)
    assertNotContains(visible, "hreflang", status_code=429)
    assertNotContains(visible, "/du-an/xuat", status_code=429)


def test_pages_and_another_address_go_on_and_a_minute_later_so_do_files(client):
    for _time in range(3):
        fetch(client, "/du-an/xuat.csv")

    assert fetch(client, "/du-an/xuat.csv").status_code == 429
    assert client.get("/du-an/").status_code == 200
    assert fetch(client, SHEET).status_code == 200
    assert fetch(client, "/du-an/xuat.csv", REMOTE_ADDR="203.0.113.9").status_code == 200
    Visit.objects.update(at=timezone.now() - timedelta(minutes=1))
    assert fetch(client, "/du-an/xuat.csv").status_code == 200


def test_a_file_that_the_reader_has_already_counts_for_nothing(client):
    tag = fetch(client, "/du-an/xuat.csv")["ETag"]
    for _time in range(5):
        known = fetch(client, "/du-an/xuat.csv", headers={"If-None-Match": tag})
        assert known.status_code == 304
    assert fetch(client, "/du-an/xuat.csv").status_code == 200


def test_counting_keeps_no_address(client):
    fetch(client, "/du-an/xuat.csv", REMOTE_ADDR="203.0.113.9")
    visit = Visit.objects.get()
    assert "203.0.113.9" not in "".join(map(str, vars(visit).values()))


def test_officials_take_lists_home_at_the_admin_without_a_limit(admin_login):
    for _time in range(4):
        assert fetch(admin_login("reporter"), ADMIN).status_code == 200
