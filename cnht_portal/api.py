"""Open data: the public lists as JSON, with the same filters as the pages.

Amounts are whole đồng or dollars, areas hectares, days ISO 8601; texts come in both languages.
A value that makes no sense is left out and told under `left_out`, as on the pages.
"""

from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from ninja import NinjaAPI, Schema
from pydantic import Field

from budget.filters import BudgetFilterForm
from budget.models import BudgetEntry, BudgetLine, BudgetPeriod
from enterprises.filters import EnterpriseFilterForm
from enterprises.models import Enterprise, EnterpriseProduct
from listing.fields import KnownChoiceField
from listing.page import ListForm
from programme.filters import DocumentFilterForm
from programme.models import LegalDocument, SectorGroup, Target
from projects.filters.form import ProjectFilterForm
from projects.models import Project
from records.models import if_public
from vietnamese.figures import Figure

PAGE_SIZE = 50

api = NinjaAPI(
    title="CNHT Kon Tum",
    version="1",
    description="Read-only data of Kon Tum province's supporting-industry programme.",
    urls_namespace="api",
)


class FigureOut(Schema):
    """A figure as it was said; `low` and `high` in the unit that the field's name tells."""

    low: int | float | None = Field(description="lower end; empty where open, as of “up to 5”")
    high: int | float | None = Field(description="upper end; empty where open, as of “over 5”")
    qualifier: str = Field(description="empty: exact; about, nearly, over, … not_applicable")
    text: str = Field(description="as written")

    @staticmethod
    def resolve_low(figure: Figure) -> Decimal | None:
        return figure.bounds[0]

    @staticmethod
    def resolve_high(figure: Figure) -> Decimal | None:
        return figure.bounds[1]


def public(name: str) -> Any:
    """Resolves a relation to its record, if that is published too."""
    return staticmethod(lambda record: if_public(getattr(record, name)))


class NamedOut(Schema):
    code: str
    name_vi: str
    name_en: str


class PlaceOut(Schema):
    code: str
    kind: str
    name_vi: str
    name_en: str


class DocumentOut(Schema):
    number: str
    slug: str
    kind: str
    issuer_vi: str
    issuer_en: str
    issued_on: date | None
    issued_year: int | None
    title_vi: str
    title_en: str
    in_force_from: date | None
    in_force_to: date | None
    status_vi: str
    status_en: str
    source: str


class ProjectOut(Schema):
    code: str
    scope: str
    name_vi: str
    name_en: str
    status: str
    field: NamedOut | None
    sector_group: NamedOut | None
    place_vi: str
    district: PlaceOut | None
    area_ha: FigureOut = Field(alias="area")
    capital_vnd: FigureOut = Field(alias="capital")
    capital_usd: FigureOut
    investment_form: str
    objective_vi: str
    objective_en: str
    capacity_vi: str
    capacity_en: str
    source: str
    is_demo: bool
    updated_at: datetime

    resolve_field = public("field")
    resolve_district = public("district")
    resolve_sector_group = public("sector_group")


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
    verified_on: date | None
    evidence: str = Field(
        description="how the office knows: declared by the enterprise, documents seen, visited "
        "on site; empty where it is not told",
        json_schema_extra={"enum": ["", *Enterprise.Evidence.values]},
    )
    source: str
    is_demo: bool

    resolve_district = public("unit")

    @staticmethod
    def resolve_sector_groups(enterprise: Enterprise) -> list[SectorGroup]:
        return [group for group in enterprise.sector_groups.all() if group.is_public]


class EntryOut(Schema):
    stage: str
    year: int | None
    funding_source: str | None
    amount_vnd: FigureOut = Field(alias="amount")
    source: str

    @staticmethod
    def resolve_funding_source(entry: BudgetEntry) -> str | None:
        source = if_public(entry.funding_source)
        return source.code if source else None


class LineOut(Schema):
    code: str
    period: str = Field(alias="period.code")
    category: NamedOut | None
    task_vi: str
    task_en: str
    entries: list[EntryOut]
    source: str
    is_demo: bool

    resolve_category = public("category")


class PeriodOut(Schema):
    code: str
    first_year: int
    last_year: int
    envelope_vnd: FigureOut = Field(alias="envelope")
    purpose_vi: str
    purpose_en: str
    document: str | None
    source: str

    @staticmethod
    def resolve_document(period: BudgetPeriod) -> str | None:
        document = if_public(period.document)
        return document.number if document else None


