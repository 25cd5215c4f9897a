"""Changes of the catalogue by decisions between two days."""

from datetime import date, timedelta
from typing import Any

from django import forms
from django.conf import settings
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.http import urlencode
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from imports.columns.base import Column
from imports.exports import public_file
from imports.resources import SheetResource
from listing.fields import DayField
from listing.page import PAGE_SIZE
from projects.models import CatalogueEntry
from search.queryset import name_column

# The first date that has a day before it.
FIRST_DAY = date.min + timedelta(days=1)


class ChangesForm(forms.Form):
    """Two days (`tu`, `den`): changes after the first, up to and including the second."""

    tu = DayField(label=pgettext_lazy("day", "After"))
    den = DayField(label=gettext_lazy("Up to and including"))

    def clean(self) -> None:
        since, until = self.cleaned_data.get("tu"), self.cleaned_data.get("den")
        if since and until and since >= until:
            self.add_error("den", _("This is not after the first day, so it was ignored."))

    @property
    def since(self) -> date | None:
        return self.cleaned_data.get("tu")

    @property
    def until(self) -> date:
        return self.cleaned_data.get("den") or timezone.localdate()

    def query(self) -> str:
        return urlencode({name: day for name, day in self.cleaned_data.items() if day})

    def labels(self) -> list[str]:
        return [
            f"{self[name].label}: {date_format(day, 'SHORT_DATE_FORMAT')}"
            for name, day in (("tu", self.since), ("den", self.until))
            if day
        ]


def changes(form: ChangesForm) -> QuerySet:
    """Entries that took effect between the two days, the latest first."""
    entries = CatalogueEntry.objects.public().with_day().filter(day__lte=form.until)
    if form.since:
        entries = entries.filter(day__gt=form.since)
    return entries.select_related("project", "document").order_by(
        "-day", f"project__{name_column()}", "project_id", "id"
    )


def days_of_changes() -> list[dict[str, Any]]:
    """The days of changes, each with its decisions and the query of its changes."""
    found: dict[date, list[str]] = {}
    entries = CatalogueEntry.objects.public().with_day().exclude(day=None)
    rows = entries.order_by("-day", "document__number").distinct()
    for day, number in rows.values_list("day", "document__number"):
        numbers = found.setdefault(day, [])
        if number:
            numbers.append(number)
    return [
        {
            "day": day,
            "numbers": ", ".join(numbers),
            "query": urlencode({"tu": str(_day_before(day)), "den": str(day)}),
        }
        for day, numbers in found.items()
    ]


def _day_before(day: date) -> date:
    return max(day, FIRST_DAY) - timedelta(days=1)


def page(request: HttpRequest) -> HttpResponse:
    form = ChangesForm(_first_values(request))
    form.is_valid()
    entries = Paginator(changes(form), PAGE_SIZE).get_page(request.GET.get("page"))
    request.list_address = form.query()  # type: ignore[attr-defined]
    return render(
        request,
        "projects/changes.html",
        {
            "form": form,
            "page": entries,
            "address": form.query(),
            "days": days_of_changes(),
            "undated": CatalogueEntry.objects.public().with_day().filter(day=None).count(),
        },
    )


def export(request: HttpRequest, ext: str) -> HttpResponseBase:
    """The changes as a file, without demo data unless `demo` is requested."""
    form = ChangesForm(_first_values(request))
    form.is_valid()
    entries = changes(form)
    if "demo" not in request.GET:
        entries = entries.filter(project__is_demo=False)
    return public_file(
        request,
        ChangesSheet(),
        entries,
        ext,
        title=_("Changes to the project catalogue"),
        filters=form.labels(),
        list_url=f"{settings.SITE_URL}{reverse('projects:changes')}?{form.query()}",
    )


def _first_values(request: HttpRequest) -> dict[str, str]:
    return {name: values[0] for name, values in request.GET.lists()}


class ActionColumn(Column):
    def export(self, instance: Any, **kwargs: Any) -> str:
        return capfirst(instance.get_action_display())


class ProjectColumn(Column):
    def export(self, instance: Any, **kwargs: Any) -> str:
        return str(getattr(instance.project, self.attribute))


class DecisionColumn(Column):
    def export(self, instance: Any, **kwargs: Any) -> str:
        return instance.document.named if instance.document else ""


class ChangesSheet(SheetResource):
    """The exported sheet of changes, one row each."""

    day = Column("day", gettext_lazy("Day"), imported=False, width=14)
    action = ActionColumn("action", gettext_lazy("What it did"), imported=False)
    code = ProjectColumn("code", gettext_lazy("Project code"), imported=False)
    name_vi = ProjectColumn("name_vi", gettext_lazy("Project"), imported=False, width=60)
    document = DecisionColumn("document", gettext_lazy("By decision"), imported=False)
    annex = Column("issued_annex", gettext_lazy("Annex"), imported=False)
    row = Column("issued_row", gettext_lazy("Row"), imported=False, width=12)
    source = Column("source", gettext_lazy("Source"), imported=False, width=40)
