"""The programme's money as the public reads it."""

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _

from budget.forms import BudgetFilterForm
from budget.models import BudgetEntry, BudgetLine, BudgetPeriod, FundingSource
from budget.resources import BudgetResource
from sheets.workbooks.exporting import file_response


def public_lines() -> QuerySet:
    """Published lines of published periods."""
    return BudgetLine.objects.public().filter(period__in=BudgetPeriod.objects.public())


def overview(request: HttpRequest) -> HttpResponse:
    """Each period's envelope as issued, and the lines under it."""
    form = BudgetFilterForm(request.GET)
    counted = form.counted(public_lines())
    page = form.page(_with_entries(), counted.total)
    return render(
        request,
        "budget/overview.html",
        {
            "form": form,
            "counted": counted,
            "page": page,
            "address": form.address(page),
            "periods": BudgetPeriod.objects.public().select_related("document"),
        },
    )


def period(request: HttpRequest, code: str) -> HttpResponse:
    """One period: what was announced, what is known a stage at a time, what is not."""
    budget_period = get_object_or_404(
        BudgetPeriod.objects.public().select_related("document"), code=code
    )
    form = BudgetFilterForm(request.GET)
    lines = _with_entries().filter(period=budget_period)
    counted = form.counted(lines)
    page = form.page(lines, counted.total)
    # Demo amounts are shown, marked, in their lines; a sum cannot carry the mark.
    entries = BudgetEntry.objects.public().filter(line__period=budget_period, line__is_demo=False)
    return render(
        request,
        "budget/period.html",
        {
            "period": budget_period,
            "form": form,
            "counted": counted,
            "page": page,
            "address": form.address(page),
            "stages": _by_stage(entries),
            "by_source": _by_source(entries),
        },
    )


def export(request: HttpRequest, ext: str) -> HttpResponse:
    """The lines as filtered; demo data only when asked for."""
    form = BudgetFilterForm(request.GET)
    lines = public_lines()
    if "demo" not in request.GET:
        lines = lines.real()
    return file_response(
        BudgetResource().for_public(),
        form.in_order(form.apply_to(lines)),
        ext,
        title=_("Budget of the supporting-industry programme"),
        filters=form.in_words(),
        request=request,
    )


def _with_entries() -> QuerySet:
    return (
        public_lines()
        .select_related("period", "category", "lead", "document")
        .prefetch_related("entries__funding_source", "entries__document")
    )


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
