"""Concurrent saves and search columns."""

import threading

import pytest
from django.contrib import admin
from django.db import connection, transaction
from django.test import RequestFactory

from programme.models import IndustrialZone
from projects.models import Project
from search import indexing
from tests.makers import project

pytestmark = pytest.mark.both_engines


@pytest.fixture(autouse=True)
def many_writers(transactional_db):
    if not connection.features.has_select_for_update:
        pytest.skip("SQLite lets one write at a time.")


def at_the_same_time(work):
    def then_close():
        try:
            work()
        finally:
            connection.close()

    thread = threading.Thread(target=then_close)
    thread.start()
    return thread


def test_a_record_saved_during_a_refresh_is_found_by_its_new_name(monkeypatch):
    made = project("Nhà máy cũ")
    Project.objects.filter(pk=made.pk).update(search_names="", search_text="")
    fill, threads = indexing.fill, []

    def rename():
        theirs = Project.objects.get(pk=made.pk)
        theirs.name_vi = "Nhà máy mới"
        theirs.save()

    def fill_while_another_saves(*about):
        if not threads:
            threads.append(None)  # the other thread fills columns as well
            threads.append(at_the_same_time(rename))
            threads[1].join(1)
        return fill(*about)

    monkeypatch.setattr(indexing, "fill", fill_while_another_saves)
    indexing.refresh(Project, [made.pk])
    threads[1].join(10)
    stored = Project.objects.get(pk=made.pk)
    assert " moi " in stored.search_text
    assert " cu " not in stored.search_text


def test_saving_a_project_does_not_wait_for_a_save_of_its_zone():
    zone = IndustrialZone.objects.public().first()
    made = project("Nhà máy trong khu")
    zone_admin = admin.site._registry[IndustrialZone]

    def place():
        theirs = Project.objects.get(pk=made.pk)
        theirs.zone = zone
        theirs.save()

    with transaction.atomic():
        zone_admin.get_object(RequestFactory().post("/"), str(zone.pk))
        thread = at_the_same_time(place)
        thread.join(5)
        assert not thread.is_alive()
    assert Project.objects.get(pk=made.pk).zone == zone
