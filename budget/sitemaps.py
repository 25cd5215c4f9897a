"""Budget pages in the sitemap."""

from budget.models import BudgetPeriod
from listing.sitemaps import RecordPages


class PeriodPages(RecordPages):
    model = BudgetPeriod
