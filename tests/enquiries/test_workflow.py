"""From receipt to closing: owners, due days, steps."""

from datetime import date, timedelta

import pytest
from django.contrib.auth.models import Group
from django.utils import timezone

from enquiries.models import Enquiry, EnquiryStep, Responsibility
from enquiries.workflow import actions
from enquiries.workflow.locking import Outdated
from enquiries.workflow.periodic import run_periodic
from mail.models import OutgoingMail
from programme.models import Holiday, Office
from programme.working_days import WorkingDays
from records.models import Publication
from tests.enquiries.asking import ask
from tests.enquiries.makers import again, enquiry, working_days_before
from tests.makers import project, sector

pytestmark = pytest.mark.django_db


@pytest.fixture
def clerk(official):
    return official("editor", "thu")


def asked(made, day):
    """Make the office wait for the enquirer since a day."""
    Enquiry.objects.filter(pk=made.pk).update(waiting_since=day)


def types(made):
    return list(made.steps.values_list("kind", flat=True))


def test_officials_are_assigned_by_office_then_sector_group_then_in_general(
    official,
):
    office = Office.objects.first()
    general, of_sector, of_office = (official("editor", name) for name in ("chung", "nganh", "so"))
    asked = project(office=office, sector_group=sector())
    owners = []
    for rule in (
        None,
        {"official": general},
        {"official": of_sector, "sector_group": sector()},
        {"official": of_office, "office": office},
    ):
        if rule:
            Responsibility.objects.create(**rule)
        made = enquiry(record=asked, kind="project")
        owners.append(made.owner or made.group.name)
    assert owners == ["editor", general, of_sector, of_office]


def test_of_several_officials_the_one_with_the_fewest_open_enquiries_is_in_charge(official):
    first, second = official("editor", "mot"), official("editor", "hai")
    for person in (first, second):
        Responsibility.objects.create(official=person)
    assert [enquiry().owner for _ in range(3)] == [first, second, first]
    second.is_active = False
    second.save()
    assert enquiry().owner == first


def test_when_an_official_leaves_the_open_enquiries_go_to_somebody_else_who_gets_a_mail(official):
    leaving, staying = official("editor", "di"), official("editor", "o")
    staying.email = "o@example.vn"
    staying.save()
    for person in (leaving, staying):
        Responsibility.objects.create(official=person)
    made = enquiry()
    assert made.owner == leaving
    leaving.is_active = False
    leaving.save()
    run_periodic()
    run_periodic()
    assert again(made).owner == staying
    assert types(made) == ["received", "assigned"]
    assert OutgoingMail.objects.filter(to="o@example.vn").count() == 1


@pytest.mark.parametrize("kind", ["general", "data"])
def test_an_official_without_the_permission_loses_all_enquiries(official, kind):
    staying = official("approver", "o")
    losing = official("approver", "mat-quyen")
    Responsibility.objects.create(official=losing)
    made = enquiry(kind=kind)
    actions.assign(enquiry=made, to=losing, by=losing, base_version=1)
    # An editor may answer, but not requests about personal data.
    roles = [] if kind == "general" else [Group.objects.get(name="editor")]
    losing.groups.set(roles)
    run_periodic()
    assert again(made).owner is None
    assert again(made).group.name == ("editor" if kind == "general" else "approver")
    assert types(made) == ["received", "taken", "assigned"]
    if kind == "general":
        assert enquiry().owner is None
        Responsibility.objects.create(official=staying)
        assert enquiry().owner == staying


def test_officials_with_the_permission_keep_their_enquiries_even_without_a_role(
    official, django_user_model
):
    root = django_user_model.objects.create_superuser("goc")
    for owner in (official("editor", "o"), root):
        made = enquiry()
        actions.take(enquiry=made, by=owner, base_version=1)
        run_periodic()
        assert again(made).owner == owner


def test_the_mail_about_an_assigned_enquiry_mentions_that_it_waits_for_the_enquirer(
    official, clerk
):
    other = official("editor", "ha")
    other.email = "ha@example.vn"
    other.save()
    made = enquiry()
    actions.ask_back(enquiry=made, text="Diện tích?", by=clerk, base_version=1)
    actions.assign(enquiry=made, to=other, by=clerk, base_version=2)
    body = OutgoingMail.objects.get(to="ha@example.vn", key__startswith="assigned").body
    assert f"Câu hỏi {made.code} đang chờ người hỏi phản hồi" in body
    assert "hạn ngày" not in body


