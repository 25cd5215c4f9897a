"""Search sources of the budget."""

from django.utils.http import urlencode
from django.utils.translation import gettext_lazy

from budget.models import BudgetLine, BudgetPeriod
from records.bilingual import plain_text
from search.sources import Source, record_name, record_page


def _line_url(line: BudgetLine) -> str:
    return f"{line.period.get_absolute_url()}?{urlencode({'q': line.code})}#{line.code}"


BUDGET_PERIODS = Source(
    "periods",
    gettext_lazy("Budget periods"),
    lambda: BudgetPeriod.objects.public(),
    record_name,
    record_page,
)
BUDGET_LINES = Source(
    "lines",
    gettext_lazy("Budget lines"),
    lambda: (
        BudgetLine.objects.public()
        .filter(period__in=BudgetPeriod.objects.public())
        .select_related("period")
        .prefetch_related("entries")
    ),
    lambda line: plain_text(line, "task"),
    _line_url,
    lambda line: f"{line.code} · {line.period.code}",
    "budget:overview",
)
