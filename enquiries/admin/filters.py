"""Filters of the enquiry queue."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from enquiries.admin.dashboard import mine
from enquiries.models import Consent, Enquiry


class QueueFilter(admin.SimpleListFilter):
    """Open enquiries by default; a search covers all of them."""

    title = gettext_lazy("queue")
    parameter_name = "queue"

    def __init__(self, request: HttpRequest, *args: Any) -> None:
        super().__init__(request, *args)
        self.usual = "all" if request.GET.get("q", "").strip() else "open"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[Any]:
        return [
            ("open", _("open")),
            ("mine", _("mine")),
            ("overdue", _("overdue")),
            ("waiting", _("waiting for the enquirer")),
            ("finished", _("finished")),
            ("spam", _("suspected spam")),
            ("all", _("all")),
        ]

    def choices(self, changelist: Any) -> Any:
        for value, label in self.lookup_choices:
            chosen = {} if value == self.usual else {self.parameter_name: value}
            yield {
                "selected": (self.value() or self.usual) == value,
                "query_string": changelist.get_query_string(chosen, remove=[self.parameter_name]),
                "display": label,
            }

    def queryset(self, request: HttpRequest, queryset: Any) -> QuerySet:
        state = Enquiry.State
        match self.value() or self.usual:
            case "mine":
                return mine(queryset, request.user)
            case "overdue":
                return queryset.overdue(timezone.localdate())
            case "waiting":
                return queryset.filter(state=state.WAITING)
            case "finished":
                return queryset.filter(state__in=[*Enquiry.FINISHED, state.ERASED])
            case "spam":
                return queryset.filter(state=state.SPAM)
            case "all":
                return queryset
        return queryset.open()


class NewsFilter(admin.SimpleListFilter):
    """Enquiries with a valid consent to news of similar projects."""

    title = gettext_lazy("similar projects")
    parameter_name = "news"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[Any]:
        return [("yes", _("agreed to receive information"))]

    def queryset(self, request: HttpRequest, queryset: Any) -> QuerySet:
        if self.value() != "yes":
            return queryset
        given = Consent.objects.filter(purpose=Consent.Purpose.NEWS, withdrawn_at=None)
        return queryset.filter(pk__in=given.values("enquiry"))
