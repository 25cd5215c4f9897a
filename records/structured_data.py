"""Facts about a page for machines, as schema.org JSON-LD.

Only what the page itself says; demo data says nothing to machines.
"""

import json
from typing import Any

from django.conf import settings
from django.utils.safestring import SafeString, mark_safe

# What would end the script element, or a line of JavaScript, inside a text.
ESCAPES = {ord(sign): f"\\u{ord(sign):04X}" for sign in "<>&\u2028\u2029"}


def address(path: str) -> str:
    """The whole address of a page of the portal."""
    return f"{settings.SITE_URL}{path}"


def crumbs(steps: list[tuple[str, str]]) -> dict[str, Any]:
    """The way to a page: (name, path) from the home page on."""
    return {
        "@type": "BreadcrumbList",
        "itemListElement": [
            {"@type": "ListItem", "position": place, "name": name, "item": address(path)}
            for place, (name, path) in enumerate(steps, start=1)
        ],
    }


def without_empty(values: dict[str, Any]) -> dict[str, Any]:
    """A description without the properties that nothing is known of."""
    return {name: value for name, value in values.items() if value not in (None, "", [], {})}


def as_json_ld(*things: dict[str, Any]) -> SafeString:
    """Descriptions as the text of a script element; no text of a record can end that element."""
    graph = {"@context": "https://schema.org", "@graph": list(things)}
    return mark_safe(json.dumps(graph, ensure_ascii=False).translate(ESCAPES))
