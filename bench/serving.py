"""Settings of the server that the lists are measured on: the portal's, with one view more."""

from tests.settings import *  # noqa: F403

PAGE_CACHE_BYTES = 16 * 1024 * 1024
ROOT_URLCONF = "bench.one_query"
LOGGING = {"version": 1, "disable_existing_loggers": False}
