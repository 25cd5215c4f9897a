"""Admin of the programme: groups, products, places, documents, targets, activities."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from admin_base.record_admin import RowsStack, RowsTable
from imports.admin import SheetAdmin
from programme.models import (
    ActivityCategory,
    AdministrativeUnit,
    CrosswalkEntry,
    DocumentRelation,
    Holiday,
    IndustrialZone,
    InvestmentField,
    LegalDocument,
    Office,
    ProgrammeActivity,
    PublicSource,
    SectorGroup,
    Statement,
    SupplyProduct,
    SupplyProductList,
    Target,
    TargetMeasurement,
    UnitSuccession,
)


class DocumentRelationRows(RowsTable):
    model = DocumentRelation
    fk_name = "document"
    fields = ("relation", "target", "source")
    autocomplete_fields = ("target",)


@admin.register(LegalDocument)
class LegalDocumentAdmin(SheetAdmin):
    list_display = ("number", "kind", "title_vi", "purpose", "evidence", "issued_on")
    list_filter = ("purpose", "evidence", "kind", "issued_year")
    fixed_fields = ("slug",)
    inlines = (DocumentRelationRows,)
    fieldsets = (
        (
            None,
            {
                "fields": [
                    ("number", "kind", "purpose"),
                    ("issuer_vi", "issuer_en"),
                    ("issued_on", "issued_year"),
                    ("title_vi", "title_en"),
                    ("summary_vi", "summary_en"),
                ]
            },
        ),
        (
            _("Validity"),
            {
                "fields": [
                    ("in_force_from", "in_force_to"),
                    ("status_vi", "status_en"),
                    "evidence",
                ]
            },
        ),
        (
            _("Where to read it"),
            {"fields": ["file", "url", ("text_note_vi", "text_note_en"), "slug"]},
        ),
    )


class CrosswalkRows(RowsTable):
    model = CrosswalkEntry
    fields = ("product", "basis", "note_vi", "note_en", "source")
    autocomplete_fields = ("product",)


@admin.register(SectorGroup)
class SectorGroupAdmin(SheetAdmin):
    list_display = ("code", "name", "order")
    fixed_fields = ("code", "slug")
    autocomplete_fields = ("document",)
    inlines = (CrosswalkRows,)
    fieldsets = (
        (
            None,
            {
                "fields": [
                    ("code", "slug", "order"),
                    ("name_vi", "name_en"),
                    ("short_name_vi", "short_name_en"),
                    ("description_vi", "description_en"),
                    ("examples_vi", "examples_en"),
                    "document",
                ]
            },
        ),
    )


@admin.register(SupplyProductList)
class SupplyProductListAdmin(SheetAdmin):
    list_display = ("code", "name_vi", "document", "valid_from", "valid_to")
    list_select_related = ("document",)
    search_fields = ("code", "name_vi", "name_en")
    autocomplete_fields = ("document",)
    fieldsets = (
        (
            None,
            {
                "fields": [
                    "code",
                    ("name_vi", "name_en"),
                    "document",
                    ("valid_from", "valid_to"),
                    ("note_vi", "note_en"),
                ]
            },
        ),
    )


@admin.register(SupplyProduct)
class SupplyProductAdmin(SheetAdmin):
    list_display = ("code", "annex_group", "item_no", "name", "product_list", "evidence")
    list_filter = ("product_list", "annex_group", "evidence")
    list_select_related = ("product_list",)
    fieldsets = (
        (
            None,
            {
                "fields": [
                    ("code", "product_list"),
                    ("annex_group", "item_no"),
                    ("group_name_vi", "group_name_en"),
                    ("name_vi", "name_en"),
                    "evidence",
                ]
            },
        ),
    )


class SuccessionRows(RowsTable):
    model = UnitSuccession
    fk_name = "old"
    fields = ("new", "extent", "on", "document", "source")
    autocomplete_fields = ("new", "document")


@admin.register(AdministrativeUnit)
class AdministrativeUnitAdmin(SheetAdmin):
    list_display = ("code", "full_name", "parent", "valid_from", "valid_to", "gso_code")
    list_filter = ("kind", "valid_to")
    list_select_related = ("parent",)
    autocomplete_fields = ("parent", "document")
    inlines = (SuccessionRows,)
    fieldsets = (
        (
            None,
            {
                "fields": [
                    ("code", "gso_code"),
                    ("kind", "parent"),
                    ("name_vi", "name_en"),
                    ("valid_from", "valid_to"),
                    "document",
                ]
            },
        ),
        (_("On the map"), {"fields": [("latitude", "longitude"), "area_km2"]}),
    )

    @admin.display(description=_("name"), ordering="sort_key")
    def full_name(self, unit: AdministrativeUnit) -> str:
        return unit.full_name


@admin.register(IndustrialZone)
class IndustrialZoneAdmin(SheetAdmin):
    list_display = ("code", "name", "kind", "unit", "area", "registered_capital")
    list_filter = ("kind",)
    list_select_related = ("unit",)
    autocomplete_fields = ("unit", "document")
    fieldsets = (
        (
            None,
            {
                "fields": [
                    ("code", "kind"),
                    ("name_vi", "name_en"),
                    ("unit", "place_vi"),
                    "document",
                ]
            },
        ),
        (
            _("Size and state"),
            {
                "fields": [
                    ("area", "registered_capital"),
                    ("projects_count", "as_of"),
                    ("status_vi", "status_en"),
                    ("note_vi", "note_en"),
                ]
            },
        ),
    )


class MeasurementRows(RowsStack):
    model = TargetMeasurement
    autocomplete_fields = ("document",)
    fieldsets = (
        (
            None,
            {
                "fields": [
                    ("year", "value", "reached"),
                    ("finding_vi", "finding_en"),
                    ("document", "source"),
                ]
            },
        ),
    )


@admin.register(Target)
class TargetAdmin(SheetAdmin):
    list_display = ("code", "name_vi", "level", "kind", "value", "due_year")
    list_filter = ("level", "kind", "due_year")
    search_fields = ("code", "name_vi", "name_en", "statement_vi")
    autocomplete_fields = ("document",)
    inlines = (MeasurementRows,)
    fieldsets = (
        (
            None,
            {
                "fields": [
                    ("code", "order"),
                    ("level", "kind"),
                    ("due_year", "sector_group"),
                    ("name_vi", "name_en"),
                    ("statement_vi", "statement_en"),
                    ("value", "document"),
                ]
            },
        ),
        (
            _("How it is measured"),
            {
                "fields": [
                    ("numerator_vi", "numerator_en"),
                    ("denominator_vi", "denominator_en"),
                    ("method_vi", "method_en"),
                    ("evidence_vi", "evidence_en"),
                ]
            },
        ),
    )


@admin.register(ProgrammeActivity)
class ProgrammeActivityAdmin(SheetAdmin):
    list_display = ("code", "name_vi", "period", "order")
    list_filter = ("period",)
    search_fields = ("code", "name_vi", "name_en")
    autocomplete_fields = ("document",)
    fieldsets = (
        (
            None,
            {
                "fields": [
                    ("code", "period", "order"),
                    ("name_vi", "name_en"),
                    "document",
                ]
            },
        ),
    )


@admin.register(Statement)
class StatementAdmin(SheetAdmin):
    list_display = ("code", "name_vi", "topic", "order")
    list_filter = ("topic",)
    search_fields = ("code", "name_vi", "name_en", "statement_vi")
    autocomplete_fields = ("document",)
    fieldsets = (
        (
            None,
            {
                "fields": [
                    ("code", "topic", "order"),
                    ("name_vi", "name_en"),
                    ("statement_vi", "statement_en"),
                    "document",
                ]
            },
        ),
    )


@admin.register(PublicSource)
class PublicSourceAdmin(SheetAdmin):
    list_display = ("citation", "publisher", "published_on", "is_second_hand")
    list_filter = ("is_second_hand",)
    search_fields = ("code", "citation", "publisher", "title")
    fieldsets = (
        (
            None,
            {
                "fields": [
                    "code",
                    "citation",
                    ("publisher", "title", "language"),
                    ("published_on", "is_second_hand"),
                    "url",
                    ("note_vi", "note_en"),
                ]
            },
        ),
    )


@admin.register(ActivityCategory)
class ActivityCategoryAdmin(SheetAdmin):
    list_display = ("code", "name_vi", "order")
    search_fields = ("code", "name_vi", "name_en")
    fieldsets = (
        (
            None,
            {"fields": [("code", "order"), ("name_vi", "name_en"), ("basis_vi", "basis_en")]},
        ),
    )


@admin.register(InvestmentField)
class InvestmentFieldAdmin(SheetAdmin):
    list_display = ("code", "name", "order")
    fieldsets = ((None, {"fields": [("code", "order"), ("name_vi", "name_en"), "names_vi"]}),)


@admin.register(Office)
class OfficeAdmin(SheetAdmin):
    list_display = ("code", "name", "role_vi", "phone", "valid_from", "valid_to")
    fieldsets = (
        (
            None,
            {
                "fields": [
                    "code",
                    ("name_vi", "name_en"),
                    ("role_vi", "role_en"),
                    ("valid_from", "valid_to"),
                ]
            },
        ),
        (_("Contact details"), {"fields": ["address", ("phone", "email"), "website"]}),
    )


@admin.register(Holiday)
class HolidayAdmin(SheetAdmin):
    """Holidays are published by an approver, with the decision as their source."""

    list_display = ("code", "name", "kind", "first_day", "last_day", "every_year")
    list_filter = ("kind", "every_year")
    search_fields = ("code", "name_vi", "name_en")
    fieldsets = (
        (
            None,
            {
                "fields": [
                    ("code", "kind"),
                    ("name_vi", "name_en"),
                    ("first_day", "last_day"),
                    "every_year",
                ]
            },
        ),
    )
