"""Admin of the budget."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from admin_base.record_admin import RowsTable
from budget.models import BudgetEntry, BudgetLine, BudgetPeriod, FundingSource
from budget.resources import BudgetResource
from imports.admin import SheetAdmin


@admin.register(BudgetPeriod)
class BudgetPeriodAdmin(SheetAdmin):
    list_display = ("code", "name_vi", "envelope", "document")
    list_select_related = ("document",)
    search_fields = ("code", "name_vi", "name_en")
    autocomplete_fields = ("document",)
    fieldsets = (
        (
            None,
            {
                "fields": [
                    ("code", "first_year", "last_year"),
                    ("name_vi", "name_en"),
                    ("envelope", "document"),
                    ("purpose_vi", "purpose_en"),
                ]
            },
        ),
    )


@admin.register(FundingSource)
class FundingSourceAdmin(SheetAdmin):
    list_display = ("code", "name_vi", "order")
    search_fields = ("code", "name_vi", "name_en")
    fieldsets = ((None, {"fields": [("code", "order"), ("name_vi", "name_en")]}),)


class EntryRows(RowsTable):
    model = BudgetEntry
    fields = ("stage", "year", "funding_source", "amount", "document", "on", "source")
    autocomplete_fields = ("document",)


@admin.register(BudgetLine)
class BudgetLineAdmin(SheetAdmin):
    resource_classes = (BudgetResource,)
    list_display = ("code", "task", "period", "category", "lead")
    list_filter = ("period", "category")
    list_select_related = ("period", "category", "lead")
    autocomplete_fields = ("lead", "document")
    inlines = (EntryRows,)
    fieldsets = (
        (
            None,
            {
                "fields": [
                    ("code", "period"),
                    ("task_vi", "task_en"),
                    "category",
                    ("lead", "lead_text"),
                    "document",
                    ("note_vi", "note_en"),
                ]
            },
        ),
    )

    @admin.display(description=_("content, task"), ordering="sort_key")
    def task(self, line: BudgetLine) -> str:
        return line.task
