"""Activities of the programme, and the categories of budget lines."""

from collections.abc import Iterable
from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from programme.models.documents import LegalDocument
from records.bilingual import InLanguage
from records.models import SourcedRecord
from search.indexing import SEARCH_FIELDS
from search.queryset import SearchableQuerySet
from search.searchable import Searchable


class ProgrammeActivity(Searchable, SourcedRecord):
    """An activity of the programme in a period."""

    derived_fields = SEARCH_FIELDS

    code = models.SlugField(_("code"), max_length=40, unique=True)
    order = models.PositiveSmallIntegerField(_("order"))
    name_vi = models.TextField(_("activity"))
    name_en = models.TextField(_("activity (English)"), blank=True)
    period = models.CharField(_("period"), max_length=20)
    document = models.ForeignKey(
        LegalDocument, models.PROTECT, null=True, blank=True, verbose_name=_("legal document")
    )

    name = InLanguage()

    objects: ClassVar = SearchableQuerySet.as_manager()

    class Meta:
        ordering = ["period", "order"]
        verbose_name = _("programme activity")
        verbose_name_plural = _("programme activities")

    def __str__(self) -> str:
        return str(self.name_vi)

    def searched_names(self) -> Iterable[str | None]:
        return [self.name_vi, self.name_en]

    def searched_texts(self) -> Iterable[str | None]:
        return [self.period]


class ActivityCategory(SourcedRecord):
    """A category of budget lines; the office edits the list."""

    code = models.CharField(_("code"), max_length=20, unique=True)
    order = models.PositiveSmallIntegerField(_("order"))
    name_vi = models.CharField(_("name"), max_length=300)
    name_en = models.CharField(_("name (English)"), max_length=300, blank=True)
    basis_vi = models.TextField(_("basis"), blank=True)
    basis_en = models.TextField(_("basis (English)"), blank=True)

    name, basis = InLanguage(), InLanguage()

    class Meta:
        ordering = ["order"]
        verbose_name = _("activity category")
        verbose_name_plural = _("activity categories")

    def __str__(self) -> str:
        return str(self.name_vi)
