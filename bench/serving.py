"""Settings of the server that the lists are measured on: the portal's, with one view more."""

from tests.settings import *  # noqa: F403
from tests.settings import CACHES

CACHES["default"]["BACKEND"] = "django.core.cache.backends.locmem.LocMemCache"
ROOT_URLCONF = "bench.one_query"
LOGGING = {"version": 1, "disable_existing_loggers": False}
