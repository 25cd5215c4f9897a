"""Base classes of sitemaps for search engines: both languages, without demo data."""

from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.sitemaps import Sitemap
from django.db import models
from django.db.models import QuerySet

from search.indexing import SEARCH_FIELDS


class InBothLanguages(Sitemap):
    """URLs under SITE_URL, whatever host the request has."""

    i18n = True
    alternates = True
    protocol = urlsplit(settings.SITE_URL).scheme

    def get_domain(self, site: Any = None) -> str:
        return urlsplit(settings.SITE_URL).netloc


class RecordPages(InBothLanguages):
    """The public pages of a model's records."""

    model: type[models.Model]

    def items(self) -> QuerySet:
        records: Any = self.model._default_manager.all()
        return records.public().real().order_by("pk").defer(*SEARCH_FIELDS)

    def lastmod(self, item: Any) -> Any:
        return item.updated_at
