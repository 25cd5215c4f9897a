"""Suppliers and buyers: companies, their products, processes, certificates and contacts.

Company data is public once the record is published. Data of a contact person is personal: each
field is public only with the consent of the person to that field (Law 91/2025/QH15, Article 9).
"""

from calendar import monthrange
from collections.abc import Iterable
from datetime import date
from typing import Any, ClassVar, Self

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from stdnum.vn import mst

from programme.models import (
    AdministrativeUnit,
    CrosswalkEntry,
    IndustrialZone,
    SectorGroup,
    SupplyProduct,
)
from records.bilingual import InLanguage
from records.codes import assign_slugs
from records.models import SourcedRecord
from search.indexing import SEARCH_FIELDS
from search.queryset import SearchableQuerySet
from search.searchable import Searchable


def first_fresh_day(day: date) -> date:
    """The first day on which a verification is still valid: VERIFIED_FOR_MONTHS months ago."""
    year, month = divmod(day.year * 12 + day.month - 1 - settings.VERIFIED_FOR_MONTHS, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def validate_tax_code(value: str) -> None:
    """A tax code has 10 digits, or 13 as 0123456789-001, and a check digit that agrees."""
    if not mst.is_valid(value):
        raise ValidationError(
            _(
                "“%(value)s” is not a tax code: 10 digits, or 13 for a branch "
                "(0123456789-001), whose tenth digit is the check digit."
            ),
            code="tax_code",
            params={"value": value},
        )


class EnterpriseQuerySet(SearchableQuerySet):
    def with_list_columns(self) -> Self:
        """Fetch what a row of a list displays, in a fixed number of queries."""
        return self.select_related("unit").prefetch_related("sector_groups", "products")

    def supplying(self, group: int) -> Self:
        """Enterprises of a sector group, and those that make a product of its crosswalk.

        `group` is the id of the sector group; 0 finds none.
        """
        members = Enterprise.sector_groups.through.objects.filter(sectorgroup=group)
        crosswalk = CrosswalkEntry.objects.filter(sector_group=group).values("product")
        products = SupplyProduct.objects.public().filter(pk__in=crosswalk)
        makers = EnterpriseProduct.objects.filter(supply_product__in=products)
        return self.filter(
            Q(pk__in=members.values("enterprise")) | Q(pk__in=makers.values("enterprise"))
        )


class Enterprise(Searchable, SourcedRecord):
    """A company, cooperative or household business of supporting industry, or its buyer."""

    class SizeBand(models.TextChoices):
        MICRO = "micro", _("micro")
        SMALL = "small", _("small")
        MEDIUM = "medium", _("medium")
        LARGE = "large", _("large")

    class Evidence(models.TextChoices):
        """How the office verified an entry."""

        DECLARED = "declared", _("declared by the enterprise")
        DOCUMENTS = "documents", _("documents seen")
        VISITED = "visited", _("visited on site")

    key_field = "slug"
    page_name = "enterprises:detail"
    derived_fields = SEARCH_FIELDS
    has_word_index = True
    indexed_relations = (
        "unit",
        "zone",
        "sector_groups",
        "products.supply_product",
        "products.words_vi",
        "products.words_en",
        "processes.name_vi",
        "processes.name_en",
        "certificates.name",
        "contacts.phone",
    )
    indexed_rows: ClassVar = {"contacts": {"publish_phone": True}}
    recorded_lists = ("products", "processes", "certificates", "contacts")

    tax_code = models.CharField(
        _("tax code"),
        max_length=14,
        null=True,
        blank=True,
        unique=True,
        validators=[validate_tax_code],
    )
    slug = models.SlugField(_("address on the site"), max_length=120, unique=True, blank=True)
    name_vi = models.CharField(_("name"), max_length=300)
    name_en = models.CharField(_("name (English)"), max_length=300, blank=True)
    short_name = models.CharField(_("short name"), max_length=100, blank=True)
    is_buyer = models.BooleanField(_("buys from suppliers"), default=False)
    sector_groups = models.ManyToManyField(
        SectorGroup, blank=True, related_name="enterprises", verbose_name=_("sector groups")
    )
    address = models.CharField(_("address"), max_length=500, blank=True)
    unit = models.ForeignKey(
        AdministrativeUnit,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="enterprises",
        verbose_name=_("administrative unit"),
    )
    zone = models.ForeignKey(
        IndustrialZone,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="enterprises",
        verbose_name=_("industrial zone"),
    )
    capacity_vi = models.TextField(_("capacity"), blank=True)
    capacity_en = models.TextField(_("capacity (English)"), blank=True)
    markets_vi = models.CharField(_("markets"), max_length=300, blank=True)
    markets_en = models.CharField(_("markets (English)"), max_length=300, blank=True)
    size_band = models.CharField(_("size"), max_length=8, choices=SizeBand, blank=True)
    website = models.URLField(_("website"), blank=True)
    verified_on = models.DateField(_("verified on"), null=True, blank=True)
    evidence = models.CharField(
        _("evidence"),
        max_length=10,
        choices=Evidence,
        blank=True,
        help_text=_("How the entry was verified; shown to the public only when chosen."),
    )

    name, capacity, markets = InLanguage(), InLanguage(), InLanguage()

    objects: ClassVar = EnterpriseQuerySet.as_manager()

    class Meta:
        ordering = ["sort_key", "id"]
        verbose_name = _("enterprise")
        verbose_name_plural = _("enterprises")
        indexes = [
            models.Index(fields=["publication", "sort_key", "id"], name="enterprise_public_list")
        ]

    def __str__(self) -> str:
        return str(self.name_vi)

    def get_absolute_url(self) -> str:
        return reverse(self.page_name, args=[self.slug])

    @property
    def verification(self) -> str:
        """Where the entry is on one scale: not verified, declared, documents seen, visited.

        An entry that only the enterprise declared is not verified, whatever day it has.
        """
        day = date_format(self.verified_on, "SHORT_DATE_FORMAT") if self.verified_on else ""
        if self.evidence == self.Evidence.DECLARED:
            if not day:
                return gettext("Declared by the enterprise, not verified")
            return gettext("Declared by the enterprise on %(day)s, not verified") % {"day": day}
        if not day and not self.evidence:
            return gettext("Not verified")
        text = (
            gettext("Verified on %(day)s") % {"day": day}
            if day
            else gettext("Verified, day not known")
        )
        return f"{text} ({self.get_evidence_display()})" if self.evidence else text

    def is_stale(self, day: date) -> bool:
        """Whether the day of the evidence is too long ago; False where there is no day."""
        return self.verified_on is not None and self.verified_on < first_fresh_day(day)

    def searched_names(self) -> Iterable[str | None]:
        return [self.name_vi, self.name_en, self.short_name, self.tax_code]

    def searched_texts(self) -> Iterable[str | None]:
        return [self.address, self.capacity_vi, self.capacity_en, self.markets_vi, self.markets_en]

    def derive_own(self) -> None:
        self.tax_code = format_tax_code(self.tax_code) if self.tax_code else None

    def save(self, **kwargs: Any) -> None:
        self.assign_keys([self])
        super().save(**kwargs)

    @classmethod
    def assign_keys(cls, records: Iterable[Any]) -> None:
        """Give enterprises without a slug one, made from their name."""
        assign_slugs(cls, records, lambda r: r.short_name or r.name_vi, "doanh-nghiep")


def format_tax_code(value: str) -> str:
    """0123456789 or 0123456789-001; an invalid code is left as it is."""
    return mst.format(value) if mst.is_valid(value) else value


class EnterpriseProduct(models.Model):
    """A product: an item of the annex, the enterprise's own words, or both."""

    enterprise = models.ForeignKey(Enterprise, models.CASCADE, related_name="products")
    supply_product = models.ForeignKey(
        SupplyProduct,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="enterprise_products",
        verbose_name=_("prioritised product"),
    )
    words_vi = models.CharField(_("in its own words"), max_length=300, blank=True)
    words_en = models.CharField(_("in its own words (English)"), max_length=300, blank=True)
    capacity = models.CharField(_("capacity"), max_length=200, blank=True)

    words = InLanguage()

    class Meta:
        ordering = ["id"]
        verbose_name = _("product made")
        verbose_name_plural = _("products made")
        constraints = [
            models.CheckConstraint(
                name="enterprise_product_is_named",
                condition=Q(supply_product__isnull=False) | ~Q(words_vi=""),
                violation_error_message=_("Choose an annex item or write what is made."),
            ),
        ]

    def __str__(self) -> str:
        return self.words_vi or str(self.supply_product)


class EnterpriseProcess(models.Model):
    """A process of the enterprise: moulding, casting, sewing …"""

    enterprise = models.ForeignKey(Enterprise, models.CASCADE, related_name="processes")
    name_vi = models.CharField(_("process"), max_length=200)
    name_en = models.CharField(_("process (English)"), max_length=200, blank=True)

    name = InLanguage()

    class Meta:
        ordering = ["id"]
        verbose_name = _("process")
        verbose_name_plural = _("processes")

    def __str__(self) -> str:
        return str(self.name_vi)


class Certificate(models.Model):
    """A certificate with its validity."""

    enterprise = models.ForeignKey(Enterprise, models.CASCADE, related_name="certificates")
    name = models.CharField(_("certificate"), max_length=200)
    issuer = models.CharField(_("issued by"), max_length=200, blank=True)
    number = models.CharField(_("number"), max_length=100, blank=True)
    valid_from = models.DateField(_("valid from"), null=True, blank=True)
    valid_to = models.DateField(_("valid until"), null=True, blank=True)

    class Meta:
        ordering = ["id"]
        verbose_name = _("certificate")
        verbose_name_plural = _("certificates")
        constraints = [
            models.CheckConstraint(
                name="certificate_ends_after_it_starts",
                condition=Q(valid_to__isnull=True)
                | Q(valid_from__isnull=True)
                | Q(valid_to__gte=F("valid_from")),
                violation_error_message=_("A certificate cannot lapse before it starts."),
            ),
        ]

    def __str__(self) -> str:
        return str(self.name)

    def is_expired(self, day: date) -> bool:
        return self.valid_to is not None and self.valid_to < day


class Contact(models.Model):
    """A contact person; each field is public only with consent to that field."""

    enterprise = models.ForeignKey(Enterprise, models.CASCADE, related_name="contacts")
    name = models.CharField(_("name"), max_length=120)
    title = models.CharField(_("position"), max_length=120, blank=True)
    phone = models.CharField(_("telephone"), max_length=40, blank=True)
    email = models.EmailField(_("email"), blank=True)
    publish_name = models.BooleanField(_("name may be published"), default=False)
    publish_phone = models.BooleanField(_("telephone may be published"), default=False)
    publish_email = models.BooleanField(_("email may be published"), default=False)
    consent_on = models.DateField(_("consent given on"), null=True, blank=True)
    consent_text = models.TextField(_("text consented to"), blank=True)

    class Meta:
        ordering = ["id"]
        verbose_name = _("contact")
        verbose_name_plural = _("contacts")
        constraints = [
            models.CheckConstraint(
                name="contact_published_only_with_consent",
                condition=Q(publish_name=False, publish_phone=False, publish_email=False)
                | Q(consent_on__isnull=False),
                violation_error_message=_(
                    "A contact is published only with a dated consent of the person."
                ),
            ),
        ]

    def __str__(self) -> str:
        return str(self.name)

    def published_fields(self) -> dict[str, str]:
        """The fields that the person agreed to publish."""
        return {
            field: getattr(self, field)
            for field in ("name", "phone", "email")
            if getattr(self, f"publish_{field}") and getattr(self, field)
        }
