"""What the budget can be asked for."""

from typing import ClassVar

from django.utils.translation import gettext_lazy as _

from budget.models import BudgetPeriod, FundingSource
from programme.models import ActivityCategory
from records.listing import KnownChoiceField, ListForm


class BudgetFilterForm(ListForm):
    """Filters of the budget's lines."""

    facets: ClassVar = {"period": "period", "category": "category"}
    orders: ClassVar = {
        "period": (_("by period"), ["period__first_year", "code"]),
        "name": (_("by name"), ["sort_key", "id"]),
    }

    period = KnownChoiceField(label=_("Period"))
    category = KnownChoiceField(label=_("Activity category"))
    source = KnownChoiceField(label=_("Source of funds"))

    def offer_choices(self) -> None:
        self.fields["period"].offer(BudgetPeriod.objects.public(), "code", "name")
        self.fields["category"].offer(ActivityCategory.objects.public(), "code", "name")
        self.fields["source"].offer(FundingSource.objects.public(), "code", "name")

    def by_period(self, lines, code):
        return lines.filter(period__code=code)

    def by_category(self, lines, code):
        return lines.filter(category__code=code)

    def by_source(self, lines, code):
        """Lines with at least one amount from a source."""
        return lines.filter(pk__in=FundingSource.objects.filter(code=code).values("entries__line"))
