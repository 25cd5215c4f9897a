"""URLs of the catalogue, translated into each language."""

from django.urls import path
from django.utils.translation import pgettext_lazy

from projects.views import catalogue, changes, comparison, map, media, project
from records import url_converters  # noqa: F401 - registers <key:…> and <format:…>

app_name = "projects"
urlpatterns = [
    path("", catalogue.project_list, name="list"),
    path(pgettext_lazy("url", "export.<format:ext>"), catalogue.export, name="export"),
    path(pgettext_lazy("url", "compare/"), comparison.compare, name="compare"),
    path(pgettext_lazy("url", "compare/export.xlsx"), comparison.compare_xlsx, name="compare_xlsx"),
    path(pgettext_lazy("url", "compare/export.pdf"), comparison.compare_pdf, name="compare_pdf"),
    path(pgettext_lazy("url", "changes/"), changes.page, name="changes"),
    path(
        pgettext_lazy("url", "changes/export.<format:ext>"), changes.export, name="changes_export"
    ),
    path(pgettext_lazy("url", "map/"), map.map_page, name="map"),
    path("<key:code>/", project.detail, name="detail"),
    path(pgettext_lazy("url", "<key:code>/history/"), project.history, name="history"),
    path(pgettext_lazy("url", "<key:code>/fact-sheet.pdf"), project.fact_sheet, name="fact_sheet"),
    path(pgettext_lazy("url", "<key:code>/files/<int:pk>/"), media.attachment, name="attachment"),
    path(pgettext_lazy("url", "<key:code>/pictures/<int:pk>/"), media.picture, name="picture"),
]
