"""Public offices."""

from collections.abc import Iterable
from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from records.bilingual import InLanguage
from records.models import SourcedRecord
from search.indexing import SEARCH_FIELDS
from search.queryset import TimedQuerySet
from search.searchable import Searchable


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
    email = models.EmailField(_("email"), blank=True)
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
        return [self.role_vi, self.role_en, self.address, self.phone, self.email, self.website]
