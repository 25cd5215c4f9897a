"""Public holidays, for counting working days."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from records.bilingual import InLanguage
from records.models import SourcedRecord


class Holiday(SourcedRecord):
    """Days off, or a Saturday or Sunday worked instead.

    Only published holidays count. Holidays of the Labour Code in the solar calendar recur every
    year; Tết, Giỗ Tổ, the second day of National Day and moved days are entered each year from the
    decision. Days in lieu of a holiday on a weekend are computed.
    """

    class Kind(models.TextChoices):
        SOLAR = "solar", _("fixed by the solar calendar")
        TET = "tet", _("Tết (lunar new year)")
        HUNG_KINGS = "hung_kings", _("Giỗ Tổ (Hùng Kings)")
        NATIONAL_DAY = "national", _("second day of National Day")
        MOVED = "moved", _("day off instead or in addition")
        WORKDAY = "workday", _("worked instead")

    code = models.SlugField(_("code"), max_length=40, unique=True)
    kind = models.CharField(_("kind"), max_length=10, choices=Kind)
    name_vi = models.CharField(_("name"), max_length=120)
    name_en = models.CharField(_("name (English)"), max_length=120, blank=True)
    first_day = models.DateField(_("first day"))
    last_day = models.DateField(_("last day"))
    every_year = models.BooleanField(
        _("every year"), default=False, help_text=_("From the first day’s year on.")
    )

    name = InLanguage()

    class Meta:
        ordering = ["first_day", "code"]
        verbose_name = _("public holiday")
        verbose_name_plural = _("public holidays")
        constraints = [
            models.CheckConstraint(
                name="holiday_ends_after_it_starts",
                condition=Q(last_day__gte=F("first_day")),
                violation_error_message=_("A holiday cannot end before it starts."),
            ),
        ]

    def __str__(self) -> str:
        return str(self.name_vi)
