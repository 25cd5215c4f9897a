"""Public pages of the budget."""

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
    """The envelope of each period as issued, and all lines."""
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
    """A period: its envelope, its sums by stage and by source, and its lines."""
    budget_period = get_object_or_404(
        BudgetPeriod.objects.public().select_related("document"), code=code
    )
    lines = BudgetFilterForm.records().filter(period=budget_period)
    # Demo amounts are only in the lines, where they are marked; a sum cannot be marked.
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
    """Add `sums` by stage to each line with many amounts; phones display them first."""
    stage_count = len(BudgetEntry.Stage)
    long_lines = {line.pk: line for line in lines if len(line.entries.all()) > stage_count}
    for line in long_lines.values():
        line.sums = []
    order = BudgetEntry.Stage.values
    rows = BudgetEntry.objects.filter(line__in=long_lines).totals("line")
    for row in sorted(rows, key=lambda row: order.index(row["stage"])):
        long_lines[row["line"]].sums.append(row | {"label": BudgetEntry.Stage(row["stage"]).label})


def _by_stage(entries: BudgetEntryQuerySet) -> list[dict[str, Any]]:
    """The four stages in their order, each with its sum or None."""
    totals = {row["stage"]: row for row in entries.totals()}
    return [{"label": stage.label, "total": totals.get(stage.value)} for stage in BudgetEntry.Stage]


def _by_source(entries: BudgetEntryQuerySet) -> list[dict[str, Any]]:
    """The sums by stage, year and source, in the order of the stages."""
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
