"""Addresses of the catalogue; the words in them follow the language."""

from django.urls import path
from django.utils.translation import pgettext_lazy

from projects import changes, views
from records import addresses  # noqa: F401 - registers <key:…> and <format:…>

app_name = "projects"
urlpatterns = [
    path("", views.project_list, name="list"),
    path(pgettext_lazy("url", "export.<format:ext>"), views.export, name="export"),
    path(pgettext_lazy("url", "compare/"), views.compare, name="compare"),
    path(pgettext_lazy("url", "changes/"), changes.page, name="changes"),
    path(
        pgettext_lazy("url", "changes/export.<format:ext>"), changes.export, name="changes_export"
    ),
    path("<key:code>/", views.detail, name="detail"),
    path(pgettext_lazy("url", "<key:code>/enquire/"), views.enquire, name="enquire"),
    path(pgettext_lazy("url", "<key:code>/files/<int:pk>/"), views.attachment, name="attachment"),
    path(pgettext_lazy("url", "<key:code>/pictures/<int:pk>/"), views.picture, name="picture"),
]
