"""Working days: Monday to Friday except public holidays, and weekend days worked instead.

Counting starts with the working day after receipt: five days from a Friday end on the next Friday.
"""

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from programme.models import Holiday

ONE_DAY = timedelta(days=1)
SATURDAY = 5
# Holidays fixed by a yearly decision, with the last month of their possible days. Lunar dates are
# not computed.
LAST_MONTHS = {Holiday.Kind.TET: 2, Holiday.Kind.HUNG_KINGS: 4}
OCTOBER = 10  # from then on due days can be in the next year


class WorkingDays:
    """Working days by the published holidays, which are read once."""

    def __init__(self, holidays: Iterable[Holiday] | None = None) -> None:
        self.holidays = list(Holiday.objects.public() if holidays is None else holidays)

    def is_working(self, day: date) -> bool:
        covering = {each.kind for each in self.holidays if _covers(each, day)}
        if Holiday.Kind.WORKDAY in covering:
            return True
        return day.weekday() < SATURDAY and not covering

    def after(self, day: date, count: int) -> date:
        """The `count`-th working day after a day; the day itself for 0."""
        while count > 0:
            day += ONE_DAY
            count -= self.is_working(day)
        return day

    def between(self, start: date, end: date) -> int:
        """The number of working days after `start`, up to and including `end`."""
        return sum(
            self.is_working(start + ONE_DAY * offset) for offset in range(1, (end - start).days + 1)
        )

    def missing_holidays(self, today: date) -> list[tuple[str, int]]:
        """The future holidays, as kind and year, that are not published yet."""
        required = [(kind, today.year) for kind, last in LAST_MONTHS.items() if today.month <= last]
        if today.month >= OCTOBER:
            required += [(kind, today.year + 1) for kind in LAST_MONTHS]
        entered = {
            (each.kind, year)
            for each in self.holidays
            for year in range(each.first_day.year, each.last_day.year + 1)
        }
        return [each for each in required if each not in entered]

    def changed_since(self, moment: datetime, start: date, end: date) -> list[Holiday]:
        """The holidays from `start` to `end` that were published or changed after a moment."""
        days = [start + ONE_DAY * offset for offset in range((end - start).days + 1)]
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
    # A holiday over New Year's Eve starts in the year before.
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
