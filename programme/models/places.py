"""Administrative units in time, their successors, and industrial zones.

Districts were abolished and the province was merged on 1 July 2025. A unit is never renamed: it
has a period of validity, and a succession names the unit that followed.
"""

from collections.abc import Iterable
from typing import ClassVar, Self

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from programme.models.documents import LegalDocument
from records.bilingual import InLanguage
from records.figures import FigureColumns, figure_constraint, figure_limit
from records.models import SourcedRecord
from search.indexing import SEARCH_FIELDS
from search.queryset import SearchableQuerySet, TimedQuerySet
from search.searchable import Searchable
from vietnamese.figures import Dimension, Figure

# Far above any province and any zone; larger numbers are typing mistakes.
MAX_AREA_KM2 = 100_000
MAX_PROJECTS_OF_ZONE = 100_000


class AdministrativeUnitQuerySet(TimedQuerySet):
    def districts(self) -> Self:
        """The districts and the city, as of 2021."""
        return self.filter(kind__in=AdministrativeUnit.DISTRICT_LEVEL)

    def communes(self) -> Self:
        return self.filter(kind__in=AdministrativeUnit.COMMUNE_LEVEL)


class AdministrativeUnit(Searchable, SourcedRecord):
    """A province, district or commune during the time it existed."""

    class Kind(models.TextChoices):
        PROVINCE = "province", pgettext_lazy("administrative unit", "province")
        CITY = "city", pgettext_lazy("administrative unit", "city")
        DISTRICT = "district", pgettext_lazy("administrative unit", "district")
        WARD = "ward", pgettext_lazy("administrative unit", "ward")
        COMMUNE = "commune", pgettext_lazy("administrative unit", "commune")
        TOWNSHIP = "township", pgettext_lazy("administrative unit", "township")

    KIND_WORDS_VI = {
        Kind.PROVINCE: "tỉnh",
        Kind.CITY: "thành phố",
        Kind.DISTRICT: "huyện",
        Kind.WARD: "phường",
        Kind.COMMUNE: "xã",
        Kind.TOWNSHIP: "thị trấn",
    }
    DISTRICT_LEVEL = (Kind.CITY, Kind.DISTRICT)
    COMMUNE_LEVEL = (Kind.WARD, Kind.COMMUNE, Kind.TOWNSHIP)

    derived_fields = SEARCH_FIELDS
    # Records of a former unit are found by the name of the current one that has all of it, and by
    # the province of either.
    indexed_relations = ("parent", "successions.new")
    indexed_rows: ClassVar = {"successions": {"extent": "whole"}}
    recorded_lists = ("successions",)

    code = models.CharField(_("code"), max_length=60, unique=True)
    gso_code = models.CharField(_("statistics code"), max_length=10, blank=True)
    kind = models.CharField(_("kind"), max_length=10, choices=Kind)
    name_vi = models.CharField(_("name"), max_length=80)
    name_en = models.CharField(_("name (English)"), max_length=80, blank=True)
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="parts", verbose_name=_("in")
    )
    valid_from = models.DateField(_("valid from"), null=True, blank=True)
    valid_to = models.DateField(_("valid until"), null=True, blank=True)
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
    area_km2 = models.DecimalField(
        _("area (km²)"),
        max_digits=12,
        decimal_places=4,
        null=True,
        blank=True,
        validators=[MinValueValidator(0), MaxValueValidator(MAX_AREA_KM2)],
    )
    document = models.ForeignKey(
        LegalDocument, models.PROTECT, null=True, blank=True, verbose_name=_("legal document")
    )

    objects: ClassVar = AdministrativeUnitQuerySet.as_manager()

    class Meta:
        ordering = ["sort_key"]
        verbose_name = _("administrative unit")
        verbose_name_plural = _("administrative units")
        indexes = [models.Index(fields=["kind", "valid_to"], name="unit_kind_validity")]
        constraints = [
            models.CheckConstraint(
                name="unit_ends_after_it_starts",
                condition=Q(valid_to__isnull=True)
                | Q(valid_from__isnull=True)
                | Q(valid_to__gte=F("valid_from")),
                violation_error_message=_("A unit cannot end before it starts."),
            ),
        ]

    def __str__(self) -> str:
        return self.full_name_vi

    @property
    def full_name_vi(self) -> str:
        return f"{self.KIND_WORDS_VI[self.Kind(self.kind)]} {self.name_vi}"

    @property
    def full_name_en(self) -> str:
        return f"{self.name_en or self.name_vi} {self.kind}"

    full_name = InLanguage()

    def searched_names(self) -> Iterable[str | None]:
        return [self.name_vi, self.full_name_vi, self.name_en, self.full_name_en]


