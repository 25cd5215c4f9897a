"""What the library of legal documents can be asked for."""

from typing import ClassVar

from django.db.models import F
from django.utils.translation import gettext_lazy as _

from programme.models import LegalDocument
from records.listing import KnownChoiceField, ListForm


class DocumentFilterForm(ListForm):
    """Filters of the legal documents."""

    facets: ClassVar = {"kind": "kind", "year": "issued_year"}
    orders: ClassVar = {
        "newest": (
            _("newest first"),
            [
                F("issued_year").desc(nulls_last=True),
                F("issued_on").desc(nulls_last=True),
                "number",
            ],
        ),
        "number": (_("by number"), ["number"]),
    }

    kind = KnownChoiceField(label=_("Kind"), choices=LegalDocument.Kind)
    year = KnownChoiceField(label=_("Year of issue"))

    def offer_choices(self) -> None:
        years = LegalDocument.objects.public().exclude(issued_year=None).order_by("-issued_year")
        self.fields["year"].choices = [
            (str(year), str(year))
            for year in years.values_list("issued_year", flat=True).distinct()
        ]

    def by_kind(self, documents, kind):
        return documents.filter(kind=kind)

    def by_year(self, documents, year):
        return documents.filter(issued_year=year)
