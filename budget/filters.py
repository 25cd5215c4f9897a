"""The filter form of the budget."""

from typing import ClassVar

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from budget.models import BudgetLine, BudgetPeriod, FundingSource
from listing.facet_index import Choices
from listing.facets import Column, Related
from listing.fields import KnownChoiceField
from listing.page import ListForm
from programme.models import ActivityCategory
from records.bilingual import choices_of


class BudgetFilterForm(ListForm):
    """Filters of the budget lines."""

    facets: ClassVar = {
        "period": Column("period__code"),
        "category": Column("category__code"),
        "source": Related(("entries__funding_source__code",)),
    }
    orders: ClassVar = {
        "period": (_("by period"), ["period__first_year", "code"]),
        "name": (_("by name"), ["sort_key", "id"]),
    }

    period = KnownChoiceField(label=_("Period"), self_explanatory=True)
    category = KnownChoiceField(label=_("Activity category"), self_explanatory=True)
    source = KnownChoiceField(label=_("Source of funds"))

    @classmethod
    def records(cls) -> QuerySet:
        """Published lines of published periods."""
        return BudgetLine.objects.public().filter(period__in=BudgetPeriod.objects.public())

    @classmethod
    def rows(cls) -> QuerySet:
        return (
            cls.records()
            .select_related("period", "category", "lead", "document")
            .prefetch_related("entries__funding_source", "entries__document")
        )

    @classmethod
    def offers(cls) -> Choices:
        return {
            "period": choices_of(BudgetPeriod.objects.public(), "code", "name"),
            "category": choices_of(ActivityCategory.objects.public(), "code", "name"),
            "source": choices_of(FundingSource.objects.public(), "code", "name"),
        }
