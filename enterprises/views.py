"""The directory as the public reads it."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from enterprises.forms import EnterpriseFilterForm
from enterprises.models import Enterprise
from enterprises.resources import EnterpriseResource
from sheets.workbooks.exporting import file_response


def enterprise_list(request: HttpRequest) -> HttpResponse:
    enterprises = Enterprise.objects.public()
    form = EnterpriseFilterForm(request.GET)
    counted = form.counted(enterprises)
    page = form.page(enterprises.with_list_columns(), counted.total)
    return render(
        request,
        "enterprises/list.html",
        {"form": form, "counted": counted, "page": page, "address": form.address(page)},
    )


def export(request: HttpRequest, ext: str) -> HttpResponse:
    """The list as filtered; demo data only when asked for."""
    form = EnterpriseFilterForm(request.GET)
    enterprises = Enterprise.objects.public()
    if "demo" not in request.GET:
        enterprises = enterprises.real()
    return file_response(
        EnterpriseResource().for_public(),
        form.in_order(form.apply_to(enterprises)),
        ext,
        title=_("Supporting-industry enterprises"),
        filters=form.in_words(),
        request=request,
    )
