"""Officials responsible for answers, and answer templates."""

import re

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from programme.models import Office, SectorGroup

# Also matches an unpaired brace, with the text beside it.
_PLACEHOLDER = re.compile(r"\{[^{}]*\}|\{[^{}\s]{0,20}|[^{}\s]{0,20}\}")
PLACEHOLDERS = ("{name}", "{code}", "{about}", "{link}", "{today}")


class Responsibility(models.Model):
    """An official who answers enquiries of an office, of a sector group, or of any kind."""

    official = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.CASCADE,
        related_name="+",
        verbose_name=_("official"),
        limit_choices_to={"is_active": True, "is_staff": True},
    )
    office = models.ForeignKey(
        Office, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("office")
    )
    sector_group = models.ForeignKey(
        SectorGroup,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("sector group"),
    )

    class Meta:
        ordering = ["id"]
        verbose_name = _("responsible official")
        verbose_name_plural = _("responsible officials")

    def __str__(self) -> str:
        return str(self.official)


def validate_placeholders(text: str) -> None:
    """Refuse unknown placeholders, which would reach the enquirer as they are."""
    wrong = [part for part in _PLACEHOLDER.findall(text) if part not in PLACEHOLDERS]
    if wrong:
        raise ValidationError(
            _("Unknown placeholder: %(wrong)s. Use only %(known)s."),
            code="placeholder",
            params={
                "wrong": ", ".join(f"“{part}”" for part in dict.fromkeys(wrong)),
                "known": ", ".join(PLACEHOLDERS),
            },
        )


class AnswerTemplate(models.Model):
    """A text in both languages with which officials begin an answer."""

    title = models.CharField(_("title"), max_length=120, unique=True)
    text_vi = models.TextField(
        _("text"),
        validators=[validate_placeholders],
        help_text=_("{name}, {code}, {about}, {link} and {today} are filled in automatically."),
    )
    text_en = models.TextField(_("text (English)"), validators=[validate_placeholders])
    is_active = models.BooleanField(_("in use"), default=True)

    class Meta:
        ordering = ["title"]
        verbose_name = _("answer template")
        verbose_name_plural = _("answer templates")

    def __str__(self) -> str:
        return str(self.title)
