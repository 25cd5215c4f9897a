"""The budget of the programme: estimated, allocated, disbursed and settled amounts.

Amounts are whole đồng with their original wording. The envelope of a period is the amount that
the plan announced; it is not the sum of its lines and is never added to them. The four stages
of a line describe the same money: only entries of one stage add up.
"""

from collections.abc import Iterable
from typing import Any, ClassVar, Self

from django.db import models
from django.db.models import Count, F, Max, Min, Q, Sum
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from programme.models import ActivityCategory, LegalDocument, Office
from records.bilingual import InLanguage
from records.codes import assign_numbers
from records.figures import FigureColumns, figure_constraint, figure_limit
from records.models import SourcedRecord, validate_key
from search.indexing import SEARCH_FIELDS
from search.queryset import SearchableQuerySet
from search.searchable import Searchable, figure_texts
from vietnamese.figures import Dimension


class BudgetPeriod(Searchable, SourcedRecord):
    """A period with the envelope that its plan announced."""

    page_name = "budget:period"
    derived_fields = SEARCH_FIELDS
    indexed_relations = ("document",)

    code = models.CharField(_("period"), max_length=9, unique=True, validators=[validate_key])
    first_year = models.PositiveSmallIntegerField(_("first year"))
    last_year = models.PositiveSmallIntegerField(_("last year"))
    name_vi = models.CharField(_("name"), max_length=120)
    name_en = models.CharField(_("name (English)"), max_length=120, blank=True)
    envelope = FigureColumns(_("envelope, as issued"), Dimension.MONEY_VND, unit="ty_dong")
    purpose_vi = models.TextField(_("what it is for"), blank=True)
    purpose_en = models.TextField(_("what it is for (English)"), blank=True)
    document = models.ForeignKey(
        LegalDocument, models.PROTECT, null=True, blank=True, verbose_name=_("legal document")
    )

    name, purpose = InLanguage(), InLanguage()

    objects: ClassVar = SearchableQuerySet.as_manager()

    class Meta:
        ordering = ["first_year"]
        verbose_name = _("budget period")
        verbose_name_plural = _("budget periods")
        constraints = [
            figure_constraint("period", "envelope"),
            figure_limit("period", "envelope", Dimension.MONEY_VND, unit="ty_dong"),
            models.CheckConstraint(
                name="period_ends_after_it_starts",
                condition=Q(last_year__gte=F("first_year")),
                violation_error_message=_("A period cannot end before it starts."),
            ),
        ]

    def __str__(self) -> str:
        return str(self.code)

    def get_absolute_url(self) -> str:
        return reverse(self.page_name, args=[self.code])

    def searched_names(self) -> Iterable[str | None]:
        envelope = figure_texts(self.envelope, Dimension.MONEY_VND)
        return [self.name_vi, self.name_en, self.code, *envelope]

    def searched_texts(self) -> Iterable[str | None]:
        return [self.purpose_vi, self.purpose_en]


class FundingSource(SourcedRecord):
    """A source of money; `unsplit` stands for sources that are not decided yet."""

    UNSPLIT = "unsplit"

    code = models.SlugField(_("code"), max_length=20, unique=True)
    order = models.PositiveSmallIntegerField(_("order"))
    name_vi = models.CharField(_("name"), max_length=120)
    name_en = models.CharField(_("name (English)"), max_length=120, blank=True)

    name = InLanguage()

    class Meta:
        ordering = ["order"]
        verbose_name = _("source of funds")
        verbose_name_plural = _("sources of funds")

    def __str__(self) -> str:
        return str(self.name_vi)


