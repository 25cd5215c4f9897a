"""What every test may ask for.

The programme's reference facts and the roles are in the test database before the first test, so
every test that asks for a database sees them: `db` as usual, and `page` for a browser. Tests that
commit (`page`, `live_server`, `transactional_db`) empty the database; the facts are put back
before the next of them.
"""

import os
import re
import shutil
from io import StringIO
from types import SimpleNamespace

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.apps import apps
from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.contenttypes.models import ContentType
from django.core.cache import caches
from django.core.management import call_command
from django.db import connections, transaction
from django.db.backends.utils import CursorWrapper
from hypothesis import settings as hypothesis_settings
from playwright.sync_api import sync_playwright

from accounts.roles import create_official, make_roles
from records import cache_version

PASSWORD = "ba con trâu ăn cỏ"

# The same examples in every run, however slow the machine.
hypothesis_settings.register_profile("portal", derandomize=True, deadline=None)
hypothesis_settings.load_profile("portal")

# Playwright runs an event loop in the tests' own thread, where Django would refuse the database.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    """Load the reference facts once for the whole run."""
    with django_db_blocker.unblock():
        make_roles()
        call_command("load_programme", stdout=StringIO())
        remember_all_rows(connections["default"])


def remember_all_rows(connection):
    """Have Django put these rows back before a test that commits.

    In bulk, several times quicker than its own way. On the classes, because this thread
    gets another connection while Playwright's event loop runs in it.
    """
    models = [m for m in apps.get_models(include_auto_created=True) if not m._meta.proxy]
    remembered = [list(model._base_manager.all()) for model in models]

    def put_back(creation, _text):
        with transaction.atomic():
            for model, rows in zip(models, remembered, strict=True):
                model._base_manager.bulk_create(rows, ignore_conflicts=True)

    vars(connection).pop("_test_serialized_contents", None)
    type(connection)._test_serialized_contents = "in memory"
    type(connection.creation).deserialize_db_from_string = put_back


def pytest_collection_modifyitems(items):
    """Have the facts put back before every test that commits."""
    for item in items:
        marker = item.get_closest_marker("django_db")
        commits = {"transactional_db", "live_server"} & set(item.fixturenames)
        if commits or (marker and marker.kwargs.get("transaction")):
            item.add_marker(
                pytest.mark.django_db(transaction=True, serialized_rollback=True), append=False
            )


@pytest.fixture(autouse=True)
def _fresh_caches():
    """No test reads what another one left in a cache."""
    for cache in caches.all(initialized_only=True):
        cache.clear()
    ContentType.objects.clear_cache()


PUBLIC_WRITE = re.compile(
    r'\s*(?:INSERT INTO|UPDATE|DELETE FROM) "?(?:budget|enterprises|programme|projects|site_info)_',
    re.IGNORECASE,
)


# Counted over the whole run, so that no test comes to a version of another one.
WRITES = SimpleNamespace(total=0)


@pytest.fixture(autouse=True)
def _direct_writes(request, monkeypatch):
    """Let records that a test writes past change sets appear on the next page.

    The portal itself raises the cache version in change sets only: `change_sets_only`.
    """
    if "change_sets_only" in request.fixturenames:
        return
    execute, executemany = CursorWrapper._execute, CursorWrapper._executemany
    current = cache_version.current
    WRITES.total += 1

    def counting(run):
        def counted(self, sql, *arguments):
            if PUBLIC_WRITE.match(sql):
                WRITES.total += 1
            return run(self, sql, *arguments)

        return counted

    monkeypatch.setattr(CursorWrapper, "_execute", counting(execute))
    monkeypatch.setattr(CursorWrapper, "_executemany", counting(executemany))
    # Beyond what the number in the database reaches.
    monkeypatch.setattr(cache_version, "current", lambda: current() + (WRITES.total << 45))


@pytest.fixture
def change_sets_only():
    """The cache version as the portal counts it, without the help of `_direct_writes`."""


@pytest.fixture
def official(db):
    """Makes officials: `official("editor")`."""

    def make(role="editor", username=None):
        return create_official(username=username or role, role=role, password=PASSWORD)

    return make


@pytest.fixture
def admin_login(client, official):
    """A client signed in at the desk: `admin_login("approver")`."""

    def sign_in(role="editor"):
        client.force_login(get_user_model().objects.filter(username=role).first() or official(role))
        return client

    return sign_in


@pytest.fixture
def clerk(admin_login, client):
    """The browser of an editor who reads the desk in English."""
    client.cookies["django_language"] = "en"
    return admin_login("editor")


@pytest.fixture(scope="session")
def browser():
    """One Chromium for the whole run; the one on PATH, asking nothing of the network."""
    call_command("build_fonts", verbosity=0)
    call_command("build_styles", verbosity=0)
    arguments = [
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--no-first-run",
    ]
    if os.geteuid() == 0:  # Chromium's sandbox does not work for root
        arguments.append("--no-sandbox")
    program = shutil.which("chromium") or shutil.which("google-chrome")
    if program is None:
        pytest.fail("Chromium is not on PATH; tests/browser.sh installs it.")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=arguments)
        yield browser
        browser.close()


@pytest.fixture
def page(browser, live_server, transactional_db):
    """A page of a fresh browser, at the portal's own address: `page.goto("/du-an/")`.

    The test fails when a script breaks, the content security policy is violated, or the page asks
    anything of a third party.
    """
    complaints = []

    def hear(message):
        if "Content Security Policy" in message.text:
            complaints.append(message.text)

    def watch(request):
        if not request.url.startswith((live_server.url, "data:", "blob:")):
            complaints.append(f"asked a third party: {request.url}")

    context = browser.new_context(base_url=live_server.url, locale="vi-VN")
    context.on("request", watch)
    page = context.new_page()
    page.on("console", hear)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    yield page
    context.close()
    assert complaints == []


@pytest.fixture
def sign_in(page, live_server, admin_login):
    """Signs the browser in at the desk: `sign_in("editor")`."""

    def sign_in(role="editor"):
        name = settings.SESSION_COOKIE_NAME
        session = admin_login(role).cookies[name].value
        page.context.add_cookies([{"name": name, "value": session, "url": live_server.url}])

    return sign_in


@pytest.fixture
def axe():
    """Asserts that assistive technology can read a page: `axe(page)`."""

    def check(page):
        found = Axe().run(page)
        assert found.violations_count == 0, found.generate_report()

    return check
