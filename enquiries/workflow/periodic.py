"""The periodic round over all enquiries: mails, due days, reminders, closing, erasure.

Rounds may overlap or fail half-way: each step is one transaction and happens once. If a step fails
for one enquiry, the error is logged, the next round tries again, and the others are processed.
"""

import logging
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.conf import settings
from django.db import DatabaseError, InterfaceError, OperationalError, transaction
from django.db.models import Q
from django.utils import timezone

from enquiries import notifications
from enquiries.assignment import in_charge, without_official
from enquiries.display import NO_REPLY, ROLE
from enquiries.models import Enquiry, EnquiryStep
from enquiries.workflow.actions import close, set_due_day
from enquiries.workflow.erasure import due_for_erasing, erase
from enquiries.workflow.locking import StepRefused, log, store
from guests.rate_limits import delete_old_visits
from mail.outbox import send_waiting
from programme.working_days import WorkingDays

KIND, STATE = EnquiryStep.Kind, Enquiry.State
logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Round:
    """The numbers of what a round did."""

    sent: int
    reminded: int
    escalated: int
    closed: int
    erased: int


def run_periodic(
    now: datetime | None = None, *, stopping: Callable[[], bool] = lambda: False
) -> Round:
    """Do everything that is due at a moment, now by default."""
    now = now or timezone.now()
    today = timezone.localdate(now)
    # Mails are sent first, so that no later failure delays them, and again at the end.
    sent = send_waiting(now, stopping=stopping)
    calendar = WorkingDays()
    _find_owners()
    _move_due_days(calendar)
    reminded = _remind(today, calendar)
    escalated = _escalate(today)
    closed = _close_finished(now)
    erased = _each(due_for_erasing(now), _erase)
    delete_old_visits(now)
    sent += send_waiting(max(now, timezone.now()), stopping=stopping)
    return Round(sent, reminded, escalated, closed, erased)


def run_round(now: datetime, *, stopping: Callable[[], bool]) -> str:
    """The periodic task of the worker; returns a summary, empty if the round did nothing."""
    done = run_periodic(now, stopping=stopping)
    if not any(vars(done).values()):
        return ""
    return (
        f"Mails sent: {done.sent}; reminders: {done.reminded}; escalated: {done.escalated}; "
        f"closed: {done.closed}; erased: {done.erased}."
    )


def _each(enquiries: Iterable[Enquiry], do: Callable[[Enquiry], bool]) -> int:
    """Call a function for each enquiry; returns for how many it succeeded."""
    done = 0
    for enquiry in enquiries:
        try:
            done += do(enquiry)
        except (OperationalError, InterfaceError):
            raise  # the database itself: it would fail for the others too
        except Exception as error:
            logger.error(
                "Enquiry %s could not be attended to, the next round tries again: %s",
                enquiry.code,
                str(error).partition("\n")[0] or type(error).__name__,
                # From its second line on, a database error quotes the row, which names the person.
                exc_info=not isinstance(error, DatabaseError),
            )
    return done


def _locked(enquiry: Enquiry, still: Q) -> Enquiry | None:
    """The enquiry, locked; None if it does not match any more."""
    locked = Enquiry.objects.select_for_update(of=("self",)).with_context()
    return locked.filter(still, pk=enquiry.pk).first()


def _find_owners() -> None:
    """Assign the enquiries of officials who have left, by the usual rule, with a mail."""
    left = without_official()

    @transaction.atomic
    def find(found: Enquiry) -> bool:
        enquiry = _locked(found, left)
        if enquiry is None:
            return False
        owner, group = in_charge(enquiry)
        if owner is None and group is None:
            return False  # nobody can be assigned
        enquiry.owner, enquiry.group = owner, group
        store(enquiry)
        note = owner.get_username() if owner else f"{ROLE}{group}"
        step = log(enquiry, KIND.ASSIGNED, note=note)
        if enquiry.state in Enquiry.RUNNING:
            notifications.notify_in_charge(enquiry, key=f"assigned-{step.pk}")
        return True

    _each(Enquiry.objects.open().filter(left), find)


def _move_due_days(calendar: WorkingDays) -> None:
    """Move due days after holidays that were entered later."""

    def move(found: Enquiry) -> bool:
        old_due = found.due_on
        set_due_day(found, calendar)
        if old_due is None or found.due_on == old_due:
            return False
        with transaction.atomic():
            enquiry = _locked(found, Q(state__in=Enquiry.RUNNING, due_on=old_due))
            if enquiry is None:
                return False
            set_due_day(enquiry, calendar)
            enquiry.save(update_fields=["due_on"])
            due = enquiry.due_on or old_due
            entered = calendar.changed_since(
                enquiry.received_at, min(old_due, due), max(old_due, due)
            )
            note = f"{old_due:%Y-%m-%d} → {due:%Y-%m-%d}"
            if entered:
                note += ": " + ", ".join(each.name_vi for each in entered)
            notifications.notify_due_day_changed(
                enquiry, log(enquiry, KIND.MOVED, note=note[:300]), old_due
            )
        return True

    _each(Enquiry.objects.running(), move)


def _remind(today: date, calendar: WorkingDays) -> int:
    """Remind officials once some working days before the due day, and once on it."""
    soon = calendar.after(today, settings.ENQUIRY_REMIND_DAYS)

    def remind(found: Enquiry) -> bool:
        stage = "today" if found.due_on == today else "soon"
        return _once(
            found,
            KIND.REMINDED,
            stage,
            lambda e, key: notifications.notify_due_soon(e, today, key=key),
        )

    return _each(Enquiry.objects.running().filter(due_on__gte=today, due_on__lte=soon), remind)


def _escalate(today: date) -> int:
    """Notify officials and approvers once after the due day."""

    def escalate(found: Enquiry) -> bool:
        return _once(
            found, KIND.ESCALATED, "late", lambda e, key: notifications.notify_overdue(e, key=key)
        )

    return _each(Enquiry.objects.overdue(today), escalate)


def _once(found: Enquiry, kind: str, stage: str, notify: Callable[[Enquiry, str], bool]) -> bool:
    """Take a step once for each due day; returns whether it was taken.

    If nobody has an address, the step is not recorded and a later round tries again. Nobody is
    notified about an enquiry that was answered, or got another due day, since the round began.
    """
    once = f"{stage}:{found.due_on:%Y-%m-%d}"
    if EnquiryStep.objects.filter(enquiry=found, once=once).exists():
        return False
    with transaction.atomic():
        enquiry = _locked(found, Q(state__in=Enquiry.RUNNING, due_on=found.due_on))
        if enquiry is None or enquiry.steps.filter(once=once).exists():
            return False
        if sent := notify(enquiry, once):
            log(enquiry, kind, once=once)
    return sent


def _close_finished(now: datetime) -> int:
    """Close enquiries some days after their answer, or after a question without a reply."""
    answered = now - timedelta(days=settings.ENQUIRY_CLOSE_DAYS)
    asked = timezone.localdate(now) - timedelta(days=settings.ENQUIRY_WAIT_DAYS)

    def close_it(enquiry: Enquiry) -> bool:
        note = NO_REPLY if enquiry.state == STATE.WAITING else ""
        try:
            close(enquiry=enquiry, base_version=enquiry.version, note=note)
        except StepRefused:
            return False  # somebody has taken another step
        return True

    finished = Q(state=STATE.ANSWERED, answered_at__lt=answered) | Q(
        state=STATE.WAITING, waiting_since__lt=asked
    )
    return _each(Enquiry.objects.filter(finished), close_it)


def _erase(enquiry: Enquiry) -> bool:
    erase(enquiry)
    return True
