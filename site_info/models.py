"""The identity of the site, its notices and its ratings.

Owner, name and contact changed when the provinces merged and may change again. So they are
records with a period of validity and never in the code. A rating stores nothing about the visitor.
"""

from collections.abc import Iterable
from datetime import date
from typing import Any, ClassVar, Self

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from programme.models import Office
from programme.working_days import WorkingDays
from records.bilingual import InLanguage
from records.codes import assign_numbers
from records.models import SourcedRecord
from search.indexing import SEARCH_FIELDS
from search.queryset import TimedQuerySet
from search.searchable import Searchable

# Working days between announcement and planned outage: Decree 224/2026/NĐ-CP, 13(1)(a).
MIN_OUTAGE_NOTICE_DAYS = 7


class SiteIdentity(Searchable, SourcedRecord):
    """The name of the site and its office, with a period of validity."""

    derived_fields = SEARCH_FIELDS

    code = models.SlugField(_("code"), max_length=60, unique=True)
    name_vi = models.CharField(_("name"), max_length=120)
    name_en = models.CharField(_("name (English)"), max_length=120, blank=True)
    place_vi = models.CharField(_("place"), max_length=160)
    place_en = models.CharField(_("place (English)"), max_length=160, blank=True)
    office = models.ForeignKey(
        Office,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("office that owns the site"),
        help_text=_("Edit its address, telephone and email on the page of the office."),
    )
    responsible = models.CharField(_("person responsible"), max_length=120, blank=True)
    responsible_title_vi = models.CharField(_("position"), max_length=200, blank=True)
    responsible_title_en = models.CharField(_("position (English)"), max_length=200, blank=True)
    licence_vi = models.CharField(_("licence or notice of operation"), max_length=300, blank=True)
    licence_en = models.CharField(
        _("licence or notice of operation (English)"), max_length=300, blank=True
    )
    valid_from = models.DateField(_("valid from"), null=True, blank=True)
    valid_to = models.DateField(_("valid until"), null=True, blank=True)

    name, place, responsible_title, licence = (
        InLanguage(),
        InLanguage(),
        InLanguage(),
        InLanguage(),
    )

    objects: ClassVar = TimedQuerySet.as_manager()

    class Meta:
        ordering = [F("valid_from").desc(nulls_last=True), "code"]
        verbose_name = _("identity of the site")
        verbose_name_plural = _("identity of the site")
        constraints = [
            models.CheckConstraint(
                name="site_identity_ends_after_it_starts",
                condition=Q(valid_to__isnull=True)
                | Q(valid_from__isnull=True)
                | Q(valid_to__gte=F("valid_from")),
                violation_error_message=_("An identity cannot end before it starts."),
            ),
        ]

    def __str__(self) -> str:
        return str(self.name_vi)

    def searched_names(self) -> Iterable[str | None]:
        return [self.name_vi, self.name_en, self.place_vi]

    def clean(self) -> None:
        super().clean()
        ended = self.office.valid_to if self.office else None
        if ended and (self.valid_to is None or self.valid_to > ended):
            raise ValidationError(
                {
                    "office": _(
                        "This office existed until %(day)s. Choose one that exists as long as the "
                        "site bears this name, or let this identity end with the office."
                    )
                    % {"day": date_format(ended, "SHORT_DATE_FORMAT")}
                },
                code="office_ended",
            )


class NoticeQuerySet(TimedQuerySet):
    def displayed_on(self, day: date) -> Self:
        """Notices at the top of every page on a day."""
        return self.filter(
            Q(shown_until__isnull=True) | Q(shown_until__gte=day), announced_on__lte=day
        )


class Notice(Searchable, SourcedRecord):
    """A short text at the top of every page: an outage, a fault or an announcement."""

    class Kind(models.TextChoices):
        OUTAGE = "outage", _("planned outage")
        FAULT = "fault", _("fault")
        NEWS = "news", _("announcement")

    derived_fields = SEARCH_FIELDS

    code = models.SlugField(
        _("code"),
        max_length=30,
        unique=True,
        blank=True,
        help_text=_("If empty, the next number is given. It never changes afterwards."),
    )
    kind = models.CharField(_("kind"), max_length=8, choices=Kind)
    text_vi = models.CharField(_("notice"), max_length=400)
    text_en = models.CharField(_("notice (English)"), max_length=400, blank=True)
    announced_on = models.DateField(_("announced on"))
    shown_until = models.DateField(_("shown until"), null=True, blank=True)
    starts_on = models.DateField(
        _("outage from"),
        null=True,
        blank=True,
        help_text=_("Give the hours in the text of the notice."),
    )
    ends_on = models.DateField(_("outage expected until"), null=True, blank=True)

    text = InLanguage()

    objects: ClassVar = NoticeQuerySet.as_manager()

    class Meta:
        ordering = ["-announced_on", "-id"]
        verbose_name = _("notice")
        verbose_name_plural = _("notices")
        constraints = [
            models.CheckConstraint(
                name="notice_outage_has_its_days",
                condition=~Q(kind="outage") | Q(starts_on__isnull=False, ends_on__isnull=False),
                violation_error_message=_(
                    "A planned outage needs its first day and its expected last day."
                ),
            ),
            models.CheckConstraint(
                name="notice_outage_ends_after_it_starts",
                condition=Q(starts_on__isnull=True)
                | Q(ends_on__isnull=True)
                | Q(ends_on__gte=F("starts_on")),
                violation_error_message=_("An outage cannot end before it starts."),
            ),
        ]

    def __str__(self) -> str:
        return str(self.text_vi)

    def searched_names(self) -> Iterable[str | None]:
        return [self.text_vi, self.text_en]

    def english_name(self) -> str:
        return self.text_en

    def save(self, **kwargs: Any) -> None:
        self.assign_keys([self])
        super().save(**kwargs)

    @classmethod
    def assign_keys(cls, records: Iterable[Any]) -> None:
        """Give notices without a code the next number: TB-0001."""
        assign_numbers(cls, records, "TB")

    def clean(self) -> None:
        super().clean()
        if self.kind != self.Kind.OUTAGE or not self.starts_on or not self.announced_on:
            return
        before = WorkingDays().between(self.announced_on, self.starts_on)
        if before < MIN_OUTAGE_NOTICE_DAYS:
            raise ValidationError(
                {
                    "announced_on": _(
                        "A planned outage is announced at least %(days)d working days before it "
                        "starts; this is %(before)d before. Choose a later start, or the kind "
                        "“fault” if it cannot wait."
                    )
                    % {"days": MIN_OUTAGE_NOTICE_DAYS, "before": before}
                },
                code="announced_late",
            )


class Rating(models.Model):
    """The score of a page and its day, without anything about the visitor."""

    SCORES = (1, 2, 3, 4, 5)

    page = models.CharField(_("page"), max_length=200)
    score = models.PositiveSmallIntegerField(
        _("score"), validators=[MinValueValidator(1), MaxValueValidator(5)]
    )
    on = models.DateField(_("on"), db_index=True)

    class Meta:
        ordering = ["-id"]
        verbose_name = _("rating")
        verbose_name_plural = _("ratings")
        constraints = [
            models.CheckConstraint(
                name="rating_is_one_to_five",
                condition=Q(score__gte=1, score__lte=5),
                violation_error_message=_("A rating is from 1 to 5."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.page}: {self.score}"
