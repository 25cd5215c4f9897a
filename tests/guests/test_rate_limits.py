"""The limit on receipts for each mailbox."""

from datetime import timedelta

import pytest
from django.core import mail
from django.utils import timezone
from pytest_django.asserts import assertContains, assertNotContains

from enquiries.models import Enquiry
from enquiries.workflow import actions
from enquiries.workflow.erasure import erase
from enquiries.workflow.periodic import run_periodic
from guests import rate_limits
from guests.models import Visit
from mail.models import OutgoingMail
from tests.enquiries.asking import ask
from tests.enquiries.makers import enquiry

pytestmark = [pytest.mark.django_db, pytest.mark.both_engines]
VICTIM = "nguoi.la@example.com"


@pytest.fixture(autouse=True)
def two_a_day(settings):
    settings.ENQUIRY_RECEIPTS_A_DAY = 2


def received(address=VICTIM):
    run_periodic()
    return [message for message in mail.outbox if message.to == [address]]


def test_receipts_to_a_mailbox_are_limited_and_every_enquiry_is_stored(client):
    for number in range(5):
        response = ask(client, email=VICTIM, REMOTE_ADDR=f"203.0.113.{number}")
        page = client.get(response.url)
        assertContains(page, Enquiry.objects.latest("pk").code)

    assert Enquiry.objects.filter(state="new").count() == 5
    assert len(received()) == 2


@pytest.mark.parametrize("other", ["Nguoi.La@Example.com", "nguoi.la+tin@example.com"])
def test_another_spelling_of_a_mailbox_is_the_same_mailbox(client, other):
    for email in (VICTIM, other, VICTIM):
        ask(client, email=email)
    assert OutgoingMail.objects.filter(state="withheld").count() == 1


def test_erasure_does_not_reset_the_limit():
    for _time in range(2):
        erase(enquiry(email=VICTIM))
    enquiry(email=VICTIM)
    assert not received()


def test_the_limit_does_not_affect_other_mailboxes_or_the_next_day(monkeypatch):
    for _time in range(3):
        enquiry(email=VICTIM)
    enquiry(email="nguoi.khac@example.com")
    assert len(received("nguoi.khac@example.com")) == 1

    tomorrow = timezone.localdate() + timedelta(days=1)
    monkeypatch.setattr(rate_limits, "_today", lambda: tomorrow)
    enquiry(email=VICTIM)
    assert len(received()) == 3


def test_an_enquiry_without_a_receipt_mail_still_gets_its_answer(official):
    for _time in range(3):
        made = enquiry(email=VICTIM)
    actions.answer(
        enquiry=made, text="Đã có đất sạch.", by=official("editor"), base_version=made.version
    )
    assert [message for message in received() if "Đã có đất sạch." in message.body]


def test_the_admin_lists_receipts_that_were_not_sent_and_can_send_them(admin_login, client):
    client.cookies["django_language"] = "en"
    enquiry(email=VICTIM)
    queue = "/admin/enquiries/enquiry/"
    assertNotContains(admin_login("approver").get(queue), "were not sent, because")
    made = [enquiry(email=VICTIM) for _time in range(3)][-1]

    assertContains(
        admin_login("approver").get(queue), "2 receipts of the last seven days were not sent"
    )
    page = admin_login("approver").get(f"{queue}{made.pk}/change/")
    assertContains(page, "not sent: the address reached its receipts for the day")

    chosen = OutgoingMail.objects.filter(state="withheld").values_list("pk", flat=True)
    action = {"action": "send_again", "_selected_action": list(chosen)}
    admin_login("approver").post("/admin/mail/outgoingmail/", action)
    assert len(received()) == 4


def test_the_count_does_not_store_the_mailbox():
    enquiry(email=VICTIM)
    assert "example.com" not in Visit.objects.get(what="receipt").who
