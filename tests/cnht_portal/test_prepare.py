"""Preparing a fresh clone, and preparing it again without a change."""

import io

import pytest
from django.contrib.auth import get_user_model
from django.core.management import call_command

from records.models import ChangeSet

GOOD = "ba con trâu ăn cỏ"


def prepare():
    output = io.StringIO()
    call_command("prepare", stdout=output, stderr=output)
    return output.getvalue()


@pytest.fixture(scope="module")
def static_root(tmp_path_factory):
    return tmp_path_factory.mktemp("static")


@pytest.fixture(autouse=True)
def _static_files(settings, static_root):
    """Each client of a later test would read the list of the files collected here."""
    settings.STATIC_ROOT = static_root


@pytest.fixture(autouse=True)
def _no_demo(monkeypatch):
    monkeypatch.delenv("DEMO", raising=False)
    monkeypatch.delenv("CNHT_ADMIN_PASSWORD", raising=False)


def test_the_first_account_gets_a_random_password_displayed_once(db, client):
    first, second = prepare(), prepare()

    password = first.split()[-1]
    assert client.login(username="admin", password=password)
    assert get_user_model().objects.get().is_superuser
    assert password not in second


def test_the_first_account_gets_the_password_of_the_environment(db, client, monkeypatch):
    monkeypatch.setenv("CNHT_ADMIN_PASSWORD", GOOD)

    visible = prepare()

    assert client.login(username="admin", password=GOOD)
    assert GOOD not in visible
    assert "weak" not in visible


def test_a_weak_password_of_the_environment_is_used_with_a_warning(db, client, monkeypatch):
    monkeypatch.setenv("CNHT_ADMIN_PASSWORD", "short")

    assert "CNHT_ADMIN_PASSWORD is weak: This password is too short" in prepare()
    assert client.login(username="admin", password="short")


def test_no_account_is_created_if_there_is_one(official):
    official("editor")

    prepare()

    assert not get_user_model().objects.filter(username="admin").exists()


def test_a_second_start_changes_no_data_and_collects_nothing(db, settings):
    prepare()
    changes = ChangeSet.objects.count()
    collected = (settings.STATIC_ROOT / "collected").stat().st_mtime_ns

    visible = prepare()

    assert ChangeSet.objects.count() == changes
    assert (settings.STATIC_ROOT / "collected").stat().st_mtime_ns == collected
    assert "collecting" not in visible


def test_demo_data_is_loaded_once_and_only_on_request(db, monkeypatch):
    def demo():
        return ChangeSet.objects.filter(kind=ChangeSet.Kind.DEMO).count()

    prepare()
    assert demo() == 0

    monkeypatch.setenv("DEMO", "1")
    prepare()
    once = demo()
    prepare()
    assert once > 0
    assert demo() == once
