"""What waits for the officials who answer, as the desk's front page tells it."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.utils import timezone

from enquiries.models import Enquiry


@dataclass(frozen=True)
class EnquiryCounts:
    """How many enquiries are open, of them overdue and one's own; and held back as spam."""

    open: int
    overdue: int
    spam: int
    mine: int


def belongs_to(user: Any) -> Q:
    """One's own, and those of one's role that nobody has taken."""
    return Q(owner=user) | Q(owner=None, group__in=user.groups.values("pk"))


def mine(enquiries: Any, user: Any) -> QuerySet:
    """Open enquiries that an official should see to."""
    return enquiries.open().filter(belongs_to(user))


def enquiry_counts(user: Any) -> EnquiryCounts:
    """What waits, in one query."""
    running, still_open = Q(state__in=Enquiry.RUNNING), Q(state__in=Enquiry.OPEN)
    return EnquiryCounts(
        **Enquiry.objects.aggregate(
            open=Count("pk", filter=still_open),
            overdue=Count("pk", filter=running & Q(due_on__lt=timezone.localdate())),
            spam=Count("pk", filter=Q(state=Enquiry.State.SPAM)),
            mine=Count("pk", filter=still_open & belongs_to(user)),
        )
    )
