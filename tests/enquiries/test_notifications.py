"""Mails to enquirers about every end, delay and passing on, and their replies."""

from datetime import timedelta

import pytest
from django.utils import timezone, translation
from pytest_django.asserts import assertContains, assertNotContains

from enquiries.display import day_text, note_text
from enquiries.models import Enquiry
from enquiries.workflow import actions
from enquiries.workflow.periodic import run_periodic
from mail.models import OutgoingMail
from programme.models import Holiday
from programme.working_days import WorkingDays
from records.models import Publication
from tests.enquiries.makers import again, enquiry
from tests.makers import project

pytestmark = pytest.mark.django_db


@pytest.fixture
def clerk(official):
    return official("editor", "thu")


def own_page(made):
    return f"/en/enquiry-status/{made.code}/"


def mails(made, key):
    return OutgoingMail.objects.filter(enquiry=made, key__startswith=key)


def test_closing_without_an_answer_gives_the_enquirer_the_reason(client, clerk):
    made = enquiry(language="en")
    actions.close(enquiry=made, by=clerk, base_version=1, note="Asked by telephone already")
    mail = mails(made, "closed").get()
    assert mail.to == made.email
    assert "without an answer" in mail.body
    assert "Asked by telephone already" in mail.body
    page = client.get(own_page(made))
    assertContains(page, "Asked by telephone already")
    assertNotContains(page, "Answer by")


def test_automatic_closing_names_the_missing_reply(client, clerk, settings):
    made = enquiry(language="en")
    actions.ask_back(enquiry=made, text="Which field?", by=clerk, base_version=1)
    run_periodic(timezone.now() + timedelta(days=settings.ENQUIRY_WAIT_DAYS + 1))
    assert again(made).state == "closed"
    assert "had no reply" in mails(made, "closed").get().body
    assertContains(client.get(own_page(made)), "had no reply")


def test_closing_an_answered_enquiry_sends_no_mail(clerk):
    made = enquiry()
    actions.answer(enquiry=made, text="Rồi.", by=clerk, base_version=1)
    actions.close(enquiry=again(made), by=clerk, base_version=2, note="Xong")
    assert not mails(made, "closed").exists()


@pytest.mark.parametrize("finished", ["answered", "closed"])
def test_a_finished_enquiry_is_reopened_with_a_new_term(clerk, official, finished):
    made, other = enquiry(days_ago=30), official("approver", "ha")
    if finished == "answered":
        actions.answer(enquiry=made, text="Rồi.", by=clerk, base_version=1)
    else:
        actions.close(enquiry=made, by=clerk, base_version=1, note="Nhầm")
    days = again(made).days_to_answer
    actions.reopen(enquiry=made, by=other, base_version=2, reason="Đóng nhầm")
    stored, calendar = again(made), WorkingDays()
    due = calendar.after(timezone.localdate(), made.term)
    assert (stored.state, stored.owner, stored.due_on) == ("working", other, due)
    assert stored.closed_at is None
    assert "Đóng nhầm" in mails(made, "reopened").get().body
    run_periodic()
    assert again(made).due_on == due
    actions.answer(enquiry=made, text="Thêm.", by=other, base_version=3)
    received = timezone.localdate(stored.received_at)
    first = calendar.between(received, timezone.localdate())
    assert again(made).days_to_answer == (first if days is None else days)


@pytest.mark.parametrize("state", ["new", "waiting", "spam", "erased"])
def test_an_unfinished_enquiry_cannot_be_reopened(clerk, state):
    made = enquiry()
    person = dict.fromkeys(Enquiry.PERSONAL, "") if state == "erased" else {}
    Enquiry.objects.filter(pk=made.pk).update(state=state, **person)
    with pytest.raises(actions.StepRefused):
        actions.reopen(enquiry=made, by=clerk, base_version=1, reason="x")


def test_a_question_to_the_enquirer_keeps_that_the_answer_was_overdue(clerk):
    late, timely = enquiry(), enquiry()
    Enquiry.objects.filter(pk=late.pk).update(due_on="2026-01-05")
    for made in (late, timely):
        actions.ask_back(enquiry=made, text="?", by=clerk, base_version=1)
    with translation.override("en"):
        assert "due on 5 January 2026" in note_text(late.steps.get(kind="asked_back"))
        assert note_text(timely.steps.get(kind="asked_back")) == ""


def test_a_further_answer_is_sent_and_keeps_the_time_to_answer(client, clerk):
    made = enquiry(language="en", days_ago=8)
    actions.answer(enquiry=made, text="Part one.", by=clerk, base_version=1)
    days = again(made).days_to_answer
    actions.supplement(enquiry=made, text="Part two.", by=clerk, base_version=2)
    assert again(made).days_to_answer == days
    assert mails(made, "answered").count() == 2
    page = client.get(own_page(made))
    assertContains(page, "Part two.")
    assertContains(page, "Supplementary answer")


