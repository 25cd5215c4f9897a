"""What any page may say about enquiries."""

from django import template

from enquiries import figures

register = template.Library()


@register.simple_tag
def answer_time() -> figures.AnswerTime:
    """How quickly the portal answers."""
    return figures.answer_time()
