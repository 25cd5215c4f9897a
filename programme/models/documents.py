"""Legal documents and the relations between them."""

from collections.abc import Iterable
from typing import Any, ClassVar

from django.core.validators import FileExtensionValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext, override
from django.utils.translation import gettext_lazy as _

from records.bilingual import InLanguage
from records.codes import assign_slugs
from records.models import Publication, SourcedRecord
from search.indexing import SEARCH_FIELDS
from search.queryset import SearchableQuerySet
from search.searchable import Searchable


class LegalDocumentQuerySet(SearchableQuerySet):
    def hidden_numbers(self) -> list[str]:
        """The numbers of unpublished documents."""
        hidden = self.exclude(publication=Publication.PUBLISHED)
        return list(hidden.values_list("number", flat=True))


class LegalDocument(Searchable, SourcedRecord):
    """A law, decree, decision or plan, identified by its number and symbol."""

    class Kind(models.TextChoices):
        LAW = "luat", _("law")
        RESOLUTION = "nghi_quyet", _("resolution")
        DECREE = "nghi_dinh", _("decree")
        DECISION = "quyet_dinh", _("decision")
        PLAN = "ke_hoach", _("plan")
        CIRCULAR = "thong_tu", _("circular")
        STANDARD = "tieu_chuan", _("standard")

    class Purpose(models.TextChoices):
        """What a document is for; only the first two are the basis of the programme."""

        PROGRAMME = "programme", _("the programme and its policy")
        INCENTIVES = "incentives", _("support and incentives")
        PROJECTS = "projects", _("project lists and decisions on projects")
        INVESTMENT = "investment", _("investment law")
        PLACES = "places", _("plans, zones and boundaries")
        OTHER = "other", _("another programme")
        OPERATION = "operation", _("running this site, not a basis of the programme")

    class Evidence(models.TextChoices):
        """How the number, date and content are known."""

        TEXT = "text", _("the text was read")
        REPORTED = "reported", _("reported by a public source")
        SECOND_HAND = "second_hand", _("second-hand, not checked")
        RECALLED = "recalled", _("unconfirmed")

    key_field = "number"
    page_name = "programme:document"
    derived_fields = SEARCH_FIELDS
    recorded_lists = ("relations",)

    number = models.CharField(_("number and symbol"), max_length=60, unique=True)
    slug = models.SlugField(_("address"), max_length=80, unique=True, blank=True)
    kind = models.CharField(_("kind"), max_length=12, choices=Kind)
    issuer_vi = models.CharField(_("issuer"), max_length=120, blank=True)
    issuer_en = models.CharField(_("issuer (English)"), max_length=120, blank=True)
    issued_on = models.DateField(_("issued on"), null=True, blank=True)
    issued_year = models.PositiveSmallIntegerField(_("year of issue"), null=True, blank=True)
    purpose = models.CharField(_("what it is for"), max_length=10, choices=Purpose, blank=True)
    title_vi = models.CharField(_("abstract"), max_length=500)
    title_en = models.CharField(_("abstract (English)"), max_length=500, blank=True)
    summary_vi = models.TextField(_("what it does"), blank=True)
    summary_en = models.TextField(_("what it does (English)"), blank=True)
    in_force_from = models.DateField(_("in force from"), null=True, blank=True)
    in_force_to = models.DateField(_("in force until"), null=True, blank=True)
    status_vi = models.CharField(_("validity status"), max_length=400, blank=True)
    status_en = models.CharField(_("validity status (English)"), max_length=400, blank=True)
    evidence = models.CharField(_("evidence"), max_length=11, choices=Evidence, blank=True)
    text_note_vi = models.TextField(_("about the text"), blank=True)
    text_note_en = models.TextField(_("about the text (English)"), blank=True)
    file = models.FileField(
        _("file"),
        upload_to="documents/",
        blank=True,
        validators=[FileExtensionValidator(["pdf", "docx", "doc", "odt", "xlsx", "zip"])],
    )
    url = models.URLField(_("link"), blank=True)

    title, summary, status = InLanguage(), InLanguage(), InLanguage()
    issuer, text_note = InLanguage(), InLanguage()

    objects: ClassVar = LegalDocumentQuerySet.as_manager()

    class Meta:
        ordering = [
            F("issued_year").desc(nulls_last=True),
            F("issued_on").desc(nulls_last=True),
            "number",
        ]
        verbose_name = _("legal document")
        verbose_name_plural = _("legal documents")
        constraints = [
            models.CheckConstraint(
                name="document_ends_after_it_starts",
                condition=Q(in_force_to__isnull=True)
                | Q(in_force_from__isnull=True)
                | Q(in_force_to__gte=F("in_force_from")),
                violation_error_message=_("A document cannot lapse before it is in force."),
            ),
            models.CheckConstraint(
                name="document_unconfirmed_is_not_published",
                condition=~Q(evidence="recalled") | ~Q(publication="published"),
                violation_error_message=_(
                    "An unconfirmed document is not published; check its number and date first."
                ),
            ),
        ]

    def __str__(self) -> str:
        return self.number

    def get_absolute_url(self) -> str:
        return reverse(self.page_name, args=[self.slug])

    def searched_names(self) -> Iterable[str | None]:
        return [*self.names_for_others(), self.title_vi, self.title_en]

    def names_for_others(self) -> Iterable[str | None]:
        with override("vi"):
            dated = f"{self.named}, {self.issued}" if self.issued else ""
            return [self.number, self.named, dated]

    def searched_texts(self) -> Iterable[str | None]:
        return [
            *(self.summary_vi, self.summary_en, self.issuer_vi, self.issuer_en),
            *(self.citation(language) for language in ("vi", "en") if self.issued_on),
        ]

    def save(self, **kwargs: Any) -> None:
        self.assign_keys([self])
        super().save(**kwargs)

    @classmethod
    def assign_keys(cls, records: Iterable[Any]) -> None:
        """Give documents without a slug one, made from their number."""
        assign_slugs(cls, records, lambda document: document.number, "van-ban")

    def derive_own(self) -> None:
        if self.issued_on:
            self.issued_year = self.issued_on.year

    @property
    def issued(self) -> str:
        """The day of issue, or the year where only that is known."""
        if self.issued_on:
            return date_format(self.issued_on)
        return str(self.issued_year or "")

    @property
    def named(self) -> str:
        """The kind and number, as in a citation."""
        return f"{self.get_kind_display().capitalize()} {self.number}"

    def citation(self, language: str) -> str:
        """The document as other documents cite it: number, day of issue and issuer."""
        with override(language):
            return gettext("%(document)s of %(day)s of the %(issuer)s") % {
                "document": self.named,
                "day": self.issued,
                "issuer": self.issuer,
            }


class DocumentRelation(models.Model):
    """The relation of a document to an earlier one."""

    class Relation(models.TextChoices):
        AMENDS = "amends", _("amends")
        REPLACES = "replaces", _("replaces")
        IMPLEMENTS = "implements", _("implements")
        DETAILS = "details", _("details")

    document = models.ForeignKey(LegalDocument, models.CASCADE, related_name="relations")
    relation = models.CharField(_("relation"), max_length=10, choices=Relation)
    target = models.ForeignKey(
        LegalDocument, models.PROTECT, related_name="related_by", verbose_name=_("document")
    )
    source = models.CharField(_("source"), max_length=500, blank=True)

    class Meta:
        verbose_name = _("relation between documents")
        verbose_name_plural = _("relations between documents")
        constraints = [
            models.UniqueConstraint(
                fields=["document", "relation", "target"],
                name="document_relation_once",
                violation_error_message=_("This relation is already recorded."),
            ),
            models.CheckConstraint(
                name="document_relates_to_another",
                condition=~Q(document=F("target")),
                violation_error_message=_("A document does not amend or replace itself."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.document} {self.get_relation_display()} {self.target}"
