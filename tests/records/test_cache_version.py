"""Every committed change of public data changes the cache version."""

import threading

import pytest
from django.db import connection, transaction
from django.urls import reverse

from projects.models import Project
from records import cache_version
from records.cache_version import CacheVersion
from records.changes import ChangeConflict, apply, change_of, drop, propose, undo, write
from records.models import ChangeSet
from records.snapshots import values_of
from search import indexing
from tests.admin_base.browsing import form_on
from tests.makers import project

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.both_engines,
    pytest.mark.usefixtures("change_sets_only"),
]


def rename(record, name):
    return change_of(record, values_of(record), {"name_vi": name})


def proposal(record, name="Xưởng may"):
    return propose([rename(record, name)], kind=ChangeSet.Kind.BULK)


def test_applying_and_undoing_a_change_set_change_the_version():
    change_set = proposal(project())
    versions = [cache_version.current()]
    apply(change_set)
    versions.append(cache_version.current())
    undo(change_set)
    versions.append(cache_version.current())
    assert versions == sorted(set(versions))


def test_a_form_save_changes_the_version(admin_login):
    record = project()
    address = reverse("admin:projects_project_change", args=[record.pk])
    client = admin_login("approver")
    data = form_on(client.get(address))
    before = cache_version.current()
    client.post(address, {**data, "name_vi": "Xưởng may"})
    record.refresh_from_db()
    assert record.name_vi == "Xưởng may"
    assert cache_version.current() != before


def test_proposing_and_dropping_do_not_change_the_version():
    record = project()
    before = cache_version.current()
    drop(proposal(record))
    assert cache_version.current() == before


def test_a_refused_change_set_does_not_change_the_version():
    record = project()
    change_set = proposal(record)
    write([rename(record, "Của người khác")], kind=ChangeSet.Kind.BULK)
    before = cache_version.current()
    with pytest.raises(ChangeConflict):
        apply(change_set)
    assert cache_version.current() == before


def test_rewriting_search_columns_changes_the_version():
    Project.objects.filter(pk=project().pk).update(search_text="| as before |")
    before = cache_version.current()
    indexing.refresh_outdated()
    assert cache_version.current() != before


def test_a_rewritten_batch_changes_the_version_even_if_the_next_one_fails(monkeypatch):
    indexing.refresh_outdated()
    Project.objects.filter(pk=project().pk).update(search_text="| as before |")
    before = cache_version.current()
    refresh, written = indexing.refresh, []

    def interrupted(model, ids):
        if written:
            raise InterruptedError
        written.extend(refresh(model, ids))
        return written

    monkeypatch.setattr(indexing, "INDEX_VERSION", indexing.INDEX_VERSION + 1)
    monkeypatch.setattr(indexing, "refresh", interrupted)
    with pytest.raises(InterruptedError):
        indexing.refresh_outdated()
    assert written
    assert cache_version.current() != before


def test_the_version_falls_back_with_a_rollback():
    before = cache_version.current()
    with transaction.atomic():
        cache_version.bump()
        assert cache_version.current() != before
        transaction.set_rollback(True)
    assert cache_version.current() == before


def test_consecutive_writers_use_one_row():
    CacheVersion.objects.all().delete()
    versions = {cache_version.current()}
    for _ in range(5):
        cache_version.bump()
        versions.add(cache_version.current())
    assert len(versions) == 6
    assert CacheVersion.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_overlapping_transactions_each_change_the_version():
    """No writer waits for another one, and the last commit still changes the version."""
    if not connection.features.has_select_for_update:
        pytest.skip("SQLite lets one write at a time.")
    versions = [cache_version.current()]
    begun, may_end = threading.Event(), threading.Event()

    def slow():
        with transaction.atomic():
            cache_version.bump()
            begun.set()
            may_end.wait(10)
        connection.close()

    thread = threading.Thread(target=slow)
    thread.start()
    assert begun.wait(10)
    versions.append(cache_version.current())
    cache_version.bump()
    versions.append(cache_version.current())
    may_end.set()
    thread.join()
    versions.append(cache_version.current())
    assert versions[0] == versions[1]
    assert len(set(versions)) == 3
