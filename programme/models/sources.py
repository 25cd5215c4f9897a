"""The public sources that records cite: publisher, date and address where they are known."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from records.bilingual import InLanguage
from records.models import SourcedRecord


class PublicSource(SourcedRecord):
    """A source, which records cite by the words of `citation` within their own `source`."""

    code = models.SlugField(_("code"), max_length=60, unique=True)
    citation = models.CharField(
        _("citation"),
        max_length=300,
        unique=True,
        help_text=_("The words by which records cite it."),
    )
    publisher = models.CharField(_("publisher"), max_length=200)
    title = models.CharField(_("title"), max_length=300, blank=True)
    language = models.CharField(
        _("language"), max_length=2, choices=settings.LANGUAGES, default="vi"
    )
    published_on = models.DateField(
        _("published on"), null=True, blank=True, help_text=_("Empty: not known.")
    )
    url = models.URLField(_("link"), max_length=500, blank=True)
    is_second_hand = models.BooleanField(_("second-hand"), default=False)
    note_vi = models.CharField(_("note"), max_length=300, blank=True)
    note_en = models.CharField(_("note (English)"), max_length=300, blank=True)

    note = InLanguage()

    class Meta:
        ordering = ["publisher", "title", "code"]
        verbose_name = _("public source")
        verbose_name_plural = _("public sources")

    def __str__(self) -> str:
        return str(self.citation)
