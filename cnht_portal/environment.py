"""Settings from the environment, with strict checks.

django-environ reads any unknown word as "false" and accepts any text for a number, so a server
could run with a setting that its owner did not intend. Here an unexpected value stops the start
with one line that names the variable. The line never repeats a URL, which may hold a password.
"""

from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import environ
from django.core.exceptions import ImproperlyConfigured, ValidationError
from django.core.validators import EmailValidator

BASE_DIR = Path(__file__).resolve().parents[1]
YES = {"1", "true", "yes", "on"}
NO = {"0", "false", "no", "off", ""}

# The schemes that the locked packages support.
DATABASE_SCHEMES = {"sqlite", "postgres", "postgresql"}
CACHE_SCHEMES = {"locmemcache", "dummycache", "filecache", "dbcache"}
EMAIL_SCHEMES = {"smtp", "smtp+tls", "smtp+ssl", "consolemail", "filemail", "memorymail"}
# The roles that answer enquiries.
ROLES = ("editor", "approver")

env = environ.Env()
env.read_env(BASE_DIR / ".env")


def switch(name: str, *, default: bool = False) -> bool:
    """An on/off setting."""
    value = env.str(name, default=str(int(default))).strip().lower()
    if value not in YES | NO:
        raise ImproperlyConfigured(f"{name} is “{value}”; write 1 for on or 0 for off.")
    return value in YES


def required(name: str) -> str:
    """A setting without a default."""
    value = env.str(name, default="").strip()
    if not value:
        raise ImproperlyConfigured(f"{name} is not set; .env.example tells what it is for.")
    return value


def port(name: str, default: int) -> int:
    """A port number for a web server."""
    return whole_number(name, default, minimum=1, maximum=65_535)


def whole_number(name: str, default: int, *, minimum: int, maximum: int) -> int:
    """An integer from `minimum` to `maximum`."""
    value = env.str(name, default=str(default)).strip()
    is_number = value.isascii() and value.isdecimal() and len(value) < 10
    if not is_number or not minimum <= int(value) <= maximum:
        limits = f"write a number from {minimum} to {maximum}."
        raise ImproperlyConfigured(f"{name} is “{value}”; {limits}")
    return int(value)


def mail_address(name: str, default: str = "") -> str:
    """An e-mail address; empty for none."""
    value = env.str(name, default=default).strip()
    try:
        if value:
            EmailValidator(allowlist=["localhost"])(value)
    except ValidationError:
        raise ImproperlyConfigured(
            f"{name} is “{value}”; write it like congthuong@cnht.example.vn."
        ) from None
    return value


def role(name: str, default: str) -> str:
    """The name of a role of officials."""
    value = env.str(name, default=default).strip()
    if value not in ROLES:
        raise ImproperlyConfigured(f"{name} is “{value}”; write one of: {', '.join(ROLES)}.")
    return value


def folder(name: str, default: Path) -> Path:
    """A folder; a relative path starts at the folder of manage.py."""
    return BASE_DIR / env.str(name, default=str(default))


def hosts(name: str, default: list[str]) -> list[str]:
    """The host names that the portal answers to, in the form that browsers send."""
    values = env.list(name, default=default)
    for value in values:
        if not value or set(value) & set("/ @"):
            raise ImproperlyConfigured(
                f"{name} has “{value}”; write names with commas between: cnht.example.vn,localhost."
            )
    return values


def site_url(name: str, default: str) -> str:
    """An absolute URL without a trailing slash."""
    value = env.str(name, default=default).rstrip("/")
    parts = urlsplit(value)
    if parts.scheme not in {"http", "https"} or not parts.netloc or parts.path:
        raise ImproperlyConfigured(f"{name} is “{value}”; write it like https://cnht.example.vn.")
    return value


def tiles_url(name: str) -> str:
    """The URL template of map tiles; empty for no map."""
    value = env.str(name, default="")
    if value and not (
        urlsplit(value).scheme == "https" and all(part in value for part in ("{z}", "{x}", "{y}"))
    ):
        raise ImproperlyConfigured(
            f"{name} is “{value}”; write it like https://tiles.example.vn/{{z}}/{{x}}/{{y}}.png."
        )
    return value


def line_of_text(name: str) -> str:
    """A line of plain text that a page displays; empty for none."""
    value = " ".join(env.str(name, default="").split())
    if set(value) & set("<>"):
        raise ImproperlyConfigured(
            f"{name} has mark-up; write plain text, in which web addresses become links."
        )
    return value


def database(name: str, default: str) -> dict[str, object]:
    """Database settings for Django; SQLite or PostgreSQL."""
    example = "sqlite:///var/portal.sqlite3 or postgres://user:password@host:5432/name"
    value = env.str(name, default=default)
    if value.startswith("sqlite:") and not value.startswith(("sqlite:///", "sqlite://:memory:")):
        raise ImproperlyConfigured(f"{name} needs three slashes; write it like {example}.")
    config = _address(name, default, DATABASE_SCHEMES, env.db_url_config, example)
    if not config["NAME"]:
        raise ImproperlyConfigured(f"{name} names no database; write it like {example}.")
    if config["ENGINE"] == "django.db.backends.sqlite3" and config["NAME"] != ":memory:":
        config["NAME"] = str(BASE_DIR / str(config["NAME"]))
    return config


def cache(name: str, default: str) -> dict[str, object]:
    """Cache settings for Django."""
    example = "locmemcache:// or dbcache://cache"
    return _address(name, default, CACHE_SCHEMES, env.cache_url_config, example)


def email(name: str, default: str) -> dict[str, object]:
    """Django's EMAIL_… settings."""
    example = "consolemail:// or smtp+tls://user:password@host:587"
    config = _address(name, default, EMAIL_SCHEMES, env.email_url_config, example)
    if "smtp" in str(config["EMAIL_BACKEND"]) and not config["EMAIL_HOST"]:
        raise ImproperlyConfigured(f"{name} names no mail server; write it like {example}.")
    return config


def not_yet(name: str, capability: str) -> None:
    """Refuse a setting for a feature that does not exist yet, instead of ignoring it."""
    if env.str(name, default="").strip().lower() not in NO:
        raise ImproperlyConfigured(
            f"{name} is set, but {capability} is not part of this version; remove it."
        )


def _address(
    name: str,
    default: str,
    schemes: set[str],
    read: Callable[[str], dict[str, Any]],
    example: str,
) -> dict[str, object]:
    """A URL with one of the schemes, parsed by django-environ's `read`."""
    value = env.str(name, default=default)
    try:
        if urlsplit(value).scheme in schemes:
            return dict(read(value))
    except (ValueError, ImproperlyConfigured):
        pass
    raise ImproperlyConfigured(
        f"{name} is not an address that works here; write it like {example}."
    )
