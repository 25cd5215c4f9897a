"""Addresses of the catalogue; the words in them follow the language."""

from django.urls import path
from django.utils.translation import pgettext_lazy

from projects import changes, compare, files, map, pages, views
from records import addresses  # noqa: F401 - registers <key:…> and <format:…>

app_name = "projects"
urlpatterns = [
    path("", views.project_list, name="list"),
    path(pgettext_lazy("url", "export.<format:ext>"), views.export, name="export"),
    path(pgettext_lazy("url", "compare/"), compare.compare, name="compare"),
    path(pgettext_lazy("url", "compare/export.xlsx"), compare.compare_xlsx, name="compare_xlsx"),
    path(pgettext_lazy("url", "compare/export.pdf"), compare.compare_pdf, name="compare_pdf"),
    path(pgettext_lazy("url", "changes/"), changes.page, name="changes"),
    path(
        pgettext_lazy("url", "changes/export.<format:ext>"), changes.export, name="changes_export"
    ),
    path(pgettext_lazy("url", "map/"), map.map_page, name="map"),
    path("<key:code>/", pages.detail, name="detail"),
    path(pgettext_lazy("url", "<key:code>/history/"), pages.history, name="history"),
    path(pgettext_lazy("url", "<key:code>/fact-sheet.pdf"), pages.fact_sheet, name="fact_sheet"),
    path(pgettext_lazy("url", "<key:code>/files/<int:pk>/"), files.attachment, name="attachment"),
    path(pgettext_lazy("url", "<key:code>/pictures/<int:pk>/"), files.picture, name="picture"),
]
