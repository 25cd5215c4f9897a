"""URLs of `make dev`: the portal's own and those of django-debug-toolbar."""

from debug_toolbar.toolbar import debug_toolbar_urls

from cnht_portal.urls import handler404, urlpatterns

__all__ = ["handler404", "urlpatterns"]

urlpatterns = [*debug_toolbar_urls(), *urlpatterns]
