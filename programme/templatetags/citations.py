"""The template tag for the source of a record, with a link for each citation."""

from typing import Any

from django import template
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from programme.citations import date_words, parts_of
from programme.models import PublicSource

register = template.Library()


@register.simple_tag(takes_context=True)
def cited(context: template.Context, text: str) -> SafeString:
    """A source with links to what it cites, and their dates: {% cited record.source %}."""
    parts = parts_of(text, context.get("request"))
    return format_html_join("", "{}", ((_part(part, source),) for part, source in parts))


def _part(text: str, source: PublicSource | None) -> Any:
    if source is None:
        return text
    address = source.url or f"{reverse('programme:sources')}#{source.code}"
    link = format_html('<a class="cite" href="{}" rel="noopener">{}</a>', address, text)
    words = date_words(source, text)
    return format_html("{} ({})", link, words) if words else link
