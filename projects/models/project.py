"""What investors may take up: sited projects, and kinds of project that a plan names.

Both stand in one catalogue and are found, listed and exported together; a kind has no site, so
place, area and capital do not apply to it. Area is kept in hectares, capital in whole đồng and
whole US dollars, each beside the words it was said in; dollars are never turned into đồng.
"""

from datetime import date

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Exists, OuterRef, Q, Subquery
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from programme.models import (
    AdministrativeUnit,
    IndustrialZone,
    InvestmentField,
    LegalDocument,
    Office,
    SectorGroup,
)
from projects.models.catalogue import CatalogueEntry
from projects.models.status import ProjectStatus
from records.bilingual import InLanguage
from records.codes import assign_numbers
from records.figures import FigureColumns, figure_constraint
from records.models import SourcedRecord, validate_key
from search.indexing import SEARCH_FIELDS
from search.queryset import SearchableQuerySet
from search.searchable import Searchable
from vietnamese.figures import Dimension


class ProjectQuerySet(SearchableQuerySet):
    def sited(self):
        """Projects proper."""
        return self.filter(scope=Project.Scope.SITED)

    def kinds(self):
        """Kinds of project that a plan names."""
        return self.filter(scope=Project.Scope.KIND)

    def in_catalogue_on(self, day: date):
        """The catalogue as public decisions had made it by the end of a day.

        A project is in it when the last of them about it up to that day did not remove it.
        """
        last = (
            CatalogueEntry.objects.by_public_documents()
            .with_day()
            .filter(project=OuterRef("pk"), day__lte=day)
            .order_by("-day", "-id")
        )
        return self.annotate(last_action=Subquery(last.values("action")[:1])).filter(
            last_action__in=[CatalogueEntry.Action.ADD, CatalogueEntry.Action.AMEND]
        )

    def without_day(self):
        """Those that stand only in lists without a date, which no catalogue "as of" a day holds."""
        entries = CatalogueEntry.objects.by_public_documents().with_day()
        entries = entries.filter(project=OuterRef("pk"))
        return self.filter(Exists(entries)).exclude(Exists(entries.filter(day__isnull=False)))

    def with_list_columns(self):
        """What a row of a list shows, in one query."""
        return self.select_related("sector_group", "field", "district")


class Project(Searchable, SourcedRecord):
    """An entry that seeks, or has found, an investor."""

    class Scope(models.TextChoices):
        SITED = "sited", _("project")
        KIND = "kind", _("project kind")

    Status = ProjectStatus
    # The six steps that a project climbs; the last two statuses are exits.
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
    found_through = (
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
        help_text=_("Left empty, the next number is given. It never changes afterwards."),
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
        help_text=_("Only for supporting industry: a judgement of its own, with its source."),
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
        limit_choices_to={"kind__in": AdministrativeUnit.DISTRICT_KINDS},
        verbose_name=_("district or city (2021)"),
    )
    units = models.ManyToManyField(
        AdministrativeUnit,
        blank=True,
        related_name="projects",
        limit_choices_to={"kind__in": AdministrativeUnit.COMMUNE_KINDS},
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
    time_text = models.CharField(_("time or term, as written"), max_length=300, blank=True)
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

    objects = ProjectQuerySet.as_manager()

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
            figure_constraint("project", "capital"),
            figure_constraint("project", "capital_usd"),
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
                    "A project kind has no place, area or capital; make it a project instead."
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

    def searched_names(self):
        return [self.name_vi, self.name_en, self.code]

    def searched_texts(self):
        return [
            self.place_vi,
            self.objective_vi,
            self.objective_en,
            self.scale_vi,
            self.scale_en,
            self.capacity_vi,
            self.capacity_en,
        ]

    def save(self, **kwargs) -> None:
        self.assign_keys([self])
        super().save(**kwargs)

    def missing_for_publication(self):
        yield from super().missing_for_publication()
        if self.scope == self.Scope.KIND and not self.sector_group_id:
            yield _("A project kind needs its sector group.")

    @classmethod
    def assign_keys(cls, records) -> None:
        """Give projects without a code the next number of their scope: DA-0001, LV-0001."""
        for scope, prefix in cls.CODE_PREFIXES.items():
            assign_numbers(cls, [r for r in records if r.code or r.scope == scope], prefix)
