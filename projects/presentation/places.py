"""Where a project lies today, after units were abolished and merged."""

from datetime import date

from programme.models import AdministrativeUnit, UnitSuccession
from projects.models import Project


def places_today(project: Project, day: date) -> list[AdministrativeUnit]:
    """The communes of a day that the project's communes went into as a whole.

    Empty where that cannot be told: the project is known only by its district, one of its
    communes was divided, or one of those of the day is not published.
    """
    found: dict[int, AdministrativeUnit] = {}
    for unit in project.units.all():
        if unit.valid_to is None or unit.valid_to >= day:
            found[unit.pk] = unit
            continue
        whole = [
            succession.new
            for succession in unit.successions.all()
            if succession.extent == UnitSuccession.Extent.WHOLE and succession.on <= day
        ]
        if len(whole) != 1:
            return []
        found[whole[0].pk] = whole[0]
    places = list(found.values())
    return places if all(place.is_public for place in places) else []
