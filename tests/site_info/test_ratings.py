"""Anonymous ratings of pages."""

from datetime import timedelta

import pytest
from django.utils import timezone
from pytest_django.asserts import assertContains, assertRedirects

from site_info.models import Rating

pytestmark = pytest.mark.django_db


def test_a_rating_keeps_the_page_the_score_and_the_day_and_nothing_else(client):
    response = client.post(
        "/danh-gia/", {"page": "/du-an/", "score": "4"}, REMOTE_ADDR="203.0.113.9"
    )

    assertRedirects(response, "/danh-gia/?thanks=1")
    kept = Rating.objects.get()
    assert (kept.page, kept.score, kept.on) == ("/du-an/", 4, timezone.localdate())
    assert {field.name for field in Rating._meta.fields} == {"id", "page", "score", "on"}


def test_one_browser_rates_a_page_once_a_day(client):
    for _time in range(3):
        client.post("/danh-gia/", {"page": "/du-an/", "score": "1"})
    client.post("/danh-gia/", {"page": "/ngan-sach/", "score": "5"})

    assert list(Rating.objects.order_by("id").values_list("page", "score")) == [
        ("/du-an/", 1),
        ("/ngan-sach/", 5),
    ]


@pytest.mark.parametrize("score", ["", "0", "6", "-1", "x", "9" * 5_000])
def test_an_invalid_score_has_a_message_and_is_not_stored(client, score):
    page = client.post("/danh-gia/", {"page": "/du-an/", "score": score})
    assert page.status_code == 400
    assert not Rating.objects.exists()


@pytest.mark.parametrize(
    "page",
    [
        "https://evil.example/",
        "//evil.example/",
        "/khong-co/",
        "/admin/",
        "/healthz",
        "/du-an/DA-9999/",
        "/tra-loi/HD-SSDQ-JD6E/",
        "/du-an/xuat.csv",
        "\0",
        "x" * 199,
    ],
)
def test_a_path_that_is_not_a_public_page_counts_for_the_site(client, page):
    response = client.get("/danh-gia/", {"page": page})
    assert page.strip("\0") == "" or f'href="{page}"' not in response.text
    response = client.post("/danh-gia/", {"page": page, "score": "3"})
    assert response.status_code in (302, 400)
    assert set(Rating.objects.values_list("page", flat=True)) <= {"/"}


def test_the_results_of_the_last_year_are_public(client):
    today = timezone.localdate()
    Rating.objects.create(page="/", score=5, on=today)
    Rating.objects.create(page="/", score=5, on=today)
    Rating.objects.create(page="/", score=1, on=today - timedelta(days=400))

    page = client.get("/en/rating/")

    assertContains(page, "2 ratings since")
    assert "100" in page.text


def test_a_get_request_sets_no_cookie(client):
    for address in ("/", "/du-an/", "/gioi-thieu/", "/khu-cong-nghiep/", "/khong-co/"):
        assert not client.get(address).cookies


def test_the_url_of_the_rating_never_contains_a_receipt_code(client):
    page = client.get("/tra-loi/HD-SSDQ-JD6E/")
    assert 'href="/danh-gia/"' in page.text


def test_one_ip_address_cannot_fill_the_published_figures(client, settings):
    settings.RATINGS_AN_HOUR = 3
    statuses = []
    for _time in range(5):
        client.cookies.clear()
        statuses.append(client.post("/danh-gia/", {"page": "/", "score": "1"}).status_code)
    assert statuses == [302, 302, 302, 429, 429]
    assert Rating.objects.count() == 3