class SectorOut(Schema):
    code: str
    slug: str
    name_vi: str
    name_en: str
    examples_vi: str
    examples_en: str
    source: str


class TargetOut(Schema):
    code: str
    level: str
    kind: str
    due_year: int | None
    name_vi: str
    name_en: str
    statement_vi: str
    statement_en: str
    value_percent: FigureOut = Field(alias="value")
    source: str


class ListOut(Schema):
    count: int
    page: int
    pages: int
    left_out: dict[str, list[str]] = Field(description="values not understood, by parameter")


class ProjectsOut(ListOut):
    results: list[ProjectOut]


class EnterprisesOut(ListOut):
    results: list[EnterpriseOut]


class LinesOut(ListOut):
    results: list[LineOut]


class DocumentsOut(ListOut):
    results: list[DocumentOut]


def listed(form_class: type[ListForm], records: QuerySet, request: HttpRequest) -> dict[str, Any]:
    """A page of a list, narrowed and ordered by the page's own form."""
    form = form_class(request.GET, plain_numbers=True)
    page = form.page_of(records, PAGE_SIZE)
    left_out = {name: [str(error) for error in errors] for name, errors in form.errors.items()}
    for name in form.repeated:
        left_out.setdefault(name, []).append(_("Given more than once; the first value counts."))
    if page.asked:
        left_out["page"] = [f"{page.asked} → {page.number}"]
    return {
        "count": page.paginator.count,
        "page": page.number,
        "pages": page.paginator.num_pages,
        "left_out": left_out,
        "results": page.object_list,
    }


def parameters(form_class: type[ListForm]) -> dict[str, Any]:
    """The filters of a form as OpenAPI tells them."""
    described = [
        {
            "in": "query",
            "name": name,
            "required": False,
            "description": f"{field.label}",
            "schema": {"type": "string"}
            | (
                {"enum": [value for value, _label in field.choices if value]}
                if isinstance(field, KnownChoiceField) and field.choices
                else {}
            ),
        }
        for name, field in form_class.base_fields.items()
    ]
    page = {"in": "query", "name": "page", "required": False, "schema": {"type": "string"}}
    return {"parameters": [*described, page]}


def list_of(
    address: str, schema: type[ListOut], form_class: type[ListForm], records: Callable[[], QuerySet]
) -> None:
    """Open a list at an address of the API."""

    def view(request: HttpRequest) -> dict[str, Any]:
        return listed(form_class, records(), request)

    name = address.strip("/").replace("/", "_").replace("-", "_")
    api.get(
        address,
        response=schema,
        by_alias=False,
        operation_id=f"list_{name}",
        url_name=f"list_{name}",
        summary=f"List of {name.replace('_', ' ')}",
        openapi_extra=parameters(form_class),
    )(view)


def public_projects() -> QuerySet:
    return Project.objects.public().with_list_columns()


def public_enterprises() -> QuerySet:
    return (
        Enterprise.objects.public().with_list_columns().prefetch_related("products__supply_product")
    )


def public_lines() -> QuerySet:
    return (
        BudgetLine.objects.public()
        .filter(period__in=BudgetPeriod.objects.public())
        .select_related("period", "category")
        .prefetch_related("entries__funding_source")
    )


list_of("/projects/", ProjectsOut, ProjectFilterForm, public_projects)
list_of("/enterprises/", EnterprisesOut, EnterpriseFilterForm, public_enterprises)
list_of("/budget/lines/", LinesOut, BudgetFilterForm, public_lines)
list_of("/documents/", DocumentsOut, DocumentFilterForm, LegalDocument.objects.public)


@api.get("/projects/{code}/", response=ProjectOut, by_alias=False)
def project(request: HttpRequest, code: str) -> Project:
    return get_object_or_404(public_projects(), code=code.replace("\0", ""))


@api.get("/enterprises/{slug}/", response=EnterpriseOut, by_alias=False)
def enterprise(request: HttpRequest, slug: str) -> Enterprise:
    return get_object_or_404(public_enterprises(), slug=slug.replace("\0", ""))


@api.get("/budget/periods/", response=list[PeriodOut], by_alias=False)
def periods(request: HttpRequest) -> QuerySet:
    return BudgetPeriod.objects.public().select_related("document")


@api.get("/sectors/", response=list[SectorOut], by_alias=False)
def sectors(request: HttpRequest) -> QuerySet:
    return SectorGroup.objects.public()


@api.get("/targets/", response=list[TargetOut], by_alias=False)
def targets(request: HttpRequest) -> QuerySet:
    return Target.objects.public()
