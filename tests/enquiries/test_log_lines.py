"""The server log has no receipt codes, and no endless paths."""

import logging

import pytest
from django.conf import settings
from django.test import Client
from django.utils.module_loading import import_string

from cnht_portal.log_lines import MAX_LOGGED_PATH, LogLines, without_codes

TYPED = [
    *("HD-7K3M-92QF", "hd-7k3m-92qf", "HD7K3M92QF", "hd 7k3m.92qf", "HD‐7K3M–92QF"),
    *("h-d-7-k-3-m-9-2-q-f", r"HD\u20107K3M\u201092QF", "HD%E2%80%907K3M%2D92QF", "HD%207K3M92QF"),
]


@pytest.mark.parametrize("typed", TYPED)
def test_a_receipt_code_is_not_logged_however_it_is_typed(typed):
    assert without_codes(f"Bad Request: /tra-loi/{typed}/") == "Bad Request: /tra-loi/HD-…/"


def test_other_texts_are_logged_as_they_are():
    text = "Not Found: /du-an/hd-2024/ by HD, 12 rows"

    assert without_codes(text) == text


def record(name, message, *args, **more):
    return logging.LogRecord(name, logging.WARNING, "x.py", 1, message, args, more.get("exc_info"))


def test_codes_are_removed_from_messages_arguments_and_tracebacks():
    try:
        raise ValueError("hd-7k3m-92qf is wrong")
    except ValueError as error:
        failed = (ValueError, error, error.__traceback__)
    lines = LogLines().format(record("x", "HD-7K3M-92QF: %s", "HD7K3M92QF", exc_info=failed))

    assert lines.startswith("HD-…: HD-…\nTraceback")
    assert lines.endswith("ValueError: HD-… is wrong")


def test_a_long_path_is_cut_and_long_errors_of_the_portal_are_not():
    path = "/a" * 4000

    assert LogLines().format(record("django.request", "Not Found: %s", path)) == (
        f"Not Found: {path[:MAX_LOGGED_PATH]}"
    )
    assert LogLines().format(record("spreadsheets", "Failed: %s", path)) == f"Failed: {path}"


@pytest.mark.django_db
def test_the_page_of_an_enquiry_logs_a_refused_form_without_its_code(caplog):
    lines = import_string(settings.LOGGING["formatters"]["line"]["class"])()
    with caplog.at_level(logging.WARNING):
        Client(enforce_csrf_checks=True).post("/en/enquiry-status/hd-7k3m-92qf/", {"reply": "x"})
    logged = [lines.format(each) for each in caplog.records]

    assert any("/en/enquiry-status/HD-…/" in line for line in logged)
    assert "7k3m" not in "".join(logged)
