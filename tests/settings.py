"""Settings of the tests: the portal's own, on a database and folders that last one run.

`DATABASE_URL` chooses the engine; without it the tests run on SQLite, save those of the worker
`postgresql` of `tests/run.py`. Nothing else depends on the machine or on `.env`.
"""

import atexit
import os
import tempfile
from pathlib import Path

# Removed at the end of the run; a file, so that SQLite uses its write-ahead log.
_scratch = tempfile.TemporaryDirectory(prefix="cnht-tests-")
atexit.register(_scratch.cleanup)
SCRATCH = Path(_scratch.name)

# A worker inherits the environment of the main process, which has read these settings too.
if worker := os.environ.get("PYTEST_XDIST_WORKER"):
    os.environ.pop("DATABASE_URL", None)
    if worker == "postgresql":
        os.environ["DATABASE_URL"] = os.environ["TEST_DATABASE_URL"]
os.environ.setdefault("DATABASE_URL", f"sqlite:///{SCRATCH / 'unused.sqlite3'}")
os.environ.setdefault("SITE_URL", "http://127.0.0.1:8000")
os.environ.update(
    SECRET_KEY="only for tests: every run of them may know it, nobody else uses it",
    DEBUG="0",
    ALLOWED_HOSTS="127.0.0.1,localhost",
    CACHE_URL="locmemcache://",
    EMAIL_URL="memorymail://",
    MEDIA_ROOT=str(SCRATCH / "media"),
    MAP_TILES_URL="",
    MAP_TILES_ATTRIBUTION="",
    PORT="8000",
)

from cnht_portal.settings import *  # noqa: E402, F403
from cnht_portal.settings import CACHES, DATABASES, STORAGES  # noqa: E402

if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    DATABASES["default"]["TEST"] = {"NAME": str(SCRATCH / "test.sqlite3")}

CACHES["progress"]["LOCATION"] = str(SCRATCH / "progress")
# Fast, since tests sign in hundreds of times.
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
# Static files from their folders, under their own names.
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
STATIC_ROOT = SCRATCH / "static"
STATIC_ROOT.mkdir()
# All tests use one IP address and one mailbox.
FILES_A_MINUTE = FACT_SHEETS_A_MINUTE = ENQUIRY_RECEIPTS_A_DAY = 10_000
# A cached page has no template context to inspect.
CACHES["default"]["BACKEND"] = "django.core.cache.backends.dummy.DummyCache"
