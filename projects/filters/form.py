"""The filter form of the catalogue."""

from datetime import date
from functools import cached_property
from typing import Any, ClassVar

from django.db.models import F, OuterRef, QuerySet, Subquery
from django.template.loader import get_template
from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from listing.facet_index import Choices
from listing.facets import Bound, Column, Conditions, Related
from listing.fields import DayField, KnownChoiceField, NumberField
from listing.page import ListForm
from programme.models import (
    AdministrativeUnit,
    IndustrialZone,
    InvestmentField,
    SectorGroup,
)
from programme.unit_codes import commune_codes
from projects.comparison.shortlist import Shortlist, read_shortlist
from projects.filters import ranges
from projects.filters.districts import UNKNOWN_DISTRICT, DistrictFacet
from projects.models import CatalogueEntry, Project, catalogue_documents
from projects.models.querysets import ProjectQuerySet
from records.bilingual import choices_of
from records.models import Publication

BILLION = ranges.BILLION
# What a row of the list displays, without the long texts of a project.
ROW_COLUMNS = (
    "code",
    "scope",
    "name_vi",
    "name_en",
    "place_vi",
    "status",
    "is_demo",
    *Project.area.column_names,
    *Project.capital.column_names,
    "district__kind",
    "district__publication",
    "district__name_vi",
    "district__name_en",
    "sector_group__publication",
    "sector_group__short_name_vi",
    "sector_group__short_name_en",
)


def decision_days() -> QuerySet:
    """The days of the published decisions that changed a project's place in the catalogue."""
    decisions = CatalogueEntry.objects.filter(
        project=OuterRef("pk"),
        document__publication=Publication.PUBLISHED,
        document__issued_on__isnull=False,
    )
    return decisions.order_by("-document__issued_on").values("document__issued_on")


