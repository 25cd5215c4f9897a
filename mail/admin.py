"""The outbox in the admin."""

from django.contrib import admin, messages
from django.db import models
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from admin_base.read_only import ReadOnly
from mail.models import OutgoingMail


@admin.register(OutgoingMail)
class OutgoingMailAdmin(ReadOnly, admin.ModelAdmin):
    """The delivery state of mails; their text is on the page of the enquiry."""

    list_display = (
        "number",
        "subject_record",
        "state",
        "written_at",
        "tries",
        "sent_at",
        "last_error",
    )
    list_filter = ("state",)
    fields = (
        "subject_record",
        "state",
        "written_at",
        "send_after",
        "tries",
        "sent_at",
        "last_error",
    )
    actions = ("send_again",)

    @admin.display(description=_("number"), ordering="id")
    def number(self, mail: OutgoingMail) -> int:
        return mail.pk

    @admin.display(description=_("about"))
    def subject_record(self, mail: OutgoingMail) -> str:
        return str(mail.about)

    def get_queryset(self, request: HttpRequest) -> models.QuerySet[OutgoingMail]:
        return super().get_queryset(request).prefetch_related("about")

    def has_manage_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm("enquiries.manage_enquiry")

    @admin.action(
        permissions=["manage"], description=_("Send emails that were given up or withheld")
    )
    def send_again(self, request: HttpRequest, queryset: models.QuerySet) -> None:
        state = OutgoingMail.State
        unsent = queryset.filter(state__in=[state.FAILED, state.WITHHELD])
        count = unsent.update(state=state.WAITING, tries=0, send_after=timezone.now())
        message = ngettext(
            "%(n)d email is waiting to be sent.", "%(n)d emails are waiting to be sent.", count
        ) % {"n": count}
        level = messages.SUCCESS if count else messages.INFO
        self.message_user(request, message % {"n": count}, level)
