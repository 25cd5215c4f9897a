"""The page cache: fast, and never stale."""

import gzip
from datetime import date

import pytest
from django.core.cache import caches
from django.db import connection
from django.http import HttpResponse
from django.test import RequestFactory
from django.test.utils import CaptureQueriesContext

from cnht_portal.middleware.page_cache import MAX_CACHED_BYTES, page_cache
from projects.models import Project
from tests.makers import project

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def cached_pages(settings):
    backend = "django.core.cache.backends.locmem.LocMemCache"
    settings.CACHES = settings.CACHES | {"default": {"BACKEND": backend, "LOCATION": "pages"}}
    caches["default"].clear()


def queries(client, address, **headers):
    with CaptureQueriesContext(connection) as captured:
        response = client.get(address, headers=headers)
    return response, len(captured)


def tag_of(client, address):
    answer = client.get(address)
    answer.getvalue()
    return answer["ETag"]


@pytest.mark.parametrize("address", ["/", "/du-an/?status=calling", "/en/projects/", "/van-ban/"])
def test_an_unchanged_page_costs_one_query(client, address):
    first, _many = queries(client, address)
    again, count = queries(client, address)
    assert (again.status_code, count) == (200, 1)
    assert again.content == first.content
    assert "Content-Security-Policy" in again.headers
    assert again["Content-Language"] == first["Content-Language"]


@pytest.mark.parametrize("address", ["/", "/du-an/", "/du-an/xuat.csv", "/api/v1/projects/"])
def test_a_browser_with_the_current_page_gets_304(client, address):
    tag = tag_of(client, address)
    answer, count = queries(client, address, if_none_match=tag)
    assert (answer.status_code, answer.content, count) == (304, b"", 1)
    assert (answer["ETag"], answer["Cache-Control"]) == (tag, "no-cache")


@pytest.mark.parametrize("address", ["/du-an/", "/en/projects/", "/du-an/xuat.csv", "/"])
def test_an_edit_is_visible_on_the_next_request(client, address):
    edited = project("A - Nhà máy cũ")
    tag = tag_of(client, address)
    edited.name_vi = "A - Nhà máy mới"
    edited.save()
    answer = client.get(address, headers={"if-none-match": tag})
    assert answer.status_code == 200
    assert answer["ETag"] != tag
    if address != "/":
        assert "Nhà máy mới" in answer.getvalue().decode()


def test_a_withdrawn_record_disappears_at_once(client):
    visible = project("Dự án rút lại")
    address = f"/du-an/{visible.code}/"
    assert client.get(address).status_code == 200
    Project.objects.filter(pk=visible.pk).update(publication="withdrawn")
    assert client.get(address).status_code == 404


def test_pages_are_cached_by_url_and_language(client):
    addresses = ["/du-an/", "/en/projects/", "/du-an/?page=2", "/du-an/?status=calling"]
    tags = [client.get(address)["ETag"] for address in addresses]
    assert len(set(tags)) == len(addresses)
    for address, tag in zip(addresses, tags, strict=True):
        assert client.get(address)["ETag"] == tag


def test_a_cached_page_ends_with_its_day(client, monkeypatch):
    tag = client.get("/du-an/")["ETag"]
    monkeypatch.setattr("records.cache_version.timezone.localdate", lambda: date(2030, 1, 1))
    assert client.get("/du-an/")["ETag"] != tag


def test_a_text_is_compressed_for_clients_that_accept_gzip(client):
    plain = client.get("/du-an/")
    packed = client.get("/du-an/", headers={"accept-encoding": "gzip, br"})
    assert gzip.decompress(packed.content) == plain.content
    assert packed["ETag"] != plain["ETag"]
    assert "Accept-Encoding" in packed["Vary"]
    assert int(packed["Content-Length"]) == len(packed.content) < len(plain.content) / 3


