"""Admin of the investment catalogue; the form follows the columns of an annex."""

from django.contrib import admin
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext_lazy as _

from admin_base.record_admin import RowsStack, RowsTable
from imports.admin import SheetAdmin
from projects.models import (
    CatalogueEntry,
    Project,
    ProjectAttachment,
    ProjectPicture,
    StatusChange,
)
from projects.resources import ProjectResource


class CatalogueEntryRows(RowsStack):
    model = CatalogueEntry
    autocomplete_fields = ("document",)
    readonly_fields = ("row_as_issued",)
    fieldsets = (
        (
            None,
            {
                "fields": [
                    ("action", "document", "effective_on"),
                    ("annex", "row"),
                    "source",
                    "row_as_issued",
                ]
            },
        ),
    )

    @admin.display(description=_("row as issued"))
    def row_as_issued(self, entry: CatalogueEntry) -> str:
        rows = format_html_join("", '<tr><th scope="row">{}</th><td>{}</td></tr>', entry.as_issued)
        return format_html('<table class="as-issued" lang="vi">{}</table>', rows) if rows else ""


class StatusChangeRows(RowsTable):
    model = StatusChange
    fields = ("status", "on", "document", "note", "source")
    autocomplete_fields = ("document",)


class PictureRows(RowsTable):
    model = ProjectPicture
    fields = ("file", "caption_vi", "caption_en", "credit")


class AttachmentRows(RowsTable):
    model = ProjectAttachment
    fields = ("file", "title_vi", "title_en", "is_public")


@admin.register(Project)
class ProjectAdmin(SheetAdmin):
    resource_classes = (ProjectResource,)
    list_display = ("code", "name", "district", "area", "capital", "status")
    list_filter = ("status", "scope", "field", "sector_group", "district")
    list_select_related = ("district",)
    autocomplete_fields = ("district", "units", "zone", "office", "documents")
    inlines = (CatalogueEntryRows, StatusChangeRows, PictureRows, AttachmentRows)
    fieldsets = (
        (
            None,
            {
                "fields": [
                    ("code", "scope", "status"),
                    ("name_vi", "name_en"),
                    ("field", "sector_group"),
                    "sector_source",
                ]
            },
        ),
        (
            _("Place"),
            {"fields": ["place_vi", ("district", "zone"), "units", ("latitude", "longitude")]},
        ),
        (
            _("Objective, scale and capital"),
            {
                "fields": [
                    ("objective_vi", "objective_en"),
                    ("scale_vi", "scale_en"),
                    ("capacity_vi", "capacity_en"),
                    "area",
                    ("capital", "capital_usd"),
                ]
            },
        ),
        (
            _("Form and time of investment"),
            {"fields": [("investment_form", "investment_form_text"), "time_text"]},
        ),
        (
            _("Information for investors"),
            {
                "fields": [
                    ("land_vi", "land_en"),
                    ("infrastructure_vi", "infrastructure_en"),
                    ("incentives_vi", "incentives_en"),
                    ("office", "contact_text"),
                ]
            },
        ),
        (_("Documents and notes"), {"fields": ["documents", ("note_vi", "note_en")]}),
    )
