"""Structured data of a page as schema.org JSON-LD.

It states only what the page states. Demo data has none.
"""

import json
from typing import Any

from django.conf import settings
from django.utils.safestring import SafeString, mark_safe

# Characters that would end the script element, or a line of JavaScript, inside a text.
ESCAPES = {ord(sign): f"\\u{ord(sign):04X}" for sign in "<>&\u2028\u2029"}


def address(path: str) -> str:
    """The absolute URL of a page of the portal."""
    return f"{settings.SITE_URL}{path}"


def crumbs(steps: list[tuple[str, str]]) -> dict[str, Any]:
    """The breadcrumbs of a page: (name, path), starting at the home page."""
    return {
        "@type": "BreadcrumbList",
        "itemListElement": [
            {"@type": "ListItem", "position": place, "name": name, "item": address(path)}
            for place, (name, path) in enumerate(steps, start=1)
        ],
    }


def without_empty(values: dict[str, Any]) -> dict[str, Any]:
    """A description without unknown properties."""
    return {name: value for name, value in values.items() if value not in (None, "", [], {})}


def as_json_ld(*things: dict[str, Any]) -> SafeString:
    """Descriptions as the text of a script element; record texts cannot end that element."""
    graph = {"@context": "https://schema.org", "@graph": list(things)}
    return mark_safe(json.dumps(graph, ensure_ascii=False).translate(ESCAPES))
