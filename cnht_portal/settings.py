"""Settings. Values that differ between machines come from the environment (.env.example)."""

from importlib.util import find_spec
from pathlib import Path

from csp.constants import NONE, SELF
from django.utils.translation import gettext_lazy as _

from cnht_portal.environment import BASE_DIR as BASE_DIR
from cnht_portal.environment import (
    cache,
    database,
    email,
    folder,
    hosts,
    line_of_text,
    mail_address,
    not_yet,
    port,
    required,
    role,
    site_url,
    switch,
    tiles_url,
    whole_number,
)

VAR_DIR = BASE_DIR / "var"

SECRET_KEY = required("SECRET_KEY")
DEBUG = switch("DEBUG")
ALLOWED_HOSTS = hosts("ALLOWED_HOSTS", default=["127.0.0.1", "localhost", "[::1]"])
SITE_URL = site_url("SITE_URL", default=f"http://127.0.0.1:{port('PORT', 8000)}")
CSRF_TRUSTED_ORIGINS = [SITE_URL]
MAP_TILES_URL = tiles_url("MAP_TILES_URL")
MAP_TILES_ATTRIBUTION = line_of_text("MAP_TILES_ATTRIBUTION")

not_yet("DATABASE_REPLICA_URL", "reading from a replica")
not_yet("REQUIRE_2FA", "the second factor")
not_yet("AWS_STORAGE_BUCKET_NAME", "keeping files in an S3 bucket")

INSTALLED_APPS = [
    "accounts.admin_config.PortalAdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.sitemaps",
    "import_export",
    "csp",
    "django_htmx",
    "ninja",
    "records",
    "search",
    "listing",
    "admin_base",
    "jobs",
    "guests",
    "mail",
    "accounts",
    "imports",
    "programme",
    "site_info",
    "enterprises",
    "projects",
    "budget",
    "enquiries",
    "operations",
    "cnht_portal",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "cnht_portal.middleware.http_methods.used_methods_only",
    "cnht_portal.middleware.request_size.limit_request_size",
    "cnht_portal.middleware.page_cache.page_cache",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "cnht_portal.middleware.language.admin_language",
    "cnht_portal.middleware.download_limit.DownloadLimit",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]

ROOT_URLCONF = "cnht_portal.urls"
WSGI_APPLICATION = "cnht_portal.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "django.template.context_processors.i18n",
                "site_info.context_processors.portal",
            ],
        },
    }
]

DATABASES = {"default": database("DATABASE_URL", f"sqlite:///{VAR_DIR / 'portal.sqlite3'}")}
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    # Readers and one writer at a time without "database is locked": the write-ahead log, and
    # transactions that lock for writing when they begin.
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
    }
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# After this time an enterprise's verification is stale: it is listed last and marked.
VERIFIED_FOR_MONTHS = 24
# For each IP address.
RATINGS_AN_HOUR = 20
# Exported lists and comparisons, and fact sheets, for each IP address in a minute.
FILES_A_MINUTE = whole_number("FILES_A_MINUTE", 30, minimum=1, maximum=10_000)
FACT_SHEETS_A_MINUTE = whole_number("FACT_SHEETS_A_MINUTE", 60, minimum=1, maximum=10_000)
# Failed attempts to sign in, after which an account or an IP address waits.
SIGN_IN_ACCOUNT_FAILURES = whole_number("SIGN_IN_ACCOUNT_FAILURES", 10, minimum=3, maximum=1_000)
SIGN_IN_ADDRESS_FAILURES = whole_number("SIGN_IN_ADDRESS_FAILURES", 30, minimum=3, maximum=10_000)
SIGN_IN_MINUTES = whole_number("SIGN_IN_MINUTES", 15, minimum=1, maximum=24 * 60)

# Public pages: 300 in the memory of each process, or 2,000 in a cache shared by processes.
CACHES = {"default": cache("CACHE_URL", default="locmemcache://")}
if "locmem" not in str(CACHES["default"]["BACKEND"]):
    CACHES["default"]["OPTIONS"] = {"MAX_ENTRIES": 2_000}
# Parts of pages ({% cache %}); always local, since a shared cache would be too slow.
CACHES["template_fragments"] = {
    "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
    "LOCATION": "fragments",
}
# Progress of long imports and heartbeats, visible to all processes. Several machines need a shared
# cache.
CACHES["progress"] = (
    CACHES["default"]
    if "locmem" not in str(CACHES["default"]["BACKEND"])
    else {
        "BACKEND": "django.core.cache.backends.filebased.FileBasedCache",
        "LOCATION": VAR_DIR / "progress",
    }
)
vars().update(email("EMAIL_URL", default="consolemail://"))
EMAIL_TIMEOUT = 20  # seconds; a mail server that does not answer must not block other mails
DEFAULT_FROM_EMAIL = mail_address("MAIL_FROM", default="portal@localhost")

