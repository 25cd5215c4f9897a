"""Counts of enquiries for the front page of the admin."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.utils import timezone

from enquiries.models import Enquiry


@dataclass(frozen=True)
class EnquiryCounts:
    """Numbers of open enquiries, overdue ones, suspected spam, and the official's own."""

    open: int
    overdue: int
    spam: int
    mine: int


def belongs_to(user: Any) -> Q:
    """Condition for enquiries of an official, or of an official's role if not taken yet."""
    return Q(owner=user) | Q(owner=None, group__in=user.groups.values("pk"))


def mine(enquiries: Any, user: Any) -> QuerySet:
    """Open enquiries assigned to an official or to a role of the official."""
    return enquiries.open().filter(belongs_to(user))


def enquiry_counts(user: Any) -> EnquiryCounts:
    """All counts in one query."""
    running, still_open = Q(state__in=Enquiry.RUNNING), Q(state__in=Enquiry.OPEN)
    return EnquiryCounts(
        **Enquiry.objects.aggregate(
            open=Count("pk", filter=still_open),
            overdue=Count("pk", filter=running & Q(due_on__lt=timezone.localdate())),
            spam=Count("pk", filter=Q(state=Enquiry.State.SPAM)),
            mine=Count("pk", filter=still_open & belongs_to(user)),
        )
    )
