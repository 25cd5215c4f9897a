"""What the shelf of kept pages takes in memory, and who gets a packed page."""

import pytest
from django.http import HttpResponse
from django.test import RequestFactory

from cnht_portal.middleware.page_cache import OVERHEAD, WORTH_KEEPING, Shelf, page_cache

pytestmark = pytest.mark.django_db


def test_headers_and_the_entry_itself_count_as_memory(settings):
    settings.PAGE_CACHE_BYTES = 3 * (OVERHEAD + 1_000 + 500)
    kept = Shelf()
    for number in range(5):
        kept.put(str(number), HttpResponse("x" * 1_000, headers={"Link": "y" * 500}))
    # The third would fit if its name and type were not counted.
    assert [number for number in range(5) if kept.get(str(number))] == [3, 4]


def test_the_number_of_pages_is_bounded(monkeypatch, settings):
    settings.PAGE_CACHE_BYTES = 100_000
    monkeypatch.setattr("cnht_portal.middleware.page_cache.MOST_PAGES", 2)
    kept = Shelf()
    for number in range(4):
        kept.put(str(number), HttpResponse("x" * WORTH_KEEPING))
    assert [number for number in range(4) if kept.get(str(number))] == [2, 3]


def test_a_page_put_twice_counts_once(settings):
    settings.PAGE_CACHE_BYTES = 2 * (OVERHEAD + 1_500)
    kept = Shelf()
    for _ in range(5):
        kept.put("same", HttpResponse("x" * 1_000))
    assert kept.get("same")


def test_a_tiny_answer_is_made_anew_and_crowds_out_nothing():
    kept = Shelf()
    kept.put("tiny", HttpResponse("x" * (WORTH_KEEPING - 1)))
    assert kept.get("tiny") is None


@pytest.mark.parametrize(
    ("accepted", "is_packed"),
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
def test_only_who_takes_gzip_gets_it(accepted, is_packed):
    serve = page_cache(lambda _request: HttpResponse("a word " * 1_000))
    request = RequestFactory().get(f"/packed/{accepted}", headers={"Accept-Encoding": accepted})
    answer = serve(request)
    assert (answer.headers.get("Content-Encoding") == "gzip") is is_packed


def test_one_great_answer_does_not_drive_out_all_others(settings):
    settings.PAGE_CACHE_BYTES = 100_000
    kept = Shelf()
    kept.put("small", HttpResponse("x" * WORTH_KEEPING))
    kept.put("great", HttpResponse("x" * 60_000))
    assert kept.get("small")
    assert kept.get("great") is None
