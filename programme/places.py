"""Communes of today, reached from those that were merged."""

from collections import Counter

from django.utils import timezone

from programme.models import AdministrativeUnit, UnitSuccession


def communes_today() -> dict[int, tuple[str, ...]]:
    """The code of today's commune by the id of each unit that is one, or went into one whole.

    A commune that was divided is left out: nobody can tell which part is meant.
    """
    today = timezone.localdate()
    standing = AdministrativeUnit.objects.public().communes().valid_on(today)
    found: dict[int, tuple[str, ...]] = {
        pk: (code,) for pk, code in standing.values_list("pk", "code")
    }
    whole = UnitSuccession.objects.filter(extent=UnitSuccession.Extent.WHOLE, on__lte=today)
    moves = list(whole.values_list("old", "new__code"))
    into = Counter(old for old, _code in moves)
    return {old: (code,) for old, code in moves if into[old] == 1} | found
