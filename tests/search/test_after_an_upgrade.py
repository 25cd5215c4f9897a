"""Search columns after an upgrade that makes them another way."""

import pytest

from projects.models import Project
from search import indexing
from search.indexing import refresh_outdated
from tests.makers import many_projects, project

pytestmark = pytest.mark.django_db


@pytest.fixture
def changed_spellings(tmp_path, monkeypatch):
    """Have the portal read other spellings, as an upgrade would bring them."""

    def change():
        (tmp_path / "vietnamese").mkdir()
        (tmp_path / "vietnamese" / "spellings.csv").write_text("one,others,why")
        monkeypatch.setattr(indexing, "VIETNAMESE", tmp_path / "vietnamese")

    return change


def test_an_old_record_is_made_anew_however_many_newer_ones_are_right(changed_spellings):
    old = project("Nhà máy cũ")
    many_projects(30)
    refresh_outdated()
    Project.objects.filter(pk=old.pk).update(search_text="| as before |")
    assert refresh_outdated() == 0
    changed_spellings()
    assert refresh_outdated() == 1
    assert " nha may cu " in Project.objects.get(pk=old.pk).search_text


def test_the_first_start_after_an_upgrade_that_brings_the_digest_makes_all_anew():
    old = project("Nhà máy cũ")
    many_projects(30)
    Project.objects.filter(pk=old.pk).update(search_text="| as before |")
    assert refresh_outdated() > 0
    assert " nha may cu " in Project.objects.get(pk=old.pk).search_text


def test_what_was_interrupted_begins_again(monkeypatch):
    old = project("Nhà máy cũ")
    Project.objects.filter(pk=old.pk).update(search_text="| as before |")
    with monkeypatch.context() as broken:
        broken.setattr(indexing, "refresh", lambda *_about: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            refresh_outdated()
    assert refresh_outdated() > 0


@pytest.mark.parametrize("name", ["words.py", "text.py", "syllables.py", "spellings.csv"])
def test_every_file_that_decides_is_part_of_the_digest(name, tmp_path, monkeypatch):
    folder = tmp_path / "vietnamese"
    folder.mkdir()
    monkeypatch.setattr(indexing, "VIETNAMESE", folder)
    (folder / name).write_text("one")
    before = indexing._making()
    (folder / name).write_text("two")
    assert indexing._making() != before


def test_what_a_kind_is_found_by_is_part_of_the_digest():
    files = indexing._deciding_files()
    assert {"project.py", "models.py", "documents.py", "searching.py"} <= {f.name for f in files}
