"""What any page may say about enquiries."""

from typing import Any

from django import template

from enquiries import display, statistics
from enquiries.admin.dashboard import EnquiryCounts, enquiry_counts

register = template.Library()
register.filter("day_said", display.day_said)
register.filter("moment_said", display.moment_said)
register.filter("official_said", display.official_said)


@register.simple_tag
def answer_time() -> statistics.AnswerTime:
    """How quickly the portal answers."""
    return statistics.answer_time()


@register.simple_tag
def open_enquiries(user: Any) -> EnquiryCounts:
    """What waits at the desk of an official."""
    return enquiry_counts(user)
