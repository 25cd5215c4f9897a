"""The view of a list page."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from listing.page import ListForm
from listing.titles import list_title


def list_page(
    request: HttpRequest, form: ListForm, template: str, *, name: str, **context: Any
) -> HttpResponse:
    """Render a page of a list with its filters.

    The header HX-Push-Url has the URL of the page for scripts. That URL and the link to the other
    language include the form's `carried_query`; the canonical URL does not.
    """
    address = form.address(form.page)
    query = "&".join(filter(None, (address, form.carried_query)))
    request.list_address = query  # type: ignore[attr-defined]
    context |= {
        "form": form,
        "counted": form.counted,
        "page": form.page,
        "address": address,
        "list_title": list_title(name, form),
    }
    response = render(request, template, context)
    response["HX-Push-Url"] = f"{request.path}?{query}" if query else request.path
    return response