class BudgetLine(Searchable, SourcedRecord):
    """A task with money budgeted for it."""

    derived_fields = SEARCH_FIELDS
    indexed_relations = ("lead", "document", "entries.amount_text")
    recorded_lists = ("entries",)

    code = models.CharField(
        _("code"),
        max_length=30,
        unique=True,
        blank=True,
        validators=[validate_key],
        help_text=_("If empty, the next number is given. It never changes afterwards."),
    )
    period = models.ForeignKey(
        BudgetPeriod, models.PROTECT, related_name="lines", verbose_name=_("period")
    )
    category = models.ForeignKey(
        ActivityCategory,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="lines",
        verbose_name=_("activity category"),
        help_text=_("Empty: not yet classified, or across several."),
    )
    # Sums by stage that the page of a period adds.
    sums: list[dict[str, Any]]

    task_vi = models.CharField(_("content, task"), max_length=500)
    task_en = models.CharField(_("content, task (English)"), max_length=500, blank=True)
    lead = models.ForeignKey(
        Office,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="budget_lines",
        verbose_name=_("lead unit"),
    )
    lead_text = models.CharField(_("lead unit, as written"), max_length=200, blank=True)
    document = models.ForeignKey(
        LegalDocument, models.PROTECT, null=True, blank=True, verbose_name=_("legal document")
    )
    note_vi = models.TextField(_("note"), blank=True)
    note_en = models.TextField(_("note (English)"), blank=True)

    task, note = InLanguage(), InLanguage()

    objects: ClassVar = SearchableQuerySet.as_manager()

    class Meta:
        ordering = ["period__first_year", "code"]
        verbose_name = _("budget line")
        verbose_name_plural = _("budget lines")

    def __str__(self) -> str:
        return f"{self.code} {self.task_vi}"

    def searched_names(self) -> Iterable[str | None]:
        return [self.task_vi, self.task_en, self.code]

    def english_name(self) -> str:
        return self.task_en

    def searched_texts(self) -> Iterable[str | None]:
        return [self.lead_text, self.note_vi, self.note_en]

    def save(self, **kwargs: Any) -> None:
        self.assign_keys([self])
        super().save(**kwargs)

    @classmethod
    def assign_keys(cls, records: Iterable[Any]) -> None:
        """Give lines without a code the next number: NS-0001."""
        assign_numbers(cls, records, "NS")


class BudgetEntryQuerySet(models.QuerySet):
    def public(self) -> Self:
        """Entries of published lines of published periods."""
        lines = BudgetLine.objects.public().filter(
            period__in=BudgetPeriod.objects.public().values("pk")
        )
        return self.filter(line__in=lines)

    def totals(self, *by: str) -> models.QuerySet:
        """Sum the entries by stage and by the given fields.

        `low` and `high` are whole đồng (ranges add up to a range). `unsure` counts entries with a
        qualifier; `first_qualifier` and `last_qualifier` are the first and last of these in
        alphabetical order. `unknown` counts entries without a figure, which no sum contains.
        """
        qualified = ~Q(amount_qualifier="") & Q(amount_low__isnull=False)
        return (
            self.values("stage", *by)
            .annotate(
                low=Sum("amount_low"),
                high=Sum("amount_high"),
                entries=Count("pk"),
                unsure=Count("pk", filter=qualified),
                first_qualifier=Min("amount_qualifier", filter=qualified),
                last_qualifier=Max("amount_qualifier", filter=qualified),
                unknown=Count("pk", filter=Q(amount_low__isnull=True)),
                first_year=Min("year"),
                last_year=Max("year"),
            )
            .order_by("stage", *by)
        )


class BudgetEntry(models.Model):
    """An amount of a line at one stage, by year and source, with its document."""

    class Stage(models.TextChoices):
        ESTIMATED = "estimated", _("estimated")
        ALLOCATED = "allocated", _("allocated")
        DISBURSED = "disbursed", _("disbursed")
        SETTLED = "settled", _("settled")

    line = models.ForeignKey(BudgetLine, models.CASCADE, related_name="entries")
    stage = models.CharField(_("stage"), max_length=10, choices=Stage)
    year = models.PositiveSmallIntegerField(
        _("year"), null=True, blank=True, help_text=_("Empty: not yet split by year.")
    )
    funding_source = models.ForeignKey(
        FundingSource,
        models.PROTECT,
        related_name="entries",
        verbose_name=_("source of funds"),
    )
    amount = FigureColumns(_("amount"), Dimension.MONEY_VND, unit="ty_dong")
    document = models.ForeignKey(
        LegalDocument, models.PROTECT, null=True, blank=True, verbose_name=_("legal document")
    )
    on = models.DateField(_("on"), null=True, blank=True)
    source = models.CharField(_("source"), max_length=500, blank=True)

    objects = BudgetEntryQuerySet.as_manager()

    class Meta:
        ordering = [F("year").asc(nulls_first=True), "stage", "id"]
        verbose_name = _("budget entry")
        verbose_name_plural = _("budget entries")
        constraints = [
            figure_constraint("entry", "amount"),
            figure_limit("entry", "amount", Dimension.MONEY_VND, unit="ty_dong"),
            models.CheckConstraint(
                name="entry_cites_its_document",
                condition=Q(document__isnull=False) | ~Q(source=""),
                violation_error_message=_("Name the document or the source of the amount."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_stage_display()} {self.year or ''}".strip()
