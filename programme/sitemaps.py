"""Programme pages in the sitemap."""

from listing.sitemaps import RecordPages
from programme.models import LegalDocument, SectorGroup


class SectorPages(RecordPages):
    model = SectorGroup


class DocumentPages(RecordPages):
    model = LegalDocument
