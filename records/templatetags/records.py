"""Template tags for figures, unknown values, numbers and related records."""

from typing import Any

from django import template
from django.db import models

from records.bilingual import plain_text
from records.display import amount, exact, figure, number, or_unknown, telephone_links, unknown
from records.models import if_public

register = template.Library()
for tag in (figure, exact, unknown, amount):
    register.simple_tag(tag)
for text_filter in (number, or_unknown, telephone_links):
    register.filter(text_filter)


@register.filter
def public(record: Any) -> Any:
    """A related record if it is published, else None."""
    return if_public(record or None)


@register.filter
def plain(record: models.Model, name: str) -> str:
    """A text of a record without markup: {{ project|plain:"name" }} in a title."""
    return plain_text(record, name)
