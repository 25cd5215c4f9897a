"""Screens of the desk where officials look and change nothing by hand."""

from typing import Any

from django.http import HttpRequest


class ReadOnly:
    """Put before `ModelAdmin`: rows are made by the portal itself, and stay as they are."""

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False
