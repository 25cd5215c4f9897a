"""Enquiries and rounds in several processes at the same time."""

import threading

import pytest
from django.core import mail
from django.db import connections
from django.test import Client
from django.utils import timezone

from enquiries.models import Enquiry, EnquiryStep
from enquiries.workflow.periodic import run_periodic
from mail.models import OutgoingMail
from tests.enquiries.asking import ask, opened
from tests.enquiries.makers import enquiry

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.both_engines]


def at_once(number, do):
    """Run a function in several threads at the same time; returns all results."""
    start, results = threading.Barrier(number), []

    def run():
        try:
            start.wait()
            results.append(do())
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run) for _ in range(number)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return results


def test_four_simultaneous_clicks_store_one_enquiry():
    token = opened(60)
    results = at_once(4, lambda: ask(Client(), token=token))
    assert {response.status_code for response in results} == {302}
    assert len({response.url for response in results}) == 1
    assert Enquiry.objects.count() == 1
    assert OutgoingMail.objects.count() == 1
    assert Enquiry.objects.get().consents.count() == 1


def test_of_two_simultaneous_questions_from_one_form_one_is_refused():
    token, questions = opened(60), iter(["Một?", "Hai?"])
    results = at_once(2, lambda: ask(Client(), token=token, question=next(questions)))
    assert sorted(response.status_code for response in results) == [302, 400]
    assert Enquiry.objects.count() == 1


def test_simultaneous_rounds_send_each_mail_and_reminder_once(official):
    clerk = official("editor")
    clerk.email = "thu@example.vn"
    clerk.save()
    for _ in range(5):
        made = enquiry()
    now = timezone.now() + (made.due_on - timezone.localdate())
    at_once(3, lambda: run_periodic(now))
    run_periodic(now)
    # A receipt, a notice to the official and a reminder for each.
    assert len(mail.outbox) == 15
    assert EnquiryStep.objects.filter(kind="reminded").count() == 5
