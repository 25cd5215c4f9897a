"""The steps of an enquiry, each one transaction that includes its mails.

new → being worked on → waiting for the enquirer → answered → closed

An answered or closed enquiry can be reopened with a new term. Suspected spam is kept apart and can
be released. A step by an official names the version of the enquiry that the official has read
(`base_version`). It is refused if somebody else has taken a step since; the caller then displays
the typed text beside that step. Erasure is in `enquiries.workflow.erasure`.
"""

from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from enquiries import notifications
from enquiries.assignment import in_charge, may_see_to
from enquiries.codes import new_code
from enquiries.display import official_label
from enquiries.models import Consent, Enquiry, EnquiryStep
from enquiries.workflow import consent
from enquiries.workflow.locking import StepRefused, lock_enquiry, log, store
from programme.working_days import WorkingDays
from records import cache_version

KIND = EnquiryStep.Kind
STATE = Enquiry.State
PURPOSE = Consent.Purpose


class DifferentSubmission(StepRefused):
    """The same submission has already stored another question."""


@transaction.atomic
def receive(
    *,
    submission: str,
    kind: str,
    language: str,
    person: dict[str, str],
    purposes: Iterable[str],
    record: Any = None,
    concerns: Enquiry | None = None,
    suspicion: str = "",
) -> Enquiry:
    """Store an enquiry with its owner, due day, consents and mails.

    `person` has the fields of `Enquiry.PERSONAL`. With a `suspicion` the enquiry is kept apart as
    spam, without a mail to the enquirer, since the address may be another person's. A repeated
    submission returns the stored enquiry; with other content it raises DifferentSubmission.
    """
    purposes = list(purposes)
    content = {"kind": kind, "record": record, "person": person, "purposes": purposes}
    if existing := existing_submission(submission, **content):
        return existing
    now = timezone.now()
    enquiry = Enquiry(
        submission=submission,
        kind=kind,
        language=language,
        about=record.name_vi[:500] if record is not None else "",
        is_demo=record is not None and record.is_demo,
        concerns=concerns,
        suspicion=suspicion,
        received_at=now,
        term=settings.ENQUIRY_DATA_DAYS
        if kind == Enquiry.Kind.PERSONAL_DATA
        else settings.ENQUIRY_DAYS,
        **person,
    )
    if kind == Enquiry.Kind.PROJECT:
        enquiry.project, enquiry.office = record, record.office
    elif kind == Enquiry.Kind.ENTERPRISE:
        enquiry.enterprise = record
    set_due_day(enquiry, WorkingDays())
    enquiry.owner, enquiry.group = in_charge(enquiry)
    if suspicion:
        enquiry.state = STATE.SPAM
    try:
        with transaction.atomic():
            enquiry.code = new_code()
            enquiry.save(force_insert=True)
    except IntegrityError:
        # The other click of a double click has stored it.
        if existing := existing_submission(submission, **content):
            return existing
        raise
    consent.give(enquiry, purposes, now)
    log(enquiry, KIND.MARKED_SPAM if suspicion else KIND.RECEIVED)
    if suspicion:
        notifications.notify_suspected_spam(enquiry)
    else:
        _announce(enquiry)
    return enquiry


def existing_submission(
    submission: str,
    *,
    kind: str,
    record: Any,
    person: dict[str, str],
    purposes: Iterable[str],
) -> Enquiry | None:
    """The enquiry that a submission has already stored, or None.

    Raises DifferentSubmission if the content differs: whoever corrects a number or unticks a
    consent must not believe that the correction was stored.
    """
    sent = Enquiry.objects.filter(submission=submission).first()
    if sent is None:
        return None
    typed = {field: getattr(sent, field) for field in Enquiry.PERSONAL}
    about = sent.kind, sent.project_id or sent.enterprise_id
    agreed = set(sent.consents.values_list("purpose", flat=True))
    same = typed == person and about == (kind, record and record.pk) and agreed == set(purposes)
    if not same:
        raise DifferentSubmission(
            _(
                "Something else was already sent from this page, so this has not been sent. "
                "Your text is still here: please send it again."
            )
        )
    return sent


def release(*, enquiry: Enquiry, by: Any, base_version: int) -> Enquiry:
    """Release an enquiry from the spam queue.

    The due day stays; if it has passed, the term starts today.
    """
    with transaction.atomic():
        enquiry = lock_enquiry(enquiry, base_version, STATE.SPAM)
        enquiry.state, enquiry.suspicion = STATE.NEW, ""
        calendar = WorkingDays()
        set_due_day(enquiry, calendar)
        if enquiry.due_on and enquiry.due_on < timezone.localdate():
            _begin_term(enquiry, calendar)
        store(enquiry)
        log(enquiry, KIND.RELEASED, by=by)
        _announce(enquiry)
    return enquiry


