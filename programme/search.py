"""Search sources of the programme: groups, products, places, documents, targets."""

from django.db.models import Prefetch
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from programme.models import (
    AdministrativeUnit,
    CrosswalkEntry,
    IndustrialZone,
    InvestmentField,
    LegalDocument,
    Office,
    ProgrammeActivity,
    SectorGroup,
    Statement,
    SupplyProduct,
    Target,
    UnitSuccession,
)
from records.bilingual import plain_text
from records.models import if_public
from search.queryset import SearchableQuerySet
from search.sources import Source, record_name, record_page


def full_name(unit: AdministrativeUnit | None) -> str:
    public_unit = if_public(unit)
    return plain_text(public_unit, "full_name") if public_unit else ""


def _projects_url(**filters: str) -> str:
    return f"{reverse('projects:list')}?{urlencode(filters)}"


def _unit_url(unit: AdministrativeUnit) -> str:
    if unit.kind in AdministrativeUnit.DISTRICT_LEVEL:
        return _projects_url(district=unit.code)
    if unit.kind == AdministrativeUnit.Kind.PROVINCE:
        return reverse("projects:list")
    return _projects_url(q=unit.full_name_vi)


def _unit_details(unit: AdministrativeUnit) -> str:
    until = _("until %(year)s") % {"year": unit.valid_to.year} if unit.valid_to else _("today")
    return ", ".join(filter(None, [full_name(unit.parent), until]))


def _product_url(product: SupplyProduct) -> str:
    groups = [entry.sector_group for entry in product.crosswalk.all()]
    page = groups[0].get_absolute_url() if groups else reverse("programme:sectors")
    return f"{page}#{product.code}"


def _products() -> SearchableQuerySet:
    groups = CrosswalkEntry.objects.filter(
        sector_group__in=SectorGroup.objects.public()
    ).select_related("sector_group")
    return SupplyProduct.objects.public().prefetch_related(Prefetch("crosswalk", groups))


def successors(path: str) -> Prefetch:
    """The units that have a unit today, with their province, to show why a result was found.

    `path` leads from the record to the successions of its commune, or of its province.
    """
    return Prefetch(path, UnitSuccession.objects.select_related("new__parent"))


SECTOR_GROUPS = Source(
    "sectors",
    gettext_lazy("Sector groups"),
    lambda: SectorGroup.objects.public(),
    record_name,
    record_page,
)
INVESTMENT_FIELDS = Source(
    "fields",
    gettext_lazy("Investment fields"),
    lambda: InvestmentField.objects.public(),
    record_name,
    lambda field: _projects_url(field=field.code),
)
SUPPLY_PRODUCTS = Source(
    "products",
    gettext_lazy("Prioritised products"),
    _products,
    record_name,
    _product_url,
    lambda product: plain_text(product, "group_name"),
)
INDUSTRIAL_ZONES = Source(
    "zones",
    gettext_lazy("Industrial zones"),
    lambda: (
        IndustrialZone.objects.public()
        .select_related("unit__parent")
        .prefetch_related(successors("unit__parent__successions"))
    ),
    record_name,
    lambda zone: f"{reverse('programme:zones')}#{zone.code}",
    lambda zone: full_name(zone.unit),
)
DISTRICTS = Source(
    "districts",
    gettext_lazy("Province, districts and city"),
    lambda: (
        AdministrativeUnit.objects.public()
        .exclude(kind__in=AdministrativeUnit.COMMUNE_LEVEL)
        .select_related("parent")
        .prefetch_related(successors("successions"), successors("parent__successions"))
    ),
    full_name,
    _unit_url,
    _unit_details,
)
COMMUNES = Source(
    "communes",
    gettext_lazy("Communes, wards and townships"),
    lambda: (
        AdministrativeUnit.objects.public()
        .communes()
        .select_related("parent")
        .prefetch_related(successors("successions"))
    ),
    full_name,
    _unit_url,
    _unit_details,
)
LEGAL_DOCUMENTS = Source(
    "documents",
    gettext_lazy("Legal documents"),
    lambda: LegalDocument.objects.public(),
    lambda document: plain_text(document, "title"),
    record_page,
    lambda document: ", ".join(filter(None, [document.named, document.issued])),
    "programme:documents",
)
OFFICES = Source(
    "offices",
    gettext_lazy("Offices"),
    lambda: Office.objects.public(),
    record_name,
    lambda office: f"{reverse('contact')}#{office.code}",
    lambda office: plain_text(office, "role"),
)
TARGETS = Source(
    "targets",
    gettext_lazy("Targets"),
    lambda: Target.objects.public(),
    record_name,
    lambda target: f"{reverse('programme:targets')}#{target.code}",
    lambda target: str(target.due_year or ""),
)
ACTIVITIES = Source(
    "activities",
    gettext_lazy("Activities of the programme"),
    lambda: ProgrammeActivity.objects.public(),
    record_name,
    lambda activity: f"{reverse('programme:targets')}#{activity.code}",
    lambda activity: activity.period,
)
STATEMENTS = Source(
    "statements",
    gettext_lazy("What sources say"),
    lambda: Statement.objects.public(),
    record_name,
    lambda statement: f"{reverse('programme:targets')}#{statement.code}",
    lambda statement: str(statement.get_topic_display()),
)
