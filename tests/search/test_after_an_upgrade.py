"""Search columns after an upgrade to another index version."""

import pytest

from projects.models import Project
from search import indexing
from search.indexing import refresh_outdated
from tests.makers import many_projects, project

pytestmark = [pytest.mark.django_db, pytest.mark.both_engines]


def test_an_old_record_is_rewritten_after_an_upgrade_of_the_index(monkeypatch):
    old = project("Nhà máy cũ")
    many_projects(30)
    refresh_outdated()
    Project.objects.filter(pk=old.pk).update(search_text="| as before |")
    assert refresh_outdated() == 0
    monkeypatch.setattr(indexing, "INDEX_VERSION", indexing.INDEX_VERSION + 1)
    assert refresh_outdated() == 1
    assert " nha may cu " in Project.objects.get(pk=old.pk).search_text
    assert refresh_outdated() == 0


def test_a_database_without_a_version_of_the_index_is_rewritten():
    old = project("Nhà máy cũ")
    many_projects(30)
    Project.objects.filter(pk=old.pk).update(search_text="| as before |")
    assert refresh_outdated() > 0
    assert " nha may cu " in Project.objects.get(pk=old.pk).search_text


def test_an_interrupted_refresh_starts_again(monkeypatch):
    old = project("Nhà máy cũ")
    Project.objects.filter(pk=old.pk).update(search_text="| as before |")
    with monkeypatch.context() as broken:
        broken.setattr(indexing, "refresh", lambda *_arguments: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            refresh_outdated()
    assert refresh_outdated() > 0
