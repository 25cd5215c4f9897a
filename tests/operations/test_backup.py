"""A backup has the complete state; a restore gives it back or changes nothing."""

import hashlib
import io
import json
import shutil
import threading
import zipfile
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.sessions.models import Session
from django.core.management import CommandError, call_command
from django.db import connection

from operations import backup as backups
from programme.models import LegalDocument
from projects.models import Project
from records.models import ChangeSet
from tests.makers import shorten_history

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.both_engines]

UPLOADED = Path("documents") / "ke-hoach.pdf"


@pytest.fixture
def portal(official):
    """A portal in use: facts, officials, a project with relations, an uploaded file."""
    shorten_history()
    editor = official("editor")
    project = Project.objects.create(name_vi="Nhà máy may", place_vi="Ia H'Drai")
    project.documents.set(LegalDocument.objects.all()[:3])
    ChangeSet.objects.create(kind="form", author=editor)
    file = settings.MEDIA_ROOT / UPLOADED
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(b"%PDF-1.7")
    yield
    shutil.rmtree(settings.MEDIA_ROOT)


@pytest.fixture
def backup(portal, tmp_path, capsys):
    call_command("backup", tmp_path)
    return Path(capsys.readouterr().out.strip())


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("backups")


@pytest.fixture
def kept_backup(portal, folder):
    """One backup for all tests that do not restore it."""
    return next(folder.glob("*.zip"), None) or backups.write_backup(folder)


def rows():
    """Every row of every table; keys that differ between databases are replaced by names."""
    found = {}
    for model in apps.get_models(include_auto_created=True):
        if model is Session or model._meta.app_label == "contenttypes":
            continue
        if not model._meta.default_permissions and not model._meta.auto_created:  # technical
            continue
        if model._meta.label in {"auth.Permission", "auth.Group_permissions"}:
            continue
        values = [field.attname for field in model._meta.concrete_fields]
        if "content_type_id" in values:
            values[values.index("content_type_id")] = "content_type__model"
        if model._meta.auto_created:
            values.remove("id")
        found[model._meta.label] = sorted(map(repr, model._base_manager.values_list(*values)))
    return found


def damaged(backup, folder, change):
    """A copy of a backup with members changed by a function."""
    copy = folder / "damaged.zip"
    with zipfile.ZipFile(backup) as old, zipfile.ZipFile(copy, "w") as new:
        members = {name: old.read(name) for name in old.namelist()}
        change(members)
        for name, content in members.items():
            new.writestr(name, content)
    return copy


def test_a_backup_restores_every_row_and_file_in_an_empty_portal(backup):
    before = rows()
    permissions = sorted(get_user_model().objects.get(username="editor").get_all_permissions())
    call_command("flush", interactive=False, verbosity=0)
    shutil.rmtree(settings.MEDIA_ROOT)

    call_command("restore", backup)

    assert rows() == before
    assert (settings.MEDIA_ROOT / UPLOADED).read_bytes() == b"%PDF-1.7"
    restored = get_user_model().objects.get(username="editor")
    assert sorted(restored.get_all_permissions()) == permissions


def test_a_restore_into_a_portal_in_use_is_refused(kept_backup):
    before = rows()

    with pytest.raises(CommandError, match="already holds .* Nothing was changed"):
        call_command("restore", kept_backup)

    assert rows() == before


def test_a_portal_in_use_is_replaced_on_request_and_new_rows_get_unused_ids(backup):
    before = rows()
    Project.objects.create(name_vi="Sau khi sao lưu")
    later = settings.MEDIA_ROOT / "later.pdf"
    later.write_bytes(b"%PDF")

    call_command("restore", backup, replace=True)

    assert rows() == before
    assert not later.exists()
    assert Project.objects.create(name_vi="Nhà máy giày").pk not in {None, 0}


def test_a_damaged_backup_changes_nothing(kept_backup, tmp_path):
    before = rows()

    def lose_a_letter(members):
        members["data/programme.legaldocument.jsonl"] = members[
            "data/programme.legaldocument.jsonl"
        ].replace(b"a", b"", 1)

    with pytest.raises(CommandError, match="legaldocument.jsonl is not as it was written"):
        call_command("restore", damaged(kept_backup, tmp_path, lose_a_letter), replace=True)

    assert rows() == before


def test_a_backup_with_a_file_missing_changes_nothing(kept_backup, tmp_path):
    def lose_a_file(members):
        del members["media/documents/ke-hoach.pdf"]

    with pytest.raises(CommandError, match="not those of its manifest"):
        call_command("restore", damaged(kept_backup, tmp_path, lose_a_file), replace=True)


