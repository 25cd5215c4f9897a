"""The filter form of the legal documents."""

from typing import ClassVar

from django.db.models import Case, F, QuerySet, Value, When
from django.utils.translation import gettext_lazy as _

from listing.facet_index import Choices
from listing.facets import Column
from listing.fields import KnownChoiceField
from listing.page import ListForm
from programme.models import LegalDocument

# Documents by what they are for, in the order of the choices; those for this site come last.
BY_PURPOSE = Case(
    *(
        When(purpose=purpose, then=Value(rank))
        for rank, purpose in enumerate(LegalDocument.Purpose.values)
    ),
    default=Value(len(LegalDocument.Purpose)),
)


class DocumentFilterForm(ListForm):
    """Filters of the legal documents."""

    row_template = "programme/_document_row.html"
    row_name = "document"
    facets: ClassVar = {
        "purpose": Column("purpose"),
        "kind": Column("kind"),
        "year": Column("issued_year"),
    }
    orders: ClassVar = {
        "purpose": (
            _("by what they are for"),
            [
                BY_PURPOSE,
                F("issued_year").desc(nulls_last=True),
                F("issued_on").desc(nulls_last=True),
                "sort_key",
                "id",
            ],
        ),
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

    purpose = KnownChoiceField(
        label=_("What it is for"), choices=LegalDocument.Purpose, self_explanatory=True
    )
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
