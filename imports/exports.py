"""Lists as file downloads."""

import tempfile
from typing import Any

from django.conf import settings
from django.db import models
from django.http import FileResponse, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from imports.resources import SheetResource
from imports.workbooks.lists import FORMATS, ExportRefused, ListHeader
from listing.page import ListForm
from vietnamese.text import slug

MAX_MEMORY_BYTES = 5 * 1024 * 1024
UNLIMITED_FORMATS = ("xlsx", "csv")  # offered in place of a format that cannot hold a list


def file_response(
    resource: SheetResource,
    queryset: models.QuerySet,
    extension: str,
    *,
    title: str,
    filters: list[str],
    list_url: str = "",
) -> HttpResponseBase:
    """The list as a file. The extension is a key of `FORMATS`.

    `filters` describes the applied filters; `list_url` is the public page of the same list.
    Raises ExportRefused if the format cannot hold the list.
    """
    content_type, write = FORMATS[extension]
    header = ListHeader(title, filters, queryset.count(), list_url)
    out = tempfile.SpooledTemporaryFile(max_size=MAX_MEMORY_BYTES)  # noqa: SIM115 – the response closes it
    try:
        write(resource, queryset, header, out)
    except ExportRefused:
        out.close()
        raise
    out.seek(0)
    name = f"{slug(title)}-{timezone.localdate():%Y%m%d}.{extension}"
    return FileResponse(out, as_attachment=True, filename=name, content_type=content_type)


def list_file(
    request: HttpRequest, form: ListForm, resource: SheetResource, extension: str, *, title: str
) -> HttpResponseBase:
    """The filtered list in its order; demo records only with the parameter `demo`."""
    public: Any = form.records()
    records = public if "demo" in request.GET else public.real()
    return public_file(
        request,
        resource,
        form.in_order(form.apply_to(records)),
        extension,
        title=title,
        filters=form.in_words(),
        list_url=_list_url(request, form),
    )


def public_file(
    request: HttpRequest,
    resource: SheetResource,
    queryset: models.QuerySet,
    extension: str,
    **about: Any,
) -> HttpResponseBase:
    """The list as a file for the public, or a page that offers other formats; see file_response."""
    try:
        return file_response(resource.for_public(), queryset, extension, **about)
    except ExportRefused as refusal:
        others = {other: format_names()[other] for other in UNLIMITED_FORMATS if other != extension}
        return refused_page(request, refusal, extension, others)


def refused_page(
    request: HttpRequest, refusal: ExportRefused, extension: str, others: dict[str, str]
) -> HttpResponse:
    """The page that says why a file cannot be created.

    `others` are the names of formats to offer, by extension; their URLs differ in the extension.
    """
    stem, query = request.path.removesuffix(extension), request.GET.urlencode()
    formats = [
        (name, f"{stem}{other}{f'?{query}' if query else ''}") for other, name in others.items()
    ]
    context = {"message": str(refusal), "formats": formats}
    return render(request, "listing/file_refused.html", context, status=400)


def _list_url(request: HttpRequest, form: ListForm) -> str:
    """The URL of the list page; its files have URLs below it."""
    folder = request.path.rpartition("/")[0]
    query = form.filters()
    return f"{settings.SITE_URL}{folder}/{f'?{query}' if query else ''}"


def format_names() -> dict[str, str]:
    """Link texts of the formats, by extension."""
    return {"xlsx": _("Excel"), "csv": "CSV", "ods": "ODS", "json": "JSON"}
