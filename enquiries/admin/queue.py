"""The queue of enquiries, and the steps taken on the page of one."""

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.db.models import F, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from admin_base.read_only import ReadOnly
from admin_base.record_admin import not_found_redirect
from enquiries.admin.filters import NewsFilter, QueueFilter
from enquiries.admin.page import add_template, may_take, other_typed_forms, page_context
from enquiries.admin.steps import STEPS
from enquiries.admin.warnings import warnings
from enquiries.codes import PREFIX, read_code
from enquiries.display import day_text, in_charge_label, moment_text
from enquiries.models import Enquiry
from enquiries.workflow.locking import StepRefused


@admin.register(Enquiry)
class EnquiryAdmin(ReadOnly, admin.ModelAdmin):
    """Enquiries are not edited; officials take steps.

    Django's admin log is not written: it would keep texts beyond their erasure. The steps are the
    log.
    """

    list_display = ("code", "asked_about", "received", "due", "state_tag", "in_charge")
    list_filter = (QueueFilter, "kind", "language", NewsFilter)
    list_per_page = 50
    search_fields = ("code", "name", "email", "organisation", "about")
    actions = None
    ordering = (F("due_on").asc(nulls_last=True), "id")

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        enquiries: Any = super().get_queryset(request)
        return enquiries.with_context()

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet, search_term: str
    ) -> tuple[QuerySet, bool]:
        """Also find a receipt code that is typed in another form, with or without its prefix."""
        if code := read_code(search_term) or read_code(PREFIX + search_term):
            return queryset.filter(code=code), False
        return super().get_search_results(request, queryset, search_term)

    @admin.display(description=gettext_lazy("about"), ordering="about")
    def asked_about(self, enquiry: Enquiry) -> str:
        demo = ""
        if enquiry.is_demo:
            demo = format_html(' <span class="tag demo">{}</span>', _("demo data"))
        return format_html("{}{}", enquiry.about or enquiry.get_kind_display(), demo)

    @admin.display(description=gettext_lazy("received"), ordering="received_at")
    def received(self, enquiry: Enquiry) -> str:
        return moment_text(enquiry.received_at)

    @admin.display(description=gettext_lazy("due"), ordering="due_on")
    def due(self, enquiry: Enquiry) -> str:
        if enquiry.due_on is None or enquiry.state not in Enquiry.RUNNING:
            return ""
        day = day_text(enquiry.due_on)
        if enquiry.due_on < timezone.localdate():
            return format_html('{} <span class="tag overdue">{}</span>', day, _("overdue"))
        return day

    @admin.display(description=gettext_lazy("state"), ordering="state")
    def state_tag(self, enquiry: Enquiry) -> str:
        return format_html('<span class="tag">{}</span>', enquiry.get_state_display())

    @admin.display(description=gettext_lazy("in charge"), ordering="owner__username")
    def in_charge(self, enquiry: Enquiry) -> str:
        return in_charge_label(enquiry)

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        context = {"title": _("Enquiries"), "warnings": warnings()} | (extra_context or {})
        return super().changelist_view(request, context)

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        if not self.has_view_permission(request):
            raise PermissionDenied
        enquiry: Any = self.get_object(request, unquote(object_id))
        if enquiry is None:
            return not_found_redirect(self, request, object_id)
        typed: dict[str, forms.Form] = {}
        if request.method == "POST":
            name = request.POST.get("step", "")
            typed = other_typed_forms(request, enquiry, name)
            if "template" in request.POST:
                add_template(enquiry, request.POST["template"], typed)
            elif self._do(request, enquiry, name, typed) and not typed:
                return redirect("admin:enquiries_enquiry_change", enquiry.pk)
            enquiry = self.get_object(request, unquote(object_id))
        context = {
            **self.admin_site.each_context(request),
            "title": _("Enquiry %(code)s") % {"code": enquiry.code},
            "opts": self.opts,
            "due": self.due(enquiry),
            **page_context(request.user, enquiry, typed),
        }
        return TemplateResponse(request, "admin/enquiries/enquiry.html", context)

    def history_view(
        self, request: HttpRequest, object_id: str, extra_context: Any = None
    ) -> HttpResponse:
        return redirect("admin:enquiries_enquiry_change", object_id)

    def _do(
        self, request: HttpRequest, enquiry: Enquiry, name: str, typed: dict[str, forms.Form]
    ) -> bool:
        """Take the requested step; returns whether it succeeded."""
        step = STEPS.get(name)
        if step is None or not may_take(step, enquiry, request.user):
            raise PermissionDenied
        form = typed[name] = step.form(request.POST, prefix=name)
        version = request.POST.get("base_version", "")
        if not form.is_valid():
            self.message_user(request, _("Nothing was stored: see below."), messages.ERROR)
            return False
        try:
            step.do(
                enquiry=enquiry,
                by=request.user,
                base_version=int(version) if _is_number(version) else 0,
                **form.cleaned_data,
            )
        except StepRefused as refusal:
            self.message_user(request, str(refusal), messages.ERROR)
            return False
        del typed[name]
        self.message_user(request, str(step.done), messages.SUCCESS)
        return True


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdecimal() and len(text) < 10
