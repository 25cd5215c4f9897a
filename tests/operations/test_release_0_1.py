"""Upgrades from release 0.1: backups are restored, databases are migrated."""

import json
import lzma
import os
import sqlite3
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from django.contrib.auth.models import Group
from django.core.management import CommandError, call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.test import override_settings
from django.urls import reverse

from accounts.roles import make_roles
from enquiries.models import Enquiry
from imports.models import Import
from mail.models import OutgoingMail
from operations.backup import restore_backup, write_backup
from operations.backup_upgrades import RELEASE_0_1
from programme.models import LegalDocument, Statement, Target
from projects.models import Project
from records.models import ChangeSet
from tests.enquiries.makers import enquiry
from tests.fixtures.databases import snapshot

OLD = Path(__file__).with_name("release_0_1")
ROOT = Path(__file__).parents[2]
MOVED = {
    "cnht_portal.notice": "site_info.notice",
    "cnht_portal.rating": "site_info.rating",
    "cnht_portal.siteidentity": "site_info.siteidentity",
    "enquiries.holiday": "programme.holiday",
    "enquiries.outgoingmail": "mail.outgoingmail",
    "enquiries.visit": "guests.visit",
    "records.searchword": "search.searchword",
    "sheets.finding": "imports.finding",
    "sheets.import": "imports.import",
    "sheets.learnedheading": "imports.learnedheading",
}
# Models of this release; their tables are empty after a backup of release 0.1.
NEW = {"programme.publicsource", "programme.statement"}
# Models without an admin page, whose permissions have no effect.
UNUSED = ["visit", "searchword"]

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(scope="module")
def release(django_db_setup, django_db_blocker, tmp_path_factory):
    """The restored backup: its folder of files, what the restore returned, its database."""
    media = tmp_path_factory.mktemp("media")
    with django_db_blocker.unblock(), override_settings(MEDIA_ROOT=media):
        restored = restore_backup(OLD / "backup.zip", replace=True)
        with snapshot("release_0_1") as restore_database:
            yield media, restored, restore_database


@pytest.fixture
def restored(release, settings):
    settings.MEDIA_ROOT, restored, restore_database = release
    restore_database()
    return restored


def contents(path):
    """The manifest of a backup, and the text of its members by model label."""
    with zipfile.ZipFile(path) as archive:
        manifest = json.loads(archive.read("manifest.json"))
        return manifest, {
            label: archive.read(f"data/{label}.jsonl").decode() for label in manifest["rows"]
        }


def renamed(text):
    """The rows of release 0.1 with today's names of moved models."""
    for old, new in MOVED.items():
        text = text.replace(f'"{old}"', f'"{new}"')
        for separator in (",", ", "):
            text = text.replace(
                separator.join(f'"{part}"' for part in old.split(".")) + "]",
                separator.join(f'"{part}"' for part in new.split(".")) + "]",
            )
    return text


def rows(text):
    """Comparable rows; the permissions of a group have no order."""
    found = [json.loads(line) for line in text.splitlines()]
    for row in found:
        if "permissions" in row["fields"]:
            row["fields"]["permissions"].sort()
    return found


@pytest.mark.both_engines
def test_a_restored_backup_gives_the_same_rows(restored, tmp_path):
    old_manifest, old = contents(OLD / "backup.zip")
    manifest, new = contents(write_backup(tmp_path))

    assert old.pop("records.searchmaking")
    assert manifest["format"] == 2
    assert {MOVED.get(label, label) for label in old} == set(new) - NEW
    assert restored.rows == sum(manifest["rows"].values())
    for label, text in old.items():
        label = MOVED.get(label, label)
        expected = rows(renamed(text))
        if label == "mail.outgoingmail":
            for row in expected:
                row["fields"]["object_id"] = row["fields"].pop("enquiry")
                row["fields"]["content_type"] = ["enquiries", "enquiry"]
        if label == "imports.import":
            for row in expected:
                row["fields"]["decisions"] = []  # a field of this release
        if label == "programme.legaldocument":
            new_fields = dict.fromkeys(["purpose", "evidence", "text_note_vi", "text_note_en"], "")
            for row in expected:
                row["fields"] |= new_fields
        if label == "records.changeitem":
            for row in expected:
                row["fields"]["base_version"] = row["fields"].pop("seen_version")
                row["fields"]["base_values"] = row["fields"].pop("common")
                row["fields"]["references"] = {}  # a field of this release
        assert rows(new[label]) == expected
    same = old_manifest["digests"].items() & manifest["digests"].items()
    assert {"data/programme.target.jsonl", "data/projects.project.jsonl"} <= dict(same).keys()
    assert sum(name.startswith("media/") for name, _digest in same) == 4
    for mail in OutgoingMail.objects.filter(key__startswith="received:"):
        assert mail.about == Enquiry.objects.get(pk=int(mail.key.partition(":")[2]))
        assert mail in mail.about.mails.all()


