"""The filter form of the legal documents."""

from typing import ClassVar

from django.db.models import F, QuerySet
from django.utils.translation import gettext_lazy as _

from listing.facet_index import Choices
from listing.facets import Column
from listing.fields import KnownChoiceField
from listing.page import ListForm
from programme.models import LegalDocument


class DocumentFilterForm(ListForm):
    """Filters of the legal documents."""

    row_template = "programme/_document_row.html"
    row_name = "document"
    facets: ClassVar = {"kind": Column("kind"), "year": Column("issued_year")}
    orders: ClassVar = {
        "newest": (
            _("latest issued first"),
            [
                F("issued_year").desc(nulls_last=True),
                F("issued_on").desc(nulls_last=True),
                "sort_key",
                "id",
            ],
        ),
        "number": (_("by number"), ["sort_key", "id"]),
    }

    kind = KnownChoiceField(label=_("Kind"), choices=LegalDocument.Kind)
    year = KnownChoiceField(label=_("Year of issue"))

    @classmethod
    def records(cls) -> QuerySet:
        return LegalDocument.objects.public()

    @classmethod
    def offers(cls) -> Choices:
        years = cls.records().exclude(issued_year=None).order_by("-issued_year")
        known = years.values_list("issued_year", flat=True).distinct()
        return {"year": [(str(year), str(year)) for year in known]}
