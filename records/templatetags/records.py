"""How records speak on a page: figures as said, what is unknown, dates and plain numbers."""

from decimal import Decimal
from typing import Any
from urllib.parse import parse_qsl

from django import template
from django.db import models
from django.forms import BoundField
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.text import Truncator
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from listing.page import ListForm
from records.bilingual import plain_text
from records.figures import FigureColumns, Qualifier
from records.models import if_public
from vietnamese.figures import Dimension, Figure, exact_value, format_figure
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
def public(record: Any) -> Any:
    """A related record, if it is published; what is not published is not there."""
    return if_public(record or None)


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


@register.simple_tag
def amount(total: dict[str, Any]) -> SafeString | str:
    """A sum in whole đồng, as `totals()` gives it: of ranges a range, and as firm as its parts.

    Parts that are all “nearly” or exact add up to “nearly”; of different ones only “about” is true.
    """
    low, high, said = total["low"], total["high"], total["said_first"]
    if low is None or high is None:
        return unknown()
    qualifier = (said or Qualifier.EXACT) if said == total["said_last"] else Qualifier.ABOUT
    figure = Figure(Decimal(low), Decimal(high), qualifier)
    return format_figure(figure, Dimension.MONEY_VND, page_language())


@register.filter
def plain(record: models.Model, name: str) -> str:
    """A text of a record where no mark-up can stand: {{ project|plain:"name" }} in a title."""
    return plain_text(record, name)


@register.simple_tag
def filtered(form: ListForm, **changes: Any) -> str:
    """The address of a list with some filters changed: {% filtered form page=2 %}."""
    return f"?{form.query(**changes)}"


@register.simple_tag
def only_filters(form: ListForm, **changes: Any) -> str:
    """The same for a file of the list, which knows nothing of what the reader takes along."""
    return f"?{form.filters(**changes)}"


@register.simple_tag
def kept(form: ListForm, own: str) -> SafeString:
    """The filters in use as hidden fields of a form that sets only its own: {% kept form "q" %}."""
    others = parse_qsl(form.query(**dict.fromkeys(own.split())))
    return format_html_join("", '<input type="hidden" name="{}" value="{}">', others)


@register.filter
def refused(field: BoundField) -> SafeString | str:
    """Why the value in an address was left out, beside its field."""
    if not field.errors:
        return ""
    value = Truncator("".join(filter(str.isprintable, str(field.value() or "")))).chars(40)
    return format_html(
        '<p class="refused" id="{}_error">“{}”: {}</p>',
        field.auto_id,
        value,
        " ".join(field.errors),
    )
