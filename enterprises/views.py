"""The directory as the public reads it."""

from django.db.models import Prefetch
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _

from enterprises.forms import EnterpriseFilterForm
from enterprises.models import Enterprise
from enterprises.resources import EnterpriseResource
from programme.models import SupplyProduct
from records.list_views import list_page
from sheets.workbooks.exporting import list_file


def enterprise_list(request: HttpRequest) -> HttpResponse:
    form = EnterpriseFilterForm(request.GET)
    return list_page(request, form, "enterprises/list.html")


def export(request: HttpRequest, ext: str) -> HttpResponse:
    form = EnterpriseFilterForm(request.GET)
    title = _("Supporting-industry enterprises")
    return list_file(request, form, EnterpriseResource(), ext, title=title)


def detail(request: HttpRequest, slug: str) -> HttpResponse:
    items = SupplyProduct.objects.public().select_related("product_list")
    enterprises = (
        Enterprise.objects.public()
        .select_related("unit__parent", "zone")
        .prefetch_related(
            "sector_groups",
            Prefetch("products__supply_product", items),
            "processes",
            "certificates",
            "contacts",
        )
    )
    enterprise = get_object_or_404(enterprises, slug=slug)
    today = timezone.localdate()
    certificates = [
        {"certificate": certificate, "lapsed": certificate.lapsed(today)}
        for certificate in enterprise.certificates.all()
    ]
    contacts = [
        fields for contact in enterprise.contacts.all() if (fields := contact.published_fields())
    ]
    return render(
        request,
        "enterprises/detail.html",
        {"enterprise": enterprise, "certificates": certificates, "contacts": contacts},
    )
