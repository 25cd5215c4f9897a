"""The district as a filter of the list, with a value for where it is not known."""

from collections.abc import Callable, Iterable
from typing import Any

from django.db.models import QuerySet

from listing.facets import Column
from projects.models import Project

NOT_KNOWN = "none"


class DistrictFacet(Column):
    """Districts by their code; `none` for projects with a site whose district is not known."""

    def narrow(self, records: Any, value: str) -> QuerySet:
        if value == NOT_KNOWN:
            return records.sited().filter(district=None)
        return super().narrow(records, value)

    def columns(self) -> list[Any]:
        return [self.path, "scope"]

    def reader(self) -> Callable[[tuple], Iterable[str]]:
        def values(row: tuple) -> Iterable[str]:
            code, scope = row
            if code is None:
                return (NOT_KNOWN,) if scope == Project.Scope.SITED else ()
            return (code,)

        return values
