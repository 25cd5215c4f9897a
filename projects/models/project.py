"""Investment projects: projects with a site, and kinds of project that a plan names.

Both are in one catalogue and are found, listed and exported together. A kind of project has no
site, so place, area and capital do not apply to it. Area is stored in hectares, capital in whole
đồng and whole US dollars, each with its original wording. Dollars are never converted to đồng.
"""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any, ClassVar

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Case, Q, When
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from programme.models import (
    AdministrativeUnit,
    IndustrialZone,
    InvestmentField,
    LegalDocument,
    Office,
    SectorGroup,
    UnitSuccession,
)
from projects.models.catalogue import CatalogueEntry
from projects.models.querysets import ProjectQuerySet
from projects.models.status import ProjectStatus
from records.bilingual import InLanguage
from records.codes import assign_numbers
from records.figures import FigureColumns, figure_constraint, figure_limit
from records.models import SourcedRecord, if_public, validate_key
from search.indexing import SEARCH_FIELDS
from search.searchable import Searchable
from vietnamese.figures import Dimension, Figure


class Project(Searchable, SourcedRecord):
    """A project that seeks, or has found, an investor."""

    class Scope(models.TextChoices):
        SITED = "sited", _("project")
        KIND = "kind", _("kind of project")

    Status = ProjectStatus
    # The six steps of a project in their order; the other two statuses end it.
    LADDER = (
        Status.CALLING,
        Status.SURVEYING,
        Status.APPROVED,
        Status.LICENSED,
        Status.UNDER_CONSTRUCTION,
        Status.OPERATING,
    )

    class InvestmentForm(models.TextChoices):
        DOMESTIC = "domestic", _("domestic")
        FOREIGN = "foreign", _("100% foreign")
        JOINT_VENTURE = "joint_venture", _("joint venture")
        PPP = "ppp", _("public-private partnership")
        BCC = "bcc", _("business cooperation contract")

    page_name = "projects:detail"
    derived_fields = SEARCH_FIELDS
    has_word_index = True
    indexed_relations = (
        "sector_group",
        "field",
        "district",
        "units",
        "zone",
        "documents",
        "catalogue_entries.document",
    )
    recorded_lists = ("catalogue_entries", "status_changes", "pictures", "attachments")

    code = models.CharField(
        _("code"),
        max_length=30,
        unique=True,
        blank=True,
        validators=[validate_key],
        help_text=_("If empty, the next number is given. It never changes afterwards."),
    )
    scope = models.CharField(_("scope"), max_length=6, choices=Scope, default=Scope.SITED)
    name_vi = models.CharField(_("name"), max_length=500)
    name_en = models.CharField(_("name (English)"), max_length=500, blank=True)
    field = models.ForeignKey(
        InvestmentField,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="projects",
        verbose_name=_("field"),
    )
    sector_group = models.ForeignKey(
        SectorGroup,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="projects",
        verbose_name=_("sector group"),
        help_text=_("Only for supporting industry: a separate judgement, with its own source."),
    )
    sector_source = models.CharField(_("source of the sector group"), max_length=500, blank=True)
    objective_vi = models.TextField(_("objective"), blank=True)
    objective_en = models.TextField(_("objective (English)"), blank=True)
    scale_vi = models.TextField(_("scale, as written"), blank=True)
    scale_en = models.TextField(_("scale, as written (English)"), blank=True)
    capacity_vi = models.TextField(_("capacity, as written"), blank=True)
    capacity_en = models.TextField(_("capacity, as written (English)"), blank=True)
    area = FigureColumns(_("area"), Dimension.AREA, unit="ha")
    capital = FigureColumns(_("total investment capital"), Dimension.MONEY_VND, unit="ty_dong")
    capital_usd = FigureColumns(
        _("total investment capital (USD)"), Dimension.MONEY_USD, unit="trieu_usd"
    )
    place_vi = models.CharField(_("place, as the decision wrote it"), max_length=500, blank=True)
    district = models.ForeignKey(
        AdministrativeUnit,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="district_projects",
        limit_choices_to={"kind__in": AdministrativeUnit.DISTRICT_LEVEL},
        verbose_name=_("district or city (2021)"),
    )
    units = models.ManyToManyField(
        AdministrativeUnit,
        blank=True,
        related_name="projects",
        limit_choices_to={"kind__in": AdministrativeUnit.COMMUNE_LEVEL},
        verbose_name=_("communes valid then"),
    )
    zone = models.ForeignKey(
        IndustrialZone,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="projects",
        verbose_name=_("industrial zone"),
    )
    latitude = models.DecimalField(
        _("latitude"),
        max_digits=9,
        decimal_places=6,
        null=True,
        blank=True,
        validators=[MinValueValidator(-90), MaxValueValidator(90)],
    )
    longitude = models.DecimalField(
        _("longitude"),
        max_digits=9,
        decimal_places=6,
        null=True,
        blank=True,
        validators=[MinValueValidator(-180), MaxValueValidator(180)],
    )
    investment_form = models.CharField(
        _("form of investment"), max_length=15, choices=InvestmentForm, blank=True
    )
    investment_form_text = models.CharField(
        _("form of investment, as written"), max_length=300, blank=True
    )
    time_text = models.CharField(_("timeframe, as written"), max_length=300, blank=True)
    status = models.CharField(_("status"), max_length=20, choices=Status, default=Status.CALLING)
    land_vi = models.TextField(_("land"), blank=True)
    land_en = models.TextField(_("land (English)"), blank=True)
    infrastructure_vi = models.TextField(_("infrastructure"), blank=True)
    infrastructure_en = models.TextField(_("infrastructure (English)"), blank=True)
    incentives_vi = models.TextField(_("incentives"), blank=True)
    incentives_en = models.TextField(_("incentives (English)"), blank=True)
    office = models.ForeignKey(
        Office,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="projects",
        verbose_name=_("contact office"),
    )
    contact_text = models.CharField(_("contact, as written"), max_length=500, blank=True)
    documents = models.ManyToManyField(
        LegalDocument, blank=True, related_name="projects", verbose_name=_("legal documents")
    )
    note_vi = models.TextField(_("note"), blank=True)
    note_en = models.TextField(_("note (English)"), blank=True)

    name, objective, scale, capacity = InLanguage(), InLanguage(), InLanguage(), InLanguage()
    land, infrastructure, incentives = InLanguage(), InLanguage(), InLanguage()
    note = InLanguage()

    objects: ClassVar = ProjectQuerySet.as_manager()

    class Meta:
        ordering = ["sort_key", "id"]
        verbose_name = _("project")
        verbose_name_plural = _("projects")
        indexes = [
            models.Index(fields=["publication", "sort_key", "id"], name="project_public_list"),
            # The counts beside the list's filters come from this index alone.
            models.Index(
                fields=[
                    "publication",
                    "is_demo",
                    "scope",
                    "sector_group",
                    "field",
                    "district",
                    "status",
                ],
                name="project_facets",
            ),
        ]
        constraints = [
            figure_constraint("project", "area"),
            figure_limit("project", "area", Dimension.AREA, unit="ha"),
            figure_constraint("project", "capital"),
            figure_limit("project", "capital", Dimension.MONEY_VND, unit="ty_dong"),
            figure_constraint("project", "capital_usd"),
            figure_limit("project", "capital_usd", Dimension.MONEY_USD, unit="trieu_usd"),
            models.CheckConstraint(
                name="project_kind_has_no_site",
                condition=Q(scope="sited")
                | Q(
                    place_vi="",
                    district__isnull=True,
                    area_low__isnull=True,
                    capital_low__isnull=True,
                    capital_usd_low__isnull=True,
                ),
                violation_error_message=_(
                    "A kind of project has no place, area or capital; make it a project instead."
                ),
            ),
            models.CheckConstraint(
                name="project_coordinates_come_in_pairs",
                condition=Q(latitude__isnull=True, longitude__isnull=True)
                | Q(latitude__isnull=False, longitude__isnull=False),
                violation_error_message=_("Give both latitude and longitude, or neither."),
            ),
        ]

    CODE_PREFIXES = {Scope.SITED: "DA", Scope.KIND: "LV"}

    def __str__(self) -> str:
        return f"{self.code} {self.name_vi}"

    def get_absolute_url(self) -> str:
        return reverse(self.page_name, args=[self.code])

    def searched_names(self) -> Iterable[str | None]:
        return [self.name_vi, self.name_en, self.code]

    def searched_texts(self) -> Iterable[str | None]:
        return [
            self.place_vi,
            self.objective_vi,
            self.objective_en,
            self.scale_vi,
            self.scale_en,
            self.capacity_vi,
            self.capacity_en,
        ]

    def searched_figures(self) -> Iterable[tuple[Figure, Dimension]]:
        figures: list[FigureColumns] = [Project.area, Project.capital, Project.capital_usd]
        return [
            (figure, columns.dimension) for columns in figures if (figure := columns.valid(self))
        ]

    def save(self, **kwargs: Any) -> None:
        self.assign_keys([self])
        super().save(**kwargs)

    def missing_for_publication(self) -> Iterator[Any]:
        yield from super().missing_for_publication()
        if self.scope == self.Scope.KIND and not self.sector_group_id:
            yield _("A kind of project needs its sector group.")

    @classmethod
    def assign_keys(cls, records: Iterable[Any]) -> None:
        """Give projects without a code the next number of their scope: DA-0001, LV-0001."""
        for scope, prefix in cls.CODE_PREFIXES.items():
            assign_numbers(cls, [r for r in records if r.code or r.scope == scope], prefix)

    def communes_on(self, day: date) -> list[AdministrativeUnit]:
        """The communes of a day which cover the communes of this project.

        Empty where they are not certain: only the district is known, a commune was divided, or
        a commune of the day is not published.
        """
        found: dict[int, AdministrativeUnit] = {}
        for unit in self.units.all():
            if unit.valid_to is None or unit.valid_to >= day:
                found[unit.pk] = unit
                continue
            successors = [
                succession.new
                for succession in unit.successions.all()
                if succession.extent == UnitSuccession.Extent.WHOLE and succession.on <= day
            ]
            if len(successors) != 1:
                return []
            found[successors[0].pk] = successors[0]
        communes = list(found.values())
        return communes if all(commune.is_public for commune in communes) else []

    def deciding_document(self) -> LegalDocument | None:
        """The public document that last listed the project, or else one that it cites."""
        listing = [
            entry.document
            for entry in self.catalogue_entries.all()
            if entry.action != CatalogueEntry.Action.REMOVE
        ]
        return next(filter(None, [*reversed(listing), *self.documents.all()]), None)

    def source_days(self) -> list[date | None]:
        """The days of the project's sources: entries, status changes and documents."""
        entries, steps = self.catalogue_entries.all(), self.status_changes.all()
        cited = [*(each.document for each in entries), *(each.document for each in steps)]
        documents = [*filter(None, map(if_public, cited)), *self.documents.all()]
        return [
            *(entry.effective_on for entry in entries),
            *(step.on for step in steps),
            *(document.issued_on for document in documents),
        ]

    def source_texts(self) -> str:
        """The sources of the project, its entries and its status changes as one text."""
        entries = (each.source for each in self.catalogue_entries.all())
        steps = (each.source for each in self.status_changes.all())
        return "; ".join([self.source, *entries, *steps])

    def is_in_issued_list(self) -> bool:
        """Whether the last public decision about the project left it in its issued list."""
        removed = CatalogueEntry.Action.REMOVE
        decided = [
            entry
            for entry in self.catalogue_entries.all()
            if entry.document and (entry.is_issued or entry.action == removed)
        ]
        return bool(decided) and decided[-1].action != removed

    def is_only_compiled(self) -> bool:
        """Whether only compilations name the project and no issued list ever did."""
        entries = self.catalogue_entries.all()
        return any(entry.is_compiled for entry in entries) and not any(
            entry.is_issued for entry in entries
        )

    def related_projects(self, limit: int = 4) -> list["Project"]:
        """Projects of the same sector group, those in the same district first; then others of
        the district. Without a sector group, the field counts instead.

        Demo data is never listed beside a real project. Always two queries.
        """
        others = Project.objects.public().exclude(pk=self.pk).with_list_columns()
        if not self.is_demo:
            others = others.real()
        # An unknown field or district becomes 0, which no row has: the queries stay two.
        same_group = (
            {"sector_group": self.sector_group_id}
            if if_public(self.sector_group)
            else {"sector_group": None, "field": self.field_id or 0}
        )
        same_district = {"district": self.district_id or 0}
        district_first = Case(When(**same_district, then=0), default=1)
        of_group = others.filter(**same_group).by_name(district_first)[:limit]
        of_district = others.filter(**same_district).by_name()[:limit]
        found = {other.pk: other for other in [*of_group, *of_district]}
        return list(found.values())[:limit]
