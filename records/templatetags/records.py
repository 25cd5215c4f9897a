"""How records speak on a page: figures as said, what is unknown, dates and plain numbers."""

from decimal import Decimal
from typing import Any

from django import template
from django.db import models
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from records.figures import FigureColumns
from vietnamese.figures import Figure, exact_value, format_figure
from vietnamese.numbers import format_decimal

register = template.Library()


def page_language() -> str:
    return "en" if (get_language() or "vi").startswith("en") else "vi"


def _figure(record: models.Model, name: str) -> tuple[Figure, FigureColumns]:
    return getattr(record, name), getattr(type(record), name)


@register.simple_tag
def figure(record: models.Model, name: str) -> SafeString | str:
    """A figure as it was said, or in words that there is none: never a dash or an empty cell."""
    said, columns = _figure(record, name)
    if said.not_applicable:
        return format_html('<span class="unknown">{}</span>', _("does not apply"))
    if not said.known:
        return unknown()
    return format_figure(said, columns.dimension, page_language())


@register.simple_tag
def exact(record: models.Model, name: str) -> str:
    """The figure in its base unit, where that says more than the words: 600.000.000.000 đồng."""
    said, columns = _figure(record, name)
    if not said.known or not said.unit:
        return ""
    value = exact_value(said, columns.dimension, page_language())
    return "" if value in format_figure(said, columns.dimension, page_language()) else value


@register.simple_tag
def unknown() -> SafeString:
    """No figure yet."""
    return format_html('<span class="unknown">{}</span>', _("no figure yet"))


@register.filter
def or_unknown(value: Any) -> Any:
    """A text, or in words that nothing is known."""
    if value in (None, ""):
        return format_html('<span class="unknown">{}</span>', _("no information yet"))
    return value


@register.filter
def number(value: Decimal | float | None) -> str:
    """1.234,5 in Vietnamese, 1,234.5 in English."""
    if value is None:
        return ""
    return format_decimal(Decimal(str(value)), page_language())
