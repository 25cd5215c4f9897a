"""Settings from the environment: documented, and refused if invalid."""

import os
import re
import subprocess
import sys

import pytest

from cnht_portal.environment import BASE_DIR

READERS = (
    "required|switch|port|folder|hosts|site_url|tiles_url|database|cache|email|not_yet|"
    "whole_number|mail_address|role|line_of_text"
)
READS = re.compile(rf"\b(?:{READERS}|env\.\w+|environ\.get|environ\[)\(?\s*\"([A-Z][A-Z0-9_]+)\"")


def start(**environment):
    """Start the command line as on a server, with this environment and no `.env`."""
    kept = {name: os.environ[name] for name in ("PATH", "LANG") if name in os.environ}
    return subprocess.run(
        [sys.executable, "manage.py", "check"],
        cwd=BASE_DIR,
        env={**kept, "SECRET_KEY": "secret", **environment},
        capture_output=True,
        text=True,
    )


def test_every_setting_is_documented_with_an_example():
    sources = [
        *BASE_DIR.glob("cnht_portal/**/*.py"),
        *BASE_DIR.glob("*/management/commands/*.py"),
        BASE_DIR / "gunicorn.conf.py",
    ]
    read = {name for path in sources for name in READS.findall(path.read_text())}
    documented = re.findall(
        r"^#? ?([A-Z][A-Z0-9_]+)=", (BASE_DIR / ".env.example").read_text(), re.M
    )

    assert read - {"DJANGO_SETTINGS_MODULE"} == set(documented)
    assert len(documented) == len(set(documented))


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("SECRET_KEY", ""),
        ("DEBUG", "maybe"),
        ("PORT", "eighty"),
        ("PORT", "70000"),
        ("ALLOWED_HOSTS", "https://cnht.example.vn"),
        ("SITE_URL", "nonsense"),
        ("SITE_URL", "https://cnht.example.vn/portal"),
        ("DATABASE_URL", "nonsense"),
        ("DATABASE_URL", "mysql://host/name"),
        ("DATABASE_URL", "postgres://host:port/name"),
        ("DATABASE_URL", "postgres://host"),
        ("DATABASE_URL", "sqlite://var/portal.sqlite3"),
        ("CACHE_URL", "nonsense"),
        ("CACHE_URL", "carrier-pigeon://roof"),
        ("EMAIL_URL", "nonsense"),
        ("EMAIL_URL", "smtp://"),
        ("MAIL_FROM", "nobody"),
        ("ENQUIRY_DAYS", "five"),
        ("ENQUIRY_DAYS", "0"),
        ("ENQUIRY_GROUP", "anybody"),
        ("ENQUIRY_MAILBOX", "office"),
        ("PROXIES_IN_FRONT", "-1"),
        ("MAP_TILES_URL", "https://tiles.example.vn/"),
        ("MAP_TILES_ATTRIBUTION", '<a href="https://osm.org">OSM</a>'),
        ("DATABASE_REPLICA_URL", "postgres://replica/portal"),
        ("REQUIRE_2FA", "1"),
        ("AWS_STORAGE_BUCKET_NAME", "portal-files"),
    ],
)
def test_a_wrong_setting_stops_the_start_with_one_line_that_names_it(name, value):
    result = start(**{name: value})

    assert result.returncode != 0
    assert result.stdout == ""
    assert len(result.stderr.splitlines()) == 1
    assert name in result.stderr


def test_an_error_about_a_url_does_not_show_its_password():
    result = start(DATABASE_URL="postgres://portal:hidden-word@host:port/name")

    assert "hidden-word" not in result.stderr


def test_the_example_file_works_once_it_has_a_secret_key():
    lines = (BASE_DIR / ".env.example").read_text().splitlines()
    example = dict(line.split("=", 1) for line in lines if re.match(r"[A-Z]", line))

    assert example["SECRET_KEY"] == ""
    result = start(**{**example, "SECRET_KEY": "secret"})
    assert result.returncode == 0, result.stderr


def test_a_relative_database_path_starts_at_the_portals_folder(tmp_path):
    result = subprocess.run(
        [
            sys.executable,
            "-c",
            "from cnht_portal.settings import DATABASES; print(DATABASES['default']['NAME'])",
        ],
        cwd=tmp_path,
        env={
            "PYTHONPATH": str(BASE_DIR),
            "SECRET_KEY": "secret",
            "DATABASE_URL": "sqlite:///var/portal.sqlite3",
        },
        capture_output=True,
        text=True,
        check=True,
    )

    assert result.stdout.strip() == str(BASE_DIR / "var" / "portal.sqlite3")
