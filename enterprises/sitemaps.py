"""Enterprise pages in the sitemap."""

from enterprises.models import Enterprise
from listing.sitemaps import RecordPages


class EnterprisePages(RecordPages):
    model = Enterprise
