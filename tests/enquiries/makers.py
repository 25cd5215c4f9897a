"""Enquiries as they came in through the page."""

from datetime import timedelta

from django.utils import timezone

from enquiries import actions
from enquiries.models import Enquiry
from tests.enquiries.asking import PERSON

NUMBERS = iter(range(1, 10**9))


def enquiry(*, record=None, kind="general", days_ago=0, purposes=("answer",), **fields):
    """An enquiry received some days ago."""
    language = fields.pop("language", "vi")
    suspicion = fields.pop("suspicion", "")
    made = actions.receive(
        submission=f"{next(NUMBERS):032d}",
        kind=kind,
        language=language,
        person=PERSON | fields,
        purposes=purposes,
        record=record,
        suspicion=suspicion,
    )
    if days_ago:
        received = timezone.now() - timedelta(days=days_ago)
        Enquiry.objects.filter(pk=made.pk).update(received_at=received)
        made.refresh_from_db()
    return made


def again(made):
    """The same enquiry as it is stored now."""
    return Enquiry.objects.get(pk=made.pk)
