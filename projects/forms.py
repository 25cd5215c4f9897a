"""What the catalogue can be asked for."""

from typing import ClassVar

from django import forms
from django.db.models import Exists, F, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from programme.models import AdministrativeUnit, InvestmentField, LegalDocument, SectorGroup
from projects.models import CatalogueEntry, Project
from records.listing import KnownChoiceField, ListForm

BILLION = 1_000_000_000


class ProjectFilterForm(ListForm):
    """Filters of the catalogue. Areas are asked in hectares, capital in billions of đồng.

    A project said as a range (50–100 ha) is found by any area within it.
    """

    facets: ClassVar = {
        "scope": "scope",
        "sector": "sector_group",
        "field": "field",
        "district": "district",
        "status": "status",
    }
    orders: ClassVar = {
        "name": (_("by name"), ["sort_key", "id"]),
        "-capital": (_("largest capital first"), [F("capital_high").desc(nulls_last=True), "id"]),
        "capital": (_("smallest capital first"), [F("capital_low").asc(nulls_last=True), "id"]),
        "-area": (_("largest area first"), [F("area_high").desc(nulls_last=True), "id"]),
        "newest": (_("newest first"), ["-created_at", "-id"]),
    }

    scope = KnownChoiceField(label=_("Project or kind"), choices=Project.Scope)
    sector = KnownChoiceField(label=_("Sector group"))
    field = KnownChoiceField(label=_("Field"))
    district = KnownChoiceField(label=_("District or city (2021)"))
    status = KnownChoiceField(label=_("Status"), choices=Project.Status)
    form = KnownChoiceField(label=_("Form of investment"))
    decision = KnownChoiceField(label=_("By decision"))
    as_of = forms.DateField(
        label=_("Catalogue as of"),
        required=False,
        input_formats=["%Y-%m-%d", "%d/%m/%Y"],
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
    )
    area_min = forms.DecimalField(
        label=_("Area from (ha)"), required=False, min_value=0, max_digits=12, decimal_places=4
    )
    area_max = forms.DecimalField(
        label=_("Area to (ha)"), required=False, min_value=0, max_digits=12, decimal_places=4
    )
    capital_min = forms.DecimalField(
        label=_("Capital from (billion dong)"),
        required=False,
        min_value=0,
        max_digits=12,
        decimal_places=3,
    )
    capital_max = forms.DecimalField(
        label=_("Capital to (billion dong)"),
        required=False,
        min_value=0,
        max_digits=12,
        decimal_places=3,
    )

    def offer_choices(self) -> None:
        self.fields["sector"].offer(SectorGroup.objects.public(), "slug", "short_name")
        self.fields["field"].offer(InvestmentField.objects.public(), "code", "name")
        districts = AdministrativeUnit.objects.public().districts()
        self.fields["district"].offer(districts, "code", "full_name")
        self.fields["form"].choices = Project.InvestmentForm.choices
        self.fields["decision"].choices = [
            (document.slug, document.named) for document in _documents_behind_the_catalogue()
        ]

    def clean(self) -> None:
        for name in ("area", "capital"):
            low, high = (self.cleaned_data.get(f"{name}_{end}") for end in ("min", "max"))
            if low is not None and high is not None and low > high:
                self.add_error(f"{name}_max", _("This is below the lower end, so it was left out."))

    def by_scope(self, projects, scope):
        return projects.filter(scope=scope)

    def by_sector(self, projects, slug):
        return projects.filter(sector_group__slug=slug)

    def by_field(self, projects, code):
        return projects.filter(field__code=code)

    def by_district(self, projects, code):
        return projects.filter(district__code=code)

    def by_status(self, projects, status):
        return projects.filter(status=status)

    def by_form(self, projects, form):
        return projects.filter(investment_form=form)

    def by_decision(self, projects, slug):
        entries = CatalogueEntry.objects.filter(project=OuterRef("pk"), document__slug=slug)
        cited = Project.documents.through.objects.filter(
            project=OuterRef("pk"), legaldocument__slug=slug
        )
        return projects.filter(Q(Exists(entries)) | Q(Exists(cited)))

    def by_as_of(self, projects, day):
        return projects.in_catalogue_on(day)

    def by_area_min(self, projects, hectares):
        return projects.filter(area_high__gte=hectares)

    def by_area_max(self, projects, hectares):
        return projects.filter(area_low__lte=hectares)

    def by_capital_min(self, projects, billions):
        return projects.filter(capital_high__gte=int(billions * BILLION))

    def by_capital_max(self, projects, billions):
        return projects.filter(capital_low__lte=int(billions * BILLION))


def _documents_behind_the_catalogue():
    """Public documents that put a project into the catalogue, or that one cites."""
    entries = CatalogueEntry.objects.filter(document=OuterRef("pk"))
    cited = Project.documents.through.objects.filter(legaldocument=OuterRef("pk"))
    return LegalDocument.objects.public().filter(Q(Exists(entries)) | Q(Exists(cited)))
