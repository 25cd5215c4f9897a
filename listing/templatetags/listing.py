"""HTML of the filters of a list.

Functions write it instead of templates, since a page has some two hundred values: see
docs/adr/0014-page-cache-and-facet-index.md.
"""

from collections.abc import Iterable
from functools import lru_cache
from html import escape
from typing import Any
from urllib.parse import parse_qsl

from django import template
from django.forms import BoundField
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import Truncator, capfirst
from django.utils.translation import ngettext

from listing.page import Facet, ListForm, Option
from records.bilingual import page_language
from vietnamese.numbers import format_decimal

register = template.Library()
OPEN_FACETS = 5


@register.filter
def refused(field: BoundField) -> SafeString | str:
    """The error message of a field whose value in the URL is ignored."""
    if not field.errors:
        return ""
    value = Truncator("".join(filter(str.isprintable, str(field.value() or "")))).chars(40)
    return format_html(
        '<p class="refused" id="{}_error">“{}”: {}</p>',
        field.auto_id,
        value,
        " ".join(map(str, field.errors)),
    )


@register.simple_tag
def facets(form: ListForm) -> SafeString:
    """All facets with their values; the first ones and the active ones are open.

    A value is a link that selects or removes it; a value without records has no link. Ids let a
    browser keep the focus when a script replaces the list.
    """
    return mark_safe(
        "".join(_facet(form, number, facet) for number, facet in enumerate(form.counted.facets))
    )


def _facet(form: ListForm, number: int, facet: Facet) -> str:
    name, language = facet.field.name, page_language()
    is_open = number < OPEN_FACETS or form.data.get(name)
    why_not = refused(facet.field) if name in form.errors else ""

    def listed(options: Iterable[Option]) -> str:
        values = "".join(_value(name, option, language) for option in options)
        return f'<ul aria-labelledby="facet-{name}">{values}</ul>'

    rest = (
        f'<details><summary id="more-{name}">{_more(len(facet.rest))}</summary>'
        f"{listed(facet.rest)}</details>"
        if facet.rest
        else ""
    )
    return (
        f'<details class="facet"{" open" if is_open else ""}>'
        f'<summary><h2 id="facet-{name}">{escape(str(facet.field.label))}</h2></summary>'
        f"{why_not}{listed(facet.options)}{rest}</details>"
    )


def _more(count: int) -> str:
    return escape(ngettext("%(counter)s more", "%(counter)s more", count) % {"counter": count})


@lru_cache(maxsize=4_000)
def _label(text: str) -> str:
    return escape(capfirst(text))


@lru_cache(maxsize=4_000)
def _count(count: int, language: str) -> str:
    return format_decimal(count, language)


def _value(name: str, option: Option, language: str) -> str:
    content = (
        f"<span>{_label(str(option.label))}</span> "
        f'<span class="count">{_count(option.count, language)}</span>'
    )
    if not option.count and not option.chosen:
        return f'<li><span class="facet-none">{content}</span></li>'
    mark = ' class="facet-chosen" aria-current="true"' if option.chosen else ""
    place = f'id="{escape(name)}-{escape(option.value)}" href="?{escape(option.query)}"'
    return f"<li><a {place}{mark}>{content}</a></li>"


@register.simple_tag
def filter_field(field: BoundField) -> SafeString:
    """Label and input of a filter with a text field."""
    label = f'<label for="{field.auto_id}">{escape(str(field.label))}</label>'
    return mark_safe(f'<p class="field">{label}{filter_input(field)}</p>')


@register.simple_tag
def filter_input(field: BoundField) -> SafeString:
    """Only the input of such a filter."""
    attributes = field.build_widget_attrs(field.field.widget.attrs)
    value = field.field.widget.format_value(field.value())
    attributes_of_input = {
        "type": attributes.pop("type", field.field.widget.input_type),
        "name": field.html_name,
        "id": field.auto_id,
        **({} if value is None else {"value": value}),
        **attributes,
    }
    written = " ".join(
        f'{name}="{escape(str(text))}"' for name, text in attributes_of_input.items()
    )
    return mark_safe(f"<input {written}>")


@register.simple_tag
def filtered(form: ListForm, **changes: Any) -> str:
    """The query string of a list with some filters changed: {% filtered form page=2 %}."""
    return f"?{form.query(**changes)}"


@register.simple_tag
def only_filters(form: ListForm, **changes: Any) -> str:
    """The same for a file of the list, without `carried_query`."""
    return f"?{form.filters(**changes)}"


@register.simple_tag
def hidden_filters(form: ListForm, own: str) -> SafeString:
    """The active filters as hidden fields, for a form with filters of its own.

    {% hidden_filters form "q" %}
    """
    others = parse_qsl(form.query(**dict.fromkeys(own.split())))
    return format_html_join("", '<input type="hidden" name="{}" value="{}">', others)
