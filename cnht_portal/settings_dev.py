"""Settings of `make dev`: the portal's own, with DEBUG and django-debug-toolbar.

The toolbar shows queries, templates and cache calls of each page. It is a development package
and is not installed on servers, so nothing else imports this module.
"""

from cnht_portal.settings import *  # noqa: F403
from cnht_portal.settings import (
    BASE_DIR,
    CACHES,
    INSTALLED_APPS,
    MIDDLEWARE,
    STATICFILES_DIRS,
)

DEBUG = True
INTERNAL_IPS = ["127.0.0.1", "::1"]
ROOT_URLCONF = "cnht_portal.urls_dev"
# Template changes are visible at once.
CACHES["template_fragments"] = {"BACKEND": "django.core.cache.backends.dummy.DummyCache"}

INSTALLED_APPS = [*INSTALLED_APPS, "debug_toolbar"]
# After the content security policy, which adds the nonce of the toolbar's scripts, and before
# everything that may respond from a cache.
_after_csp = MIDDLEWARE.index("csp.middleware.CSPMiddleware") + 1
MIDDLEWARE = [
    *MIDDLEWARE[:_after_csp],
    "debug_toolbar.middleware.DebugToolbarMiddleware",
    *MIDDLEWARE[_after_csp:],
]
DEBUG_TOOLBAR_CONFIG = {"SHOW_COLLAPSED": True, "TOOLBAR_LANGUAGE": "en-us"}
# The single stylesheets take precedence over those of build_styles, so an edit is visible at once.
STATICFILES_DIRS = [("css", BASE_DIR / "static" / "css"), *STATICFILES_DIRS]
