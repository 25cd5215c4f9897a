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
from django.utils import translation
from hypothesis import settings as hypothesis_settings
from slipcover import pytest_plugin as coverage

from accounts.roles import create_official
from records import cache_version

pytest_plugins = ["tests.fixtures.databases", "tests.fixtures.files", "tests.fixtures.browser"]

PASSWORD = "ba con trâu ăn cỏ"

# After so many executions of a line, SlipCover removes its probes from all lines reached so far.
# Each removal searches the functions of all modules: with its own threshold of 50, a ninth of the
# processor time of the tests went there.
if coverage._slipcover_instance:
    coverage._slipcover_instance.d_miss_threshold = 5_000

# The same examples in every run, without a deadline.
hypothesis_settings.register_profile("portal", derandomize=True, deadline=None)
hypothesis_settings.load_profile("portal")


def pytest_collection_finish():
    """Collect garbage less often: objects created until now stay, and tests leave few behind."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(500_000)


@pytest.fixture(autouse=True)
def _fresh_state():
    """No test reads what another one left in a cache, or runs in the language of its last page.

    Parts of pages stay, as `_direct_writes` gives every state of the data its own version.
    """
    caches["default"].clear()
    caches["progress"].clear()
    ContentType.objects.clear_cache()
    translation.deactivate()


PUBLIC_WRITE = re.compile(
    r'\s*(?:INSERT INTO|UPDATE|DELETE FROM) "?(?:budget|enterprises|programme|projects|site_info)_',
    re.IGNORECASE,
)


# Counted over the whole run, so that no test reaches a version of another one.
WRITES = SimpleNamespace(total=0)


@pytest.fixture(autouse=True)
def _direct_writes(request, monkeypatch):
    """Make records that a test writes without a change set visible on the next page.

    The portal itself raises the cache version in change sets only: see `change_sets_only`.
    """
    if "change_sets_only" in request.fixturenames:
        return
    execute, executemany = CursorWrapper._execute, CursorWrapper._executemany
    current = cache_version.current
    written = 0

    def counting(run):
        def counted(self, sql, *arguments):
            nonlocal written
            if PUBLIC_WRITE.match(sql):
                WRITES.total += 1
                written = WRITES.total
            return run(self, sql, *arguments)

        return counted

    monkeypatch.setattr(CursorWrapper, "_execute", counting(execute))
    monkeypatch.setattr(CursorWrapper, "_executemany", counting(executemany))
    # Above every number in the database.
    monkeypatch.setattr(cache_version, "current", lambda: current() + (written << 45))


@pytest.fixture
def change_sets_only():
    """The cache version as the portal counts it, without `_direct_writes`."""


@pytest.fixture
def official(db):
    """A factory of officials: `official("editor")`."""

    def make(role="editor", username=None):
        return create_official(username=username or role, role=role, password=PASSWORD)

    return make


@pytest.fixture
def admin_login(client, official):
    """A factory of clients signed in to the admin: `admin_login("approver")`."""

    def sign_in(role="editor"):
        client.force_login(get_user_model().objects.filter(username=role).first() or official(role))
        return client

    return sign_in


@pytest.fixture
def clerk(admin_login, client):
    """The client of an editor who uses the admin in English."""
    client.cookies["django_language"] = "en"
    return admin_login("editor")
