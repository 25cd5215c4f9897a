"""URLs of the budget, translated into each language."""

from django.urls import path
from django.utils.translation import pgettext_lazy

from budget import views
from records import url_converters  # noqa: F401 - registers <key:…> and <format:…>

app_name = "budget"
urlpatterns = [
    path("", views.overview, name="overview"),
    path(pgettext_lazy("url", "export.<format:ext>"), views.export, name="export"),
    path("<key:code>/", views.period, name="period"),
]
