"""What the directory can be asked for."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any, ClassVar

from django.db.models import BooleanField, Case, ExpressionWrapper, F, Q, QuerySet, Value, When
from django.utils import timezone
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _

from enterprises.models import Certificate, Enterprise, EnterpriseProcess, fresh_since
from listing.facet_index import Choices
from listing.facets import Column, Conditions, Keys, Related
from listing.fields import KnownChoiceField
from listing.page import ListForm
from programme.models import (
    AdministrativeUnit,
    IndustrialZone,
    SectorGroup,
    SupplyProduct,
    UnitSuccession,
)
from programme.places import communes_today
from records.bilingual import choices_of, plain_text
from vietnamese.text import slug, sort_key

# Characters of an item of the annex; the whole of it stands on the page of its sector.
LONGEST_LABEL = 90


def verified_lately() -> Q:
    """Entries verified within the last VERIFIED_FOR_MONTHS months."""
    return Q(verified_on__gte=fresh_since(timezone.localdate()))


def districts_of_units() -> dict[int, tuple[str, ...]]:
    """By the id of a unit: the district of 2021 it is, lies in, or grew out of communes of."""
    found: defaultdict[int, set[str]] = defaultdict(set)
    units = AdministrativeUnit.objects.values_list("pk", "code", "kind", "parent")
    codes = {pk: code for pk, code, kind, _in in units if kind in AdministrativeUnit.DISTRICT_KINDS}
    for pk, _code, _kind, parent in units:
        if code := codes.get(pk) or codes.get(parent or 0):
            found[pk].add(code)
    for new, parent in UnitSuccession.objects.values_list("new", "old__parent"):
        if parent in codes:
            found[new].add(codes[parent])
    return {pk: tuple(sorted(each)) for pk, each in found.items()}


def addresses_of(rows: type[Certificate | EnterpriseProcess], name: str) -> Keys:
    """The part of an address that stands for each name as written, letter case set aside."""

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
    """Filters of the directory; what was verified long ago, or never, comes last."""

    row_template = "enterprises/_row.html"
    row_name = "enterprise"
    facets: ClassVar = {
        "sector": Related(("sector_groups__slug",)),
        "product": Related(("products__supply_product__code",)),
        "process": Related(
            ("processes__name_vi",), keys=addresses_of(EnterpriseProcess, "name_vi")
        ),
        "certificate": Related(
            ("certificates__name",), keys=addresses_of(Certificate, "name"), given=valid_today
        ),
        "size": Column("size_band"),
        "district": Column("unit", keys=districts_of_units),
        "unit": Column("unit", keys=communes_today),
        "zone": Column("zone__code"),
        "buyer": Conditions({"yes": Q(is_buyer=True), "no": Q(is_buyer=False)}),
    }
    orders: ClassVar = {
        "name": (_("by name"), ["sort_key", "id"]),
        "-verified": (
            _("latest verified first"),
            [F("verified_on").desc(nulls_last=True), "sort_key", "id"],
        ),
        "newest": (_("latest added to this site first"), ["-created_at", "-id"]),
    }

    sector = KnownChoiceField(label=_("Sector group"), speaks=True)
    product = KnownChoiceField(label=_("Supply product"), speaks=True)
    process = KnownChoiceField(label=_("Process"), speaks=True)
    certificate = KnownChoiceField(label=_("Certificate valid today"))
    size = KnownChoiceField(label=_("Size"), choices=Enterprise.SizeBand)
    district = KnownChoiceField(label=_("District or city (2021)"), speaks=True)
    unit = KnownChoiceField(label=_("Commune or ward of today"), speaks=True)
    zone = KnownChoiceField(label=_("Industrial zone"), speaks=True)
    buyer = KnownChoiceField(
        label=_("Supplier or buyer"),
        choices=[("yes", _("buys from suppliers")), ("no", _("supplies only"))],
        speaks=True,
    )

    @classmethod
    def records(cls) -> QuerySet:
        return Enterprise.objects.public()

    @classmethod
    def rows(cls) -> QuerySet:
        fresh = ExpressionWrapper(verified_lately(), output_field=BooleanField())
        return Enterprise.objects.public().with_list_columns().annotate(is_fresh=fresh)

    @classmethod
    def columns_of(cls, order: str) -> list[Any]:
        columns = super().columns_of(order)
        if order != "name":
            return columns
        return [Case(When(verified_lately(), then=Value(0)), default=Value(1)), *columns]

    @classmethod
    def offers(cls) -> Choices:
        units = AdministrativeUnit.objects.public()
        communes = units.communes().valid_on(timezone.localdate())
        listed = Enterprise.objects.public()
        made = SupplyProduct.objects.public().filter(enterprise_products__enterprise__in=listed)
        processes = EnterpriseProcess.objects.filter(enterprise__in=listed)
        certificates = Certificate.objects.filter(enterprise__in=listed).order_by("name")
        return {
            "sector": choices_of(SectorGroup.objects.public(), "slug", "short_name"),
            "zone": choices_of(IndustrialZone.objects.public().by_name("kind"), "code", "name"),
            "product": [
                (code, Truncator(name).chars(LONGEST_LABEL))
                for code, name in choices_of(made.distinct(), "code", "name")
            ],
            "process": _by_label(
                # Of rows with the same name, one that is translated gives the label.
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
    """Choices by the address of a name, each under the first label it comes with, in the order
    of the labels.
    """
    labels: dict[str, str] = {}
    for name, label in names:
        labels.setdefault(slug(name), label)
    choices = [(value, label) for value, label in labels.items() if value]
    return sorted(choices, key=lambda choice: sort_key(choice[1]))
