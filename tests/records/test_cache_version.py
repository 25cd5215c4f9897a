"""Every committed write to what the public may see changes the version of the data."""

import threading

import pytest
from django.contrib.auth import get_user_model
from django.contrib.sessions.models import Session
from django.db import connection, transaction
from django.utils import timezone

from projects.models import Project, StatusChange
from records import cache_version
from records.cache_version import DataMark, data_version
from records.persistence import insert
from tests.makers import enterprise, project, sector


def wrote(write):
    before = data_version()
    write()
    return data_version() != before


@pytest.mark.django_db
@pytest.mark.parametrize(
    "write",
    [
        lambda: project(),
        lambda: Project.objects.filter(code="DA-0001").update(name_en="Works"),
        lambda: Project.objects.filter(code="DA-0001").first().units.clear() or project(),
        lambda: enterprise().sector_groups.add(sector()),
        lambda: StatusChange.objects.filter(project__code="DA-0001").delete(),
        lambda: insert([StatusChange(project=Project.objects.first(), status="licensed")]),
        lambda: Project.objects.bulk_update([Project.objects.first()], ["name_en"]),
        lambda: connection.cursor().execute("update projects_project set version = version"),
    ],
)
def test_whatever_way_a_record_is_written_the_version_changes(write):
    assert wrote(write)


@pytest.mark.django_db
def test_what_no_public_page_shows_leaves_the_version_alone():
    def write():
        get_user_model().objects.create_user("nguoi-moi")
        Session.objects.create(session_key="x", session_data="", expire_date=timezone.now())

    assert not wrote(write)


@pytest.mark.django_db
def test_reading_leaves_the_version_alone():
    assert not wrote(lambda: list(Project.objects.select_for_update()))


@pytest.mark.parametrize(
    ("sql", "writes"),
    [
        ('INSERT INTO "projects_project" VALUES (1)', True),
        ("  insert or ignore into projects_project values (1)", True),
        ('DELETE FROM "programme_target"', True),
        ('TRUNCATE "budget_budgetline", "auth_user"', True),
        ("WITH old AS (SELECT 1) UPDATE projects_project SET version = 1", True),
        ("WITH old AS (SELECT 1) SELECT * FROM old", False),
        ("SELECT 'UPDATE projects_project'", False),
        ('UPDATE "django_session" SET expire_date = 1', False),
        ('INSERT INTO "records_changeset" VALUES (1)', False),
    ],
)
def test_a_statement_is_known_by_its_first_words(sql, writes):
    assert cache_version.is_public_write(sql) is writes


@pytest.mark.django_db
def test_the_version_falls_back_with_what_was_taken_back():
    before = data_version()
    with transaction.atomic():
        project("Giữ lại")
        kept = data_version()
        try:
            with transaction.atomic():
                project("Bỏ đi")
                assert data_version() not in {before, kept}
                raise LookupError
        except LookupError:
            pass
        assert data_version() == kept
    assert data_version() == kept != before


@pytest.mark.django_db(transaction=True)
def test_a_write_without_a_transaction_is_marked_in_the_same_one():
    assert not connection.in_atomic_block
    assert wrote(lambda: Project.objects.update(name_en="Works"))
    assert not connection.in_atomic_block


@pytest.mark.django_db(transaction=True)
def test_a_write_that_fails_changes_nothing():
    def write():
        with pytest.raises(Exception, match=r"(?i)unique"):
            Project.objects.filter(scope="sited").update(code="DA-0001")

    project(), project()
    assert not wrote(write)


@pytest.mark.django_db(transaction=True)
def test_transactions_that_end_in_another_order_than_they_began_each_change_it():
    """The one that began first ends last, and its mark is still new to a reader."""
    if not connection.features.has_select_for_update:
        pytest.skip("SQLite lets one write at a time.")
    seen = [data_version()]
    begun, may_end = threading.Event(), threading.Event()

    def slow():
        with transaction.atomic():
            project("Chậm", code="DA-9001")
            begun.set()
            may_end.wait(10)
        connection.close()

    thread = threading.Thread(target=slow)
    thread.start()
    assert begun.wait(10)
    seen.append(data_version())
    project("Nhanh", code="DA-9002")
    seen.append(data_version())
    may_end.set()
    thread.join()
    seen.append(data_version())
    assert seen[0] == seen[1] < seen[2] < seen[3]


@pytest.mark.django_db
def test_folding_the_marks_leaves_the_version_as_it_was(monkeypatch):
    for _ in range(5):
        Project.objects.update(name_en="Works")
    before = data_version()
    monkeypatch.setattr(cache_version, "FOLDED_EVERY", 1)
    monkeypatch.setattr(cache_version, "MOST_WEIGHT", 1)
    Project.objects.update(name_en="Works")
    assert data_version() == before + 1
    assert DataMark.objects.count() == 1
