"""Admin of the answer templates and of the officials responsible for answers."""

from typing import Any

from django.contrib import admin

from enquiries.admin.forms import OfficialField
from enquiries.assignment import officials_who_answer
from enquiries.models import AnswerTemplate, Responsibility


@admin.register(AnswerTemplate)
class AnswerTemplateAdmin(admin.ModelAdmin):
    list_display = ("title", "is_active")
    list_filter = ("is_active",)
    search_fields = ("title", "text_vi", "text_en")
    fieldsets = ((None, {"fields": ["title", ("text_vi", "text_en"), "is_active"]}),)


@admin.register(Responsibility)
class ResponsibilityAdmin(admin.ModelAdmin):
    """A row without office and sector group applies to all other enquiries."""

    list_display = ("official", "office", "sector_group")
    list_select_related = ("official", "office", "sector_group")
    fields = ("official", "office", "sector_group")

    def formfield_for_foreignkey(self, db_field: Any, request: Any, **kwargs: Any) -> Any:
        if db_field.name == "official":
            kwargs["queryset"] = officials_who_answer()
            kwargs["form_class"] = OfficialField
        return super().formfield_for_foreignkey(db_field, request, **kwargs)
