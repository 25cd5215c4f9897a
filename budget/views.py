"""The programme's money as the public reads it."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from budget.forms import BudgetFilterForm
from budget.models import BudgetEntry, BudgetPeriod, FundingSource
from budget.resources import BudgetResource
from records.languages import plain_text
from records.list_views import list_page
from sheets.workbooks.exporting import list_file


def overview(request: HttpRequest) -> HttpResponse:
    """Each period's envelope as issued, and the lines under it."""
    return list_page(
        request,
        BudgetFilterForm(request.GET),
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
    return list_page(
        request,
        BudgetFilterForm(request.GET, within=lines),
        "budget/period.html",
        name=_("Budget – %(name)s") % {"name": plain_text(budget_period, "name")},
        period=budget_period,
        stages=_by_stage(entries),
        by_source=_by_source(entries),
    )


def export(request: HttpRequest, ext: str) -> HttpResponse:
    form = BudgetFilterForm(request.GET)
    title = _("Budget of the supporting-industry programme")
    return list_file(request, form, BudgetResource(), ext, title=title)


def _by_stage(entries) -> list[dict[str, object]]:
    """The four stages in their order, each with its sum, or without one where nothing is known."""
    totals = {row["stage"]: row for row in entries.totals()}
    return [{"label": stage.label, "total": totals.get(stage.value)} for stage in BudgetEntry.Stage]


def _by_source(entries) -> list[dict[str, object]]:
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