def test_an_answer_reaches_the_enquirer_by_mail_in_the_language_of_the_enquiry(clerk, mailoutbox):
    made = enquiry(language="en")
    actions.take(enquiry=made, by=clerk, base_version=1)
    actions.answer(enquiry=made, text="The land is cleared.", by=clerk, base_version=2)
    run_periodic()
    stored = again(made)
    assert (stored.state, stored.owner, stored.days_to_answer) == ("answered", clerk, 0)
    answer = mailoutbox[-1]
    assert answer.to == [made.email]
    assert answer.subject == f"The answer to your enquiry {made.code}"
    assert "The land is cleared." in answer.body
    assert types(made) == ["received", "taken", "answered"]


def test_the_term_is_suspended_while_the_office_waits_for_the_enquirer(clerk):
    made = enquiry()
    due = made.due_on
    actions.ask_back(enquiry=made, text="Diện tích bao nhiêu?", by=clerk, base_version=1)
    assert again(made).due_on is None
    # Eight calendar days of waiting, over at least one weekend.
    asked = timezone.localdate() - timedelta(days=8)
    Enquiry.objects.filter(pk=made.pk).update(waiting_since=asked)
    actions.reply(enquiry=made, text="Hai héc-ta.")
    stored, calendar = again(made), WorkingDays()
    waited = calendar.between(asked, timezone.localdate())
    assert waited >= 4
    assert stored.due_on == calendar.after(due, waited)
    assert stored.state == "working"


def test_days_of_waiting_do_not_count_as_time_to_answer(clerk):
    today = timezone.localdate()
    made = enquiry(days_ago=(today - working_days_before(today, 8)).days)
    actions.ask_back(enquiry=made, text="Diện tích?", by=clerk, base_version=1)
    asked(made, working_days_before(today, 4))
    actions.answer(enquiry=made, text="Đã rõ.", by=clerk, base_version=2)
    assert again(made).days_to_answer == 4


def test_days_of_waiting_do_not_count_after_closing_and_reopening_either(clerk):
    today = timezone.localdate()
    made = enquiry(days_ago=(today - working_days_before(today, 9)).days)
    actions.ask_back(enquiry=made, text="Diện tích?", by=clerk, base_version=1)
    asked(made, working_days_before(today, 6))
    actions.close(enquiry=made, note="no reply")
    actions.reopen(enquiry=made, reason="Có phản hồi muộn", by=clerk, base_version=3)
    assert again(made).due_on == WorkingDays().after(today, made.term)
    actions.answer(enquiry=made, text="Đã rõ.", by=clerk, base_version=4)
    assert again(made).days_to_answer == 3


def test_the_longer_term_for_several_offices_counts_from_receipt(clerk):
    made = enquiry()
    actions.set_term(
        enquiry=made, days=7, reason="Sở Tài chính cùng trả lời", by=clerk, base_version=1
    )
    received = timezone.localdate(made.received_at)
    assert again(made).due_on == WorkingDays().after(received, 7)


def test_a_question_about_a_persons_own_data_is_due_in_two_working_days():
    made = enquiry(kind="data")
    assert made.due_on == WorkingDays().after(timezone.localdate(), 2)


def test_a_holiday_entered_later_moves_the_due_day_once_and_is_noted():
    made = enquiry()
    holiday = Holiday.objects.create(
        code="bao-lut",
        kind="moved",
        name_vi="Nghỉ",
        first_day=made.due_on,
        last_day=made.due_on,
        source="QĐ",
        publication=Publication.PUBLISHED,
    )
    run_periodic()
    run_periodic()
    assert again(made).due_on == WorkingDays([holiday]).after(made.due_on, 1)
    assert types(made).count("moved") == 1


@pytest.mark.both_engines
def test_of_two_simultaneous_answers_only_one_is_stored(official, clerk):
    other, made = official("editor", "ha"), enquiry()
    actions.answer(enquiry=made, text="Một.", by=clerk, base_version=1)
    with pytest.raises(Outdated):
        actions.answer(enquiry=made, text="Hai.", by=other, base_version=1)
    assert EnquiryStep.objects.filter(kind="answered").count() == 1
    assert OutgoingMail.objects.filter(key__startswith="answered").count() == 1


