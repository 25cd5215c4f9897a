"""The queue of enquiries, and the page of one."""

from typing import Any

from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.db.models import Count, Min, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from enquiries.actions import StepRefused
from enquiries.admin.steps import STEPS
from enquiries.answers import filled_in
from enquiries.models import AnswerTemplate, Consent, Enquiry, OutgoingMail
from enquiries.working_days import WorkingDays
from records.readable import user_name


class QueueFilter(admin.SimpleListFilter):
    """What an official asks of the queue; open enquiries first."""

    title = gettext_lazy("queue")
    parameter_name = "queue"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[Any]:
        return [
            ("mine", _("mine")),
            ("overdue", _("overdue")),
            ("waiting", _("waiting for the enquirer")),
            ("finished", _("finished")),
            ("spam", _("suspected spam")),
            ("all", _("all")),
        ]

    def choices(self, changelist: Any) -> Any:
        yield {
            "selected": self.value() is None,
            "query_string": changelist.get_query_string(remove=[self.parameter_name]),
            "display": _("open"),
        }
        for value, label in self.lookup_choices:
            yield {
                "selected": self.value() == value,
                "query_string": changelist.get_query_string({self.parameter_name: value}),
                "display": label,
            }

    def queryset(self, request: HttpRequest, queryset: Any) -> QuerySet:
        state = Enquiry.State
        match self.value():
            case "mine":
                return queryset.open().filter(owner=request.user)
            case "overdue":
                return queryset.overdue(timezone.localdate())
            case "waiting":
                return queryset.filter(state=state.WAITING)
            case "finished":
                return queryset.filter(state__in=[state.ANSWERED, state.CLOSED, state.ERASED])
            case "spam":
                return queryset.filter(state=state.SPAM)
            case "all":
                return queryset
        return queryset.open()


class NewsFilter(admin.SimpleListFilter):
    """Who may be told about similar projects, as long as the consent holds."""

    title = gettext_lazy("similar projects")
    parameter_name = "news"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[Any]:
        return [("yes", _("may be told of them"))]

    def queryset(self, request: HttpRequest, queryset: Any) -> QuerySet:
        if self.value() != "yes":
            return queryset
        given = Consent.objects.filter(purpose=Consent.Purpose.NEWS, withdrawn_at=None)
        return queryset.filter(pk__in=given.values("enquiry"))


