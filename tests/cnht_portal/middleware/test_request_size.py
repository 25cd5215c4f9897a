"""Requests that are too large get a message, and the connection does not break."""

import os
import socket
import subprocess
import sys
import time

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from pytest_django.asserts import assertContains

LIST = "/admin/programme/legaldocument/add/"
ADMIN_IMPORT = "/admin/projects/project/import/"
FORM = "application/x-www-form-urlencoded"


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    """The port of the web server as `make run` starts it, with one process and no rows."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    database = tmp_path_factory.mktemp("server") / "empty.sqlite3"
    process = subprocess.Popen(
        [sys.executable, "-m", "gunicorn"],
        cwd=settings.BASE_DIR,
        env={
            **os.environ,
            "RUN_WORKER": "0",
            "PORT": str(port),
            "DATABASE_URL": f"sqlite:///{database}",
            "DJANGO_SETTINGS_MODULE": "cnht_portal.settings",
            "GUNICORN_CMD_ARGS": "--workers=1",
        },
        stderr=subprocess.DEVNULL,
    )
    end = time.monotonic() + 30
    while time.monotonic() < end:
        try:
            socket.create_connection(("127.0.0.1", port)).close()
            break
        except ConnectionRefusedError:
            time.sleep(0.1)
    yield port
    process.terminate()
    process.wait(timeout=30)


def answer(port, line, body=b"", **headers):
    """The complete response of the server; a broken connection is an error."""
    head = {"Host": f"127.0.0.1:{port}", "Connection": "close", **headers}
    lines = [line, *(f"{name.replace('_', '-')}: {text}" for name, text in head.items()), "", ""]
    with socket.create_connection(("127.0.0.1", port), timeout=60) as connection:
        connection.sendall("\r\n".join(lines).encode() + body)
        return b"".join(iter(lambda: connection.recv(65536), b"")).decode()


def test_a_long_url_gets_a_page_of_the_portal(server):
    for length in (4_095, 8_000):
        message = answer(server, f"GET /robots.txt?{'a' * length} HTTP/1.1")
        assert message.startswith("HTTP/1.1 200 ")


@pytest.mark.parametrize("megabytes", [6, 40])
def test_a_form_that_is_too_large_gets_a_message_in_both_languages(server, megabytes):
    size = megabytes << 20
    headers = {"Content_Type": FORM, "Content_Length": size}
    message = answer(server, "POST /lien-he/hoi/ HTTP/1.1", b"a" * size, **headers)

    assert message.startswith("HTTP/1.1 413 ")
    assert "Nội dung gửi vượt quá dung lượng cho phép" in message
    assert "Too large to send" in message
    assert "5 MB" in message


@pytest.mark.django_db
def test_no_length_of_a_url_is_a_server_error(client):
    for address in ("/du-an/?q=", "/en/projects/?sector=", "/du-an/", "/en/search/?q=", "/admin/"):
        assert client.get(address + "a" * 8_000).status_code in {200, 302, 404}


@pytest.mark.django_db
def test_the_admin_accepts_larger_files_and_names_its_limit(admin_login, settings):
    official = admin_login("editor")
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 50_000
    small = SimpleUploadedFile("a.csv", b"x" * 60_000)
    assert official.post(ADMIN_IMPORT, {"file": small}).status_code == 302

    settings.ADMIN_UPLOAD_MAX_BYTES = 2 << 20
    large = SimpleUploadedFile("a.csv", b"x" * (2 << 20))
    refused = official.post(ADMIN_IMPORT, {"file": large})
    assertContains(refused, "Files can total 2 MB", status_code=413)
    assertContains(refused, "danh sách cần nhập tối đa là 20 MB", status_code=413)
    assert "no-store" in refused["Cache-Control"]


@pytest.mark.django_db
def test_a_visitor_may_not_send_the_size_of_the_admin(client, settings):
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 50_000
    large = SimpleUploadedFile("a.csv", b"x" * 60_000)
    assert client.post("/danh-gia/", {"page": "/", "file": large}).status_code == 413


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("address", "megabytes"), [(ADMIN_IMPORT, 20), (LIST, 50), ("/admin/projects/project/add/", 50)]
)
def test_the_admin_names_the_limit_beside_a_file_field(admin_login, client, address, megabytes):
    client.cookies["django_language"] = "en"
    assertContains(admin_login("approver").get(address), f"{megabytes} MB")


def test_a_content_length_that_is_not_a_number_is_no_error(client):
    assert client.post("/i18n/setlang/", CONTENT_LENGTH="x").status_code in {302, 400}


def test_no_request_header_sets_the_script_name(server):
    honest = answer(server, "GET /healthz HTTP/1.1").splitlines()[0]
    made_up = answer(server, "GET /healthz HTTP/1.1\r\nSCRIPT_NAME: /evil").splitlines()[0]
    assert made_up == honest


def test_a_body_of_unknown_size_is_refused_at_once(server):
    line = "POST /lien-he/hoi/ HTTP/1.1\r\nTransfer-Encoding: chunked"
    assert answer(server, line, b"0\r\n\r\n").startswith("HTTP/1.1 411")


def test_an_options_request_lists_the_allowed_methods(client):
    message = client.options("/du-an/xuat.csv")
    assert (message.status_code, message.content) == (204, b"")
    assert "GET" in message["Allow"]
