"""Pages of the directory in the site map."""

from enterprises.models import Enterprise
from listing.sitemaps import RecordPages


class EnterprisePages(RecordPages):
    model = Enterprise
