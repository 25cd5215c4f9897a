"""Settings as the environment gives them, read strictly.

django-environ takes any unknown word for "false" and any text for a number's default; a
server would then run with a setting its owner did not mean. Here a value that is not one of the
expected forms stops the start with one line that names the variable. That line never repeats
an address, which may hold a password.
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

# Only what the locked packages can talk to.
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
    """A setting that nobody may guess."""
    value = env.str(name, default="").strip()
    if not value:
        raise ImproperlyConfigured(f"{name} is not set; .env.example tells what it is for.")
    return value


def port(name: str, default: int) -> int:
    """A port that a web server may listen on."""
    value = env.str(name, default=str(default))
    if not value.isdecimal() or not 0 < int(value) < 2**16:
        raise ImproperlyConfigured(f"{name} is “{value}”; write a number from 1 to 65535.")
    return int(value)


def whole_number(name: str, default: int, *, minimum: int, maximum: int) -> int:
    """A whole number within bounds."""
    value = env.str(name, default=str(default)).strip()
    limits = f"write a number from {minimum} to {maximum}."
    if not (value.isascii() and value.isdecimal() and len(value) < 10):
        raise ImproperlyConfigured(f"{name} is “{value}”; {limits}")
    if not minimum <= int(value) <= maximum:
        raise ImproperlyConfigured(f"{name} is {value}; {limits}")
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
    """A folder; a relative one lies beside manage.py, wherever a command was started."""
    return BASE_DIR / env.str(name, default=str(default))


def hosts(name: str, default: list[str]) -> list[str]:
    """The names that the portal answers to, as a browser would send them."""
    values = env.list(name, default=default)
    for value in values:
        if not value or set(value) & set("/ @"):
            raise ImproperlyConfigured(
                f"{name} has “{value}”; write names with commas between: cnht.example.vn,localhost."
            )
    return values


def site_url(name: str, default: str) -> str:
    """An absolute web address without a trailing slash."""
    value = env.str(name, default=default).rstrip("/")
    parts = urlsplit(value)
    if parts.scheme not in {"http", "https"} or not parts.netloc or parts.path:
        raise ImproperlyConfigured(f"{name} is “{value}”; write it like https://cnht.example.vn.")
    return value


def tiles_url(name: str) -> str:
    """Where a map takes its tiles; empty for no map and no third party."""
    value = env.str(name, default="")
    if value and not (
        urlsplit(value).scheme == "https" and all(part in value for part in ("{z}", "{x}", "{y}"))
    ):
        raise ImproperlyConfigured(
            f"{name} is “{value}”; write it like https://tiles.example.vn/{{z}}/{{x}}/{{y}}.png."
        )
    return value


def line_of_text(name: str) -> str:
    """A line that stands on a page as it is written; empty for none."""
    value = " ".join(env.str(name, default="").split())
    if set(value) & set("<>"):
        raise ImproperlyConfigured(
            f"{name} has mark-up; write plain text, in which web addresses become links."
        )
    return value


def database(name: str, default: str) -> dict[str, object]:
    """A database as Django wants it; SQLite or PostgreSQL."""
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
    """A cache as Django wants it."""
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
    """Refuse a setting whose capability is not built: ignoring it would feign protection."""
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
    """An address of one of the schemes, as django-environ's `read` takes it apart."""
    value = env.str(name, default=default)
    try:
        if urlsplit(value).scheme in schemes:
            return dict(read(value))
    except (ValueError, ImproperlyConfigured):
        pass
    raise ImproperlyConfigured(
        f"{name} is not an address that works here; write it like {example}."
    )
