"""Matching the rows of a list with stored projects."""

from collections import defaultdict

from django.utils.translation import gettext as _

from imports.columns.base import CellProblem
from imports.rows.record_draft import Draft
from projects.models import Project
from vietnamese.text import fold


class StoredProjects:
    """The stored projects by code, and by name, district and place."""

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
        """The id of the project; None for a new one; CellProblem if several match."""
        values = draft.values
        if code := values.get("code"):
            pk = self._by_code.get(code)
            if pk is None:
                self._refuse_duplicate(draft, code)
            return pk
        district = values.get("district")
        candidates = [
            (pk, place)
            for pk, other, place in self._by_name.get(fold(values.get("name_vi", "")), [])
            if not district or not other or other == district
        ]
        found = [pk for pk, _place in candidates]
        if len(found) > 1 and (named_place := fold(values.get("place_vi", ""))):
            found = [pk for pk, place in candidates if fold(place) == named_place] or found
        if len(found) > 1:
            codes = [code for code, pk in self._by_code.items() if pk in found]
            raise CellProblem(
                "conflict",
                _("Several projects have this name: %(codes)s. Add a column with the code.")
                % {"codes": ", ".join(sorted(codes))},
            )
        return found[0] if found else None

    def _refuse_duplicate(self, draft: Draft, code: str) -> None:
        """Refuse a new code for a stored project of the same name and place."""
        values = draft.values
        place_name = fold(values.get("place_vi") or "")
        key = (fold(values.get("name_vi", "")), values.get("district"), place_name)
        first = (
            self._new_places.setdefault(key, (code, draft.row.index + 1)) if place_name else None
        )
        if first and first[0] != code:
            raise CellProblem(
                "conflict",
                _(
                    "Row %(row)d has the same name and place under code %(code)s. "
                    "Delete one of them."
                )
                % {"row": first[1], "code": first[0]},
            )
        duplicates = {
            pk
            for pk, other, place in self._by_name.get(fold(values.get("name_vi", "")), [])
            if place_name and fold(place) == place_name and other == values.get("district")
        }
        if duplicates:
            codes = sorted(known for known, pk in self._by_code.items() if pk in duplicates)
            raise CellProblem(
                "conflict",
                _(
                    "%(codes)s has the same name and place, and code %(code)s is new. Write that "
                    "code instead, or tell the two apart by name or place."
                )
                % {"codes": ", ".join(codes), "code": code},
            )
