"""The filter form of the directory."""

from collections.abc import Iterable
from typing import Any, ClassVar

from django.db.models import BooleanField, Case, ExpressionWrapper, F, Q, QuerySet, Value, When
from django.utils import timezone
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _

from enterprises.models import Certificate, Enterprise, EnterpriseProcess, first_fresh_day
from listing.facet_index import Choices
from listing.facets import Column, Conditions, Keys, Related
from listing.fields import KnownChoiceField
from listing.page import ListForm
from programme.models import (
    AdministrativeUnit,
    IndustrialZone,
    SectorGroup,
    SupplyProduct,
)
from programme.unit_codes import commune_codes, district_codes
from records.bilingual import choices_of, plain_text
from vietnamese.text import slug, sort_key

# Characters of a product label; the full name is on the page of its sector group.
MAX_LABEL_LENGTH = 90


def is_fresh() -> Q:
    """Entries with evidence of the last VERIFIED_FOR_MONTHS months."""
    return Q(verified_on__gte=first_fresh_day(timezone.localdate()))


def is_verified_lately() -> Q:
    """Fresh entries that more than the declaration of the enterprise stands for."""
    return is_fresh() & ~Q(evidence=Enterprise.Evidence.DECLARED)


def slug_keys(rows: type[Certificate | EnterpriseProcess], name: str) -> Keys:
    """The slug of each name as the value of a filter; letter case makes no difference."""

    def keys() -> dict[str, tuple[str, ...]]:
        names = rows.objects.order_by(name).values_list(name, flat=True).distinct()
        return {each: (slug(each),) for each in names}

    return keys


def valid_today() -> Q:
    today = timezone.localdate()
    return Q(
        Q(certificates__valid_from=None) | Q(certificates__valid_from__lte=today),
        Q(certificates__valid_to=None) | Q(certificates__valid_to__gte=today),
    )


class EnterpriseFilterForm(ListForm):
    """Filters of the directory; entries without a recent verification come last."""

    row_template = "enterprises/_row.html"
    row_name = "enterprise"
    facets: ClassVar = {
        "sector": Related(("sector_groups__slug",)),
        "product": Related(("products__supply_product__code",)),
        "process": Related(("processes__name_vi",), keys=slug_keys(EnterpriseProcess, "name_vi")),
        "certificate": Related(
            ("certificates__name",), keys=slug_keys(Certificate, "name"), given=valid_today
        ),
        "size": Column("size_band"),
        "district": Column("unit", keys=district_codes),
        "unit": Column("unit", keys=commune_codes),
        "zone": Column("zone__code"),
        "buyer": Conditions({"yes": Q(is_buyer=True), "no": Q(is_buyer=False)}),
    }
    orders: ClassVar = {
        "name": (_("by name"), ["sort_key", "id"]),
        "-verified": (
            _("latest verified or declared first"),
            [F("verified_on").desc(nulls_last=True), "sort_key", "id"],
        ),
        "newest": (_("latest added to this site first"), ["-created_at", "-id"]),
    }

    sector = KnownChoiceField(label=_("Sector group"), self_explanatory=True)
    product = KnownChoiceField(label=_("Prioritised product"), self_explanatory=True)
    process = KnownChoiceField(label=_("Process"), self_explanatory=True)
    certificate = KnownChoiceField(label=_("Certificate valid today"))
    size = KnownChoiceField(label=_("Size"), choices=Enterprise.SizeBand)
    district = KnownChoiceField(label=_("District or city (2021)"), self_explanatory=True)
    unit = KnownChoiceField(label=_("Commune or ward of today"), self_explanatory=True)
    zone = KnownChoiceField(label=_("Industrial zone"), self_explanatory=True)
    buyer = KnownChoiceField(
        label=_("Supplier or buyer"),
        choices=[("yes", _("buys from suppliers")), ("no", _("supplies only"))],
        self_explanatory=True,
    )

    @classmethod
    def records(cls) -> QuerySet:
        return Enterprise.objects.public()

    @classmethod
    def rows(cls) -> QuerySet:
        fresh = ExpressionWrapper(is_fresh(), output_field=BooleanField())
        return Enterprise.objects.public().with_list_columns().annotate(is_fresh=fresh)

    @classmethod
    def columns_of(cls, order: str) -> list[Any]:
        columns = super().columns_of(order)
        if order != "name":
            return columns
        return [Case(When(is_verified_lately(), then=Value(0)), default=Value(1)), *columns]

    @classmethod
    def offers(cls) -> Choices:
        units = AdministrativeUnit.objects.public()
        communes = units.communes().valid_on(timezone.localdate())
        enterprises = Enterprise.objects.public()
        products = SupplyProduct.objects.public().filter(
            enterprise_products__enterprise__in=enterprises
        )
        processes = EnterpriseProcess.objects.filter(enterprise__in=enterprises)
        certificates = Certificate.objects.filter(enterprise__in=enterprises).order_by("name")
        return {
            "sector": choices_of(SectorGroup.objects.public(), "slug", "short_name"),
            "zone": choices_of(IndustrialZone.objects.public().by_name("kind"), "code", "name"),
            "product": [
                (code, Truncator(name).chars(MAX_LABEL_LENGTH))
                for code, name in choices_of(products.distinct(), "code", "name")
            ],
            "process": _by_label(
                # Of rows with the same name, a translated one gives the label.
                (each.name_vi, plain_text(each, "name"))
                for each in sorted(processes, key=lambda row: (not row.name_en, row.name_vi))
            ),
            "certificate": _by_label(
                (name, name) for name in certificates.values_list("name", flat=True)
            ),
            "district": choices_of(units.districts().by_name(), "code", "full_name"),
            "unit": choices_of(communes.by_name(), "code", "full_name"),
        }


def _by_label(names: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    """Choices by the slug of the name, each with its first label, in the order of the labels."""
    labels: dict[str, str] = {}
    for name, label in names:
        labels.setdefault(slug(name), label)
    choices = [(value, label) for value, label in labels.items() if value]
    return sorted(choices, key=lambda choice: sort_key(choice[1]))
