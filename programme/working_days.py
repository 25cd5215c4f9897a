"""Working days: Monday to Friday without public holidays, and weekend days worked instead.

The count begins on the working day after something came in: what comes on a Friday with a term
of five days is due the next Friday.
"""

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from programme.models import Holiday

ONE_DAY = timedelta(days=1)
SATURDAY = 5
# Each year's decision must have been entered for these. Lunar dates are not computed: the last
# month in which they can still lie ahead.
BY_DECISION = {Holiday.Kind.TET: 2, Holiday.Kind.HUNG_KINGS: 4}
OCTOBER = 10  # from then on due days and plans reach into the next year


class WorkingDays:
    """The published calendar, read once."""

    def __init__(self, holidays: Iterable[Holiday] | None = None) -> None:
        self.holidays = list(Holiday.objects.public() if holidays is None else holidays)

    def is_working(self, day: date) -> bool:
        kinds = {each.kind for each in self.holidays if _covers(each, day)}
        if Holiday.Kind.WORKDAY in kinds:
            return True
        return day.weekday() < SATURDAY and not kinds

    def after(self, day: date, count: int) -> date:
        """The last of `count` working days that follow a day; the day itself for none."""
        while count > 0:
            day += ONE_DAY
            count -= self.is_working(day)
        return day

    def between(self, start: date, end: date) -> int:
        """How many working days follow a day, up to another and including it."""
        return sum(
            self.is_working(start + ONE_DAY * passed) for passed in range(1, (end - start).days + 1)
        )

    def not_entered(self, today: date) -> list[tuple[str, int]]:
        """The holidays still ahead, kind and year, that nobody has entered and published."""
        ahead = [(kind, today.year) for kind, last in BY_DECISION.items() if today.month <= last]
        if today.month >= OCTOBER:
            ahead += [(kind, today.year + 1) for kind in BY_DECISION]
        entered = {
            (each.kind, year)
            for each in self.holidays
            for year in range(each.first_day.year, each.last_day.year + 1)
        }
        return [each for each in ahead if each not in entered]

    def entered_since(self, moment: datetime, start: date, end: date) -> list[Holiday]:
        """The holidays in a span of days that were published or changed after a moment."""
        days = [start + ONE_DAY * passed for passed in range((end - start).days + 1)]
        return [
            each
            for each in self.holidays
            if each.updated_at > moment and any(_covers(each, day) for day in days)
        ]


def _covers(holiday: Holiday, day: date) -> bool:
    if not holiday.every_year:
        return holiday.first_day <= day <= holiday.last_day
    length = holiday.last_day - holiday.first_day
    if day < holiday.first_day:
        return False
    # A holiday over New Year's Eve begins in the year before.
    return any(
        start <= day <= start + length
        for year in (day.year - 1, day.year)
        if (start := _in_year(holiday.first_day, year))
    )


def _in_year(day: date, year: int) -> date | None:
    try:
        return day.replace(year=year)
    except ValueError:  # 29 February
        return None
