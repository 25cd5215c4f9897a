"""The targets of the programme and their measurements."""

from collections.abc import Iterable
from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from programme.models.documents import LegalDocument
from programme.models.groups import SectorGroup
from records.bilingual import InLanguage
from records.figures import FigureColumns, figure_constraint, figure_limit
from records.models import SourcedRecord
from search.indexing import SEARCH_FIELDS
from search.queryset import SearchableQuerySet
from search.searchable import Searchable
from vietnamese.figures import Dimension


class Target(Searchable, SourcedRecord):
    """A target as its source states it; the words are those of this site."""

    class Level(models.TextChoices):
        PROVINCE = "province", _("of the province")
        NATIONAL = "national", _("national")

    class Kind(models.TextChoices):
        RATIO = "ratio", _("a ratio")
        EXISTENCE = "existence", _("existence")
        QUALITATIVE = "qualitative", _("in words")

    derived_fields = SEARCH_FIELDS
    indexed_relations = ("sector_group", "document")
    recorded_lists = ("measurements",)

    code = models.SlugField(_("code"), max_length=60, unique=True)
    order = models.PositiveSmallIntegerField(_("order"), default=0)
    level = models.CharField(_("level"), max_length=10, choices=Level)
    kind = models.CharField(_("kind"), max_length=12, choices=Kind)
    due_year = models.PositiveSmallIntegerField(_("target year"), null=True, blank=True)
    sector_group = models.ForeignKey(
        SectorGroup, models.PROTECT, null=True, blank=True, verbose_name=_("sector group")
    )
    name_vi = models.CharField(_("name"), max_length=300)
    name_en = models.CharField(_("name (English)"), max_length=300, blank=True)
    statement_vi = models.TextField(_("what the source says"))
    statement_en = models.TextField(_("what the source says (English)"), blank=True)
    value = FigureColumns(_("value"), Dimension.PERCENT, unit="percent")
    numerator_vi = models.CharField(_("numerator"), max_length=300, blank=True)
    numerator_en = models.CharField(_("numerator (English)"), max_length=300, blank=True)
    denominator_vi = models.CharField(_("denominator"), max_length=300, blank=True)
    denominator_en = models.CharField(_("denominator (English)"), max_length=300, blank=True)
    method_vi = models.TextField(_("method"), blank=True)
    method_en = models.TextField(_("method (English)"), blank=True)
    evidence_vi = models.TextField(_("evidence"), blank=True)
    evidence_en = models.TextField(_("evidence (English)"), blank=True)
    document = models.ForeignKey(
        LegalDocument, models.PROTECT, null=True, blank=True, verbose_name=_("legal document")
    )

    name, statement, method, evidence = InLanguage(), InLanguage(), InLanguage(), InLanguage()
    numerator, denominator = InLanguage(), InLanguage()

    objects: ClassVar = SearchableQuerySet.as_manager()

    class Meta:
        ordering = ["order", "code"]
        verbose_name = _("target")
        verbose_name_plural = _("targets")
        constraints = [
            figure_constraint("target", "value"),
            figure_limit("target", "value", Dimension.PERCENT, unit="percent"),
            models.CheckConstraint(
                name="target_only_a_ratio_has_a_value",
                condition=Q(kind="ratio") | Q(value_low__isnull=True),
                violation_error_message=_(
                    "Only a ratio has a value. Describe other targets in words."
                ),
            ),
        ]

    def __str__(self) -> str:
        return str(self.name_vi)

    def searched_names(self) -> Iterable[str | None]:
        return [self.name_vi, self.name_en]

    def searched_texts(self) -> Iterable[str | None]:
        return [self.statement_vi, self.statement_en]


class TargetMeasurement(models.Model):
    """The measurement of a target in a year, with its source."""

    target = models.ForeignKey(Target, models.CASCADE, related_name="measurements")
    year = models.PositiveSmallIntegerField(_("year"))
    value = FigureColumns(_("value"), Dimension.PERCENT, unit="percent")
    reached = models.BooleanField(_("reached"), null=True, blank=True)
    finding_vi = models.CharField(_("finding"), max_length=500, blank=True)
    finding_en = models.CharField(_("finding (English)"), max_length=500, blank=True)
    document = models.ForeignKey(
        LegalDocument, models.PROTECT, null=True, blank=True, verbose_name=_("legal document")
    )
    source = models.CharField(_("source"), max_length=500)

    finding = InLanguage()

    class Meta:
        ordering = ["year"]
        verbose_name = _("measurement")
        verbose_name_plural = _("measurements")
        constraints = [
            figure_constraint("measurement", "value"),
            figure_limit("measurement", "value", Dimension.PERCENT, unit="percent"),
            models.UniqueConstraint(
                fields=["target", "year"],
                name="target_measured_once_a_year",
                violation_error_message=_("This target already has a measurement of that year."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.target} {self.year}"