def mark_as_spam(*, enquiry: Enquiry, by: Any, base_version: int) -> Enquiry:
    """Mark an enquiry as spam, or confirm a suspicion; it can still be released."""
    with transaction.atomic():
        enquiry = lock_enquiry(enquiry, base_version, *Enquiry.RUNNING, STATE.SPAM)
        enquiry.state, enquiry.suspicion = STATE.SPAM, ""
        store(enquiry)
        log(enquiry, KIND.MARKED_SPAM, by=by)
    return enquiry


def take(*, enquiry: Enquiry, by: Any, base_version: int) -> Enquiry:
    """Make the official who starts working on it the owner."""
    return assign(enquiry=enquiry, to=by, by=by, base_version=base_version)


def assign(*, enquiry: Enquiry, to: Any, by: Any, base_version: int) -> Enquiry:
    """Assign an enquiry to an official, who gets a mail."""
    with transaction.atomic():
        enquiry = lock_enquiry(enquiry, base_version, *Enquiry.OPEN)
        if not may_see_to(to, enquiry):
            raise StepRefused(
                _("%(who)s may not handle personal data. Choose an approver. Nothing was stored.")
                % {"who": official_label(to)}
            )
        enquiry.owner, enquiry.group = to, None
        if enquiry.state == STATE.NEW:
            enquiry.state = STATE.WORKING
        store(enquiry)
        step = log(
            enquiry, KIND.TAKEN if to == by else KIND.ASSIGNED, by=by, note=to.get_username()
        )
        if to != by:
            notifications.notify_in_charge(enquiry, key=f"assigned-{step.pk}")
    return enquiry


def set_term(*, enquiry: Enquiry, days: int, reason: str, by: Any, base_version: int) -> Enquiry:
    """Set another term, counted from receipt: several offices answer, or the case is special."""
    with transaction.atomic():
        enquiry = lock_enquiry(enquiry, base_version, *Enquiry.OPEN)
        enquiry.term = days
        before = enquiry.due_on
        if enquiry.state in Enquiry.RUNNING:
            set_due_day(enquiry, WorkingDays())
        store(enquiry)
        step = log(enquiry, KIND.TERM, by=by, note=f"{days}: {reason}"[:300])
        if before and enquiry.due_on != before:
            notifications.notify_due_day_changed(enquiry, step, before, reason)
    return enquiry


def pass_on(*, enquiry: Enquiry, to: str, whom: str, by: Any, base_version: int) -> Enquiry:
    """Send the question to the office or enterprise that can answer it, with consent only."""
    with transaction.atomic():
        enquiry = lock_enquiry(enquiry, base_version, *Enquiry.OPEN)
        if not consent.holds(enquiry, PURPOSE.PASS_ON):
            raise StepRefused(
                _("The person has not agreed to have the question forwarded. Nothing was sent.")
            )
        store(enquiry)
        step = log(enquiry, KIND.PASSED_ON, by=by, note=whom[:300])
        notifications.notify_passed_on(enquiry, step, to)
    return enquiry


def ask_back(*, enquiry: Enquiry, text: str, by: Any, base_version: int) -> Enquiry:
    """Ask the enquirer a question; the term is suspended until the reply."""
    with transaction.atomic():
        enquiry = lock_enquiry(enquiry, base_version, *Enquiry.RUNNING)
        today, due = timezone.localdate(), enquiry.due_on
        enquiry.state = STATE.WAITING
        enquiry.owner, enquiry.group = by, None
        enquiry.waiting_since, enquiry.due_on = today, None
        store(enquiry)
        # The due day is removed; the log keeps that it had passed.
        late = f"overdue {due:%Y-%m-%d}" if due and due < today else ""
        step = log(enquiry, KIND.ASKED_BACK, by=by, text=text, note=late)
        notifications.notify_question(enquiry, step, settings.ENQUIRY_WAIT_DAYS)
    return enquiry


def reply(*, enquiry: Enquiry, text: str) -> Enquiry:
    """Store a message of the enquirer.

    The working days of waiting are added to the term. After an answer a new term starts.
    """
    with transaction.atomic():
        enquiry = lock_enquiry(enquiry, None, *Enquiry.REPLIES)
        calendar = WorkingDays()
        if enquiry.state == STATE.WAITING:
            _end_waiting(enquiry, calendar)
            enquiry.state = STATE.WORKING
            set_due_day(enquiry, calendar)
        else:
            _take_up(enquiry, calendar)
        store(enquiry)
        step = log(enquiry, KIND.REPLIED, text=text)
        notifications.notify_reply(enquiry, step)
    return enquiry


