"""The word index finds the same as a scan."""

import pytest
from django.db import connection
from hypothesis import given, settings
from hypothesis import strategies as st

from projects.models import Project
from records import snapshots
from records.changes import Change, change_of, write
from records.models import ChangeItem, ChangeSet
from records.snapshots import values_of
from search import indexing
from search.query import read_words
from search.word_index import index_name, make_index, restore_indexes
from tests.makers import project

pytestmark = [pytest.mark.django_db, pytest.mark.both_engines]

TABLE = Project._meta.db_table


def found(typed):
    return set(Project.objects.search(typed).values_list("pk", flat=True))


def read_one_by_one(typed):
    terms = read_words(typed).terms
    return {
        each.pk
        for each in Project.objects.all()
        if all(any(f" {word} " in each.search_text for word in term) for term in terms)
    }


WORDS = ["dệt", "may", "kcn", "sao mai", "Đăk Tô", "684", "2", "điện", "gió", "qd", "H'Drai", "zz"]


@settings(max_examples=60)
@given(st.lists(st.sampled_from(WORDS), min_size=1, max_size=4).map(" ".join))
def test_the_index_finds_the_same_as_a_scan_of_all_records(typed):
    assert found(typed) == read_one_by_one(typed)


@pytest.mark.parametrize(
    "typed",
    [
        '"',
        "*",
        "a*",
        "NEAR(a b)",
        "a OR b",
        "a AND",
        "-a",
        "a:b",
        "^a",
        "(",
        "col:x",
        "'; --",
        "{a}",
    ],
)
def test_characters_of_a_query_language_have_no_meaning(typed):
    assert found(typed) == read_one_by_one(typed)


def test_whole_words_are_found_and_parts_are_not():
    made = project("Nhà máy Xtraword")
    assert made.pk in found("xtraword")
    assert made.pk not in found("xtra")
    assert made.pk not in found("word")


def test_a_renamed_project_is_found_by_its_new_name_alone():
    made = project("Tên Cũxưa")
    made.name_vi = "Tên Mớitinh"
    made.save()
    assert found("moitinh") == {made.pk}
    assert found("cuxua") == set()


def test_a_deleted_project_is_not_found():
    project("Nhà máy Biếnmất").delete()
    assert found("bienmat") == set()


@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL keeps its own indexes true")
def test_the_index_is_restored_after_the_table_was_recreated():
    with connection.cursor() as cursor:
        for event in ("insert", "delete", "update"):
            cursor.execute(f"DROP TRIGGER {index_name(TABLE)}_{event}")
    made = project("Nhà máy Lỡnhịp")
    assert found("lonhip") == set()
    restore_indexes(using="default")
    assert found("lonhip") == {made.pk}
    made.delete()
    assert found("lonhip") == set()


def test_an_index_can_be_recreated_at_any_time():
    made = project("Nhà máy Làmlại")
    connection.check_constraints()  # PostgreSQL creates no index while checks are deferred
    make_index(connection, TABLE)
    assert found("lamlai") == {made.pk}


@pytest.mark.parametrize(("many", "updates"), [(7, 0), (6, 1)])
def test_a_change_set_with_many_records_updates_the_statistics_once(monkeypatch, many, updates):
    """Three projects are changed and three created, in batches of two."""
    made = []
    monkeypatch.setattr(indexing, "update_statistics", lambda: made.append(1))
    monkeypatch.setattr(indexing, "MANY_RECORDS", many)
    monkeypatch.setattr(snapshots, "BATCH_SIZE", 2)
    old = [project(f"Nhà máy {number}") for number in range(3)]
    written = [
        *(change_of(each, values_of(each), {"name_vi": f"{each.name_vi} mới"}) for each in old),
        *(
            Change(Project, ChangeItem.Action.CREATE, after={"name_vi": f"Xưởng {number}"})
            for number in range(3)
        ),
    ]
    write(written, kind=ChangeSet.Kind.BULK)
    assert len(made) == updates


def test_queries_use_the_index():
    for number in range(50):
        project(f"Nhà máy {number}")
    with connection.cursor() as cursor:
        cursor.execute(f"ANALYZE {TABLE}")
    plan = Project.objects.public().search("đăk tô").explain()
    own = "VIRTUAL TABLE INDEX" if connection.vendor == "sqlite" else index_name(TABLE)
    assert own in plan
