"""One round over all enquiries: mails, due days, reminders, escalation, closing, erasing.

Rounds may overlap or fail half-way: each step is one transaction and happens once.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from enquiries import mails
from enquiries.actions import StepRefused, close, set_due_day
from enquiries.erasing import due_for_erasing, erase
from enquiries.models import Enquiry, EnquiryStep
from enquiries.outbox import send_waiting
from enquiries.owners import in_charge
from enquiries.said import NO_REPLY, ROLE
from enquiries.visits import forget_visits
from enquiries.working_days import WorkingDays

KIND = EnquiryStep.Kind


@dataclass(frozen=True)
class Round:
    """What one round did."""

    sent: int
    reminded: int
    escalated: int
    closed: int
    erased: int


def attend(now: datetime | None = None, *, stopping: Callable[[], bool] = lambda: False) -> Round:
    """Do everything that is due at a moment."""
    now = now or timezone.now()
    today = timezone.localdate(now)
    # First, so that nothing below can hold up what waits; and last, for what is written below.
    sent = send_waiting(now, stopping=stopping)
    calendar = WorkingDays()
    _find_owners()
    _move_due_days(calendar)
    reminded = _remind(today, calendar)
    escalated = _escalate(today)
    closed = _close_finished(now)
    erased = 0
    for enquiry in due_for_erasing(now):
        erase(enquiry)
        erased += 1
    forget_visits(now)
    sent += send_waiting(now, stopping=stopping)
    return Round(sent, reminded, escalated, closed, erased)


def _find_owners() -> None:
    """Whoever was in charge has left: the rule finds somebody else, who is told."""
    left = Q(owner=None, group=None) | Q(owner__is_active=False)
    for pk in Enquiry.objects.open().filter(left).values_list("pk", flat=True):
        with transaction.atomic():
            locked = Enquiry.objects.select_for_update(of=("self",)).with_context()
            enquiry = locked.filter(left, pk=pk).first()
            if enquiry is None:
                continue  # another round was quicker
            owner, group = in_charge(enquiry)
            if owner is None and group is None:
                continue  # there is nobody
            enquiry.owner, enquiry.group = owner, group
            enquiry.version += 1
            enquiry.save()
            note = owner.get_username() if owner else f"{ROLE}{group.name}"
            step = EnquiryStep.objects.create(
                enquiry=enquiry, kind=KIND.ASSIGNED, at=timezone.now(), note=note
            )
            if enquiry.state in Enquiry.RUNNING:
                mails.tell_in_charge(enquiry, key=f"assigned-{step.pk}")


def _move_due_days(calendar: WorkingDays) -> None:
    """A holiday entered later moves the due days that lie behind it."""
    for found in Enquiry.objects.running():
        seen = found.due_on
        set_due_day(found, calendar)
        if found.due_on == seen:
            continue
        with transaction.atomic():
            enquiry = Enquiry.objects.select_for_update().get(pk=found.pk)
            if enquiry.state in Enquiry.RUNNING and enquiry.due_on == seen:
                set_due_day(enquiry, calendar)
                enquiry.save(update_fields=["due_on"])
                entered = calendar.entered_since(
                    enquiry.received_at, min(seen, enquiry.due_on), max(seen, enquiry.due_on)
                )
                note = f"{seen:%Y-%m-%d} → {enquiry.due_on:%Y-%m-%d}"
                if entered:
                    note += ": " + ", ".join(each.name_vi for each in entered)
                step = EnquiryStep.objects.create(
                    enquiry=enquiry, kind=KIND.MOVED, at=timezone.now(), note=note[:300]
                )
                mails.tell_moved(enquiry, step, seen)


def _remind(today: date, calendar: WorkingDays) -> int:
    """Once some working days before the due day, once on it; late is better than not."""
    soon = calendar.after(today, settings.ENQUIRY_REMIND_DAYS)
    due = Enquiry.objects.running().with_context().filter(due_on__gte=today, due_on__lte=soon)
    count = 0
    for enquiry in due:
        stage = "today" if enquiry.due_on == today else "soon"
        count += _once(
            enquiry, KIND.REMINDED, stage, lambda e, key: mails.tell_reminder(e, today, key=key)
        )
    return count


def _escalate(today: date) -> int:
    """Once after the due day, to the approvers too."""
    late = Enquiry.objects.overdue(today).with_context()
    return sum(
        _once(enquiry, KIND.ESCALATED, "late", lambda e, key: mails.tell_overdue(e, key=key))
        for enquiry in late
    )


def _once(enquiry: Enquiry, kind: str, stage: str, tell: Callable[[Enquiry, str], bool]) -> bool:
    """Take a step that happens once for each due day; whether this was the time.

    It has not happened where nobody has an address: a later round tries again.
    """
    once = f"{stage}:{enquiry.due_on:%Y-%m-%d}"
    with transaction.atomic():
        step, is_new = EnquiryStep.objects.get_or_create(
            enquiry=enquiry, once=once, defaults={"kind": kind, "at": timezone.now()}
        )
        if is_new and not tell(enquiry, once):
            step.delete()
            return False
    return is_new


def _close_finished(now: datetime) -> int:
    """Answered, or waiting for a reply that did not come, for so many days."""
    answered = now - timedelta(days=settings.ENQUIRY_CLOSE_DAYS)
    asked = timezone.localdate(now) - timedelta(days=settings.ENQUIRY_WAIT_DAYS)
    finished: list[tuple[QuerySet, str]] = [
        (Enquiry.objects.filter(state=Enquiry.State.ANSWERED, answered_at__lt=answered), ""),
        (
            Enquiry.objects.filter(state=Enquiry.State.WAITING, waiting_since__lt=asked),
            NO_REPLY,
        ),
    ]
    count = 0
    for enquiries, note in finished:
        for enquiry in enquiries:
            try:
                close(enquiry=enquiry, seen=enquiry.version, note=note)
                count += 1
            except StepRefused:
                continue  # somebody was quicker
    return count
