"""Search of everything public, the kinds of result told apart."""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.db.models import Prefetch
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from budget.models import BudgetLine, BudgetPeriod
from enterprises.models import Enterprise
from programme.models import (
    CrosswalkEntry,
    InvestmentField,
    LegalDocument,
    Office,
    SectorGroup,
    SupplyProduct,
    Target,
)
from projects.models import Project
from records.listing import MAX_QUERY
from vietnamese.text import fold

# Results of a kind that are shown; its own list has the others.
SHOWN = 6


class SearchForm(forms.Form):
    q = forms.CharField(
        label=gettext_lazy("Search"),
        required=False,
        max_length=MAX_QUERY,
        widget=forms.TextInput(attrs={"type": "search"}),
    )


@dataclass(frozen=True)
class Kind:
    """What was found of one kind, and where all of it is listed."""

    code: str
    label: str
    results: list[Any]
    total: int
    more: str = ""


def search_everything(words: str) -> list[Kind]:
    """What each kind has for the words; kinds without a result are left out."""
    if not fold(words):
        return []
    query = urlencode({"q": words})
    lines = BudgetLine.objects.public().filter(period__in=BudgetPeriod.objects.public())
    groups = CrosswalkEntry.objects.filter(
        sector_group__in=SectorGroup.objects.public()
    ).select_related("sector_group")
    kinds = [
        _kind(
            "projects",
            _("Projects"),
            Project.objects.public().with_list_columns().search(words),
            f"{reverse('projects:list')}?{query}",
        ),
        _kind(
            "enterprises",
            _("Enterprises"),
            Enterprise.objects.public().select_related("unit").search(words),
            f"{reverse('enterprises:list')}?{query}",
        ),
        _kind("sectors", _("Sector groups"), SectorGroup.objects.public().search(words)),
        _kind(
            "products",
            _("Supply products"),
            SupplyProduct.objects.public()
            .prefetch_related(Prefetch("crosswalk", groups))
            .search(words),
        ),
        _targets(words),
        _kind(
            "lines",
            _("Budget lines"),
            lines.select_related("period").search(words),
            f"{reverse('budget:overview')}?{query}",
        ),
        _kind(
            "documents",
            _("Legal documents"),
            LegalDocument.objects.public().search(words),
            f"{reverse('programme:documents')}?{query}",
        ),
        _kind("fields", _("Investment fields"), InvestmentField.objects.public().search(words)),
        _kind("offices", _("Offices"), Office.objects.public().search(words)),
    ]
    return [kind for kind in kinds if kind.total]


def _kind(code: str, label: str, found: Any, more: str = "") -> Kind:
    """Found records of a kind; one without a list of its own is short and shown whole."""
    total = found.count()
    ordered = found.order_by("typed_first", "sort_key", "pk")
    return Kind(code, label, list(ordered[:SHOWN] if more else ordered), total, more)


def _targets(words: str) -> Kind:
    """Targets have no search columns: there are a few dozen, read and compared here."""
    wanted = fold(words).split()
    found = [
        target
        for target in Target.objects.public()
        if all(
            word in fold(f"{target.name_vi} {target.name_en} {target.statement_vi}")
            for word in wanted
        )
    ]
    return Kind("targets", _("Targets"), found, len(found))
