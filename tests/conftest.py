"""What every test may ask for.

The programme's reference data and the roles are in the test database before the first test, so
every test that asks for a database sees them: `db` as usual, and `page` for a browser.
"""

import gc
import re
from types import SimpleNamespace

import pytest
from django.contrib.auth import get_user_model
from django.contrib.contenttypes.models import ContentType
from django.core.cache import caches
from django.db.backends.utils import CursorWrapper
from hypothesis import settings as hypothesis_settings

from accounts.roles import create_official
from records import cache_version

pytest_plugins = ["tests.fixtures.databases", "tests.fixtures.browser"]

PASSWORD = "ba con trâu ăn cỏ"

# The same examples in every run, however slow the machine.
hypothesis_settings.register_profile("portal", derandomize=True, deadline=None)
hypothesis_settings.load_profile("portal")


def pytest_collection_finish():
    """Look for garbage rarely: what is in memory by now stays, and a test leaves little behind."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(500_000)


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
