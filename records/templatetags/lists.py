"""How the filters of a list look. Written out here, since a page has some two hundred of them."""

from collections.abc import Iterable
from functools import lru_cache
from html import escape

from django import template
from django.forms import BoundField
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import capfirst

from records.listing import Option
from records.templatetags.records import page_language
from vietnamese.numbers import format_decimal

register = template.Library()


@register.simple_tag
def values(name: str, options: Iterable[Option]) -> SafeString:
    """The values of a facet, each with its count and the list with it, or without it again.

    A value that would show nothing is no link. The ids let a browser keep its place in the list
    when it is exchanged.
    """
    language = page_language()
    return mark_safe("".join(_value(name, option, language) for option in options))


@lru_cache(maxsize=4_000)
def _label(text: str) -> str:
    return escape(capfirst(text))


def _value(name: str, option: Option, language: str) -> str:
    said = (
        f"<span>{_label(str(option.label))}</span> "
        f'<span class="count">{format_decimal(option.count, language)}</span>'
    )
    if not option.count and not option.chosen:
        return f'<li><span class="facet-none">{said}</span></li>'
    mark = ' class="facet-chosen" aria-current="true"' if option.chosen else ""
    place = f'id="{escape(name)}-{escape(option.value)}" href="?{escape(option.query)}"'
    return f"<li><a {place}{mark}>{said}</a></li>"


@register.simple_tag
def box(field: BoundField) -> SafeString:
    """The label and the box of a filter that is typed."""
    attributes = field.build_widget_attrs(field.field.widget.attrs)
    value = field.field.widget.format_value(field.value())
    said = {
        "type": attributes.pop("type", field.field.widget.input_type),
        "name": field.html_name,
        "id": field.auto_id,
        **({} if value is None else {"value": value}),
        **attributes,
    }
    written = " ".join(f'{name}="{escape(str(text))}"' for name, text in said.items())
    label = f'<label for="{field.auto_id}">{escape(str(field.label))}</label>'
    return mark_safe(f'<p class="field">{label}<input {written}></p>')
