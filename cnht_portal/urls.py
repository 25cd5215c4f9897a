"""All URLs of the portal.

Vietnamese URLs have no prefix, English ones start with /en/; the rest is translated too. The admin,
the API and machine-readable files have one URL for both languages.
"""

from django.conf.urls.i18n import i18n_patterns
from django.contrib import admin
from django.contrib.sitemaps.views import sitemap
from django.urls import include, path
from django.utils.translation import pgettext_lazy

from cnht_portal import health, views
from cnht_portal.api import api
from cnht_portal.sitemaps import SITEMAPS
from site_info import views as site_info

urlpatterns = [
    path("admin/", admin.site.urls),
    path("api/v1/", api.urls),
    path("i18n/", include("django.conf.urls.i18n")),
    path("healthz", health.alive),
    path("readyz", health.ready),
    path("robots.txt", views.robots, name="robots"),
    path("favicon.ico", views.favicon, name="favicon"),
    path("sitemap.xml", sitemap, {"sitemaps": SITEMAPS}, name="sitemap_xml"),
    *i18n_patterns(
        path("", views.home, name="home"),
        path(pgettext_lazy("url", "projects/"), include("projects.urls")),
        path(pgettext_lazy("url", "enterprises/"), include("enterprises.urls")),
        path(pgettext_lazy("url", "budget/"), include("budget.urls")),
        path("", include("enquiries.urls")),
        path("", include("programme.urls")),
        path(pgettext_lazy("url", "search/"), views.search, name="search"),
        path(pgettext_lazy("url", "sitemap/"), views.sitemap, name="sitemap"),
        path(pgettext_lazy("url", "contact/"), site_info.contact, name="contact"),
        path(pgettext_lazy("url", "about/"), site_info.about, name="about"),
        path(pgettext_lazy("url", "rating/"), site_info.rating, name="rating"),
        prefix_default_language=False,
    ),
]

handler404 = "cnht_portal.not_found.not_found"
