"""The page that searches all content."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import given, settings
from hypothesis import strategies as st
from pytest_django.asserts import assertContains, assertNotContains

from cnht_portal.search import search_everything
from records.models import Publication
from tests.makers import document, many_projects, project

pytestmark = pytest.mark.django_db


def search(client, typed, language=""):
    return client.get(
        f"{language}/tim-kiem/" if not language else f"{language}/search/", {"q": typed}
    )


@pytest.mark.parametrize(
    "publication", [Publication.DRAFT, Publication.IN_REVIEW, Publication.WITHDRAWN]
)
def test_unpublished_records_are_not_found(client, publication):
    project("Nhà máy Bímậtx", publication=publication)
    hidden = search(client, "bimatx").content.decode()
    nothing = search(client, "bimaty").content.decode()
    assert hidden.replace("bimatx", "-") == nothing.replace("bimaty", "-")


def test_a_word_of_an_unpublished_record_is_never_suggested(client):
    project("Nhà máy Bímậtx", publication=Publication.DRAFT)
    assert search_everything("bimatz").instead == ""


def test_a_spelling_mistake_is_corrected_and_the_page_names_the_correction(client):
    page = search(client, "cogn nghiêp hỗ trợ", "/en")
    assertContains(page, "Showing results for “<strong>công nghiệp hỗ trợ</strong>”.")
    assertContains(page, 'href="?q=%22cogn%20nghi%C3%AAp%20h%E1%BB%97%20tr%E1%BB%A3%22"')


def test_words_in_quotation_marks_are_not_corrected(client):
    found = search_everything('"cogn nghiep"')
    assert found.sources == []
    assert found.instead == ""


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("deejt may", "dệt may"),
        ("caosu", "cao su"),
        ("ngjhiep", "nghiệp"),
        ("khoas keos", "khóa kéo"),
        ("ginsen", "ginseng"),
    ],
)
def test_typing_mistakes_are_corrected(typed, meant):
    assert search_everything(typed).instead == meant


def test_a_number_is_never_corrected():
    assert search_everything("98765").sources == []


def test_without_results_shorter_queries_are_suggested(client):
    page = search(client, "dệt may zzzzzz", "/en")
    assertContains(page, "Results with fewer words:")
    assertContains(page, '<a href="?q=det%20may">det may</a>', html=True)


def test_the_matching_words_are_marked_and_nothing_else_is_markup(client):
    project("Xưởng <script>alert(1)</script> Đặcbiệt & Co")
    page = search(client, "đặcbiệt alert")
    assertContains(page, "<mark>Đặcbiệt</mark>")
    assertContains(page, "&lt;script&gt;<mark>alert</mark>(1)")
    assertNotContains(page, "<script>alert")


def test_a_phrase_is_marked_in_any_spelling(client):
    assertContains(search(client, "KCN Sao Mai"), "<mark>Khu công nghiệp Sao Mai</mark>")


def test_a_result_found_by_another_record_names_it(client):
    page = search(client, "525/QĐ-UBND")
    assertContains(page, "<mark>525/QĐ-UBND</mark>")


def test_sources_are_in_the_order_of_their_best_result():
    sources = search_everything("đăk tô").sources
    assert [source.best for source in sources] == sorted(source.best for source in sources)
    assert sources[0].code == "districts"


def test_the_number_of_queries_does_not_depend_on_the_results(client):
    many_projects(5)
    with CaptureQueriesContext(
        connection,
    ) as few:
        search(client, "hàng loạt")
    many_projects(40, document("7/QĐ"))
    with CaptureQueriesContext(connection) as many:
        search(client, "hàng loạt")
    assert len(few) <= len(many) <= len(few) + 1 <= 22


@pytest.mark.parametrize(
    "typed",
    [
        "zzzzzz",
        "dệt zzzzzz qqqqqq",
        "hệ thống xzq lý nhà nước cấp tỉnh",
        "caosu cogn nghiep ginsneg zzzzzz",
        "một câu hỏi dài hơn tám từ mà không có kết quả zzzzzz",
        '"cogn nghiep"',
    ],
)
def test_a_query_without_results_takes_at_most_five_database_queries(typed):
    search_everything("kim loại")  # names of the pages are translated once
    with CaptureQueriesContext(connection) as queries:
        found = search_everything(typed)
    assert found.sources == []
    assert len(queries) <= 5


@settings(max_examples=15)
@given(st.text(max_size=120))
def test_no_typed_text_breaks_the_search(typed):
    search_everything(typed)


@pytest.mark.parametrize(
    "query",
    [
        "q=%00",
        "q=" + "x" * 10_000,
        "q=%FF%FE",
        "q=%ED%A0%80",
        "q=%22",
        "q=*",
        "q=a*",
        "q=NEAR(a+b)",
        "q=-a",
        "q=%F0%9F%8C%B2",
        "q=a&q=b",
        "q=" + "+".join(["a"] * 99),
    ],
)
@pytest.mark.parametrize("path", ["/tim-kiem/", "/en/search/", "/du-an/", "/doanh-nghiep/"])
def test_no_query_is_a_server_error(client, path, query):
    assert client.get(f"{path}?{query}").status_code == 200


def test_the_title_has_the_search_words(client):
    assertContains(search(client, "cao su", "/en"), "<title>Search: cao su")
