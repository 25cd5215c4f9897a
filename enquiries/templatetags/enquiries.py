"""What any page may say about enquiries."""

from typing import Any

from django import template

from enquiries import display, statistics
from enquiries.admin.dashboard import EnquiryCounts, enquiry_counts

register = template.Library()
register.filter("day_text", display.day_text)
register.filter("moment_text", display.moment_text)
register.filter("official_label", display.official_label)


@register.simple_tag
def answer_time() -> statistics.AnswerTime:
    """How quickly the portal answers."""
    return statistics.answer_time()


@register.simple_tag
def open_enquiries(user: Any) -> EnquiryCounts:
    """What waits at the desk of an official."""
    return enquiry_counts(user)
