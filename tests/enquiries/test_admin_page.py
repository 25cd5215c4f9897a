"""The admin of enquiries: permissions, steps, warnings, concurrent edits."""

from datetime import timedelta

import pytest
from django.contrib import admin
from django.utils import timezone
from pytest_django.asserts import assertContains, assertNotContains

from enquiries.admin.steps import STEPS
from enquiries.models import AnswerTemplate, Enquiry
from enquiries.workflow import actions
from mail.models import OutgoingMail
from tests.enquiries.asking import PERSON
from tests.enquiries.makers import QUEUE, again, codes, enquiry, page_of
from tests.makers import project

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("role", ["reporter", "budget"])
def test_without_the_permission_no_personal_data_is_visible(admin_login, role):
    made = enquiry()
    client = admin_login(role)
    for address in (QUEUE, page_of(made), "/admin/mail/outgoingmail/"):
        assert client.get(address).status_code == 403
    assert client.post(page_of(made), {"step": "take", "base_version": "1"}).status_code == 403
    assert again(made).state == "new"


def test_the_queue_shows_open_enquiries_and_each_filter_its_own(clerk, official):
    me = clerk.session["_auth_user_id"]
    mine, waiting, spam, late, done = (enquiry() for _ in range(5))
    Enquiry.objects.filter(pk=mine.pk).update(owner_id=me)
    Enquiry.objects.filter(pk=waiting.pk).update(state="waiting", due_on=None)
    Enquiry.objects.filter(pk=spam.pk).update(state="spam")
    ha = official("editor", "ha")
    Enquiry.objects.filter(pk=late.pk).update(due_on="2026-01-05", owner=ha)
    Enquiry.objects.filter(pk=done.pk).update(state="answered")
    expected = {
        "": {mine, waiting, late},
        "?queue=mine": {mine, waiting},
        "?queue=overdue": {late},
        "?queue=waiting": {waiting},
        "?queue=spam": {spam},
        "?queue=finished": {done},
        "?queue=all": {mine, waiting, spam, late, done},
    }
    for query, enquiries in expected.items():
        assert codes(clerk.get(QUEUE + query)) == {each.code for each in enquiries}
    assertContains(clerk.get(QUEUE), "overdue</span>", count=1)


def test_the_page_shows_question_record_consents_and_steps(clerk):
    asked = project("Nhà máy đế giày")
    made = enquiry(record=asked, kind="project")
    page = clerk.get(page_of(made))
    for message in (PERSON["question"], PERSON["email"], f"/admin/projects/project/{asked.pk}/"):
        assertContains(page, message)


def test_an_official_takes_and_answers_with_a_template_filled_in(clerk):
    template = AnswerTemplate.objects.create(
        title="Chào", text_vi="Kính gửi {name}, về {about} ({code}).", text_en="Dear {name}"
    )
    made = enquiry(record=project("Nhà máy đế giày"), kind="project")
    page = clerk.post(page_of(made), {"template": template.pk})
    text = f"Kính gửi {PERSON['name']}, về Nhà máy đế giày ({made.code})."
    assertContains(page, text)
    clerk.post(page_of(made), {"step": "take", "base_version": "1"})
    response = clerk.post(
        page_of(made), {"step": "answer", "base_version": "2", "answer-text": text}, follow=True
    )
    assertContains(response, "The answer is being sent")
    assert again(made).state == "answered"
    assert OutgoingMail.objects.filter(key__startswith="answered").count() == 1


def test_a_name_that_looks_like_a_placeholder_stays_a_name(clerk):
    template = AnswerTemplate.objects.create(title="x", text_vi="{name} {code}", text_en="x")
    made = enquiry(name="{code}")
    page = clerk.post(page_of(made), {"template": template.pk})
    assertContains(page, f"{{code}} {made.code}")


def test_a_template_with_an_unknown_placeholder_is_refused(admin_login):
    response = admin_login("approver").post(
        "/admin/enquiries/answertemplate/add/",
        {"title": "x", "text_vi": "Kính gửi {ten}", "text_en": "Dear {name}"},
    )
    assert response.status_code == 200
    assert "text_vi" in response.context["adminform"].form.errors
    assert not AnswerTemplate.objects.exists()