def test_a_backup_of_another_version_changes_nothing(kept_backup, tmp_path):
    def age(members):
        manifest = json.loads(members["manifest.json"])
        manifest["migrations"].remove("projects.0001_squashed")
        members["manifest.json"] = json.dumps(manifest)

    with pytest.raises(CommandError, match="another version of the portal: projects.0001_squashed"):
        call_command("restore", damaged(kept_backup, tmp_path, age), replace=True)


def test_a_backup_cannot_write_outside_the_folder_of_uploaded_files(kept_backup, tmp_path):
    def escape(members):
        manifest = json.loads(members["manifest.json"])
        digest = manifest["digests"].pop("media/documents/ke-hoach.pdf")
        manifest["digests"]["media/../escaped.pdf"] = digest
        members["media/../escaped.pdf"] = members.pop("media/documents/ke-hoach.pdf")
        members["manifest.json"] = json.dumps(manifest)

    with pytest.raises(CommandError, match="bad name"):
        call_command("restore", damaged(kept_backup, tmp_path, escape), replace=True)


def test_a_file_that_is_not_a_backup_is_refused(tmp_path):
    (tmp_path / "letter.zip").write_text("Kính gửi")
    with zipfile.ZipFile(tmp_path / "other.zip", "w") as archive:
        archive.writestr("readme.txt", "x")

    for name in ("letter.zip", "other.zip", "missing.zip"):
        with pytest.raises(CommandError, match="Nothing was changed"):
            call_command("restore", tmp_path / name)


def test_only_the_owner_of_the_file_can_read_a_backup(kept_backup):
    assert kept_backup.stat().st_mode & 0o077 == 0


def test_others_write_during_a_backup_which_has_the_state_of_its_beginning(
    portal, tmp_path, capsys, monkeypatch
):
    write_rows, written, tables = backups._write_rows, [], []

    def write():
        written.append(Project.objects.create(name_vi="Giữa lúc sao lưu").name_vi)
        connection.close()

    def write_rows_before_another_write(archive, model, name):
        found = write_rows(archive, model, name)
        if not tables:
            another = threading.Thread(target=write)
            another.start()
            another.join()
        tables.append(name)
        return found

    monkeypatch.setattr(backups, "_write_rows", write_rows_before_another_write)
    call_command("backup", tmp_path)

    assert "data/projects.project.jsonl" in tables[1:]
    assert written == ["Giữa lúc sao lưu"]
    with zipfile.ZipFile(capsys.readouterr().out.strip()) as archive:
        projects = archive.read("data/projects.project.jsonl").decode()
    assert "Nhà máy may" in projects
    assert "Giữa lúc sao lưu" not in projects
    # The next transaction locks for writing again.
    assert getattr(connection, "transaction_mode", "IMMEDIATE") == "IMMEDIATE"


def test_characters_that_no_database_can_store_are_replaced_and_reported(backup, tmp_path, capsys):
    project = Project.objects.get(name_vi="Nhà máy may")
    history = ChangeSet.objects.latest("pk")

    def spoil(members):
        manifest = json.loads(members["manifest.json"])
        for name, old, new in [
            ("data/projects.project.jsonl", "Nhà máy may", r"Nhà\u0000máy"),
            ("data/records.changeset.jsonl", '"summary": {}', r'"summary": {"a": ["\uD800"]}'),
        ]:
            members[name] = members[name].decode().replace(old, new).encode()
            manifest["digests"][name] = hashlib.sha256(members[name]).hexdigest()
        members["manifest.json"] = json.dumps(manifest)

    call_command("restore", damaged(backup, tmp_path, spoil), replace=True)

    visible = capsys.readouterr().out
    assert f"projects.project {project.pk}: name_vi\n" in visible
    assert f"records.changeset {history.pk}: summary\n" in visible
    project.refresh_from_db()
    history.refresh_from_db()
    assert project.name_vi == "Nhà\ufffdmáy"
    assert history.summary == {"a": ["\ufffd"]}


def test_a_backup_of_a_lone_surrogate_is_written_as_its_escape():
    file = io.BytesIO()
    writer = backups.RowWriter(file)
    writer.write(json.dumps({"a": "Đăk\ud800"}, ensure_ascii=False))
    writer.write("\n")
    assert json.loads(file.getvalue()) == {"a": "Đăk\ud800"}
