"""What any page may say about enquiries."""

from typing import Any

from django import template

from enquiries import figures, said
from enquiries.desk import EnquiryCounts, enquiry_counts

register = template.Library()
register.filter("day_said", said.day_said)
register.filter("moment_said", said.moment_said)
register.filter("official_said", said.official_said)


@register.simple_tag
def answer_time() -> figures.AnswerTime:
    """How quickly the portal answers."""
    return figures.answer_time()


@register.simple_tag
def open_enquiries(user: Any) -> EnquiryCounts:
    """What waits at the desk of an official."""
    return enquiry_counts(user)
