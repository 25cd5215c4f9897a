"""The published time to answer enquiries."""

from dataclasses import dataclass
from datetime import timedelta
from statistics import median

from django.utils import timezone

from enquiries.models import Enquiry

A_YEAR = timedelta(days=365)
MIN_ANSWERS = 5  # a median of fewer means little, and could reveal one case


@dataclass(frozen=True)
class AnswerTime:
    """`days`: the median in working days; None for fewer than `minimum` answers."""

    days: float | None
    answered: int
    minimum: int = MIN_ANSWERS


def answer_time() -> AnswerTime:
    """The median of the last 12 months, in working days without the waiting for enquirers.

    Enquiries about demo data and about personal data do not count. One query. The value changes
    only with an answer or at midnight, because cached public pages show it.
    """
    midnight = timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0)
    answered = Enquiry.objects.filter(
        is_demo=False, answered_at__gte=midnight - A_YEAR, days_to_answer__isnull=False
    ).exclude(kind=Enquiry.Kind.PERSONAL_DATA)
    taken = answered.order_by().values_list("days_to_answer", flat=True)
    days = [each for each in taken if each is not None]
    return AnswerTime(median(days) if len(days) >= MIN_ANSWERS else None, len(days))
