"""URLs: translations of a page, canonical URLs, redirects, sitemap, missing pages."""

import re

import pytest
from django.urls import reverse
from django.utils.translation import override
from pytest_django.asserts import assertContains, assertRedirects

from programme.models import AdministrativeUnit
from tests.makers import district, enterprise, project

pytestmark = pytest.mark.django_db

TWINS = [
    ("/", "/en/"),
    ("/nganh/", "/en/sectors/"),
    ("/nganh/det-may/", "/en/sectors/det-may/"),
    ("/du-an/", "/en/projects/"),
    ("/du-an/DA-0001/", "/en/projects/DA-0001/"),
    ("/du-an/DA-0001/quan-tam/", "/en/projects/DA-0001/enquire/"),
    ("/du-an/so-sanh/", "/en/projects/compare/"),
    ("/doanh-nghiep/", "/en/enterprises/"),
    ("/ngan-sach/", "/en/budget/"),
    ("/ngan-sach/2019-2020/", "/en/budget/2019-2020/"),
    ("/ngan-sach/2021-2025/", "/en/budget/2021-2025/"),
    ("/muc-tieu/", "/en/targets/"),
    ("/van-ban/", "/en/documents/"),
    ("/van-ban/3400-kh-ubnd/", "/en/documents/3400-kh-ubnd/"),
    ("/tim-kiem/", "/en/search/"),
    ("/so-do-trang/", "/en/sitemap/"),
    ("/lien-he/", "/en/contact/"),
]


@pytest.mark.parametrize(("vietnamese", "english"), TWINS)
def test_each_page_names_its_language_and_links_to_its_translation(client, vietnamese, english):
    page = client.get(vietnamese)
    assertContains(page, '<html lang="vi">')
    assertContains(page, f'<a href="{english}" hreflang="en" lang="en">English</a>', html=True)
    assertContains(page, f'hreflang="en" href="http://127.0.0.1:8000{english}"')
    assertContains(page, f'rel="canonical" href="http://127.0.0.1:8000{vietnamese}"')

    page = client.get(english)
    assertContains(page, '<html lang="en">')
    assertContains(
        page, f'<a href="{vietnamese}" hreflang="vi" lang="vi">Tiếng Việt</a>', html=True
    )
    assertContains(page, f'rel="canonical" href="http://127.0.0.1:8000{english}"')


def test_the_translated_page_keeps_the_query(client):
    page = client.get("/du-an/?q=thu%E1%BB%B7+%C4%91i%E1%BB%87n&status=calling")
    assertContains(page, 'href="/en/projects/?q=thu%E1%BB%B7+%C4%91i%E1%BB%87n&amp;status=calling"')


def test_a_filtered_list_has_one_canonical_url(client):
    page = client.get("/en/projects/?utm_source=x&status=calling&q=&sector=unknown&page=1")
    assertContains(page, 'rel="canonical" href="http://127.0.0.1:8000/en/projects/?status=calling"')
    assertContains(page, 'hreflang="vi" href="http://127.0.0.1:8000/du-an/?status=calling"')


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("/projects/", "/du-an/"),
        ("/en/du-an/", "/en/projects/"),
        ("/en/van-ban/684-qd-ubnd", "/en/documents/684-qd-ubnd/"),
        ("/du-an/da-0001/?x=1", "/du-an/DA-0001/?x=1"),
        ("/projects/da-0001/history-of-nothing/", None),
        ("/english/", None),
        ("/en/admin/foo/", None),
        ("/en/favicon.ico", "/favicon.ico"),
        ("/en/projects/xuat.csv", None),
        ("/du-an/%C5%BF-1/", None),
        ("/du-an/DA-9999/", None),
    ],
)
def test_a_url_in_the_other_language_or_in_lower_case_redirects(client, typed, meant):
    response = client.get(typed)
    if meant:
        assertRedirects(response, meant, fetch_redirect_response=False)
    else:
        assert response.status_code == 404


