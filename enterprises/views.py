"""The directory as the public reads it."""

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from enterprises.filters import EnterpriseFilterForm
from enterprises.resources import EnterpriseResource
from imports.exports import list_file
from listing.views import list_page


def enterprise_list(request: HttpRequest) -> HttpResponse:
    form = EnterpriseFilterForm(request.GET)
    return list_page(request, form, "enterprises/list.html", name=_("Enterprises"))


def export(request: HttpRequest, ext: str) -> HttpResponse:
    form = EnterpriseFilterForm(request.GET)
    title = _("Supporting-industry enterprises")
    return list_file(request, form, EnterpriseResource(), ext, title=title)