# Enquiries. Terms in working days: Bắc Ninh's Decision 80/2025/QĐ-UBND, Article 9, sets 5 for the
# office's own field, 7 if several offices answer, and at most 10; Decree 356/2025 sets 2 for
# questions about a person's own data.
ENQUIRY_DAYS = whole_number("ENQUIRY_DAYS", 5, minimum=1, maximum=30)
ENQUIRY_DAYS_SEVERAL = whole_number("ENQUIRY_DAYS_SEVERAL", 7, minimum=1, maximum=30)
ENQUIRY_DAYS_MOST = whole_number("ENQUIRY_DAYS_MOST", 10, minimum=1, maximum=30)
ENQUIRY_DATA_DAYS = whole_number("ENQUIRY_DATA_DAYS", 2, minimum=1, maximum=30)
ENQUIRY_REMIND_DAYS = whole_number("ENQUIRY_REMIND_DAYS", 1, minimum=1, maximum=10)
# Calendar days, and months for ENQUIRY_KEPT_MONTHS.
ENQUIRY_WAIT_DAYS = whole_number("ENQUIRY_WAIT_DAYS", 30, minimum=7, maximum=365)
ENQUIRY_CLOSE_DAYS = whole_number("ENQUIRY_CLOSE_DAYS", 14, minimum=1, maximum=365)
ENQUIRY_KEPT_MONTHS = whole_number("ENQUIRY_KEPT_MONTHS", 24, minimum=1, maximum=120)
ENQUIRY_SPAM_DAYS = whole_number("ENQUIRY_SPAM_DAYS", 30, minimum=1, maximum=365)
# For each IP address.
ENQUIRY_MOST_AN_HOUR = whole_number("ENQUIRY_MOST_AN_HOUR", 40, minimum=1, maximum=10_000)
ENQUIRY_LOOK_UPS_AN_HOUR = whole_number("ENQUIRY_LOOK_UPS_AN_HOUR", 200, minimum=1, maximum=10_000)
# For each mailbox, since anybody can type the address of another person.
ENQUIRY_RECEIPTS_A_DAY = whole_number("ENQUIRY_RECEIPTS_A_DAY", 5, minimum=1, maximum=10_000)
ENQUIRY_GROUP = role("ENQUIRY_GROUP", default="editor")
ENQUIRY_ESCALATION_GROUP = "approver"
ENQUIRY_MAILBOX = mail_address("ENQUIRY_MAILBOX")
PROXIES_IN_FRONT = whole_number(
    "PROXIES_IN_FRONT", int(SITE_URL.startswith("https://")), minimum=0, maximum=9
)

AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 14},  # without a second factor: TCVN 14423:2026, level 2
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
    {
        "NAME": "accounts.password_rules.DifferentCharactersValidator",
        "OPTIONS": {"least": 6},
    },
]

LANGUAGE_CODE = "vi"
LANGUAGES = [("vi", _("Vietnamese")), ("en", _("English"))]
LOCALE_PATHS = [BASE_DIR / "locale", BASE_DIR / "locale" / "libraries"]
FORMAT_MODULE_PATH = ["cnht_portal.formats"]
TIME_ZONE = "Asia/Ho_Chi_Minh"

STATIC_URL = "/static/"
STATIC_ROOT = VAR_DIR / "static"
# Leaflet's files without its Django app, which needs GDAL.
_leaflet = find_spec("leaflet")
assert _leaflet is not None
assert _leaflet.origin is not None
LEAFLET_DIR = Path(_leaflet.origin).parent / "static" / "leaflet"
STATICFILES_DIRS = [
    ("img", BASE_DIR / "static" / "img"),
    ("js", BASE_DIR / "static" / "js"),
    ("css", VAR_DIR / "css"),
    ("fonts", VAR_DIR / "fonts"),
    ("leaflet", LEAFLET_DIR),
]
MEDIA_URL = "/media/"
MEDIA_ROOT = folder("MEDIA_ROOT", default=VAR_DIR / "media")
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}

IMPORT_EXPORT_IMPORT_PERMISSION_CODE = "import"
IMPORT_EXPORT_EXPORT_PERMISSION_CODE = "export"

# Files above these limits are refused, before and while they are read.
SHEET_MAX_BYTES = 20 * 1024 * 1024
SHEET_MAX_UNPACKED_BYTES = 200 * 1024 * 1024
SHEET_MAX_SHEETS = 50
# For each sheet.
SHEET_MAX_ROWS = 120_000
SHEET_MAX_COLUMNS = 200
# For all sheets together: filled cells, and characters in them.
SHEET_MAX_CELLS = 2_500_000
SHEET_MAX_TEXT = 60_000_000
# Larger files, also of more filled cells, are read, and longer lists stored, by the worker.
SHEET_AT_ONCE_BYTES = 150_000
SHEET_AT_ONCE_CELLS = 10_000
SHEET_AT_ONCE_CHANGES = 1_000
# Seconds without a heartbeat of the worker, after which an import counts as interrupted.
SHEET_SILENCE = 120
# Limits of a request: a form without files; an admin form with all its files.
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
ADMIN_UPLOAD_MAX_BYTES = 50 * 1024 * 1024

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "base-uri": [SELF],
        "frame-ancestors": [NONE],
    }
}
X_FRAME_OPTIONS = "DENY"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SECURE_REFERRER_POLICY = "same-origin"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_AGE = 8 * 60 * 60  # a working day
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SITE_URL.startswith("https://")
if SITE_URL.startswith("https://"):
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SECURE_HSTS_SECONDS = 365 * 24 * 60 * 60
    SECURE_SSL_REDIRECT = True
    SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]
# HSTS for all subdomains, and preloading, are a decision of the owner of the parent domain.
SILENCED_SYSTEM_CHECKS = ["security.W005", "security.W021"]

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "line": {
            "class": "cnht_portal.log_lines.LogLines",
            "format": "{asctime} {levelname} {name}: {message}",
            "style": "{",
        }
    },
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": "INFO"},
    "loggers": {
        "fontTools": {"level": "WARNING"},  # logs every glyph
        "fpdf": {"level": "ERROR"},  # logs every character that the typeface lacks
    },
}