def test_a_mistyped_url_offers_a_search_for_its_words(client):
    page = client.get("/linh-kien-cao-su/")
    assert page.status_code == 404
    assert 'value="linh kien cao su"' in page.text


def test_a_missing_page_is_in_the_language_of_its_url(client):
    assertContains(client.get("/en/nothing/"), '<html lang="en">', status_code=404)
    assertContains(client.get("/khong-co/"), '<html lang="vi">', status_code=404)


def test_texts_without_english_are_marked_vietnamese_on_an_english_page(client):
    code = project("Nhà máy chỉ có tên Việt").code
    marked = '<span lang="vi">Nhà máy chỉ có tên Việt</span>'
    for page in ("/en/projects/?q=chi+co+ten", f"/en/projects/{code}/"):
        assertContains(client.get(page), marked)
    title = re.search("<title>(.*?)</title>", client.get(f"/en/projects/{code}/").text)[1]
    assert title.startswith("Nhà máy chỉ có tên Việt –")


def test_the_site_map_has_each_public_page_in_both_languages(client):
    code = project().code
    slug = enterprise().slug
    found = client.get("/sitemap.xml").text
    for address in (f"/du-an/{code}/", f"/en/projects/{code}/", f"/doanh-nghiep/{slug}/"):
        assert f"<loc>http://127.0.0.1:8000{address}</loc>" in found
    assert found.count("xhtml:link") >= 2


def test_robots_txt_names_the_site_map_and_excludes_the_admin(client):
    assertContains(client.get("/robots.txt"), "Sitemap: http://127.0.0.1:8000/sitemap.xml")
    assertContains(client.get("/robots.txt"), "Disallow: /admin/")


def test_the_probes_report_liveness_and_readiness(client):
    assert client.get("/healthz").status_code == 200
    assert client.get("/readyz").status_code == 200


def test_the_portal_is_not_ready_before_the_database_is_migrated(client):
    from django.db.migrations.recorder import MigrationRecorder

    MigrationRecorder.Migration.objects.filter(app="projects").delete()
    assert client.get("/readyz").status_code == 503
    assert client.get("/healthz").status_code == 200


def test_files_have_a_url_in_each_language():
    with override("vi"):
        assert reverse("projects:export", args=["xlsx"]) == "/du-an/xuat.xlsx"
        assert reverse("enterprises:export", args=["csv"]) == "/doanh-nghiep/xuat.csv"
        assert reverse("budget:export", args=["ods"]) == "/ngan-sach/xuat.ods"
    with override("en"):
        assert reverse("projects:export", args=["json"]) == "/en/projects/export.json"


def test_the_site_map_for_search_engines_uses_the_site_url(client):
    listed = client.get("/sitemap.xml", HTTP_HOST="localhost").text
    assert "<loc>http://127.0.0.1:8000/en/projects/</loc>" in listed
    assert "localhost" not in listed


def test_the_favicon_redirects_to_the_logo(client):
    response = client.get("/favicon.ico")
    assertRedirects(response, "/static/img/roof.svg", fetch_redirect_response=False)


@pytest.mark.parametrize("method", ["TRACE", "PUT", "DELETE", "NONSENSE"])
def test_unused_http_methods_are_refused(client, method):
    assert client.generic(method, "/du-an/").status_code == 405


def test_the_api_follows_accept_language_and_ignores_cookies(client):
    client.cookies["django_language"] = "en"
    answer = client.get("/api/v1/documents/?year=zzz", headers={"Accept-Language": "vi"})
    assert answer.headers["Content-Language"] == "vi"


def test_a_withdrawn_place_is_not_named(client):
    code = project(district=district()).code
    AdministrativeUnit.objects.filter(pk=district().pk).update(
        publication="withdrawn", name_vi="Zyxwv"
    )
    for address in (f"/du-an/{code}/", "/du-an/", f"/api/v1/projects/{code}/"):
        assert "Zyxwv" not in client.get(address).text
