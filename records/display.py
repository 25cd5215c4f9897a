"""Figures, numbers and unknown values in the page's language."""

from decimal import Decimal
from typing import Any

from django.db import models
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from records.bilingual import page_language
from records.figures import FigureColumns, Qualifier
from vietnamese.figures import Dimension, Figure, exact_value, format_figure
from vietnamese.numbers import format_decimal
from vietnamese.telephones import telephones_in


def _figure(record: models.Model, name: str) -> tuple[Figure, FigureColumns]:
    return getattr(record, name), getattr(type(record), name)


def figure(record: models.Model, name: str) -> SafeString | str:
    """A figure as written, or a text that there is none; never a dash or an empty cell."""
    value, columns = _figure(record, name)
    if value.not_applicable:
        return format_html('<span class="unknown">{}</span>', _("does not apply"))
    if not value.known:
        return unknown()
    return format_figure(value, columns.dimension, page_language())


def exact(record: models.Model, name: str) -> str:
    """The figure in its base unit, if that adds information: 600.000.000.000 đồng.

    Empty for a figure with a qualifier: “about 630 billion” is no exact amount.
    """
    value, columns = _figure(record, name)
    if not value.known or not value.unit or value.qualifier:
        return ""
    amount = exact_value(value, columns.dimension, page_language())
    return "" if amount in format_figure(value, columns.dimension, page_language()) else amount


def unknown() -> SafeString:
    """The text for a missing figure."""
    return format_html('<span class="unknown">{}</span>', _("no figure yet"))


def or_unknown(value: Any) -> Any:
    """A text, or the words for a missing one."""
    if value in (None, ""):
        return format_html('<span class="unknown">{}</span>', _("no information yet"))
    return value


def telephone_links(text: str) -> SafeString:
    """A text with a link to dial each of its telephone numbers."""
    pieces = []
    place = 0
    for number in telephones_in(text):
        link = format_html(
            '<a href="tel:{}">{}</a>', number.dialled, text[number.start : number.end]
        )
        pieces += [text[place : number.start], link]
        place = number.end
    return format_html_join("", "{}", ((piece,) for piece in [*pieces, text[place:]]))


def number(value: Decimal | float | None) -> str:
    """1.234,5 in Vietnamese, 1,234.5 in English."""
    if value is None:
        return ""
    return format_decimal(Decimal(str(value)), page_language())


def amount(total: dict[str, Any]) -> SafeString | str:
    """A sum in whole đồng as `totals()` returns it; a range if some amounts are ranges.

    The sum has the qualifier that all qualified amounts share, such as “nearly”, else “about”.
    """
    low, high, first = total["low"], total["high"], total["first_qualifier"]
    if low is None or high is None:
        return unknown()
    qualifier = (first or Qualifier.EXACT) if first == total["last_qualifier"] else Qualifier.ABOUT
    figure = Figure(Decimal(low), Decimal(high), qualifier)
    return format_figure(figure, Dimension.MONEY_VND, page_language())
