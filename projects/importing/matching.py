"""Which stored project a row of a list means."""

from collections import defaultdict

from django.utils.translation import gettext as _

from imports.columns.base import CellProblem
from imports.rows.drafts import Draft
from projects.models import Project
from vietnamese.text import fold


class StoredProjects:
    """The projects as they are when a file is read: by code, else by name, district and place."""

    def __init__(self) -> None:
        self._by_code: dict[str, int] = {}
        self._by_name: dict[str, list[tuple[int, int | None, str]]] = defaultdict(list)
        rows = Project.objects.values_list("pk", "code", "name_vi", "district", "place_vi")
        for pk, code, name, district, place in rows.iterator():
            self._by_code[code] = pk
            self._by_name[fold(name)].append((pk, district, place))
        # New codes of this file by name and place, each with its row.
        self._new_places: dict[tuple, tuple[str, int]] = {}

    def match(self, draft: Draft) -> int | None:
        """The id of the project; None for a new one, CellProblem where several may be meant."""
        values = draft.values
        if code := values.get("code"):
            pk = self._by_code.get(code)
            if pk is None:
                self._refuse_double(draft, code)
            return pk
        district = values.get("district")
        near = [
            (pk, place)
            for pk, where, place in self._by_name.get(fold(values.get("name_vi", "")), [])
            if not district or not where or where == district
        ]
        found = [pk for pk, _place in near]
        if len(found) > 1 and (said := fold(values.get("place_vi", ""))):
            found = [pk for pk, place in near if fold(place) == said] or found
        if len(found) > 1:
            codes = [code for code, pk in self._by_code.items() if pk in found]
            raise CellProblem(
                "conflict",
                _("Several projects have this name: %(codes)s. Add a column with the code.")
                % {"codes": ", ".join(sorted(codes))},
            )
        return found[0] if found else None

    def _refuse_double(self, draft: Draft, code: str) -> None:
        """A code of its own does not make a second project of the same name and place."""
        values = draft.values
        said = fold(values.get("place_vi") or "")
        here = (fold(values.get("name_vi", "")), values.get("district"), said)
        first = self._new_places.setdefault(here, (code, draft.row.index + 1)) if said else None
        if first and first[0] != code:
            raise CellProblem(
                "conflict",
                _(
                    "Row %(row)d has the same name and place under code %(code)s. "
                    "Delete one of them."
                )
                % {"row": first[1], "code": first[0]},
            )
        doubles = {
            pk
            for pk, where, place in self._by_name.get(fold(values.get("name_vi", "")), [])
            if said and fold(place) == said and where == values.get("district")
        }
        if doubles:
            codes = sorted(known for known, pk in self._by_code.items() if pk in doubles)
            raise CellProblem(
                "conflict",
                _(
                    "%(codes)s has the same name and place, and code %(code)s is new. Write that "
                    "code instead, or tell the two apart by name or place."
                )
                % {"codes": ", ".join(codes), "code": code},
            )