def test_the_second_of_two_answers_is_refused_and_stays_on_the_page(clerk, official):
    made = enquiry()
    other = official("editor", "ha")
    actions.answer(enquiry=made, text="Câu trả lời của Hà.", by=other, base_version=1)
    response = clerk.post(
        page_of(made),
        {"step": "answer", "base_version": "1", "answer-text": "Câu trả lời của tôi."},
    )
    assertContains(response, "Someone else worked on this enquiry")
    assertContains(response, "Câu trả lời của Hà.")
    assertContains(response, "Câu trả lời của tôi.")
    assert OutgoingMail.objects.filter(key__startswith="answered").count() == 1


def test_an_empty_answer_is_not_sent(clerk):
    made = enquiry()
    response = clerk.post(
        page_of(made), {"step": "answer", "base_version": "1", "answer-text": " \n"}
    )
    assertContains(response, "Enter the answer.")
    assert again(made).state == "new"


def test_viewing_changes_nothing(clerk):
    made = enquiry()
    for step in STEPS:
        clerk.get(f"{page_of(made)}?step={step}&base_version=1")
    assert again(made).version == 1


def test_erasing_in_the_admin_needs_the_manage_permission(clerk, admin_login):
    made = enquiry()
    erase = {"step": "erase", "base_version": "1", "erase-sure": "on"}
    assert clerk.post(page_of(made), erase).status_code == 403
    assert again(made).name
    admin_login("approver").post(page_of(made), erase)
    assert again(made).state == "erased"


def test_erasing_is_refused_after_a_step_of_somebody_else(admin_login, client, official):
    client.cookies["django_language"] = "en"
    made = enquiry()
    actions.answer(enquiry=made, text="Kính gửi chị.", by=official("editor", "ha"), base_version=1)
    erase = {"step": "erase", "base_version": "1", "erase-sure": "on"}
    response = admin_login("approver").post(page_of(made), erase)
    assertContains(response, "Someone else worked on this enquiry")
    assert again(made).name
    client.post(page_of(made), erase | {"base_version": "2"})
    assert again(made).state == "erased"


def test_a_question_is_passed_on_from_the_admin(clerk):
    made = enquiry(purposes=("answer", "pass_on"))
    data = {
        "step": "pass_on",
        "base_version": "1",
        "pass_on-whom": "Sở",
        "pass_on-to": "so@example.vn",
    }
    clerk.post(page_of(made), data)
    assert OutgoingMail.objects.filter(to="so@example.vn").count() == 1


def test_spam_is_released_from_its_queue(clerk):
    made = enquiry()
    clerk.post(page_of(made), {"step": "spam", "base_version": "1"})
    assert again(made).state == "spam"
    clerk.post(page_of(made), {"step": "release", "base_version": "2"})
    assert again(made).state == "new"


def test_an_enquiry_is_assigned_to_an_official_who_may_answer(clerk, official):
    made, ha, reporter = enquiry(), official("approver", "ha"), official("reporter")
    for person, owner in ((reporter, None), (ha, ha)):
        clerk.post(page_of(made), {"step": "assign", "base_version": "1", "assign-to": person.pk})
        assert again(made).owner == owner


def test_terms_and_closing_need_a_reason(clerk):
    made = enquiry()
    for step, field in (("term", "reason"), ("close", "note")):
        data = {"step": step, "base_version": "1", "term-days": "7", f"{step}-{field}": ""}
        assertContains(clerk.post(page_of(made), data), "Nothing was stored")
    assert again(made).version == 1


@pytest.mark.parametrize("base_version", ["", "x", "-1", "9" * 50, "²", "\0"])
def test_an_invalid_version_counts_as_outdated(clerk, base_version):
    made = enquiry()
    assertContains(
        clerk.post(page_of(made), {"step": "take", "base_version": base_version}), "Someone else"
    )


