"""Pages of the budget in the site map."""

from budget.models import BudgetPeriod
from listing.sitemaps import RecordPages


class PeriodPages(RecordPages):
    model = BudgetPeriod
