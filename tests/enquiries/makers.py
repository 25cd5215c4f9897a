"""Factories of enquiries, and URLs of their admin pages."""

from datetime import timedelta

from enquiries.models import Enquiry
from enquiries.workflow import actions
from programme.working_days import WorkingDays
from tests.enquiries.asking import PERSON

NUMBERS = iter(range(1, 10**9))
QUEUE = "/admin/enquiries/enquiry/"


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
        # As if it had been received on that day.
        made.received_at -= timedelta(days=days_ago)
        actions.set_due_day(made, WorkingDays())
        made.save(update_fields=["received_at", "due_on"])
    return made


def again(made):
    """The enquiry as it is stored now."""
    return Enquiry.objects.get(pk=made.pk)


def page_of(made):
    """The URL of an enquiry in the admin."""
    return f"{QUEUE}{made.pk}/change/"


def codes(response):
    """The receipt codes on a page of the queue."""
    return {each.code for each in response.context["cl"].result_list}


def working_days_before(day, count):
    """The last day that is so many working days before a day."""
    calendar, start = WorkingDays(), day
    while calendar.between(start, day) < count:
        start -= timedelta(days=1)
    return start
