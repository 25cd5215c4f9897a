"""The filter by district, with a value for projects whose district is unknown."""

from collections.abc import Callable, Iterable
from typing import Any

from django.db.models import QuerySet

from listing.facets import Column
from projects.models import Project

UNKNOWN_DISTRICT = "none"


class DistrictFacet(Column):
    """Districts by their code; `none` for projects with a site in an unknown district."""

    def narrow(self, records: Any, value: str) -> QuerySet:
        if value == UNKNOWN_DISTRICT:
            return records.sited().filter(district=None)
        return super().narrow(records, value)

    def columns(self) -> list[Any]:
        return [self.path, "scope"]

    def reader(self) -> Callable[[tuple], Iterable[str]]:
        def values(row: tuple) -> Iterable[str]:
            code, scope = row
            if code is None:
                return (UNKNOWN_DISTRICT,) if scope == Project.Scope.SITED else ()
            return (code,)

        return values