class ProjectFilterForm(ListForm):
    """Filters of the catalogue: areas in hectares, capital in billions of đồng.

    A project with a range (50–100 ha) is found by any area within it.
    """

    row_template = "projects/_list_row.html"
    row_name = "project"
    facets: ClassVar = {
        "scope": Column("scope"),
        "sector": Column("sector_group__slug"),
        "field": Column("field__code"),
        "district": DistrictFacet("district__code"),
        "unit": Related(("units",), keys=commune_codes),
        "zone": Column("zone__code"),
        "status": Column("status"),
        "capital": Conditions(ranges.capital_conditions()),
        "area": Conditions(ranges.area_conditions()),
        "form": Column("investment_form"),
        "decision": Related(("catalogue_entries__document__slug", "documents__slug")),
    }
    bounds: ClassVar = {
        "area_min": Bound("area_high", "gte"),
        "area_max": Bound("area_low", "lte"),
        "capital_min": Bound("capital_high", "gte", unit=BILLION),
        "capital_max": Bound("capital_low", "lte", unit=BILLION),
    }
    orders: ClassVar = {
        "name": (_("by name"), ["sort_key", "id"]),
        "-capital": (_("largest capital first"), [F("capital_high").desc(nulls_last=True), "id"]),
        "capital": (_("smallest capital first"), [F("capital_low").asc(nulls_last=True), "id"]),
        "-area": (_("largest area first"), [F("area_high").desc(nulls_last=True), "id"]),
        "area": (_("smallest area first"), [F("area_low").asc(nulls_last=True), "id"]),
        "-decision": (
            _("latest decision first"),
            [Subquery(decision_days()[:1]).desc(nulls_last=True), "sort_key", "id"],
        ),
        "newest": (_("latest added to this site first"), ["-created_at", "-id"]),
    }

    scope = KnownChoiceField(label=_("Project or kind"), choices=Project.Scope)
    sector = KnownChoiceField(label=_("Sector group"), self_explanatory=True)
    field = KnownChoiceField(label=_("Field"), self_explanatory=True)
    district = KnownChoiceField(label=_("District or city (2021)"), self_explanatory=True)
    unit = KnownChoiceField(label=_("Commune or ward of today"), self_explanatory=True)
    zone = KnownChoiceField(label=_("Industrial zone"), self_explanatory=True)
    status = KnownChoiceField(label=_("Status"), choices=Project.Status, self_explanatory=True)
    capital = KnownChoiceField(label=_("Planned capital"))
    area = KnownChoiceField(label=_("Area"))
    form = KnownChoiceField(label=_("Form of investment"), choices=Project.InvestmentForm)
    decision = KnownChoiceField(label=_("By decision"), self_explanatory=True)
    as_of = DayField(label=_("Catalogue as of"))
    area_min = NumberField(label=_("Area from (ha)"), whole=8, decimals=4)
    area_max = NumberField(label=_("Area to (ha)"), whole=8, decimals=4)
    capital_min = NumberField(label=_("Capital from (billion dong)"), whole=9, decimals=3)
    capital_max = NumberField(label=_("Capital to (billion dong)"), whole=9, decimals=3)

    def __init__(self, data: Any, **options: Any) -> None:
        self._query = data
        super().__init__(data, **options)

    @cached_property
    def shortlist(self) -> Shortlist:
        """The projects to compare, from the same URL."""
        return read_shortlist(self._query)

    @cached_property
    def carried_query(self) -> str:
        return self.shortlist.query

    @cached_property
    def page_rows(self) -> SafeString:
        """The rows with their buttons to compare; cached only for an empty shortlist."""
        if not self.shortlist:
            return super().page_rows
        row = get_template(self.row_template)
        context = {"shortlist": self.shortlist, "address": self.address(self.page)}
        chosen = {choice.project: choice for choice in self.shortlist.choices()}
        rows = (
            row.render({"project": project, "chosen": chosen.get(project), **context})
            for project in self.page.object_list
        )
        return mark_safe("".join(rows))

    @classmethod
    def records(cls) -> QuerySet:
        return Project.objects.public()

    @classmethod
    def rows(cls) -> QuerySet:
        return (
            Project.objects.public()
            .select_related("district", "sector_group")
            .only(*ROW_COLUMNS)
            .with_status_record()
        )

    @classmethod
    def offers(cls) -> Choices:
        units = AdministrativeUnit.objects.public()
        communes = units.communes().valid_on(timezone.localdate())
        documents: Any = catalogue_documents()
        return {
            "sector": choices_of(SectorGroup.objects.public(), "slug", "short_name"),
            "field": choices_of(InvestmentField.objects.public(), "code", "name"),
            "district": [
                *choices_of(units.districts().by_name(), "code", "full_name"),
                (UNKNOWN_DISTRICT, gettext("District not known")),
            ],
            "unit": choices_of(communes.by_name(), "code", "full_name"),
            "zone": choices_of(IndustrialZone.objects.public().by_name("kind"), "code", "name"),
            "capital": ranges.capital_labels(),
            "area": ranges.area_labels(),
            "decision": [(document.slug, document.named) for document in documents],
            "as_of": [
                (document.issued_on.isoformat(), f"{document.issued} ({document.number})")
                for document in documents
                if document.entered and document.issued_on
            ],
        }

    def days(self) -> list[dict[str, Any]]:
        """The days to choose from: all entries, today, the days of decisions."""
        chosen = self.cleaned_data.get("as_of")
        today = timezone.localdate().isoformat()
        days = [(None, gettext("all entries")), (today, gettext("today"))]
        chosen_day = chosen and chosen.isoformat()
        as_of: Any = self.fields["as_of"]
        return [
            {"label": label, "chosen": day == chosen_day, "query": self.query(as_of=day)}
            for day, label in [*days, *as_of.choices]
        ]

    def without_day(self) -> dict[str, Any]:
        """How many undated projects the filter by day leaves out; the query without it."""
        if not self.cleaned_data.get("as_of"):
            return {"count": 0}
        undated = type(self)({name: self.data[name] for name in self.data if name != "as_of"})
        found: Any = undated.apply_to(self.records())
        left_out = found.without_day().order_by()
        return {"count": left_out.count(), "query": self.query(as_of=None)}

    def clean(self) -> None:
        for name in ("area", "capital"):
            low, high = (self.cleaned_data.get(f"{name}_{end}") for end in ("min", "max"))
            if low is not None and high is not None and low > high:
                self.add_error(
                    f"{name}_max", _("This is below the lower limit, so it was ignored.")
                )

    def by_as_of(self, projects: ProjectQuerySet, day: date) -> QuerySet:
        return projects.in_catalogue_on(day)