@pytest.mark.parametrize("address", ["/admin/login/", "/healthz", "/readyz"])
def test_the_admin_and_the_probes_are_never_cached(client, address):
    client.get(address)
    answer = client.get(address)
    assert not answer["ETag"] if answer.has_header("ETag") else answer.status_code == 200
    assert queries(client, address)[0].context is not None or address != "/admin/login/"


@pytest.mark.parametrize(
    "answer",
    [
        HttpResponse("mine", headers={"Cache-Control": "no-store"}),
        HttpResponse("mine", headers={"Cache-Control": "private, max-age=3"}),
        HttpResponse("mine", headers={"Vary": "Cookie"}),
        HttpResponse("not there", status=404),
        HttpResponse("broken", status=500),
        HttpResponse("moved", status=302),
    ],
    ids=lambda answer: f"{answer.status_code} {dict(answer.headers)}",
)
def test_a_private_response_is_not_cached(answer):
    asked = []
    serve = page_cache(lambda request: asked.append(request) or answer)
    for _ in range(2):
        assert "ETag" not in serve(RequestFactory().get("/")).headers
    assert len(asked) == 2


def test_pages_are_cached_by_the_path_after_the_script_name():
    """The portal resolves the path after the script name; the full path is the same here."""
    serve = page_cache(lambda request: HttpResponse(request.path_info + " " * 1_000))
    made_up = RequestFactory(SCRIPT_NAME="/en").get("/")
    honest = RequestFactory().get("/en/")
    assert made_up.path == honest.path
    assert serve(made_up).text.strip() == "/"
    assert serve(honest).text.strip() == "/en/"


def test_a_response_that_sets_a_cookie_is_not_cached():
    def view(_request):
        response = HttpResponse("welcome")
        response.set_cookie("x", "y")
        return response

    assert "ETag" not in page_cache(view)(RequestFactory().get("/")).headers


@pytest.mark.parametrize("method", ["post", "put", "delete"])
def test_only_get_and_head_are_answered_from_the_cache(method):
    asked = []
    serve = page_cache(lambda request: asked.append(request) or HttpResponse("ok"))
    for _ in range(2):
        serve(getattr(RequestFactory(), method)("/du-an/"))
    assert len(asked) == 2


def test_a_head_request_caches_nothing():
    asked = []
    serve = page_cache(lambda request: asked.append(request) or HttpResponse("ok"))
    for _ in range(2):
        serve(RequestFactory().head("/head-only/"))
    assert len(asked) == 2


@pytest.mark.parametrize(("size", "times"), [(MAX_CACHED_BYTES, 1), (MAX_CACHED_BYTES + 1, 2)])
def test_a_large_response_is_not_cached(size, times):
    built = []
    serve = page_cache(lambda request: built.append(request) or HttpResponse("x" * size))
    for _ in range(2):
        assert len(serve(RequestFactory().get("/great/")).content) == size
    assert len(built) == times


@pytest.mark.parametrize(
    ("accepted", "is_compressed"),
    [
        ("gzip", True),
        ("br, GZIP;q=0.5", True),
        ("gzip; q=1.0", True),
        ("x-gzip", True),
        ("gzip;q=0", False),
        ("gzip; q=0.000, br", False),
        ("br", False),
        ("notgzip", False),
        ("", False),
    ],
)
def test_gzip_is_sent_only_if_it_is_accepted(accepted, is_compressed):
    serve = page_cache(lambda _request: HttpResponse("a word " * 1_000))
    request = RequestFactory().get("/compressed/", headers={"Accept-Encoding": accepted})
    answer = serve(request)
    assert (answer.headers.get("Content-Encoding") == "gzip") is is_compressed


def test_a_long_url_is_answered_and_not_cached(client):
    address = f"/du-an/?q={'x' * 5_000}"
    assert "ETag" not in client.get(address).headers


def test_template_changes_are_visible_in_development(settings):
    settings.DEBUG = True
    answer = page_cache(lambda _request: HttpResponse("ok"))(RequestFactory().get("/"))
    assert "ETag" not in answer.headers
