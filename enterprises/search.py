"""The search source of the directory."""

from django.db.models import Prefetch
from django.utils.translation import gettext_lazy

from enterprises.models import Enterprise, EnterpriseProduct
from programme.search import full_name, successors
from search.queryset import SearchableQuerySet
from search.sources import Source, record_name, record_page


def _enterprises() -> SearchableQuerySet:
    products = EnterpriseProduct.objects.select_related("supply_product")
    return (
        Enterprise.objects.public()
        .select_related("unit__parent")
        .prefetch_related(
            "sector_groups",
            Prefetch("products", products),
            "processes",
            "certificates",
            "contacts",
            successors("unit__successions"),
        )
    )


ENTERPRISES = Source(
    "enterprises",
    gettext_lazy("Enterprises"),
    _enterprises,
    record_name,
    record_page,
    lambda enterprise: full_name(enterprise.unit),
    "enterprises:list",
)