class UnitSuccession(models.Model):
    """The merger of a unit, or of a part of it, into another."""

    class Extent(models.TextChoices):
        WHOLE = "whole", _("the whole unit")
        PART = "part", _("part of the unit")

    old = models.ForeignKey(AdministrativeUnit, models.CASCADE, related_name="successions")
    new = models.ForeignKey(
        AdministrativeUnit, models.PROTECT, related_name="predecessions", verbose_name=_("into")
    )
    extent = models.CharField(_("extent"), max_length=5, choices=Extent)
    on = models.DateField(_("on"))
    document = models.ForeignKey(
        LegalDocument, models.PROTECT, null=True, blank=True, verbose_name=_("legal document")
    )
    source = models.CharField(_("source"), max_length=500, blank=True)

    class Meta:
        verbose_name = _("succession")
        verbose_name_plural = _("successions")
        constraints = [
            models.UniqueConstraint(
                fields=["old", "new"],
                name="succession_once",
                violation_error_message=_("This succession is already recorded."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.old} → {self.new}"


class IndustrialZone(Searchable, SourcedRecord):
    """An economic zone, industrial park or industrial cluster."""

    class Kind(models.TextChoices):
        ECONOMIC_ZONE = "economic_zone", _("border-gate economic zone")
        PARK = "industrial_park", _("industrial park")
        CLUSTER = "industrial_cluster", _("industrial cluster")

    derived_fields = SEARCH_FIELDS
    indexed_relations = ("unit", "document")

    code = models.SlugField(_("code"), max_length=80, unique=True)
    kind = models.CharField(_("kind"), max_length=20, choices=Kind)
    name_vi = models.CharField(_("name"), max_length=200)
    name_en = models.CharField(_("name (English)"), max_length=200, blank=True)
    unit = models.ForeignKey(
        AdministrativeUnit,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="zones",
        verbose_name=_("administrative unit"),
    )
    place_vi = models.CharField(_("place as written"), max_length=300, blank=True)
    area = FigureColumns(_("area"), Dimension.AREA, unit="ha")
    registered_capital = FigureColumns(_("registered capital"), Dimension.MONEY_VND, unit="ty_dong")
    projects_count = models.PositiveIntegerField(
        _("number of projects"),
        null=True,
        blank=True,
        validators=[MaxValueValidator(MAX_PROJECTS_OF_ZONE)],
    )
    status_vi = models.CharField(_("status as reported"), max_length=300, blank=True)
    status_en = models.CharField(_("status as reported (English)"), max_length=300, blank=True)
    as_of = models.CharField(_("as of"), max_length=40, blank=True)
    document = models.ForeignKey(
        LegalDocument, models.PROTECT, null=True, blank=True, verbose_name=_("legal document")
    )
    note_vi = models.TextField(_("note"), blank=True)
    note_en = models.TextField(_("note (English)"), blank=True)

    name, status, note = InLanguage(), InLanguage(), InLanguage()

    objects: ClassVar = SearchableQuerySet.as_manager()

    class Meta:
        ordering = ["kind", "sort_key"]
        verbose_name = _("industrial zone")
        verbose_name_plural = _("industrial zones")
        constraints = [
            figure_constraint("zone", "area"),
            figure_limit("zone", "area", Dimension.AREA, unit="ha"),
            figure_constraint("zone", "registered_capital"),
            figure_limit("zone", "registered_capital", Dimension.MONEY_VND, unit="ty_dong"),
        ]

    def __str__(self) -> str:
        return str(self.name_vi)

    def searched_names(self) -> Iterable[str | None]:
        return [self.name_vi, self.name_en]

    def searched_texts(self) -> Iterable[str | None]:
        return [self.place_vi, self.status_vi, self.status_en, self.note_vi, self.note_en]

    def searched_figures(self) -> Iterable[tuple[Figure, Dimension]]:
        figures: list[FigureColumns] = [type(self).area, type(self).registered_capital]
        return [
            (figure, columns.dimension) for columns in figures if (figure := columns.valid(self))
        ]
