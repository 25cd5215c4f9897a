"""Reminders without a recipient are repeated, and the admin names officials without an address."""

from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone
from pytest_django.asserts import assertContains, assertNotContains

from enquiries.workflow.periodic import run_periodic
from mail.models import OutgoingMail
from tests.enquiries.makers import enquiry

pytestmark = pytest.mark.django_db
QUEUE = "/admin/enquiries/enquiry/"
GOOD = "ba con trâu ăn cỏ"


def on_due_day(made, days=0):
    return run_periodic(
        timezone.now() + (made.due_on - timezone.localdate()) + timedelta(days=days)
    )


def with_address(person, email):
    person.email = email
    person.save()
    return person


def test_a_reminder_without_a_recipient_is_repeated(official):
    clerk, made = official("editor"), enquiry()
    assert on_due_day(made).reminded == 0
    assert not made.steps.filter(kind="reminded").exists()
    with_address(clerk, "thu@example.vn")
    assert on_due_day(made).reminded == 1
    assert on_due_day(made).reminded == 0
    assert OutgoingMail.objects.filter(to="thu@example.vn").count() == 1


def test_an_escalation_without_a_recipient_is_repeated(official):
    approver, made = official("approver"), enquiry()
    assert on_due_day(made, 1).escalated == 0
    assert not made.steps.filter(kind="escalated").exists()
    with_address(approver, "duyet@example.vn")
    assert on_due_day(made, 2).escalated == 1
    assert on_due_day(made, 3).escalated == 0


def test_the_queue_names_the_officials_who_answer_without_an_address(official, admin_login, client):
    client.cookies["django_language"] = "en"
    thu = official("editor", "thu")
    thu.last_name, thu.first_name = "Lê", "Thu"
    thu.save()
    with_address(official("approver", "ha"), "ha@example.vn")
    official("reporter", "chi-doc")
    page = admin_login("editor").get(QUEUE)
    assertContains(page, "2 officials who answer have no email address")
    assertContains(page, f"{thu.get_full_name()} (thu)")
    assertNotContains(page, "chi-doc")
    for person in (thu, page.wsgi_request.user):
        with_address(person, f"{person.username}@example.vn")
    assertNotContains(client.get(QUEUE), "no email address")


@pytest.mark.parametrize("role", ["editor", "approver"])
def test_creating_an_answering_account_without_an_address_gives_a_warning(
    db, monkeypatch, capsys, django_user_model, role
):
    monkeypatch.setenv("CNHT_PASSWORD", GOOD)
    call_command("create_official", "lan", role=role)
    assert "no reminder of an enquiry will reach lan" in capsys.readouterr().out
    call_command("create_official", "ha", role=role, email="ha@example.vn")
    assert "no reminder" not in capsys.readouterr().out
    assert django_user_model.objects.get(username="ha").email == "ha@example.vn"


def test_a_reading_account_needs_no_address(db, monkeypatch, capsys):
    monkeypatch.setenv("CNHT_PASSWORD", GOOD)
    call_command("create_official", "lan", role="reporter")
    assert "no reminder" not in capsys.readouterr().out


def test_an_invalid_address_creates_no_account(db, monkeypatch, django_user_model):
    monkeypatch.setenv("CNHT_PASSWORD", GOOD)
    with pytest.raises(CommandError, match="No account was made"):
        call_command("create_official", "lan", role="editor", email="lan tại sở")
    assert not django_user_model.objects.exists()