def test_only_an_answered_enquiry_gets_a_further_answer(clerk):
    made = enquiry()
    with pytest.raises(actions.StepRefused):
        actions.supplement(enquiry=made, text="Thêm.", by=clerk, base_version=1)
    assert not mails(made, "answered").exists()


def test_the_enquirer_may_reply_to_the_answer_until_it_is_closed(client, clerk):
    made = enquiry(days_ago=30)
    clerk.email = "thu@example.vn"
    clerk.save()
    actions.answer(enquiry=made, text="Rồi.", by=clerk, base_version=1)
    client.post(own_page(made), {"do": "reply", "text": "Còn nước thì sao?"})
    stored = again(made)
    assert (stored.state, stored.owner) == ("working", clerk)
    assert stored.due_on == WorkingDays().after(timezone.localdate(), made.term)
    assert mails(made, "replied").get().to == "thu@example.vn"
    actions.close(enquiry=made, by=clerk, base_version=3, note="Xong")
    assertNotContains(client.get(own_page(made)), 'value="reply"')
    client.post(own_page(made), {"do": "reply", "text": "Nữa?"})
    assert again(made).state == "closed"
    assert mails(made, "replied").count() == 1


def test_a_question_is_passed_on_in_vietnamese_with_subject_due_day_and_official(client, clerk):
    clerk.first_name, clerk.last_name = "Thu", "Lê"
    clerk.save()
    asked = project("Nhà máy đế giày")
    made = enquiry(
        record=asked,
        kind="project",
        language="en",
        question="Is the land cleared?",
        purposes=("answer", "pass_on"),
    )
    actions.take(enquiry=made, by=clerk, base_version=1)
    actions.pass_on(enquiry=made, to="so@example.vn", whom="Sở Tài chính", by=clerk, base_version=2)
    mail = OutgoingMail.objects.get(to="so@example.vn")
    for message in (
        "Câu hỏi",
        "Is the land cleared?",
        "Nhà máy đế giày",
        f"/du-an/{asked.code}/",
        f"{made.due_on:%d/%m/%Y}",
        clerk.get_full_name(),
    ):
        assert message in mail.subject + mail.body
    assert "We received this question" not in mail.body
    assertContains(client.get(own_page(made)), "Sở Tài chính")


def test_a_question_is_passed_on_without_a_link_to_an_unpublished_record(clerk):
    asked = project("Nhà máy đế giày")
    made = enquiry(record=asked, kind="project", purposes=("answer", "pass_on"))
    asked.publication = Publication.WITHDRAWN
    asked.save()
    actions.pass_on(enquiry=made, to="so@example.vn", whom="Sở", by=clerk, base_version=1)
    assert f"/du-an/{asked.code}/" not in OutgoingMail.objects.get(to="so@example.vn").body


def test_another_term_is_announced_to_the_enquirer_with_its_reason(client, clerk):
    made = enquiry(language="en")
    actions.set_term(enquiry=made, days=7, reason="Two offices answer", by=clerk, base_version=1)
    mail = mails(made, "moved").get()
    with translation.override("en"):
        days = day_text(again(made).due_on), day_text(made.due_on)
    for message in (*days, "Two offices answer"):
        assert message in mail.body
    assertContains(client.get(own_page(made)), "7 working days: Two offices answer")
    actions.set_term(enquiry=made, days=7, reason="Again", by=clerk, base_version=2)
    assert mails(made, "moved").count() == 1


def test_a_holiday_that_moves_the_day_is_announced_once_with_its_name(client):
    made = enquiry(language="en")
    Holiday.objects.create(
        code="bao-lut",
        kind="moved",
        name_vi="Nghỉ bão",
        first_day=made.due_on,
        last_day=made.due_on,
        source="QĐ",
        publication=Publication.PUBLISHED,
    )
    run_periodic()
    run_periodic()
    assert "Nghỉ bão" in mails(made, "moved").get().body
    assertContains(client.get(own_page(made)), "Nghỉ bão")


def test_waiting_for_the_enquirer_moves_the_due_day_without_a_mail(clerk):
    made = enquiry()
    actions.ask_back(enquiry=made, text="?", by=clerk, base_version=1)
    asked = timezone.localdate() - timedelta(days=8)
    Enquiry.objects.filter(pk=made.pk).update(waiting_since=asked)
    actions.reply(enquiry=made, text="Đây.")
    run_periodic()
    assert again(made).due_on > made.due_on
    assert not mails(made, "moved").exists()


def test_dates_in_english_mails_have_the_name_of_the_month(client):
    made = enquiry(language="en")
    with translation.override("en"):
        texts = day_text(made.due_on)
    assert f"{made.due_on:%B %Y}" in texts
    assert texts in mails(made, "received").get().body
    assertContains(client.get(own_page(made)), texts)
