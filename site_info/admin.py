"""Admin of the identity, notices and ratings of the site."""

from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from imports.admin import SheetAdmin
from site_info.forms import RatingForm
from site_info.models import Notice, Rating, SiteIdentity


@admin.register(SiteIdentity)
class SiteIdentityAdmin(SheetAdmin):
    list_display = ("code", "name_vi", "place_vi", "office", "valid_from", "valid_to")
    list_select_related = ("office",)
    autocomplete_fields = ("office",)
    fieldsets = (
        (
            None,
            {
                "fields": [
                    "code",
                    ("name_vi", "name_en"),
                    ("place_vi", "place_en"),
                    ("valid_from", "valid_to"),
                ]
            },
        ),
        (
            _("Who is responsible for the site"),
            {
                "fields": [
                    "office",
                    "responsible",
                    ("responsible_title_vi", "responsible_title_en"),
                    ("licence_vi", "licence_en"),
                ]
            },
        ),
    )


@admin.register(Notice)
class NoticeAdmin(SheetAdmin):
    list_display = ("code", "kind", "text_vi", "announced_on", "shown_until")
    list_filter = ("kind",)
    fieldsets = (
        (
            None,
            {
                "fields": [
                    ("code", "kind"),
                    ("text_vi", "text_en"),
                    ("announced_on", "shown_until"),
                    ("starts_on", "ends_on"),
                ]
            },
        ),
    )


@admin.register(Rating)
class RatingAdmin(admin.ModelAdmin):
    """Ratings are read-only in the admin."""

    list_display = ("page", "answer", "on")
    list_filter = ("score", "on")
    date_hierarchy = "on"
    actions = None

    @admin.display(description=_("answer"), ordering="score")
    def answer(self, rating: Rating) -> str:
        return str(dict(RatingForm.LABELS)[rating.score])

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Rating | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Rating | None = None) -> bool:
        return False
