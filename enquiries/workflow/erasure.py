"""Erasure of personal data, on request at once, otherwise after the periods in the settings."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from enquiries.models import Enquiry, EnquiryStep
from enquiries.workflow.locking import lock_enquiry, log, store
from mail.models import OutgoingMail

A_MONTH = timedelta(days=30.44)
STATE = OutgoingMail.State


@transaction.atomic
def erase(enquiry: Enquiry, *, by: Any = None, base_version: int | None = None) -> None:
    """Empty all personal data, texts and mails; unsent mails are dropped."""
    enquiry = lock_enquiry(enquiry, base_version, *Enquiry.State)
    if enquiry.state == Enquiry.State.ERASED:
        return
    now = timezone.now()
    for field in Enquiry.PERSONAL:
        setattr(enquiry, field, "")
    enquiry.state, enquiry.erased_at, enquiry.suspicion = Enquiry.State.ERASED, now, ""
    enquiry.due_on = enquiry.waiting_since = None
    store(enquiry)
    enquiry.consents.filter(withdrawn_at__isnull=True).update(withdrawn_at=now)
    enquiry.steps.update(text="")
    enquiry.steps.filter(kind=EnquiryStep.Kind.PASSED_ON).update(note="")
    unsent = enquiry.mails.exclude(state__in=[STATE.SENT, STATE.DROPPED])
    unsent.update(state=STATE.DROPPED)
    enquiry.mails.update(to="", subject="", body="", last_error="")
    log(enquiry, EnquiryStep.Kind.ERASED, by=by)
    for request in enquiry.data_requests.all():
        erase(request, by=by)


def due_for_erasing(now: datetime) -> QuerySet[Enquiry]:
    """Enquiries whose period has ended.

    Closed ones: ENQUIRY_KEPT_MONTHS after closing. Confirmed spam: ENQUIRY_SPAM_DAYS after an
    official has confirmed it. Suspected spam may be a real question, so an official has
    ENQUIRY_KEPT_MONTHS after receipt to decide.
    """
    closed = now - A_MONTH * settings.ENQUIRY_KEPT_MONTHS
    spam = now - timedelta(days=settings.ENQUIRY_SPAM_DAYS)
    judged = EnquiryStep.objects.filter(
        enquiry=OuterRef("pk"), kind=EnquiryStep.Kind.MARKED_SPAM, by__isnull=False
    )
    late_judged = judged.filter(at__gte=spam)
    return Enquiry.objects.filter(
        Q(state=Enquiry.State.CLOSED, closed_at__lt=closed)
        | Q(Exists(judged), ~Q(Exists(late_judged)), state=Enquiry.State.SPAM)
        | Q(~Q(Exists(judged)), state=Enquiry.State.SPAM, received_at__lt=closed)
    )


def erased_codes() -> Iterable[str]:
    """The codes of erased enquiries."""
    return Enquiry.objects.filter(state=Enquiry.State.ERASED).values_list("code", flat=True)


def erase_again(codes: Iterable[str]) -> None:
    """Erase enquiries again that a restored backup has brought back."""
    for enquiry in Enquiry.objects.filter(code__in=list(codes)):
        erase(enquiry)
