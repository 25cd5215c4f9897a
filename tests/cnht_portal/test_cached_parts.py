"""Cached parts of pages are never older than the data."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from pytest_django.asserts import assertContains, assertNotContains

from records.models import Publication
from site_info.models import Notice

pytestmark = pytest.mark.django_db


def notice(text, **given):
    about = {"announced_on": date(2020, 1, 1), "source": "Văn phòng"} | given
    return Notice.objects.create(text_vi=text, publication=Publication.PUBLISHED, **about)


@pytest.mark.parametrize("address", ["/du-an/", "/en/projects/", "/", "/lien-he/", "/khong-co/"])
def test_a_notice_appears_on_the_next_page_and_disappears_when_withdrawn(client, address):
    client.get(address)
    visible = notice("Bảo trì đêm nay")
    assert "Bảo trì đêm nay" in client.get(address).content.decode()
    Notice.objects.filter(pk=visible.pk).update(publication=Publication.WITHDRAWN)
    assert "Bảo trì đêm nay" not in client.get(address).content.decode()


def test_a_notice_ends_with_its_day(client, monkeypatch):
    notice("Chỉ một ngày", announced_on=date(2030, 1, 1), shown_until=date(2030, 1, 1))
    for day, stands in (
        (date(2029, 12, 31), False),
        (date(2030, 1, 1), True),
        (date(2030, 1, 2), False),
    ):
        monkeypatch.setattr(timezone, "localdate", lambda *_given, today=day: today)
        assert ("Chỉ một ngày" in client.get("/du-an/").content.decode()) is stands


def test_each_page_marks_its_section_and_links_to_its_translation(client):
    for _again in range(2):
        projects, documents = client.get("/du-an/?status=calling"), client.get("/en/documents/")
        assertContains(projects, '<li><a href="/du-an/" aria-current="true">', count=1)
        assertNotContains(projects, '<a href="/van-ban/" aria-current="true">')
        assertContains(projects, 'href="/en/projects/?status=calling" hreflang="en"')
        assertContains(documents, '<li><a href="/en/documents/" aria-current="true">', count=1)
        assertContains(documents, 'href="/van-ban/" hreflang="vi"')
        assertContains(projects, "?page=/du-an/")
        assertContains(documents, "?page=/en/documents/")


def test_the_parts_around_a_page_are_read_once_for_each_version(client):
    notice("Bảo trì")
    client.get("/du-an/?page=2")
    with CaptureQueriesContext(connection) as captured:
        client.get("/du-an/?page=3")
    asked = " ".join(query["sql"] for query in captured)
    for table in ("site_info_notice", "site_info_siteidentity", "programme_office"):
        assert table not in asked
