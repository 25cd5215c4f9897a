"""The documents that the catalogue rests on."""

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from programme.models import LegalDocument
from projects.models import CatalogueEntry, Project
from records.models import Publication


def documents_behind_the_catalogue() -> QuerySet[LegalDocument]:
    """Public documents that put real public projects into the catalogue or that these cite.

    `entered` and `cited` say how many. Each is a subquery of its own: joined together, entries
    and citations would multiply.
    """
    shown = {"project__publication": Publication.PUBLISHED, "project__is_demo": False}
    entered = CatalogueEntry.objects.filter(document=OuterRef("pk"), **shown)
    cited = Project.documents.through.objects.filter(legaldocument=OuterRef("pk"), **shown)
    return (
        LegalDocument.objects.public()
        .annotate(entered=_count(entered, "document"), cited=_count(cited, "legaldocument"))
        .filter(Q(entered__gt=0) | Q(cited__gt=0))
    )


def _count(rows: QuerySet, by: str) -> Coalesce:
    """How many projects the rows of an outer record name."""
    counted = rows.order_by().values(by).annotate(count=Count("project", distinct=True))
    return Coalesce(Subquery(counted.values("count")), 0)
