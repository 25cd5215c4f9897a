"""Warnings above the queue: conditions that keep the office from answering in time."""

from datetime import timedelta

from django.db.models import Count, Min, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from enquiries.assignment import officials_without_address
from enquiries.display import moment_text, official_label
from enquiries.models import Enquiry
from mail.models import OutgoingMail
from mail.outbox import SENDING_TIMEOUT
from programme.models import Holiday
from programme.working_days import WorkingDays
from records.models import Publication

WITHHELD_MAIL_PERIOD = timedelta(days=7)


def warnings() -> list[str]:
    """All present warnings, in a fixed number of queries."""
    return [*_addresses(), *_suspected(), *_holidays(), *_mails()]


def _addresses() -> list[str]:
    officials = list(officials_without_address())
    if not officials:
        return []
    message = ngettext(
        "%(n)d official who answers has no email address and gets no reminder: %(names)s. An "
        "administrator can enter it under “Users”.",
        "%(n)d officials who answer have no email address and get no reminder: %(names)s. An "
        "administrator can enter it under “Users”.",
        len(officials),
    )
    return [message % {"n": len(officials), "names": ", ".join(map(official_label, officials))}]


def _suspected() -> list[str]:
    count = Enquiry.objects.filter(state=Enquiry.State.SPAM).exclude(suspicion="").count()
    message = _("%(n)d enquiries look like spam and need a decision.")
    return [message % {"n": count}] if count else []


def _holidays() -> list[str]:
    missing = WorkingDays().missing_holidays(timezone.localdate())
    waiting = set(
        Holiday.objects.filter(
            publication__in=[Publication.DRAFT, Publication.IN_REVIEW]
        ).values_list("kind", "first_day__year")
    )
    address = reverse("admin:programme_holiday_changelist")
    messages: list[str] = []
    for kind, year in missing:
        values = {"name": Holiday.Kind(kind).label, "year": year}
        if (kind, year) in waiting:
            sentence = _(
                "%(name)s %(year)s is entered but not published by an approver yet. Until "
                "then, due dates count it as working days."
            )
        else:
            sentence = _(
                "%(name)s %(year)s is not in the list of public holidays. Due dates count it "
                "as working days."
            )
        messages.append(
            format_html(
                '{} <a href="{}?kind__exact={}">{}</a>',
                sentence % values,
                address,
                kind,
                _("Open the list of public holidays"),
            )
        )
    return messages


def _mails() -> list[str]:
    """Failed mail, and mail that nobody has tried to send, since no worker is running."""
    state, messages = OutgoingMail.State, []
    now = timezone.now()
    overdue = now - SENDING_TIMEOUT
    failing = Q(state=state.WAITING, last_error__gt="")
    untouched = Q(state=state.WAITING, last_error="", send_after__lt=overdue) | Q(
        state=state.SENDING, claimed_at__lt=overdue
    )
    found = OutgoingMail.objects.aggregate(
        failing=Count("pk", filter=failing),
        failing_since=Min("written_at", filter=failing),
        untouched=Count("pk", filter=untouched),
        untouched_since=Min("written_at", filter=untouched),
        given_up=Count("pk", filter=Q(state=state.FAILED)),
        withheld=Count(
            "pk", filter=Q(state=state.WITHHELD, written_at__gt=now - WITHHELD_MAIL_PERIOD)
        ),
    )
    if count := found["untouched"]:
        sentence = ngettext(
            "%(n)d email has been waiting since %(since)s, and no attempt was made to send "
            "it: the worker that sends email, reminds and erases is not running. Ask the "
            "server administrator to start it again (manage.py work).",
            "%(n)d emails are waiting, the oldest since %(since)s, and no attempt was made to"
            " send them: the worker that sends email, reminds and erases is not running. Ask "
            "the server administrator to start it again (manage.py work).",
            count,
        )
        messages.append(sentence % {"n": count, "since": moment_text(found["untouched_since"])})
    if count := found["failing"]:
        sentence = ngettext(
            "%(n)d email could not be sent yet. It has been waiting since %(since)s.",
            "%(n)d emails could not be sent yet. The oldest has been waiting since %(since)s.",
            count,
        )
        messages.append(sentence % {"n": count, "since": moment_text(found["failing_since"])})
    if count := found["given_up"]:
        sentence = ngettext(
            "%(n)d email could not be sent and was given up. See outgoing mail.",
            "%(n)d emails could not be sent and were given up. See outgoing mail.",
            count,
        )
        messages.append(sentence % {"n": count})
    if count := found["withheld"]:
        sentence = ngettext(
            "%(n)d receipt of the last seven days was not sent, because many enquiries gave "
            "the same email address. Someone else may be using it. The enquiries are stored. "
            "See outgoing mail.",
            "%(n)d receipts of the last seven days were not sent, because many enquiries gave"
            " the same email address. Someone else may be using it. The enquiries are stored."
            " See outgoing mail.",
            count,
        )
        messages.append(sentence % {"n": count})
    return messages
