"""URLs of the enquiry pages, translated."""

from django.urls import path
from django.utils.translation import pgettext_lazy

from enquiries import views
from records import url_converters  # noqa: F401 - registers <key:…>

app_name = "enquiries"
urlpatterns = [
    path(
        pgettext_lazy("url", "projects/<key:code>/enquire/"),
        views.ask_about_project,
        name="project",
    ),
    path(
        pgettext_lazy("url", "enterprises/<slug:slug>/enquire/"),
        views.ask_about_enterprise,
        name="enterprise",
    ),
    path(pgettext_lazy("url", "contact/ask/"), views.ask_in_general, name="general"),
    path(pgettext_lazy("url", "enquiry-status/"), views.status, name="status"),
    path(pgettext_lazy("url", "enquiry-status/<key:code>/"), views.receipt, name="receipt"),
]
