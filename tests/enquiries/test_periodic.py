"""The periodic round handles each enquiry on its own."""

import logging
from datetime import timedelta

import pytest
from django.db import IntegrityError, OperationalError
from django.db.models import Q
from django.utils import timezone

from enquiries import notifications
from enquiries.models import Enquiry
from enquiries.workflow import actions, periodic
from enquiries.workflow.periodic import run_periodic
from mail.models import OutgoingMail
from tests.enquiries.makers import enquiry

pytestmark = [pytest.mark.django_db, pytest.mark.both_engines]


@pytest.fixture
def clerk(official):
    person = official("editor", "thu")
    person.email = "thu@example.vn"
    person.save()
    return person


def on_due_day(made, days=0):
    return run_periodic(
        timezone.now() + (made.due_on - timezone.localdate()) + timedelta(days=days)
    )


def test_a_mail_written_by_a_round_is_sent_in_the_same_round(clerk, mailoutbox):
    enquiry(days_ago=20)
    assert run_periodic().escalated == 1
    assert "quá hạn" in mailoutbox[-1].subject
    assert not OutgoingMail.objects.filter(state="waiting").exists()


def fails_for(monkeypatch, module, name, made, error):
    """Make a function fail for one enquiry only."""
    real = getattr(module, name)

    def failing(*args, **named):
        enquiry = args[0] if args else named["enquiry"]
        if enquiry.pk == made.pk:
            raise error
        return real(*args, **named)

    monkeypatch.setattr(module, name, failing)


@pytest.mark.parametrize("error", [ValueError("x"), IntegrityError("lỗi\nDETAIL: Trần Thị Lan")])
def test_a_failing_enquiry_does_not_stop_the_others_and_is_logged_without_names(
    clerk, monkeypatch, caplog, error
):
    bad, good = enquiry(), enquiry()
    fails_for(monkeypatch, notifications, "notify_due_soon", bad, error)
    assert on_due_day(bad).reminded == 1
    assert good.steps.filter(kind="reminded").exists()
    assert not bad.steps.filter(kind="reminded").exists()
    (message,) = (each for each in caplog.records if each.levelno == logging.ERROR)
    assert bad.code in message.getMessage()
    assert "Trần Thị Lan" not in caplog.text


LONG_AGO = timezone.now() - timedelta(days=3000)
FAR = timezone.localdate() + timedelta(days=90)


@pytest.mark.parametrize(
    ("step", "before", "done"),
    [
        ("close", {"state": "answered", "answered_at": LONG_AGO}, Q(state="closed")),
        ("erase", {"state": "closed", "closed_at": LONG_AGO}, Q(state="erased")),
        ("set_due_day", {"due_on": FAR}, Q(due_on__lt=FAR)),
        ("in_charge", {"group": None}, Q(group__name="editor")),
    ],
)
def test_a_failing_step_continues_with_the_next_enquiry(
    clerk, monkeypatch, caplog, step, before, done
):
    bad, good = enquiry(), enquiry()
    Enquiry.objects.update(**before)
    fails_for(monkeypatch, periodic, step, bad, ValueError("x"))
    run_periodic()
    assert list(Enquiry.objects.filter(done)) == [good]
    assert bad.code in caplog.text
    assert good.code not in caplog.text


def test_a_database_failure_ends_the_round(clerk, monkeypatch):
    bad, _good = enquiry(), enquiry()
    fails_for(monkeypatch, notifications, "notify_due_soon", bad, OperationalError("gone"))
    with pytest.raises(OperationalError):
        on_due_day(bad)


@pytest.mark.parametrize("meanwhile", ["answer", "ask_back", "term"])
@pytest.mark.parametrize(("days", "kind"), [(0, "reminded"), (1, "escalated")])
def test_no_reminder_for_an_enquiry_answered_or_moved_during_the_round(
    clerk, monkeypatch, meanwhile, days, kind
):
    first, second = enquiry(), enquiry()
    name = {"reminded": "notify_due_soon", "escalated": "notify_overdue"}[kind]
    real = getattr(notifications, name)
    by = {"enquiry": second, "by": clerk, "base_version": 1}

    def notify(reminded, *args, **named):
        if not second.steps.filter(kind__in=["answered", "asked_back", "term"]).exists():
            match meanwhile:
                case "answer":
                    actions.answer(text="Rồi.", **by)
                case "ask_back":
                    actions.ask_back(text="Diện tích?", **by)
                case "term":
                    actions.set_term(days=10, reason="Khó", **by)
        return real(reminded, *args, **named)

    monkeypatch.setattr(notifications, name, notify)
    monkeypatch.setattr(Enquiry._meta, "ordering", ["id"])
    on_due_day(first, days)
    assert first.steps.filter(kind=kind).exists()
    assert not second.steps.filter(kind=kind).exists()
    key = {"reminded": "today", "escalated": "late"}[kind]
    assert not OutgoingMail.objects.filter(enquiry=second, key__startswith=key).exists()
