"""The two ways a list is read: as a page, and as a file of everything that was found."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from listing.page import ListForm
from listing.titles import called


def list_page(
    request: HttpRequest, form: ListForm, template: str, *, name: str, **context: Any
) -> HttpResponse:
    """A page of a list with its filters; scripts are told its address in a header.

    That address and the page in the other language keep what the reader takes along; the
    canonical address does not.
    """
    address = form.address(form.page)
    kept = "&".join(filter(None, (address, form.along)))
    request.list_address = kept  # type: ignore[attr-defined]
    context |= {
        "form": form,
        "counted": form.counted,
        "page": form.page,
        "address": address,
        "list_called": called(name, form),
    }
    response = render(request, template, context)
    response["HX-Push-Url"] = f"{request.path}?{kept}" if kept else request.path
    return response