@admin.register(Enquiry)
class EnquiryAdmin(admin.ModelAdmin):
    """Nothing of an enquiry is edited; it is answered, step by step.

    The admin's own log would keep what was typed beyond its erasing, so nothing is written there:
    the steps are the log.
    """

    list_display = ("code", "asked_about", "received_at", "due", "state_told", "in_charge")
    list_filter = (QueueFilter, "kind", "language", NewsFilter)
    list_per_page = 50
    search_fields = ("code", "name", "email", "organisation", "about")
    actions = None
    ordering = ("due_on", "id")

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return super().get_queryset(request).with_context()

    @admin.display(description=gettext_lazy("about"), ordering="about")
    def asked_about(self, enquiry: Enquiry) -> str:
        demo = ""
        if enquiry.is_demo:
            demo = format_html(' <span class="tag demo">{}</span>', _("demo data"))
        return format_html("{}{}", enquiry.about or enquiry.get_kind_display(), demo)

    @admin.display(description=gettext_lazy("due"), ordering="due_on")
    def due(self, enquiry: Enquiry) -> str:
        if enquiry.due_on is None or enquiry.state not in Enquiry.RUNNING:
            return ""
        day = date_format(enquiry.due_on, "SHORT_DATE_FORMAT")
        if enquiry.due_on < timezone.localdate():
            return format_html('{} <span class="tag overdue">{}</span>', day, _("overdue"))
        return day

    @admin.display(description=gettext_lazy("state"), ordering="state")
    def state_told(self, enquiry: Enquiry) -> str:
        return format_html('<span class="tag">{}</span>', enquiry.get_state_display())

    @admin.display(description=gettext_lazy("in charge"), ordering="owner__username")
    def in_charge(self, enquiry: Enquiry) -> str:
        if enquiry.owner is not None:
            return user_name(enquiry.owner)
        return enquiry.group.name if enquiry.group is not None else ""

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        context = {"title": _("Enquiries"), "warnings": _warnings()} | (extra_context or {})
        return super().changelist_view(request, context)

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        if not self.has_view_permission(request):
            raise PermissionDenied
        enquiry = self.get_object(request, unquote(object_id))
        if enquiry is None:
            return self._get_obj_does_not_exist_redirect(request, self.opts, object_id)
        typed: dict[str, Any] = {}
        if request.method == "POST":
            done = self._do(request, enquiry, typed)
            if done:
                return redirect(done)
            enquiry = self.get_object(request, unquote(object_id))
        return self._page(request, enquiry, typed)

    def history_view(
        self, request: HttpRequest, object_id: str, extra_context: Any = None
    ) -> HttpResponse:
        return redirect("admin:enquiries_enquiry_change", object_id)

    def _do(self, request: HttpRequest, enquiry: Enquiry, typed: dict[str, Any]) -> str:
        """Take the step that was asked for; where to go, or nothing when it was not taken."""
        name = request.POST.get("step", "")
        step = STEPS.get(name)
        if step is None or not request.user.has_perm(step.permission):
            raise PermissionDenied
        form = typed[name] = step.form(request.POST, prefix=name)
        seen = request.POST.get("seen", "")
        if not form.is_valid():
            self.message_user(request, _("Nothing was stored: see below."), messages.ERROR)
            return ""
        try:
            step.do(
                enquiry=enquiry,
                by=request.user,
                seen=int(seen) if seen.isascii() and seen.isdecimal() and len(seen) < 10 else 0,
                **form.cleaned_data,
            )
        except StepRefused as refusal:
            self.message_user(request, str(refusal), messages.ERROR)
            return ""
        self.message_user(request, str(step.done), messages.SUCCESS)
        return reverse("admin:enquiries_enquiry_change", args=[enquiry.pk])

    def _page(self, request: HttpRequest, enquiry: Enquiry, typed: dict[str, Any]) -> HttpResponse:
        steps = {}
        for name, step in STEPS.items():
            fits = enquiry.state in step.states and request.user.has_perm(step.permission)
            if fits or name in typed:
                form = typed.get(name) or step.form(prefix=name, initial=_first(request, enquiry))
                steps[name] = {"label": step.label, "form": form, "fits": fits}
        record = enquiry.record
        context = {
            **self.admin_site.each_context(request),
            "title": _("Enquiry %(code)s") % {"code": enquiry.code},
            "opts": self.opts,
            "enquiry": enquiry,
            "in_charge": self.in_charge(enquiry),
            "due": self.due(enquiry),
            "record": record,
            "record_url": record
            and reverse(
                f"admin:{record._meta.app_label}_{record._meta.model_name}_change", args=[record.pk]
            ),
            "timeline": enquiry.steps.select_related("by"),
            "consents": enquiry.consents.all(),
            "mails": enquiry.mails.all(),
            "templates": AnswerTemplate.objects.filter(is_active=True),
            "steps": steps,
        }
        return TemplateResponse(request, "admin/enquiries/enquiry.html", context)


def _first(request: HttpRequest, enquiry: Enquiry) -> dict[str, Any]:
    """The data as they are, and an answer that begins with the template that was chosen."""
    person = {field: getattr(enquiry, field) for field in Enquiry.PERSONAL}
    chosen = request.GET.get("template", "")
    if not (chosen.isascii() and chosen.isdecimal() and len(chosen) < 10):
        return person
    template = AnswerTemplate.objects.filter(pk=int(chosen), is_active=True).first()
    return person | {"text": filled_in(template, enquiry)} if template else person


def _warnings() -> list[str]:
    """What keeps the office from knowing or answering in time."""
    told = []
    today = timezone.localdate()
    # Due days at the end of a year lie in the next.
    years = [today.year, today.year + 1] if today.month == 12 else [today.year]
    for year in WorkingDays().years_not_entered(years):
        told.append(
            _(
                "Tết and Giỗ Tổ of %(year)s are not entered among the public holidays, or not "
                "published: due days count them as working days."
            )
            % {"year": year}
        )
    held = Enquiry.objects.filter(state=Enquiry.State.SPAM).exclude(suspicion="")
    if count := held.count():
        told.append(
            _("%(n)d enquiries look like spam and wait for somebody to decide.") % {"n": count}
        )
    state = OutgoingMail.State
    waiting = OutgoingMail.objects.filter(state=state.WAITING, last_error__gt="").aggregate(
        count=Count("pk"), since=Min("written_at")
    )
    if waiting["count"]:
        told.append(
            _("%(n)d mails could not be sent yet, the oldest since %(since)s.")
            % {
                "n": waiting["count"],
                "since": date_format(timezone.localtime(waiting["since"]), "SHORT_DATETIME_FORMAT"),
            }
        )
    if failed := OutgoingMail.objects.filter(state=state.FAILED).count():
        told.append(_("%(n)d mails were given up; see outgoing mail.") % {"n": failed})
    return told
