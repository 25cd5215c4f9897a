"""Pages of the programme in the site map."""

from listing.sitemaps import RecordPages
from programme.models import LegalDocument, SectorGroup


class SectorPages(RecordPages):
    model = SectorGroup


class DocumentPages(RecordPages):
    model = LegalDocument