def test_a_figure_above_its_limit_is_restored_as_its_words():
    values = {"low": 1, "high": 5 * 10**18, "qualifier": "about", "unit": "ty_dong", "text": "5e9"}
    fields = {f"amount_{column}": value for column, value in values.items()}
    row = RELEASE_0_1.upgrade({"model": "budget.budgetentry", "pk": 1, "fields": fields})

    assert (row["fields"]["amount_high"], row["fields"]["amount_text"]) == (None, "5e9")


def test_facts_of_this_release_reach_a_restored_database(restored):
    call_command("load_programme", verbosity=0)

    assert Statement.objects.public().filter(code="grdp-2016-2020").exists()
    farm_machines = Target.objects.get(code="tinh-2025-may-nong-nghiep-gian-don")
    assert farm_machines.due_year is None
    assert LegalDocument.objects.get(number="684/QĐ-UBND").purpose == "projects"
    tyres = Project.objects.get(name_vi="Sản xuất xăm lốp ô tô")
    assert "không nêu số lượng" in tyres.note_vi


@pytest.mark.both_engines
def test_the_restored_history_can_be_read(restored, admin_login, client):
    make_roles()
    approver = admin_login("approver")
    undone = ChangeSet.objects.get(state="undone")
    for change_set in (undone, undone.changeset_set.get()):
        page = approver.get(reverse("admin:records_changeset_change", args=[change_set.pk]))
        assert "Xưởng nhập nhầm" in page.text
    waiting = Import.objects.get(change_set__state="proposed")
    client.force_login(waiting.change_set.author)
    page = client.get(reverse("admin:enterprises_enterprise_import_preview", args=[waiting.pk]))
    assert "Cơ khí Đăk Hà" in page.text


@pytest.mark.both_engines
def test_roles_keep_their_permissions(restored):
    left_out = [*UNUSED, *(label.partition(".")[2] for label in NEW)]

    def permissions():
        return {
            (group.name, permission.codename)
            for group in Group.objects.all()
            for permission in group.permissions.exclude(content_type__model__in=left_out)
        }

    old = permissions()
    make_roles()

    assert old == permissions()
    assert {("approver", "publish_notice"), ("editor", "view_outgoingmail")} <= old


@pytest.mark.both_engines
def test_a_damaged_backup_of_release_0_1_is_refused(tmp_path):
    copy = tmp_path / "damaged.zip"
    with zipfile.ZipFile(OLD / "backup.zip") as old, zipfile.ZipFile(copy, "w") as new:
        for name in old.namelist():
            content = old.read(name)
            if name == "data/enquiries.outgoingmail.jsonl":
                content = content.replace(b"a", b"b", 1)
            new.writestr(name, content)

    with pytest.raises(CommandError, match=r"outgoingmail.jsonl is not as it was written"):
        call_command("restore", copy, replace=True)


def test_a_database_migrates_to_the_rows_of_the_restored_backup(restored, tmp_path):
    database = tmp_path / "old.sqlite3"
    with lzma.open(OLD / "database.sql.xz", "rt", encoding="utf-8") as dump:
        old = sqlite3.connect(database)
        old.executescript(dump.read())
        old.close()
    folder = tmp_path / "migrated"
    environment = os.environ | {
        "DATABASE_URL": f"sqlite:///{database}",
        "DJANGO_SETTINGS_MODULE": "cnht_portal.settings",
        "MEDIA_ROOT": str(tmp_path / "media"),
    }
    program = "import sys, django; from django.core.management import call_command as call;"
    program += "django.setup(); call('migrate', verbosity=0); call('backup', sys.argv[1])"
    subprocess.run([sys.executable, "-c", program, folder], cwd=ROOT, env=environment, check=True)

    migrated_manifest, migrated = contents(next(folder.iterdir()))
    restored_manifest, expected = contents(write_backup(tmp_path))
    assert migrated_manifest["rows"] == restored_manifest["rows"]
    assert migrated_manifest["migrations"] == restored_manifest["migrations"]
    for label, text in expected.items():
        assert rows(migrated[label]) == rows(text)
    with sqlite3.connect(database) as check:
        assert not check.execute("PRAGMA foreign_key_check").fetchall()
        tables = {name for (name,) in check.execute("SELECT name FROM sqlite_master")}
    check.close()
    assert not {old.replace(".", "_") for old in MOVED} & tables


@pytest.mark.both_engines
def test_stored_mails_stay_when_their_table_is_migrated():
    """On PostgreSQL a migration cannot change a table with pending foreign key checks."""
    about = enquiry()
    OutgoingMail.objects.all().delete()
    latest = MigrationExecutor(connection).loader.graph.leaf_nodes("mail")
    try:
        executor = MigrationExecutor(connection)
        before = executor.migrate([("mail", "0001_squashed")]).apps.get_model("mail.OutgoingMail")
        for number in range(2):
            before.objects.create(
                enquiry_id=about.pk,
                key=f"received:{number}",
                message_id=f"<{number}@example.vn>",
                written_at="2026-11-30T00:00:00Z",
                send_after="2026-11-30T00:00:00Z",
            )
    finally:
        MigrationExecutor(connection).migrate(latest)

    assert [mail.about for mail in OutgoingMail.objects.all()] == [about, about]
