"""Lists as downloads."""

import tempfile
from typing import Any

from django.conf import settings
from django.db import models
from django.http import FileResponse, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils import timezone
from django.utils.translation import gettext as _

from imports.resources import SheetResource
from imports.workbooks.lists import FORMATS, About, ExportRefused
from listing.page import ListForm
from vietnamese.text import slug

MEMORY_BEFORE_DISK = 5 * 1024 * 1024


def file_response(
    resource: SheetResource,
    queryset: models.QuerySet,
    extension: str,
    *,
    title: str,
    filters: list[str],
    address: str = "",
) -> HttpResponseBase:
    """The list exactly as filtered, as a file; `filters` are the words of the filter.

    `address` is where the public reads the same list.

    The extension is one of `imports.workbooks.lists.FORMATS`; the URL pattern admits no other.
    """
    content_type, write = FORMATS[extension]
    about = About(title, filters, queryset.count(), address)
    out = tempfile.SpooledTemporaryFile(max_size=MEMORY_BEFORE_DISK)  # noqa: SIM115 – the response closes it
    try:
        write(resource, queryset, about, out)
    except ExportRefused as refusal:
        out.close()
        return HttpResponse(str(refusal), status=400, content_type="text/plain; charset=utf-8")
    out.seek(0)
    name = f"{slug(title)}-{timezone.localdate():%Y%m%d}.{extension}"
    return FileResponse(out, as_attachment=True, filename=name, content_type=content_type)


def list_file(
    request: HttpRequest, form: ListForm, resource: SheetResource, extension: str, *, title: str
) -> HttpResponseBase:
    """All that a list's filters find, in its order; demo data only when asked for."""
    public: Any = form.records()
    records = public if "demo" in request.GET else public.real()
    return file_response(
        resource.for_public(),
        form.in_order(form.apply_to(records)),
        extension,
        title=title,
        filters=form.in_words(),
        address=_list_address(request, form),
    )


def _list_address(request: HttpRequest, form: ListForm) -> str:
    """The page of a list, next to which its files lie."""
    folder = request.path.rpartition("/")[0]
    query = form.filters()
    return f"{settings.SITE_URL}{folder}/{f'?{query}' if query else ''}"


def format_names() -> dict[str, str]:
    """Formats by extension, in the words of a link."""
    return {"xlsx": _("Excel"), "csv": "CSV", "ods": "ODS", "json": "JSON"}
