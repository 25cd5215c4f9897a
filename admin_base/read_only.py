"""Admin pages that are read-only."""

from typing import Any

from django.http import HttpRequest


class ReadOnly:
    """Mix in before `ModelAdmin`: the portal creates these rows, and nobody edits them."""

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False
