"""The codes of communes and districts by the id of a unit, for filters by place."""

from collections import Counter, defaultdict

from django.utils import timezone

from programme.models import AdministrativeUnit, UnitSuccession


def commune_codes() -> dict[int, tuple[str, ...]]:
    """The code of today's commune for each commune of today and each unit merged into one.

    A commune that was divided is left out, since its successor is not certain.
    """
    today = timezone.localdate()
    current = AdministrativeUnit.objects.public().communes().valid_on(today)
    found: dict[int, tuple[str, ...]] = {
        pk: (code,) for pk, code in current.values_list("pk", "code")
    }
    merged = UnitSuccession.objects.filter(extent=UnitSuccession.Extent.WHOLE, on__lte=today)
    successors = list(merged.values_list("old", "new__code"))
    counts = Counter(old for old, _code in successors)
    return {old: (code,) for old, code in successors if counts[old] == 1} | found


def district_codes() -> dict[int, tuple[str, ...]]:
    """The codes of the districts of 2021 which a unit is, lies in, or took communes from."""
    found: defaultdict[int, set[str]] = defaultdict(set)
    units = AdministrativeUnit.objects.values_list("pk", "code", "kind", "parent")
    codes = {
        pk: code for pk, code, kind, _parent in units if kind in AdministrativeUnit.DISTRICT_LEVEL
    }
    for pk, _code, _kind, parent in units:
        if code := codes.get(pk) or codes.get(parent or 0):
            found[pk].add(code)
    for new, parent in UnitSuccession.objects.values_list("new", "old__parent"):
        if parent in codes:
            found[new].add(codes[parent])
    return {pk: tuple(sorted(each)) for pk, each in found.items()}
