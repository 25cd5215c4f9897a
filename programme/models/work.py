"""Activities, activity categories, investment fields and offices."""

from collections.abc import Iterable
from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from programme.models.documents import LegalDocument
from records.bilingual import InLanguage
from records.models import SourcedRecord
from search.indexing import SEARCH_FIELDS
from search.queryset import SearchableQuerySet, TimedQuerySet
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


class InvestmentField(Searchable, SourcedRecord):
    """A field by which catalogues group projects: energy, mining, processing …"""

    derived_fields = SEARCH_FIELDS

    code = models.SlugField(_("code"), max_length=60, unique=True)
    order = models.PositiveSmallIntegerField(_("order"))
    name_vi = models.CharField(_("name"), max_length=120)
    name_en = models.CharField(_("name (English)"), max_length=120, blank=True)
    names_vi = models.CharField(
        _("other spellings"), max_length=300, blank=True, help_text=_("Separated by semicolons.")
    )

    name = InLanguage()

    objects: ClassVar = SearchableQuerySet.as_manager()

    class Meta:
        ordering = ["order"]
        verbose_name = _("investment field")
        verbose_name_plural = _("investment fields")

    def __str__(self) -> str:
        return str(self.name_vi)

    def searched_names(self) -> Iterable[str | None]:
        # Without the other spellings: a wind farm must not match “thủy điện”.
        return [self.name_vi, self.name_en]


class Office(Searchable, SourcedRecord):
    """A public body with its period of existence."""

    derived_fields = SEARCH_FIELDS

    code = models.SlugField(_("code"), max_length=60, unique=True)
    name_vi = models.CharField(_("name"), max_length=200)
    name_en = models.CharField(_("name (English)"), max_length=200, blank=True)
    role_vi = models.CharField(_("role"), max_length=300, blank=True)
    role_en = models.CharField(_("role (English)"), max_length=300, blank=True)
    address = models.CharField(_("address"), max_length=300, blank=True)
    phone = models.CharField(_("telephone"), max_length=60, blank=True)
    email = models.EmailField(_("e-mail"), blank=True)
    website = models.URLField(_("website"), blank=True)
    valid_from = models.DateField(_("valid from"), null=True, blank=True)
    valid_to = models.DateField(_("valid until"), null=True, blank=True)

    name, role = InLanguage(), InLanguage()

    objects: ClassVar = TimedQuerySet.as_manager()

    class Meta:
        ordering = ["sort_key"]
        verbose_name = _("office")
        verbose_name_plural = _("offices")

    def __str__(self) -> str:
        return str(self.name_vi)

    def searched_names(self) -> Iterable[str | None]:
        return [self.name_vi, self.name_en]

    def searched_texts(self) -> Iterable[str | None]:
        return [self.role_vi, self.role_en, self.address]
