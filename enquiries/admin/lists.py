"""The office's own lists: templates, who answers, holidays, and the mail on its way."""

from typing import Any

from django.contrib import admin, messages
from django.db import models
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from enquiries.desk_forms import OfficialField
from enquiries.models import AnswerTemplate, Holiday, OutgoingMail, Responsibility
from enquiries.owners import officials_who_answer
from records.read_only import ReadOnly
from sheets.admin import SheetAdmin


@admin.register(Holiday)
class HolidayAdmin(SheetAdmin):
    """A record like any other: published by an approver, with the decision as its source."""

    list_display = ("code", "name", "kind", "first_day", "last_day", "every_year")
    list_filter = ("kind", "every_year")
    search_fields = ("code", "name_vi", "name_en")
    fieldsets = (
        (
            None,
            {
                "fields": [
                    ("code", "kind"),
                    ("name_vi", "name_en"),
                    ("first_day", "last_day"),
                    "every_year",
                ]
            },
        ),
    )


@admin.register(AnswerTemplate)
class AnswerTemplateAdmin(admin.ModelAdmin):
    list_display = ("title", "is_active")
    list_filter = ("is_active",)
    search_fields = ("title", "text_vi", "text_en")
    fieldsets = ((None, {"fields": ["title", ("text_vi", "text_en"), "is_active"]}),)


@admin.register(Responsibility)
class ResponsibilityAdmin(admin.ModelAdmin):
    """Rows without office and sector answer for everything else."""

    list_display = ("official", "office", "sector_group")
    list_select_related = ("official", "office", "sector_group")
    fields = ("official", "office", "sector_group")

    def formfield_for_foreignkey(self, db_field: Any, request: Any, **kwargs: Any) -> Any:
        if db_field.name == "official":
            kwargs["queryset"] = officials_who_answer()
            kwargs["form_class"] = OfficialField
        return super().formfield_for_foreignkey(db_field, request, **kwargs)


@admin.register(OutgoingMail)
class OutgoingMailAdmin(ReadOnly, admin.ModelAdmin):
    """Mail on its way. Its text stands with its enquiry; here only whether it left."""

    list_display = ("number", "enquiry", "state", "written_at", "tries", "sent_at", "last_error")
    list_filter = ("state",)
    list_select_related = ("enquiry",)
    fields = ("enquiry", "state", "written_at", "send_after", "tries", "sent_at", "last_error")
    actions = ("send_again",)

    @admin.display(description=_("number"), ordering="id")
    def number(self, mail: OutgoingMail) -> int:
        return mail.pk

    def has_manage_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm("enquiries.manage_enquiry")

    @admin.action(permissions=["manage"], description=_("Send what was given up or withheld"))
    def send_again(self, request: HttpRequest, queryset: models.QuerySet) -> None:
        state = OutgoingMail.State
        unsent = queryset.filter(state__in=[state.FAILED, state.WITHHELD])
        count = unsent.update(state=state.WAITING, tries=0, send_after=timezone.now())
        told = ngettext("%(n)d mail waits again.", "%(n)d mails wait again.", count) % {"n": count}
        self.message_user(request, told, messages.SUCCESS if count else messages.INFO)
