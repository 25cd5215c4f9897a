"""What a search of everything looks through, and how a result of each kind is shown."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

from django.db import models
from django.db.models import Prefetch
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, gettext_noop, override, pgettext_lazy

from budget.models import BudgetLine, BudgetPeriod
from enterprises.models import Enterprise, EnterpriseProduct
from programme.models import (
    AdministrativeUnit,
    CrosswalkEntry,
    IndustrialZone,
    InvestmentField,
    LegalDocument,
    Office,
    ProgrammeActivity,
    SectorGroup,
    SupplyProduct,
    Target,
    UnitSuccession,
)
from projects.models import Project
from records.bilingual import plain_text
from records.models import if_public

Said = Callable[[Any], str]


@dataclass(frozen=True)
class Kind:
    """A kind of result: where it comes from, what a row says, where it leads.

    `more` is the address name of the kind's own list, which takes `q`.
    """

    code: str
    label: Promise | str
    records: Callable[[], models.QuerySet]
    name: Said
    address: Said
    about: Said = lambda record: ""
    more: str = ""


@dataclass(frozen=True)
class Page:
    """A page of the portal itself, with further words that people look for it by."""

    code: str
    address: str
    title: str
    also: str = ""

    @property
    def key(self) -> str:
        return self.code

    def searched_names(self) -> list[str]:
        return [self._in("vi", self.title), self._in("en", self.title)]

    def searched_texts(self) -> list[str]:
        return [self._in("vi", self.also), self._in("en", self.also)] if self.also else []

    def _in(self, language: str, text: str) -> str:
        with override(language):
            return _(text)


PAGES = [
    Page(
        "projects",
        "projects:list",
        gettext_noop("Projects"),
        gettext_noop("investment catalogue, list of projects"),
    ),
    Page(
        "map",
        "projects:map",
        gettext_noop("Map of projects"),
        gettext_noop("where projects lie, location, coordinates"),
    ),
    Page(
        "compare",
        "projects:compare",
        gettext_noop("Compare projects"),
        gettext_noop("comparison of projects, side by side, shortlist"),
    ),
    Page(
        "changes",
        "projects:changes",
        gettext_noop("What changed in the catalogue"),
        gettext_noop("changes of the catalogue, projects added, amended, removed, what is new"),
    ),
    Page(
        "enterprises",
        "enterprises:list",
        gettext_noop("Enterprises"),
        gettext_noop("suppliers, buyers, directory"),
    ),
    Page(
        "zones",
        "programme:zones",
        gettext_noop("Industrial zones"),
        gettext_noop("economic zones, industrial parks, industrial clusters, industrial land"),
    ),
    Page("sectors", "programme:sectors", gettext_noop("Sectors")),
    Page("targets", "programme:targets", gettext_noop("Targets")),
    Page(
        "budget",
        "budget:overview",
        gettext_noop("Budget"),
        gettext_noop("money, funding, expenditure"),
    ),
    Page(
        "documents",
        "programme:documents",
        gettext_noop("Documents"),
        gettext_noop("legal documents, decisions, plans"),
    ),
    Page(
        "contact",
        "contact",
        gettext_noop("Contact"),
        gettext_noop("address, telephone, e-mail, questions"),
    ),
    Page(
        "ask",
        "enquiries:general",
        gettext_noop("Ask a question"),
        gettext_noop("send an enquiry, request information, ask the office"),
    ),
    Page(
        "status",
        "enquiries:status",
        gettext_noop("See where your question stands"),
        gettext_noop("status of a question, track an enquiry, receipt code, answer"),
    ),
    Page(
        "about",
        "about",
        gettext_noop("About this site"),
        gettext_noop("who owns this site, privacy, personal data, accessibility, open data, API"),
    ),
    Page(
        "rating",
        "rating",
        gettext_noop("Rate this site"),
        gettext_noop("satisfaction, feedback, opinion, survey"),
    ),
    Page("sitemap", "sitemap", gettext_noop("Site map")),
]


def _full_name(unit: AdministrativeUnit | None) -> str:
    return plain_text(unit, "full_name") if if_public(unit) else ""


def _in_list(**filters: str) -> str:
    return f"{reverse('projects:list')}?{urlencode(filters)}"


def _of_unit(unit: AdministrativeUnit) -> str:
    if unit.kind in AdministrativeUnit.DISTRICT_KINDS:
        return _in_list(district=unit.code)
    if unit.kind == AdministrativeUnit.Kind.PROVINCE:
        return reverse("projects:list")
    return _in_list(q=unit.full_name_vi)


def _about_unit(unit: AdministrativeUnit) -> str:
    until = _("until %(year)s") % {"year": unit.valid_to.year} if unit.valid_to else _("today")
    return ", ".join(filter(None, [_full_name(unit.parent), until]))


def _of_product(product: SupplyProduct) -> str:
    groups = [entry.sector_group for entry in product.crosswalk.all()]
    page = groups[0].get_absolute_url() if groups else reverse("programme:sectors")
    return f"{page}#{product.code}"


def _of_line(line: BudgetLine) -> str:
    return f"{line.period.get_absolute_url()}?{urlencode({'q': line.code})}#{line.code}"


def _products() -> models.QuerySet:
    groups = CrosswalkEntry.objects.filter(
        sector_group__in=SectorGroup.objects.public()
    ).select_related("sector_group")
    return SupplyProduct.objects.public().prefetch_related(Prefetch("crosswalk", groups))


def _enterprises() -> models.QuerySet:
    products = EnterpriseProduct.objects.select_related("supply_product")
    return Enterprise.objects.public().prefetch_related(
        "sector_groups", Prefetch("products", products), "processes", "certificates"
    )


def _with_successors(units: models.QuerySet) -> models.QuerySet:
    new = UnitSuccession.objects.select_related("new")
    return units.select_related("parent").prefetch_related(Prefetch("successions", new))


def _about_project(project: Project) -> str:
    if project.scope == Project.Scope.KIND:
        return _("a kind of project, without a site")
    return project.place_vi or _full_name(project.district)


_named = partial(plain_text, name="name")
_own_page = lambda record: record.get_absolute_url()  # noqa: E731

# In this order where two kinds have equally good results.
KINDS = [
    Kind(
        "sectors",
        gettext_lazy("Sector groups"),
        lambda: SectorGroup.objects.public(),
        _named,
        _own_page,
    ),
    Kind(
        "fields",
        gettext_lazy("Investment fields"),
        lambda: InvestmentField.objects.public(),
        _named,
        lambda field: _in_list(field=field.code),
    ),
    Kind(
        "projects",
        gettext_lazy("Projects"),
        lambda: Project.objects.public().prefetch_related(
            "units", Prefetch("documents", LegalDocument.objects.public())
        ),
        _named,
        _own_page,
        _about_project,
        "projects:list",
    ),
    Kind(
        "products",
        gettext_lazy("Supply products"),
        _products,
        _named,
        _of_product,
        lambda product: plain_text(product, "group_name"),
    ),
    Kind(
        "enterprises",
        gettext_lazy("Enterprises"),
        _enterprises,
        _named,
        _own_page,
        lambda enterprise: _full_name(enterprise.unit),
        "enterprises:list",
    ),
    Kind(
        "zones",
        gettext_lazy("Industrial zones"),
        lambda: IndustrialZone.objects.public(),
        _named,
        lambda zone: f"{reverse('programme:zones')}#{zone.code}",
        lambda zone: _full_name(zone.unit),
    ),
    Kind(
        "districts",
        gettext_lazy("Province, districts and city"),
        lambda: _with_successors(
            AdministrativeUnit.objects.public().exclude(kind__in=AdministrativeUnit.COMMUNE_KINDS)
        ),
        _full_name,
        _of_unit,
        _about_unit,
    ),
    Kind(
        "communes",
        gettext_lazy("Communes, wards and townships"),
        lambda: _with_successors(AdministrativeUnit.objects.public().communes()),
        _full_name,
        _of_unit,
        _about_unit,
    ),
    Kind(
        "documents",
        gettext_lazy("Legal documents"),
        lambda: LegalDocument.objects.public(),
        lambda document: plain_text(document, "title"),
        _own_page,
        lambda document: ", ".join(filter(None, [document.named, document.issued])),
        "programme:documents",
    ),
    Kind(
        "offices",
        gettext_lazy("Offices"),
        lambda: Office.objects.public(),
        _named,
        lambda office: f"{reverse('contact')}#{office.code}",
        lambda office: plain_text(office, "role"),
    ),
    Kind(
        "targets",
        gettext_lazy("Targets"),
        lambda: Target.objects.public(),
        _named,
        lambda target: f"{reverse('programme:targets')}#{target.code}",
        lambda target: str(target.due_year or ""),
    ),
    Kind(
        "periods",
        gettext_lazy("Budget periods"),
        lambda: BudgetPeriod.objects.public(),
        _named,
        _own_page,
    ),
    Kind(
        "lines",
        gettext_lazy("Budget lines"),
        lambda: (
            BudgetLine.objects.public()
            .filter(period__in=BudgetPeriod.objects.public())
            .select_related("period")
        ),
        lambda line: plain_text(line, "task"),
        _of_line,
        lambda line: f"{line.code} · {line.period.code}",
        "budget:overview",
    ),
    Kind(
        "activities",
        gettext_lazy("Activities of the programme"),
        lambda: ProgrammeActivity.objects.public(),
        _named,
        lambda activity: f"{reverse('programme:targets')}#{activity.code}",
        lambda activity: activity.period,
    ),
]
PAGES_LABEL = pgettext_lazy("search", "Pages of this site")
