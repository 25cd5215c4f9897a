"""Admin of the directory of enterprises."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from admin_base.record_admin import RowsStack, RowsTable
from enterprises.models import (
    Certificate,
    Contact,
    Enterprise,
    EnterpriseProcess,
    EnterpriseProduct,
)
from enterprises.resources import EnterpriseResource
from imports.admin import SheetAdmin


class ProductRows(RowsTable):
    model = EnterpriseProduct
    fields = ("supply_product", "words_vi", "words_en", "capacity")
    autocomplete_fields = ("supply_product",)


class ProcessRows(RowsTable):
    model = EnterpriseProcess
    fields = ("name_vi", "name_en")


class CertificateRows(RowsTable):
    model = Certificate
    fields = ("name", "issuer", "number", "valid_from", "valid_to")


class ContactRows(RowsStack):
    model = Contact
    fieldsets = (
        (
            None,
            {
                "fields": [
                    ("name", "title"),
                    ("phone", "email"),
                    ("publish_name", "publish_phone", "publish_email"),
                    ("consent_on", "consent_text"),
                ]
            },
        ),
    )


@admin.register(Enterprise)
class EnterpriseAdmin(SheetAdmin):
    resource_classes = (EnterpriseResource,)
    list_display = ("name", "tax_code", "unit", "size_band", "is_buyer", "verified_on")
    list_display_links = ("name",)
    list_filter = ("sector_groups", "size_band", "is_buyer")
    list_select_related = ("unit",)
    fixed_fields = ("slug",)
    autocomplete_fields = ("sector_groups", "unit", "zone")
    inlines = (ProductRows, ProcessRows, CertificateRows, ContactRows)
    fieldsets = (
        (
            None,
            {
                "fields": [
                    ("name_vi", "name_en"),
                    ("short_name", "tax_code", "slug"),
                    "is_buyer",
                    "sector_groups",
                ]
            },
        ),
        (_("Place"), {"fields": ["address", ("unit", "zone"), "website"]}),
        (
            _("Capability"),
            {
                "fields": [
                    ("capacity_vi", "capacity_en"),
                    ("markets_vi", "markets_en"),
                    "size_band",
                    ("verified_on", "evidence"),
                ]
            },
        ),
    )
