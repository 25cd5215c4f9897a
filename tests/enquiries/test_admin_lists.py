"""The admin of enquiries: typed text is never lost, queue, filters, languages, holidays."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from pytest_django.asserts import assertContains, assertNotContains

from enquiries.admin import warnings
from enquiries.models import AnswerTemplate, Enquiry
from enquiries.workflow import actions
from enquiries.workflow.erasure import erase
from mail.models import OutgoingMail
from programme.models import Holiday
from programme.working_days import WorkingDays
from records.models import Publication
from tests.enquiries.makers import QUEUE, again, codes, enquiry, page_of

pytestmark = pytest.mark.django_db


def offered(client, made):
    return {name for name, step in client.get(page_of(made)).context["steps"].items()}


# What was typed


def test_a_template_is_added_below_the_typed_answer(clerk):
    template = AnswerTemplate.objects.create(title="Chào", text_vi="Trân trọng.", text_en="Yours")
    made = enquiry()
    page = clerk.post(page_of(made), {"answer-text": "Đã soạn.", "template": template.pk})
    assert page.context["steps"]["answer"]["form"].initial["text"] == "Đã soạn.\n\nTrân trọng."
    assert again(made).version == 1


@pytest.mark.parametrize("template", ["", "x", "0", "9" * 50, "²"])
def test_an_invalid_template_keeps_the_typed_text(clerk, template):
    made = enquiry()
    page = clerk.post(page_of(made), {"answer-text": "Đã soạn.", "template": template})
    assert page.status_code == 200
    assertContains(page, "Đã soạn.")


@pytest.mark.parametrize("taken", ["take", "ask_back", "term", "close", "spam"])
def test_another_step_keeps_the_typed_answer(clerk, taken):
    made = enquiry()
    data = {
        "step": taken,
        "base_version": "1",
        "answer-text": "Đã soạn nửa chừng.",
        "ask_back-text": "Hỏi?" if taken == "ask_back" else "",
        "term-days": "7",
        "term-reason": "Khó",
        "close-note": "Trùng",
    }
    page = clerk.post(page_of(made), data)
    assert again(made).version == 2
    assertContains(page, "Đã soạn nửa chừng.")
    assert not OutgoingMail.objects.filter(key__startswith="answered").exists()


def test_a_refused_step_keeps_the_text_typed_for_another(clerk):
    made = enquiry()
    data = {"step": "close", "base_version": "1", "close-note": "", "answer-text": "Đã soạn."}
    assertContains(clerk.post(page_of(made), data), "Đã soạn.")
    assert again(made).version == 1


def test_a_step_without_other_typed_text_redirects_to_the_page(clerk):
    made = enquiry()
    fields = {"term-days": str(made.term), "answer-text": "", "assign-to": "", "pass_on-whom": ""}
    response = clerk.post(page_of(made), {"step": "take", "base_version": "1"} | fields)
    assert response.status_code == 302


def test_the_recipient_of_a_forwarded_question_is_not_prefilled(clerk):
    form = clerk.get(page_of(enquiry())).context["steps"]["pass_on"]["form"]
    assert form["to"].value() is None


# Who is in charge


def test_a_request_about_personal_data_goes_to_the_approvers(clerk, official):
    made = enquiry(kind="data")
    assert made.group.name == "approver"
    assertContains(clerk.get(page_of(made)), "This is a request about personal data")
    assert offered(clerk, made) == set()
    assert clerk.post(page_of(made), {"step": "take", "base_version": "1"}).status_code == 403
    editor, approver = official("editor", "thu"), official("approver", "ha")
    with pytest.raises(actions.StepRefused):
        actions.assign(enquiry=made, to=editor, by=approver, base_version=1)
    assert again(made).group == made.group


def test_steps_that_do_not_fit_personal_data_are_not_offered(admin_login, client):
    ordinary, data = enquiry(), enquiry(kind="data")
    client = admin_login("approver")
    senseless = {"pass_on", "term", "spam"}
    assert senseless <= offered(client, ordinary)
    assert senseless & offered(client, data) == set()
    assert {"answer", "take", "close", "correct", "erase"} <= offered(client, data)
    for step in senseless:
        assert client.post(page_of(data), {"step": step, "base_version": "1"}).status_code == 403


def test_an_enquiry_of_a_role_shows_that_nobody_has_taken_it(clerk, official):
    made = enquiry()
    assertContains(clerk.get(QUEUE), "not assigned yet (editors)")
    thu = official("editor", "thu")
    thu.first_name, thu.last_name = "Thu", "Lê"
    thu.save()
    actions.assign(enquiry=made, to=thu, by=thu, base_version=1)
    for address in (QUEUE, page_of(made)):
        assertContains(clerk.get(address), f"{thu.get_full_name()} (thu)")


def test_the_filter_mine_has_ones_own_and_untaken_ones_of_ones_role(clerk, official):
    ha = official("editor", "ha")
    of_role, of_ha, of_approvers, done = enquiry(), enquiry(), enquiry(kind="data"), enquiry()
    actions.take(enquiry=of_ha, by=ha, base_version=1)
    actions.close(enquiry=done, by=ha, base_version=1, note="x")
    assert codes(clerk.get(f"{QUEUE}?queue=mine")) == {of_role.code}
    assert of_approvers.group.name == "approver"


def test_the_owner_is_not_offered_to_take_the_enquiry(clerk, official):
    made = enquiry()
    assert "take" in offered(clerk, made)
    clerk.post(page_of(made), {"step": "take", "base_version": "1"})
    assert "take" not in offered(clerk, made)
    actions.take(enquiry=made, by=official("editor", "ha"), base_version=2)
    assert "take" in offered(clerk, made)


# The queue


def test_the_search_finds_finished_enquiries_and_codes_in_any_form(clerk, official):
    made, _other = enquiry(), enquiry()
    actions.close(enquiry=made, by=official("editor", "ha"), base_version=1, note="x")
    for typed in (made.code, made.code.lower().replace("-", ""), made.code[3:].lower()):
        assert codes(clerk.get(QUEUE, {"q": typed})) == {made.code}
    assert codes(clerk.get(QUEUE, {"q": made.code, "queue": "open"})) == set()
    assert made.code not in codes(clerk.get(QUEUE))


def test_the_front_page_lists_what_waits_in_a_fixed_number_of_queries(clerk, official):
    ha, counts = official("editor", "ha"), []
    for _ in range(2):
        mine, late, spam = enquiry(), enquiry(), enquiry()
        actions.take(enquiry=late, by=ha, base_version=1)
        Enquiry.objects.filter(pk=late.pk).update(due_on="2026-01-05")
        actions.mark_as_spam(enquiry=spam, by=ha, base_version=1)
        with CaptureQueriesContext(connection) as captured:
            page = clerk.get("/admin/")
        counts.append(len(captured))
    assert mine.state == "new"
    for queue, message in (("", 4), ("?queue=overdue", 2), ("?queue=mine", 2), ("?queue=spam", 2)):
        found = len(codes(clerk.get(QUEUE + queue)))
        assert found == message
        assertContains(page, f'href="{QUEUE}{queue}">{message} ')
    assert counts[0] == counts[1]


@pytest.mark.parametrize("role", ["reporter", "budget"])
def test_without_the_permission_the_front_page_shows_no_enquiries(admin_login, role):
    enquiry()
    assertNotContains(admin_login(role).get("/admin/"), QUEUE)


# Words


def test_the_vietnamese_log_holds_no_english_words(admin_login, client, official):
    client.cookies["django_language"] = "vi"
    approver = official("approver", "ha")
    person = {"name": "Lan", "email": "b@example.com"}
    closed, made = enquiry(), enquiry(purposes=("answer", "pass_on"))
    actions.ask_back(enquiry=closed, text="?", by=approver, base_version=1)
    actions.close(enquiry=closed, note="no reply")
    actions.correct(enquiry=made, by=approver, base_version=1, **person)
    actions.withdraw(enquiry=made, purpose="pass_on")
    actions.set_term(enquiry=made, days=7, reason="Khó", by=approver, base_version=2)
    client = admin_login("editor")
    notes = [
        row["note"]
        for each in (closed, made)
        for row in client.get(page_of(each)).context["timeline"]
    ]
    assert "7 ngày làm việc: Khó" in notes
    for english in ("no reply", "pass_on", "email", "name", "7: Khó"):
        assert not any(english in note for note in notes)


def test_the_list_of_outgoing_mail_is_in_vietnamese(admin_login, client):
    client.cookies["django_language"] = "vi"
    enquiry()
    page = admin_login("approver").get("/admin/mail/outgoingmail/")
    head = page.text.split("<thead>")[1].split("</thead>")[0]
    for english in (">ID<", ">Enquiry<", ">Id<"):
        assert english not in head


def test_mails_show_their_recipient_and_after_erasure_that_it_is_erased(clerk):
    made = enquiry()
    table = clerk.get(page_of(made)).text.split("Steps taken")[1]
    assert made.email in table
    erase(made)
    table = clerk.get(page_of(made)).text.split("Steps taken")[1]
    assert made.email not in table
    assert "(erased)" in table


def test_a_wrong_placeholder_is_named(admin_login, client):
    client.cookies["django_language"] = "en"
    for text, wrong in (("Gửi {ten} {name}", "{ten}"), ("Gửi {name", "{name"), ("ngày}", "ngày}")):
        data = {"title": "x", "text_vi": text, "text_en": "Dear {name}, {code} {about}"}
        page = admin_login("approver").post("/admin/enquiries/answertemplate/add/", data)
        assertContains(page, f"Unknown placeholder: “{wrong}”. Use only")
    assert not AnswerTemplate.objects.exists()


# Holidays of the year


@pytest.mark.parametrize(
    ("today", "asked"),
    [
        (date(2026, 1, 5), [("tet", 2026), ("hung_kings", 2026), ("national", 2026)]),
        (date(2026, 3, 1), [("hung_kings", 2026), ("national", 2026)]),
        (date(2026, 5, 1), [("national", 2026)]),
        (date(2026, 9, 30), [("national", 2026)]),
        (date(2026, 10, 1), [("tet", 2027), ("hung_kings", 2027), ("national", 2027)]),
    ],
)
def test_only_future_holidays_are_requested(today, asked):
    assert WorkingDays().missing_holidays(today) == asked


def test_an_entered_holiday_that_waits_for_publication_is_marked_as_waiting(clerk, monkeypatch):
    monkeypatch.setattr(warnings.timezone, "localdate", lambda *_: date(2026, 1, 5))
    page = clerk.get(QUEUE)
    assertContains(page, "2026 is not in the list of public holidays", count=3)
    assertContains(page, '/admin/programme/holiday/?kind__exact=tet"')
    tet = Holiday.objects.create(
        code="tet-2026",
        kind="tet",
        name_vi="Tết",
        first_day=date(2026, 2, 16),
        last_day=date(2026, 2, 20),
        source="QĐ",
    )
    page = clerk.get(QUEUE)
    assertContains(page, "2026 is not in the list of public holidays", count=2)
    assertContains(page, "2026 is entered but not published", count=1)
    tet.publication = Publication.PUBLISHED
    tet.save()
    assertNotContains(clerk.get(QUEUE), "is entered but not published")
