"""Open data of the budget."""

from django.db.models import QuerySet
from django.http import HttpRequest
from ninja import Router, Schema
from pydantic import Field

from budget.filters import BudgetFilterForm
from budget.models import BudgetEntry, BudgetLine, BudgetPeriod
from listing.api import FigureOut, ListOut, NamedOut, add_list, public
from records.models import if_public

router = Router()


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


class LinesOut(ListOut):
    results: list[LineOut]


def public_lines() -> QuerySet:
    return (
        BudgetLine.objects.public()
        .filter(period__in=BudgetPeriod.objects.public())
        .select_related("period", "category")
        .prefetch_related("entries__funding_source")
    )


add_list(router, "/budget/lines/", LinesOut, BudgetFilterForm, public_lines)


@router.get("/budget/periods/", response=list[PeriodOut], by_alias=False)
def periods(request: HttpRequest) -> QuerySet:
    return BudgetPeriod.objects.public().select_related("document")
