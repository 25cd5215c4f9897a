"""URLs of the directory, translated into each language."""

from django.urls import path
from django.utils.translation import pgettext_lazy

from enterprises import views
from records import url_converters  # noqa: F401 - registers <format:…>

app_name = "enterprises"
urlpatterns = [
    path("", views.enterprise_list, name="list"),
    path(pgettext_lazy("url", "export.<format:ext>"), views.export, name="export"),
    path("<slug:slug>/", views.detail, name="detail"),
    path(pgettext_lazy("url", "<slug:slug>/history/"), views.history, name="history"),
]
