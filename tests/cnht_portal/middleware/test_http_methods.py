"""The HTTP methods of the portal."""

import io

import pytest
from django.http import FileResponse, HttpResponse, StreamingHttpResponse
from django.test import RequestFactory

from cnht_portal.middleware.http_methods import used_methods_only

requests = RequestFactory()


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_pages_have_a_body(method):
    middleware = used_methods_only(lambda _request: HttpResponse("page"))

    assert middleware(requests.generic(method, "/")).content == b"page"


def test_head_has_the_length_of_the_page_and_no_body():
    middleware = used_methods_only(lambda _request: HttpResponse("page"))
    response = middleware(requests.head("/"))

    assert (response.content, response["Content-Length"]) == (b"", "4")


def test_head_of_a_file_has_its_length_and_closes_it():
    file = io.BytesIO(b"a,b")
    middleware = used_methods_only(lambda _request: FileResponse(file, filename="list.csv"))
    response = middleware(requests.head("/"))

    assert (list(response), response["Content-Length"]) == ([], "3")
    # Otherwise the web server would send the file by itself.
    assert response.file_to_stream is None
    assert file.close in response._resource_closers


def test_head_does_not_generate_what_would_be_streamed():
    rows = (pytest.fail("generated") for _ in range(1))
    middleware = used_methods_only(lambda _request: StreamingHttpResponse(rows))

    assert list(middleware(requests.head("/"))) == []


def test_a_method_that_no_page_uses_is_refused():
    assert used_methods_only(pytest.fail)(requests.generic("TRACE", "/")).status_code == 405
