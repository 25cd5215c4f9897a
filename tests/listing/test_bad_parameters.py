"""Invalid parameters are explained and never an error page."""

import random

import pytest
from pytest_django.asserts import assertContains

LISTS = [
    "/du-an/",
    "/en/projects/",
    "/doanh-nghiep/",
    "/ngan-sach/",
    "/ngan-sach/2019-2020/",
    "/van-ban/",
    "/tim-kiem/",
    "/du-an/so-sanh/",
]
FILES = ["/du-an/xuat.json", "/doanh-nghiep/xuat.csv", "/ngan-sach/xuat.csv"]
NAMES = [
    "q",
    "sector",
    "field",
    "district",
    "status",
    "scope",
    "form",
    "decision",
    "as_of",
    "area_min",
    "area_max",
    "capital_min",
    "capital_max",
    "sort",
    "page",
    "size",
    "kind",
    "year",
    "period",
    "category",
    "source",
    "ma",
]
VALUES = [
    "%00",
    "a%00b",
    "%ff%fe",
    "%ED%A0%80",
    "x" * 10_000,
    "%20" * 300,
    "0",
    "-1",
    "abc",
    "9" * 5_000,
    "1e999999",
    "NaN",
    "-Infinity",
    "99999999999999999999.99999",
    "2021-13-45",
    "0001-01-01",
    "9999-12-31",
    "'%22%3E%3Cscript%3Ealert(1)%3C/script%3E",
    "%25%27_%5C",
    "%F0%9F%98%80",
    "%E2%80%AE",
    "..%2F..%2Fetc",
    "[]",
]

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("address", ["/du-an/", "/doanh-nghiep/", "/ngan-sach/", FILES[0]])
@pytest.mark.parametrize("value", VALUES, ids=lambda value: value[:20])
def test_no_value_of_any_parameter_breaks_a_list(client, address, value):
    query = "&".join(f"{name}={value}" for name in NAMES)
    response = client.get(f"{address}?{query}")
    assert response.status_code == 200
    displayed = response.getvalue()
    assert b"<script>" not in displayed or not response["Content-Type"].startswith("text/html")


@pytest.mark.both_engines
@pytest.mark.parametrize("address", LISTS)
def test_repeated_and_mixed_parameters_never_break_a_list(client, address):
    chance = random.Random(2026)
    for _ in range(6):
        pairs = [f"{chance.choice(NAMES)}={chance.choice(VALUES)}" for _ in range(6)]
        response = client.get(f"{address}?{'&'.join(pairs)}")
        assert response.status_code == 200, pairs


@pytest.mark.both_engines
@pytest.mark.parametrize("key", ["%00", "a%00b", "%ff", "x" * 5_000, "%E2%80%AE", "..%2f"])
@pytest.mark.parametrize("folder", ["du-an", "doanh-nghiep", "ngan-sach", "van-ban", "nganh"])
def test_an_impossible_key_is_not_found(client, folder, key):
    assert client.get(f"/{folder}/{key}/").status_code == 404


def test_an_unknown_choice_is_explained_and_ignored(client):
    page = client.get("/en/projects/?sector=spaceships")
    assertContains(page, "“spaceships”: This is not one of the options")
    assert page.context["counted"].total == client.get("/en/projects/").context["counted"].total


def test_an_invalid_number_is_explained_and_ignored(client):
    page = client.get("/en/projects/?area_min=abc&capital_max=-3")
    assertContains(page, "“abc”: Enter a number such as 1,234.5")
    assertContains(page, "“-3”:")
    assert page.context["form"].filled() == {}


def test_bounds_in_the_wrong_order_are_explained(client):
    page = client.get("/en/projects/?area_min=10&area_max=5")
    assertContains(page, "“5”: This is below the lower limit, so it was ignored.")


def test_a_day_that_does_not_exist_is_explained(client):
    assertContains(
        client.get("/en/projects/?as_of=2021-02-30"), "“2021-02-30”: Enter a valid date."
    )


@pytest.mark.parametrize(("asked", "displayed"), [("abc", 1), ("0", 1), ("-2", 1)])
def test_an_invalid_page_number_is_reported_and_the_first_page_displayed(client, asked, displayed):
    page = client.get(f"/en/projects/?page={asked}")
    assertContains(page, f"There is no page “{asked}”; this is page {displayed}.")


def test_a_page_number_beyond_the_last_is_reported_and_the_last_page_displayed(client):
    page = client.get("/en/projects/?page=9999")
    last = page.context["page"].paginator.num_pages
    assertContains(page, f"There is no page “9999”; this is page {last}.")


def test_a_search_that_is_too_long_is_explained(client):
    assertContains(client.get(f"/en/search/?q={'x' * 300}"), "at most 200 characters")


def test_a_file_in_an_unknown_format_does_not_exist(client):
    assert client.get("/du-an/xuat.exe", follow=True).status_code == 404