def test_an_answered_enquiry_is_not_answered_twice(clerk):
    made = enquiry()
    actions.answer(enquiry=made, text="Một.", by=clerk, base_version=1)
    with pytest.raises(actions.StepRefused):
        actions.answer(enquiry=made, text="Hai.", by=clerk, base_version=2)


def test_a_question_is_passed_on_only_with_a_valid_consent(clerk):
    without = enquiry()
    with pytest.raises(actions.StepRefused):
        actions.pass_on(enquiry=without, to="so@example.vn", whom="Sở", by=clerk, base_version=1)
    made = enquiry(purposes=("answer", "pass_on"))
    actions.pass_on(enquiry=made, to="so@example.vn", whom="Sở", by=clerk, base_version=1)
    passed = OutgoingMail.objects.get(to="so@example.vn")
    assert made.question in passed.body
    actions.withdraw(enquiry=made, purpose="pass_on")
    with pytest.raises(actions.StepRefused):
        actions.pass_on(enquiry=made, to="so@example.vn", whom="Sở", by=clerk, base_version=2)
    assert OutgoingMail.objects.filter(to="so@example.vn").count() == 1


def test_released_spam_is_announced_to_the_enquirer_and_keeps_its_due_day(clerk):
    made = enquiry()
    due = made.due_on
    actions.mark_as_spam(enquiry=made, by=clerk, base_version=1)
    OutgoingMail.objects.all().delete()
    actions.release(enquiry=made, by=clerk, base_version=2)
    assert (again(made).state, again(made).due_on) == ("new", due)
    assert OutgoingMail.objects.get().to == made.email


def test_spam_released_after_its_due_day_gets_a_new_term_that_stays(clerk):
    made = enquiry(suspicion="The question holds the code of links.", days_ago=20)
    assert made.due_on < timezone.localdate()
    actions.release(enquiry=made, by=clerk, base_version=1)
    due = WorkingDays().after(timezone.localdate(), made.term)
    assert again(made).due_on == due
    run_periodic()
    assert again(made).due_on == due
    assert types(made) == ["held", "released"]
    assert not OutgoingMail.objects.filter(key__startswith="moved").exists()


def test_officials_get_a_mail_about_suspected_spam_and_the_enquirer_does_not(clerk):
    clerk.email = "thu@example.vn"
    clerk.save()
    made = enquiry(suspicion="The question holds more than two links.")
    mail = OutgoingMail.objects.get()
    assert mail.to == "thu@example.vn"
    assert made.email not in mail.body


def test_a_url_beside_the_organisation_is_not_spam(client):
    ask(client, organisation="Acme (www.acme.com)")
    assert Enquiry.objects.get().state == "new"


@pytest.mark.parametrize(
    ("state", "moment", "setting"),
    [
        ("answered", "answered_at", "ENQUIRY_CLOSE_DAYS"),
        ("waiting", "waiting_since", "ENQUIRY_WAIT_DAYS"),
    ],
)
def test_enquiries_are_closed_after_their_answer_or_without_a_reply(
    settings, state, moment, setting
):
    made = enquiry()
    days = getattr(settings, setting)
    now = timezone.now()
    for passed, closed in ((days - 1, 0), (days + 1, 1)):
        since = now - timedelta(days=passed)
        if moment == "waiting_since":
            since = timezone.localdate(since)
        Enquiry.objects.filter(pk=made.pk).update(state=state, due_on=None, **{moment: since})
        assert run_periodic(now).closed == closed
    assert again(made).state == "closed"


def test_no_reminder_for_an_answered_enquiry_or_spam(clerk):
    answered, spam = enquiry(), enquiry()
    actions.answer(enquiry=answered, text="Rồi.", by=clerk, base_version=1)
    actions.mark_as_spam(enquiry=spam, by=clerk, base_version=1)
    done = run_periodic(timezone.now() + timedelta(days=9))
    assert (done.reminded, done.escalated) == (0, 0)


def test_a_holiday_cannot_end_before_it_starts():
    from django.db import IntegrityError

    with pytest.raises(IntegrityError):
        Holiday.objects.create(
            code="x",
            kind="moved",
            name_vi="x",
            first_day=date(2026, 1, 2),
            last_day=date(2026, 1, 1),
        )
