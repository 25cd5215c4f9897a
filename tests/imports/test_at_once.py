"""Which imports are read in the request, and which by the worker."""

import pytest
from django.core.management import call_command

from tests.imports.sending import confirm, sent, signed_in

ROWS = [["Tên dự án", "Huyện", "Mục tiêu"], ["Xưởng A", "", "Cưa"], ["Xưởng B", "", "Bào"]]


@pytest.fixture
def client(official):
    return signed_in(official("approver"))


def test_a_small_file_of_many_cells_is_read_and_stored_by_the_worker(client, settings):
    settings.SHEET_AT_ONCE_CELLS = 5
    file_import = sent(client, ROWS)
    assert file_import.state == "waiting"
    call_command("work", "--once")
    file_import.refresh_from_db()
    assert file_import.state == "read"
    confirm(client, file_import)
    file_import.refresh_from_db()
    assert file_import.state == "applying"


def test_a_small_file_of_long_texts_is_read_by_the_worker(client, settings):
    settings.SHEET_AT_ONCE_CELLS = 50
    rows = [*ROWS, ["Xưởng C", "", "Bào " * 1000]]
    assert sent(client, rows).state == "waiting"


def test_a_file_that_cannot_be_read_is_refused_at_once(client, settings):
    settings.SHEET_AT_ONCE_CELLS = 5
    assert sent(client, b"\x09\x08" + bytes(100)).state == "refused"