def answer(*, enquiry: Enquiry, text: str, by: Any, base_version: int) -> Enquiry:
    """Send the answer by mail and display it on the enquirer's page."""
    with transaction.atomic():
        enquiry = lock_enquiry(enquiry, base_version, *Enquiry.OPEN)
        calendar = WorkingDays()
        _end_waiting(enquiry, calendar)
        if enquiry.days_to_answer is None:
            received = timezone.localdate(enquiry.received_at)
            taken = calendar.between(received, timezone.localdate())
            enquiry.days_to_answer = max(0, taken - enquiry.waited)
        enquiry.state = STATE.ANSWERED
        enquiry.owner, enquiry.group = by, None
        _answered_now(enquiry)
        step = log(enquiry, KIND.ANSWERED, by=by, text=text)
        notifications.notify_answer(enquiry, step)
    return enquiry


def supplement(*, enquiry: Enquiry, text: str, by: Any, base_version: int) -> Enquiry:
    """Send a further answer; the time until closing starts again."""
    with transaction.atomic():
        enquiry = lock_enquiry(enquiry, base_version, STATE.ANSWERED)
        _answered_now(enquiry)
        notifications.notify_answer(enquiry, log(enquiry, KIND.SUPPLEMENTED, by=by, text=text))
    return enquiry


def reopen(*, enquiry: Enquiry, reason: str, by: Any, base_version: int) -> Enquiry:
    """Continue an answered or closed enquiry, with a new term from today."""
    with transaction.atomic():
        enquiry = lock_enquiry(enquiry, base_version, *Enquiry.FINISHED)
        _take_up(enquiry, WorkingDays())
        enquiry.owner, enquiry.group = by, None
        store(enquiry)
        notifications.notify_reopened(enquiry, log(enquiry, KIND.REOPENED, by=by, note=reason))
    return enquiry


def close(
    *, enquiry: Enquiry, by: Any = None, base_version: int | None = None, note: str = ""
) -> Enquiry:
    """Close an enquiry; the period until erasure starts.

    `note` is the reason, or `NO_REPLY`. If there was no answer, the enquirer gets it by mail.
    """
    with transaction.atomic():
        enquiry = lock_enquiry(enquiry, base_version, *Enquiry.OPEN, STATE.ANSWERED)
        unanswered = enquiry.state != STATE.ANSWERED
        _end_waiting(enquiry, WorkingDays())
        enquiry.state, enquiry.closed_at = STATE.CLOSED, timezone.now()
        store(enquiry)
        step = log(enquiry, KIND.CLOSED, by=by, note=note[:300])
        if unanswered:
            notifications.notify_closed(enquiry, step)
    return enquiry


def withdraw(*, enquiry: Enquiry, purpose: str) -> None:
    """Withdraw a consent. The consent to an answer ends only by erasure."""
    with transaction.atomic():
        given = enquiry.consents.filter(purpose=purpose, withdrawn_at__isnull=True)
        if given.update(withdrawn_at=timezone.now()):
            log(enquiry, KIND.WITHDRAWN, note=Consent.Purpose(purpose).value)


def correct(*, enquiry: Enquiry, by: Any, base_version: int, **person: str) -> Enquiry:
    """Correct personal data on request; the log has the names of the fields, not the values."""
    with transaction.atomic():
        enquiry = lock_enquiry(
            enquiry, base_version, *(each for each in STATE if each != STATE.ERASED)
        )
        changed = [name for name, value in person.items() if getattr(enquiry, name) != value]
        for name in changed:
            setattr(enquiry, name, person[name])
        store(enquiry)
        log(enquiry, KIND.CORRECTED, by=by, note=", ".join(changed))
    return enquiry


def set_due_day(enquiry: Enquiry, calendar: WorkingDays) -> None:
    """Set the due day from the start of the term, its length and the pauses."""
    start = enquiry.counts_from or timezone.localdate(enquiry.received_at)
    enquiry.due_on = calendar.after(start, enquiry.term + enquiry.paused)


def _take_up(enquiry: Enquiry, calendar: WorkingDays) -> None:
    enquiry.state, enquiry.closed_at = STATE.WORKING, None
    _begin_term(enquiry, calendar)


def _begin_term(enquiry: Enquiry, calendar: WorkingDays) -> None:
    """Start the term today."""
    enquiry.counts_from, enquiry.paused = timezone.localdate(), 0
    set_due_day(enquiry, calendar)


def _end_waiting(enquiry: Enquiry, calendar: WorkingDays) -> None:
    """Add the working days of waiting for the enquirer, if there were any."""
    if enquiry.waiting_since is None:
        return
    days = calendar.between(enquiry.waiting_since, timezone.localdate())
    enquiry.paused += days
    enquiry.waited += days
    enquiry.waiting_since = None


def _answered_now(enquiry: Enquiry) -> None:
    """Store an answer and renew cached pages, which show the time to answer."""
    enquiry.answered_at = timezone.now()
    store(enquiry)
    cache_version.bump()


def _announce(enquiry: Enquiry) -> None:
    notifications.notify_received(enquiry)
    notifications.notify_in_charge(enquiry, key="in-charge")
