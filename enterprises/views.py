"""Public pages of the directory: the list, its files, an enterprise and its history."""

from django.db.models import F, Prefetch
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _

from enterprises.filters import EnterpriseFilterForm
from enterprises.models import Enterprise
from enterprises.resources import EnterpriseResource
from enterprises.structured_data import enterprise_as_json_ld
from imports.exports import list_file
from listing.views import list_page
from programme.models import LegalDocument, SectorGroup, Statement, SupplyProduct
from records.bilingual import plain_text
from records.freshness import data_date, last_changes
from records.public_history import PublicFields, public_history

MAX_RELATED = 5
# Contacts are personal data: the consent is to their display on the page, not in its history.
HIDDEN_IN_HISTORY = {"contacts", "slug"}


def enterprise_list(request: HttpRequest) -> HttpResponse:
    form = EnterpriseFilterForm(request.GET)
    return list_page(
        request,
        form,
        "enterprises/list.html",
        name=_("Enterprises"),
        # Why the list may be empty.
        statements=Statement.objects.public()
        .filter(topic=Statement.Topic.INCENTIVES)
        .select_related("document"),
    )


def export(request: HttpRequest, ext: str) -> HttpResponseBase:
    form = EnterpriseFilterForm(request.GET)
    title = _("Supporting-industry enterprises")
    return list_file(request, form, EnterpriseResource(), ext, title=title)


def detail(request: HttpRequest, slug: str) -> HttpResponse:
    products = SupplyProduct.objects.public().select_related("product_list")
    enterprises = (
        Enterprise.objects.public()
        .select_related("unit__parent", "zone")
        .prefetch_related(
            "sector_groups",
            Prefetch("products__supply_product", products),
            "processes",
            "certificates",
            "contacts",
        )
    )
    enterprise = get_object_or_404(enterprises, slug=slug)
    today = timezone.localdate()
    groups = [group for group in enterprise.sector_groups.all() if group.is_public]
    changed = last_changes(Enterprise, [enterprise.pk]).get(enterprise.pk)
    data = data_date(enterprise, changed, [enterprise.verified_on])
    return render(
        request,
        "enterprises/detail.html",
        {
            "enterprise": enterprise,
            "groups": groups,
            "summary": _summary(enterprise, groups),
            "stale": enterprise.is_stale(today),
            "certificates": [
                {"certificate": certificate, "is_expired": certificate.is_expired(today)}
                for certificate in enterprise.certificates.all()
            ],
            "contacts": [
                fields
                for contact in enterprise.contacts.all()
                if (fields := contact.published_fields())
            ],
            "related": _related(enterprise, [group.pk for group in groups]),
            "data": data,
            "json_ld": "" if enterprise.is_demo else enterprise_as_json_ld(enterprise),
        },
    )


def history(request: HttpRequest, slug: str) -> HttpResponse:
    enterprise = get_object_or_404(Enterprise.objects.public(), slug=slug)
    fields = PublicFields(
        HIDDEN_IN_HISTORY, hidden_documents=LegalDocument.objects.hidden_numbers()
    )
    return render(
        request,
        "enterprises/history.html",
        {"enterprise": enterprise, "history": public_history(enterprise, fields)},
    )


def _summary(enterprise: Enterprise, groups: list[SectorGroup]) -> str:
    """One line for a search result or a shared link."""
    names = [plain_text(group, "short_name") for group in groups]
    return " · ".join(filter(None, [plain_text(enterprise, "name"), *names, enterprise.address]))


def _related(enterprise: Enterprise, groups: list[int]) -> list[Enterprise]:
    """Other enterprises of its sector groups, the latest verified first. Always one query."""
    # No row has the group 0: it keeps the query where the enterprise has no group.
    members = Enterprise.sector_groups.through.objects.filter(sectorgroup__in=[*groups, 0])
    others = Enterprise.objects.public().exclude(pk=enterprise.pk)
    if not enterprise.is_demo:
        others = others.real()
    return list(
        others.filter(pk__in=members.values("enterprise"))
        .select_related("unit")
        .by_name(F("verified_on").desc(nulls_last=True))[:MAX_RELATED]
    )
