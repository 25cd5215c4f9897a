"""The site map for search engines: public pages in both languages, without demo data."""

from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.sitemaps import Sitemap
from django.db import models
from django.db.models import QuerySet
from django.urls import reverse

from budget.models import BudgetPeriod
from enterprises.models import Enterprise
from programme.models import LegalDocument, SectorGroup
from projects.models import Project
from search.queryset import SEARCH_FIELDS


class InBothLanguages(Sitemap):
    """Addresses under SITE_URL, whatever host the request names."""

    i18n = True
    alternates = True
    protocol = urlsplit(settings.SITE_URL).scheme

    def get_domain(self, site: Any = None) -> str:
        return urlsplit(settings.SITE_URL).netloc


class Pages(InBothLanguages):
    def items(self) -> list[str]:
        return [
            "home",
            "programme:sectors",
            "projects:list",
            "projects:map",
            "projects:changes",
            "enterprises:list",
            "budget:overview",
            "programme:targets",
            "programme:documents",
            "programme:zones",
            "about",
            "rating",
            "sitemap",
            "contact",
            "enquiries:general",
        ]

    def location(self, item: str) -> str:
        return reverse(item)


class Records(InBothLanguages):
    model: type[models.Model]

    def items(self) -> QuerySet:
        return self.model.objects.public().real().order_by("pk").defer(*SEARCH_FIELDS)

    def lastmod(self, item: Any) -> Any:
        return item.updated_at


def records(of: type[models.Model]) -> type[Records]:
    return type(f"{of.__name__}Pages", (Records,), {"model": of})


SITEMAPS = {
    "pages": Pages,
    "sectors": records(SectorGroup),
    "projects": records(Project),
    "enterprises": records(Enterprise),
    "periods": records(BudgetPeriod),
    "documents": records(LegalDocument),
}
