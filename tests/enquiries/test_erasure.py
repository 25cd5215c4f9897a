"""Erasure of personal data, and the data that stay."""

from datetime import timedelta

import pytest
from django.apps import apps
from django.contrib.admin.models import LogEntry
from django.db import models
from django.utils import timezone
from pytest_django.asserts import assertContains

from enquiries.models import Enquiry
from enquiries.statistics import answer_time
from enquiries.workflow import actions
from enquiries.workflow.erasure import erase
from enquiries.workflow.periodic import run_periodic
from guests import rate_limits
from guests.models import Visit
from guests.rate_limits import RECEIPT, SUBMIT
from mail.models import OutgoingMail
from tests.enquiries.asking import PERSON, ask
from tests.enquiries.makers import again, enquiry
from tests.makers import project

pytestmark = [pytest.mark.django_db, pytest.mark.both_engines]


def traces(*words):
    """Every column of every table that contains one of the texts, in any letter case."""
    words = [text.casefold() for text in words]
    found = []
    for model in apps.get_models():
        names = [
            field.name
            for field in model._meta.concrete_fields
            if isinstance(field, models.CharField | models.TextField | models.JSONField)
        ]
        rows = model._base_manager.values_list(*names) if names else []
        for name, values in zip(names, zip(*rows, strict=True), strict=False):
            stored = " ".join(map(str, values)).casefold()
            found += [f"{model._meta.label}.{name}" for text in words if text in stored]
    return found


def test_erasure_leaves_no_trace_of_the_person(client, official):
    clerk = official("editor")
    made = enquiry(purposes=("answer", "pass_on"))
    actions.pass_on(enquiry=made, to="so-khac@example.vn", whom="Sở", by=clerk, base_version=1)
    actions.ask_back(enquiry=made, text="Thưa chị Trần Thị Lan?", by=clerk, base_version=2)
    actions.reply(enquiry=made, text="Vâng, Trần Thị Lan đây.")
    actions.answer(enquiry=made, text="Kính gửi Trần Thị Lan.", by=clerk, base_version=4)
    words = [PERSON[field] for field in ("name", "email", "organisation", "phone", "question")]
    assert traces(*words, "so-khac@")
    erase(made)
    assert traces(*words, "so-khac@") == []


def test_unsent_mails_are_dropped_by_erasure(mailoutbox):
    erase(enquiry())
    run_periodic()
    assert mailoutbox == []
    assert OutgoingMail.objects.get().state == "dropped"


def test_erased_enquiries_still_count(official):
    clerk = official("editor")
    for _ in range(5):
        made = enquiry(record=project(), kind="project")
        actions.answer(enquiry=made, text="Rồi.", by=clerk, base_version=1)
        erase(made)
    assert answer_time().answered == 5
    assert Enquiry.objects.filter(project__isnull=False).count() == 5


def test_data_are_erased_months_after_closing_and_spam_after_days(settings, official):
    settings.ENQUIRY_KEPT_MONTHS, settings.ENQUIRY_SPAM_DAYS = 2, 30
    closed, spam = enquiry(), enquiry()
    actions.close(enquiry=closed)
    actions.mark_as_spam(enquiry=spam, by=official("editor"), base_version=1)
    erased = []
    for days in (29, 31, 59, 62):
        run_periodic(timezone.now() + timedelta(days=days))
        erased.append((again(spam).state, again(closed).state))
    assert erased == [
        ("spam", "closed"),
        ("erased", "closed"),
        ("erased", "closed"),
        ("erased", "erased"),
    ]


def test_suspected_spam_is_kept_as_long_as_other_enquiries(settings, official):
    settings.ENQUIRY_KEPT_MONTHS, settings.ENQUIRY_SPAM_DAYS = 2, 30
    made = [enquiry(suspicion="The question holds more than two links.") for _ in range(2)]
    judged, undecided = made
    run_periodic(timezone.now() + timedelta(days=59))
    assert [again(each).state for each in made] == ["spam", "spam"]
    actions.mark_as_spam(enquiry=judged, by=official("editor"), base_version=1)
    run_periodic(timezone.now() + timedelta(days=31))
    assert [again(each).state for each in made] == ["erased", "spam"]
    run_periodic(timezone.now() + timedelta(days=62))
    assert again(undecided).state == "erased"
    assert again(undecided).email == ""


def test_the_form_explains_how_long_suspected_spam_is_kept(client, settings):
    settings.ENQUIRY_SPAM_DAYS = 31
    page = client.get("/en/contact/ask/")
    assertContains(page, "months after we receive it, or 31 days after an official confirms")


def test_an_old_enquiry_marked_as_spam_is_kept_as_long_as_a_new_one(official):
    old, clerk = enquiry(), official("editor")
    Enquiry.objects.filter(pk=old.pk).update(received_at=timezone.now() - timedelta(days=90))
    actions.mark_as_spam(enquiry=old, by=clerk, base_version=1)
    run_periodic(timezone.now() + timedelta(days=29))
    assert again(old).state == "spam"


def test_an_open_enquiry_is_never_erased_by_the_round():
    made = enquiry()
    run_periodic(timezone.now() + timedelta(days=3000))
    assert again(made).state in Enquiry.RUNNING


def test_the_database_holds_no_erased_enquiry_with_a_name():
    from django.db import IntegrityError

    made = enquiry()
    with pytest.raises(IntegrityError):
        Enquiry.objects.filter(pk=made.pk).update(state="erased")


def test_no_ip_address_is_stored(client):
    client.defaults["REMOTE_ADDR"] = "198.51.100.7"
    ask(client, headers={"X-Forwarded-For": "203.0.113.77"})
    client.get("/tra-loi/HD-2222-2222/")
    assert Visit.objects.exclude(what=RECEIPT).count() == 2
    assert traces("203.0.113", "198.51.100") == []


def test_visits_are_deleted_after_a_day(client):
    ask(client)
    run_periodic(timezone.now() + timedelta(hours=25))
    assert not Visit.objects.exists()


def test_the_hash_of_an_address_changes_every_day(client, monkeypatch):

    ask(client)
    first = Visit.objects.get(what=SUBMIT).who
    tomorrow = timezone.localdate() + timedelta(days=1)
    monkeypatch.setattr(rate_limits, "_today", lambda: tomorrow)
    ask(client)
    assert Visit.objects.filter(what=SUBMIT).exclude(who=first).count() == 1


def test_the_admin_log_has_no_enquiries(admin_login):
    made = enquiry()
    client = admin_login("approver")
    address = f"/admin/enquiries/enquiry/{made.pk}/change/"
    client.post(
        address, {"step": "answer", "base_version": "1", "answer-text": "Kính gửi chị Lan."}
    )
    assert again(made).state == "answered"
    assert not LogEntry.objects.exists()
