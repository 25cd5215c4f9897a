"""Backups of enquiries, and erasures after a backup."""

from pathlib import Path

import pytest
from django.core.management import call_command

from enquiries.models import Consent, Enquiry
from enquiries.workflow import actions
from enquiries.workflow.erasure import erase
from mail.models import OutgoingMail
from operations.backup import restore_backup
from tests.enquiries.makers import enquiry
from tests.makers import project, shorten_history

pytestmark = pytest.mark.both_engines


def test_a_backup_holds_enquiries_with_all_that_belongs_to_them(
    transactional_db, official, client, tmp_path, settings, capsys
):
    settings.MEDIA_ROOT = tmp_path / "media"
    shorten_history()
    made = enquiry(record=project(), kind="project", purposes=("answer", "news"))
    actions.answer(enquiry=made, text="Có đất.", by=official("editor"), base_version=1)
    before = client.get(f"/tra-loi/{made.code}/").text
    call_command("backup", tmp_path)
    path = Path(capsys.readouterr().out.strip())
    Enquiry.objects.all().delete()
    restore_backup(path, replace=True)
    after = client.get(f"/tra-loi/{made.code}/").text
    assert Consent.objects.count() == OutgoingMail.objects.count() == 2

    def without_tokens(text):
        return [line for line in text.splitlines() if "oken" not in line]

    assert without_tokens(after) == without_tokens(before)


def test_erasures_after_a_backup_are_repeated_by_its_restore(
    transactional_db, tmp_path, settings, capsys
):
    settings.MEDIA_ROOT = tmp_path / "media"
    shorten_history()
    erased, kept = enquiry(), enquiry()
    call_command("backup", tmp_path)
    path = Path(capsys.readouterr().out.strip())
    erase(erased)
    restore_backup(path, replace=True)
    assert Enquiry.objects.get(code=erased.code).email == ""
    assert Enquiry.objects.get(code=kept.code).email == kept.email
