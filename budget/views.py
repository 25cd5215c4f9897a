"""The programme's money as the public reads it."""

from collections.abc import Iterable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from budget.filters import BudgetFilterForm
from budget.models import BudgetEntry, BudgetEntryQuerySet, BudgetLine, BudgetPeriod, FundingSource
from budget.resources import BudgetResource
from imports.exports import list_file
from listing.views import list_page
from records.bilingual import plain_text


def overview(request: HttpRequest) -> HttpResponse:
    """Each period's envelope as issued, and the lines under it."""
    form = BudgetFilterForm(request.GET)
    _add_sums(form.page)
    return list_page(
        request,
        form,
        "budget/overview.html",
        name=_("Budget"),
        periods=BudgetPeriod.objects.public().select_related("document"),
    )


def period(request: HttpRequest, code: str) -> HttpResponse:
    """One period: what was announced, what is known a stage at a time, what is not."""
    budget_period = get_object_or_404(
        BudgetPeriod.objects.public().select_related("document"), code=code
    )
    lines = BudgetFilterForm.records().filter(period=budget_period)
    # Demo amounts are shown, marked, in their lines; a sum cannot carry the mark.
    entries = BudgetEntry.objects.public().filter(line__period=budget_period, line__is_demo=False)
    form = BudgetFilterForm(request.GET, within=lines)
    _add_sums(form.page)
    return list_page(
        request,
        form,
        "budget/period.html",
        name=_("Budget – %(name)s") % {"name": plain_text(budget_period, "name")},
        period=budget_period,
        stages=_by_stage(entries),
        by_source=_by_source(entries),
    )


def export(request: HttpRequest, ext: str) -> HttpResponseBase:
    form = BudgetFilterForm(request.GET)
    title = _("Budget of the supporting-industry programme")
    return list_file(request, form, BudgetResource(), ext, title=title)


def _add_sums(lines: Iterable[BudgetLine]) -> None:
    """Give each line with many amounts `sums`, one a stage: a phone shows them first."""
    long = {line.pk: line for line in lines if len(line.entries.all()) > len(BudgetEntry.Stage)}
    for line in long.values():
        line.sums = []
    order = BudgetEntry.Stage.values
    rows = BudgetEntry.objects.filter(line__in=long).totals("line")
    for row in sorted(rows, key=lambda row: order.index(row["stage"])):
        long[row["line"]].sums.append(row | {"label": BudgetEntry.Stage(row["stage"]).label})


def _by_stage(entries: BudgetEntryQuerySet) -> list[dict[str, Any]]:
    """The four stages in their order, each with its sum, or without one where nothing is known."""
    totals = {row["stage"]: row for row in entries.totals()}
    return [{"label": stage.label, "total": totals.get(stage.value)} for stage in BudgetEntry.Stage]


def _by_source(entries: BudgetEntryQuerySet) -> list[dict[str, Any]]:
    """Sums of each stage by year and source, in the order of the stages."""
    sources = FundingSource.objects.in_bulk()
    order = BudgetEntry.Stage.values
    rows = [
        row
        | {
            "label": BudgetEntry.Stage(row["stage"]).label,
            "source": sources[row["funding_source"]],
        }
        for row in entries.totals("funding_source", "year")
    ]
    return sorted(
        rows, key=lambda row: (order.index(row["stage"]), row["year"] or 0, row["source"].order)
    )
