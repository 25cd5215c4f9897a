"""Open data of the directory."""

from datetime import date

from django.db.models import QuerySet
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from ninja import Router, Schema
from pydantic import Field

from enterprises.filters import EnterpriseFilterForm
from enterprises.models import Enterprise, EnterpriseProduct
from listing.api import ListOut, NamedOut, add_list, public
from programme.api import PlaceOut
from programme.models import SectorGroup
from records.models import if_public

router = Router()


class ProductOut(Schema):
    code: str | None
    words_vi: str
    words_en: str

    @staticmethod
    def resolve_code(row: EnterpriseProduct) -> str | None:
        item = if_public(row.supply_product)
        return item.code if item else None


class EnterpriseOut(Schema):
    """Contacts are personal data and are not part of open data."""

    slug: str
    tax_code: str | None
    name_vi: str
    name_en: str
    is_buyer: bool
    sector_groups: list[NamedOut]
    address: str
    district: PlaceOut | None
    products: list[ProductOut]
    size_band: str
    website: str
    verified_on: date | None = Field(
        description="the day of the evidence; with the evidence `declared` the day of the "
        "declaration, which is not a verification"
    )
    evidence: str = Field(
        description="one scale: `declared` by the enterprise and not verified, verified by "
        "`documents` seen, verified when visited on site (`visited`); empty where it is not told",
        json_schema_extra={"enum": ["", *Enterprise.Evidence.values]},
    )
    source: str
    is_demo: bool

    resolve_district = public("unit")

    @staticmethod
    def resolve_sector_groups(enterprise: Enterprise) -> list[SectorGroup]:
        return [group for group in enterprise.sector_groups.all() if group.is_public]


class EnterprisesOut(ListOut):
    results: list[EnterpriseOut]


def public_enterprises() -> QuerySet:
    return (
        Enterprise.objects.public().with_list_columns().prefetch_related("products__supply_product")
    )


add_list(router, "/enterprises/", EnterprisesOut, EnterpriseFilterForm, public_enterprises)


@router.get("/enterprises/{slug}/", response=EnterpriseOut, by_alias=False)
def enterprise(request: HttpRequest, slug: str) -> Enterprise:
    return get_object_or_404(public_enterprises(), slug=slug.replace("\0", ""))
