"""Sector groups of the plan and products of the decree with their crosswalk; investment fields.

The six groups of Plan 3400/KH-UBND divide by material and customer, the annex of Decree
111/2015/NĐ-CP by end industry: a car tyre is in annex group IV and in the group rubber. They
relate many to many and are not levels of one tree.
"""

from collections.abc import Iterable
from typing import ClassVar, Self

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from programme.models.documents import LegalDocument
from records.bilingual import InLanguage
from records.models import SourcedRecord
from search.indexing import SEARCH_FIELDS
from search.queryset import SearchableQuerySet
from search.searchable import Searchable


class SectorGroup(Searchable, SourcedRecord):
    """One of the six supporting-industry groups, in the plan's wording."""

    page_name = "programme:sector"
    derived_fields = SEARCH_FIELDS
    recorded_lists = ("crosswalk",)

    # Added by the pages that list sector groups.
    without_site_count: int
    sited_count: int
    enterprise_count: int

    code = models.CharField(_("code"), max_length=20, unique=True)
    slug = models.SlugField(_("address"), max_length=40, unique=True)
    order = models.PositiveSmallIntegerField(_("order"))
    name_vi = models.CharField(_("name"), max_length=200)
    name_en = models.CharField(_("name (English)"), max_length=200, blank=True)
    short_name_vi = models.CharField(_("short name"), max_length=60)
    short_name_en = models.CharField(_("short name (English)"), max_length=60, blank=True)
    description_vi = models.TextField(_("description"), blank=True)
    description_en = models.TextField(_("description (English)"), blank=True)
    examples_vi = models.TextField(_("products named by the plan"), blank=True)
    examples_en = models.TextField(_("products named by the plan (English)"), blank=True)
    document = models.ForeignKey(
        LegalDocument, models.PROTECT, null=True, blank=True, verbose_name=_("legal document")
    )

    name, short_name, description, examples = (
        InLanguage(),
        InLanguage(),
        InLanguage(),
        InLanguage(),
    )

    objects: ClassVar = SearchableQuerySet.as_manager()

    class Meta:
        ordering = ["order"]
        verbose_name = _("sector group")
        verbose_name_plural = _("sector groups")

    def __str__(self) -> str:
        return str(self.name_vi)

    def get_absolute_url(self) -> str:
        return reverse(self.page_name, args=[self.slug])

    def searched_names(self) -> Iterable[str | None]:
        return [self.name_vi, self.name_en, self.short_name_vi, self.short_name_en]

    def searched_texts(self) -> Iterable[str | None]:
        return [self.description_vi, self.description_en, self.examples_vi, self.examples_en]


class SupplyProductList(SourcedRecord):
    """A version of the decree's list of supporting-industry products given priority."""

    code = models.CharField(_("version"), max_length=10, unique=True)
    name_vi = models.CharField(_("name"), max_length=300)
    name_en = models.CharField(_("name (English)"), max_length=300, blank=True)
    document = models.ForeignKey(LegalDocument, models.PROTECT, verbose_name=_("legal document"))
    valid_from = models.DateField(_("valid from"))
    valid_to = models.DateField(_("valid until"), null=True, blank=True)
    note_vi = models.TextField(_("note"), blank=True)
    note_en = models.TextField(_("note (English)"), blank=True)

    name, note = InLanguage(), InLanguage()

    class Meta:
        ordering = ["valid_from"]
        verbose_name = _("list of prioritised products")
        verbose_name_plural = _("lists of prioritised products")
        constraints = [
            models.CheckConstraint(
                name="product_list_ends_after_it_starts",
                condition=Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")),
                violation_error_message=_("A list cannot end before it starts."),
            ),
        ]

    def __str__(self) -> str:
        return str(self.name_vi)


class SupplyProductQuerySet(SearchableQuerySet):
    def public(self) -> Self:
        """Published items, without those that are written from memory and unconfirmed."""
        return super().public().exclude(evidence=SupplyProduct.Evidence.RECALLED)


class SupplyProduct(Searchable, SourcedRecord):
    """An item of the decree's annex, with the evidence for its wording."""

    class Evidence(models.TextChoices):
        TEXT = "text", _("from the decree")
        ARTICLE = "article", _("named by an article")
        SECONDARY = "secondary", _("named by a public summary")
        RECALLED = "recalled", _("unconfirmed")

    derived_fields = SEARCH_FIELDS

    code = models.CharField(_("code"), max_length=20, unique=True)
    product_list = models.ForeignKey(
        SupplyProductList, models.PROTECT, related_name="items", verbose_name=_("list")
    )
    annex_group = models.CharField(_("annex group"), max_length=5)
    group_name_vi = models.CharField(_("name of the annex group"), max_length=120)
    group_name_en = models.CharField(
        _("name of the annex group (English)"), max_length=120, blank=True
    )
    item_no = models.PositiveSmallIntegerField(_("item number"))
    name_vi = models.TextField(_("name"))
    name_en = models.TextField(_("name (English)"), blank=True)
    evidence = models.CharField(_("evidence"), max_length=10, choices=Evidence)

    name, group_name = InLanguage(), InLanguage()

    objects: ClassVar = SupplyProductQuerySet.as_manager()

    class Meta:
        ordering = ["product_list", "annex_group", "item_no"]
        verbose_name = _("prioritised product")
        verbose_name_plural = _("prioritised products")
        constraints = [
            models.UniqueConstraint(
                fields=["product_list", "annex_group", "item_no"],
                name="supply_product_numbered_once",
                violation_error_message=_("The list already has an item with this number."),
            ),
            models.CheckConstraint(
                name="supply_product_unconfirmed_is_not_published",
                condition=~Q(evidence="recalled") | ~Q(publication="published"),
                violation_error_message=_(
                    "An unconfirmed item is not published; check its wording first."
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.annex_group}.{self.item_no} {self.name_vi}"

    def searched_names(self) -> Iterable[str | None]:
        return [self.name_vi, self.name_en]

    def searched_texts(self) -> Iterable[str | None]:
        return [self.group_name_vi, self.group_name_en]


class CrosswalkEntry(models.Model):
    """An annex item of a sector group, with the basis of this assignment."""

    class Basis(models.TextChoices):
        EXACT = "exact", _("same group in plan and annex")
        DERIVED = "derived", _("assigned by the portal, by material")

    sector_group = models.ForeignKey(SectorGroup, models.CASCADE, related_name="crosswalk")
    product = models.ForeignKey(
        SupplyProduct,
        models.PROTECT,
        related_name="crosswalk",
        verbose_name=_("prioritised product"),
    )
    basis = models.CharField(_("basis"), max_length=10, choices=Basis)
    note_vi = models.CharField(_("note"), max_length=300, blank=True)
    note_en = models.CharField(_("note (English)"), max_length=300, blank=True)
    source = models.CharField(_("source"), max_length=500, blank=True)

    note = InLanguage()

    class Meta:
        ordering = ["product__annex_group", "product__item_no"]
        verbose_name = _("crosswalk to the annex")
        verbose_name_plural = _("crosswalk to the annex")
        constraints = [
            models.UniqueConstraint(
                fields=["sector_group", "product"],
                name="crosswalk_once",
                violation_error_message=_("This product is already in the group."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.sector_group} – {self.product}"


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