def test_nobody_edits_or_deletes_an_enquiry_not_even_the_admin(admin_client):
    made = enquiry()
    assert admin_client.get(f"{QUEUE}add/").status_code == 403
    assert admin_client.post(f"{QUEUE}{made.pk}/delete/", {"post": "yes"}).status_code == 403
    assert admin_client.get(f"{QUEUE}999999/change/").status_code == 302
    assert again(made).version == 1
    assert admin.site._registry[Enquiry].actions is None


def test_the_admin_warns_when_mail_cannot_be_sent(clerk):
    enquiry()
    OutgoingMail.objects.update(last_error="ConnectionRefusedError")
    assertContains(clerk.get(QUEUE), "1 email could not be sent yet")
    enquiry()
    OutgoingMail.objects.update(last_error="ConnectionRefusedError")
    assertContains(clerk.get(QUEUE), "2 emails could not be sent yet")


def test_the_admin_warns_when_the_worker_does_not_run(clerk):
    enquiry()
    assertNotContains(clerk.get(QUEUE), "is not running")
    late = timezone.now() - timedelta(minutes=11)
    for stuck in (
        {"send_after": late},
        {"send_after": timezone.now(), "state": "sending", "claimed_at": late},
    ):
        OutgoingMail.objects.update(**stuck)
        assertContains(
            clerk.get(QUEUE), "worker that sends email, reminds and erases is not running"
        )
    OutgoingMail.objects.update(state="sent")
    assertNotContains(clerk.get(QUEUE), "is not running")


def test_the_number_of_queries_does_not_depend_on_the_enquiries(
    clerk, django_assert_max_num_queries
):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    counts = []
    for _ in range(2):
        for _number in range(4):
            made = enquiry(record=project(), kind="project")
            actions.close(enquiry=made)
        for address in (f"{QUEUE}?queue=all", page_of(made)):
            with CaptureQueriesContext(connection) as captured:
                assert clerk.get(address).status_code == 200
            counts.append(len(captured))
    assert counts[:2] == counts[2:]
    assert max(counts) <= 25


def test_demo_enquiries_are_marked_in_the_queue(clerk):
    enquiry(record=project(is_demo=True), kind="project")
    assertContains(clerk.get(QUEUE), "demo data")
    enquiry(record=project("Thật"), kind="project")
    assertContains(clerk.get(f"{QUEUE}?q=Thật"), "Thật")
    assertNotContains(clerk.get(f"{QUEUE}?q=Thật"), "demo data")


def test_enquirers_with_a_valid_consent_to_news_can_be_listed(clerk):
    agreed, _other = enquiry(purposes=("answer", "news")), enquiry()
    assert codes(clerk.get(f"{QUEUE}?queue=all&news=yes")) == {agreed.code}
    actions.withdraw(enquiry=agreed, purpose="news")
    assert codes(clerk.get(f"{QUEUE}?queue=all&news=yes")) == set()


LISTS = [
    "enquiries/answertemplate",
    "enquiries/responsibility",
    "mail/outgoingmail",
    "programme/holiday",
]


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize("model", LISTS)
def test_the_offices_own_lists_open_for_an_approver(admin_login, client, model, language):
    client.cookies["django_language"] = language
    enquiry()
    page = admin_login("approver").get(f"/admin/{model}/")
    assert page.status_code == 200
    may_add = model != "mail/outgoingmail"
    assert client.get(f"/admin/{model}/add/").status_code == (200 if may_add else 403)


def test_the_list_of_outgoing_mail_shows_no_texts(admin_login):
    enquiry()
    mail = OutgoingMail.objects.first()
    page = admin_login("approver").get(f"/admin/mail/outgoingmail/{mail.pk}/change/")
    assertNotContains(page, PERSON["email"])


def test_correcting_data_needs_the_manage_permission_and_logs_no_values(admin_login):
    made = enquiry()
    client = admin_login("approver")
    person = {f"correct-{field}": value for field, value in PERSON.items() if field != "question"}
    data = {"step": "correct", "base_version": "1"} | person | {"correct-name": "Trần Thị Lam"}
    client.post(page_of(made), data)
    assert again(made).name == "Trần Thị Lam"
    step = made.steps.get(kind="corrected")
    assert (step.note, step.text) == ("name", "")
