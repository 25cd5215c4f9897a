"""URLs of groups, zones, targets and legal documents, translated into each language."""

from django.urls import path
from django.utils.translation import pgettext_lazy

from programme import views

app_name = "programme"
urlpatterns = [
    path(pgettext_lazy("url", "sectors/"), views.sectors, name="sectors"),
    path(pgettext_lazy("url", "sectors/<slug:slug>/"), views.sector, name="sector"),
    path(pgettext_lazy("url", "targets/"), views.targets, name="targets"),
    path(pgettext_lazy("url", "sources/"), views.sources, name="sources"),
    path(pgettext_lazy("url", "zones/"), views.zones, name="zones"),
    path(pgettext_lazy("url", "documents/"), views.documents, name="documents"),
    path(pgettext_lazy("url", "documents/<slug:slug>/"), views.document, name="document"),
    path(
        pgettext_lazy("url", "documents/<slug:slug>/file/"),
        views.document_file,
        name="document_file",
    ),
]
