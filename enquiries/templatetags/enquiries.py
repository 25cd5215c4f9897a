"""Enquiry data for templates of any page."""

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
    """The published time to answer."""
    return statistics.answer_time()


@register.simple_tag
def open_enquiries(user: Any) -> EnquiryCounts:
    """Counts for the front page of the admin."""
    return enquiry_counts(user)
