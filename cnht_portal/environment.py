"""Settings as the environment gives them, read strictly.

django-environ takes any unknown word for "false" and any text for a number's default; a
server would then run with a setting its owner did not mean. Here a value that is not one of the
expected forms stops the start with one line that names the variable.
"""

from pathlib import Path
from urllib.parse import urlsplit

import environ
from django.core.exceptions import ImproperlyConfigured

BASE_DIR = Path(__file__).resolve().parents[1]
DATABASE_SCHEMES = {"sqlite", "postgres", "postgresql", "pgsql"}
YES = {"1", "true", "yes", "on"}
NO = {"0", "false", "no", "off", ""}

env = environ.Env()
env.read_env(BASE_DIR / ".env")


def switch(name: str, *, default: bool = False) -> bool:
    """An on/off setting."""
    value = env.str(name, default=str(int(default))).strip().lower()
    if value not in YES | NO:
        raise ImproperlyConfigured(f"{name} is “{value}”; write 1 for on or 0 for off.")
    return value in YES


def required(name: str) -> str:
    """A setting that nobody may guess."""
    value = env.str(name, default="").strip()
    if not value:
        raise ImproperlyConfigured(f"{name} is not set; .env.example tells what it is for.")
    return value


def site_url(name: str, default: str) -> str:
    """An absolute web address without a trailing slash."""
    value = env.str(name, default=default).rstrip("/")
    parts = urlsplit(value)
    if parts.scheme not in {"http", "https"} or not parts.netloc or parts.path:
        raise ImproperlyConfigured(f"{name} is “{value}”; write it like https://cnht.example.vn.")
    return value


def database(name: str, default: str) -> dict[str, object]:
    """A database as Django wants it; SQLite or PostgreSQL."""
    value = env.str(name, default=default)
    if urlsplit(value).scheme not in DATABASE_SCHEMES:
        raise ImproperlyConfigured(
            f"{name} is not a database address; write it like "
            "sqlite:///var/portal.sqlite3 or postgres://user:password@host:5432/name."
        )
    try:
        return dict(env.db_url_config(value))
    except (ValueError, ImproperlyConfigured) as error:
        raise ImproperlyConfigured(f"{name} cannot be read: {error}") from None


def not_yet(name: str, capability: str) -> None:
    """Refuse a setting whose capability is not built: ignoring it would feign protection."""
    if env.str(name, default="").strip().lower() not in NO:
        raise ImproperlyConfigured(
            f"{name} is set, but {capability} is not part of this version; remove it."
        )
