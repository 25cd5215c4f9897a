"""What public sources say about the programme, beyond its targets and activities."""

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


class Statement(Searchable, SourcedRecord):
    """A sentence of a source, in words of this site that add nothing to it."""

    class Topic(models.TextChoices):
        SETTING = "setting", _("setting and orientation")
        PROJECTS = "projects", _("project lists")
        SECTORS = "sectors", _("sectors in focus")
        INCENTIVES = "incentives", _("use of the incentives")
        ZONES = "zones", _("zones and clusters")

    derived_fields = SEARCH_FIELDS

    code = models.SlugField(_("code"), max_length=60, unique=True)
    order = models.PositiveSmallIntegerField(_("order"), default=0)
    topic = models.CharField(_("topic"), max_length=10, choices=Topic)
    name_vi = models.CharField(_("name"), max_length=200)
    name_en = models.CharField(_("name (English)"), max_length=200, blank=True)
    statement_vi = models.TextField(_("what the source says"))
    statement_en = models.TextField(_("what the source says (English)"), blank=True)
    document = models.ForeignKey(
        LegalDocument, models.PROTECT, null=True, blank=True, verbose_name=_("legal document")
    )

    name, statement = InLanguage(), InLanguage()

    objects: ClassVar = SearchableQuerySet.as_manager()

    class Meta:
        ordering = ["order", "code"]
        verbose_name = _("statement of a source")
        verbose_name_plural = _("statements of sources")

    def __str__(self) -> str:
        return str(self.name_vi)

    def searched_names(self) -> Iterable[str | None]:
        return [self.name_vi, self.name_en]

    def searched_texts(self) -> Iterable[str | None]:
        return [self.statement_vi, self.statement_en]
