"""What the directory can be asked for."""

from typing import ClassVar

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from enterprises.models import Enterprise
from programme.models import AdministrativeUnit, SectorGroup
from records.listing import KnownChoiceField, ListForm


class EnterpriseFilterForm(ListForm):
    """Filters of the directory."""

    facets: ClassVar = {"sector": "sector_groups", "size": "size_band"}
    many: ClassVar = frozenset({"sector"})
    orders: ClassVar = {
        "name": (_("by name"), ["sort_key", "id"]),
        "newest": (_("newest first"), ["-created_at", "-id"]),
    }

    sector = KnownChoiceField(label=_("Sector group"))
    size = KnownChoiceField(label=_("Size"), choices=Enterprise.SizeBand)
    district = KnownChoiceField(label=_("District or city (2021)"))

    def offer_choices(self) -> None:
        self.fields["sector"].offer(SectorGroup.objects.public(), "slug", "short_name")
        districts = AdministrativeUnit.objects.public().districts()
        self.fields["district"].offer(districts, "code", "full_name")

    def by_sector(self, enterprises, slug):
        return enterprises.filter(sector_groups__slug=slug)

    def by_size(self, enterprises, size):
        return enterprises.filter(size_band=size)

    def by_district(self, enterprises, code):
        """In the district, in a commune of it, or in a commune of today that came from it."""
        units = AdministrativeUnit.objects.filter(
            Q(code=code) | Q(parent__code=code) | Q(predecessions__old__parent__code=code)
        )
        return enterprises.filter(unit__in=units)
