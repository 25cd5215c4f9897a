"""Settings of the server for the benchmarks of lists: the portal's, with a further view."""

from tests.settings import *  # noqa: F403
from tests.settings import CACHES

CACHES["default"]["BACKEND"] = "django.core.cache.backends.locmem.LocMemCache"
ROOT_URLCONF = "bench.one_query"
LOGGING = {"version": 1, "disable_existing_loggers": False}
