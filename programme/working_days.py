"""Working days: Monday to Friday except public holidays, and weekend days worked instead.

Counting starts with the working day after receipt: five days from a Friday end on the next Friday.
A holiday on a weekend gives the next working day off: Labour Code 45/2019/QH14, Article 111(3).
"""

from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta

from programme.models import Holiday

ONE_DAY = timedelta(days=1)
SATURDAY = 5
# Holidays fixed by a yearly decision, with the last month of their possible days. Lunar dates are
# not computed.
LAST_MONTHS = {Holiday.Kind.TET: 2, Holiday.Kind.HUNG_KINGS: 4, Holiday.Kind.NATIONAL_DAY: 9}
# Holidays that give a day off in lieu. A decision on Tết names all its days off.
GIVING_DAYS_IN_LIEU = {Holiday.Kind.SOLAR, Holiday.Kind.HUNG_KINGS, Holiday.Kind.NATIONAL_DAY}
OCTOBER = 10  # from then on due days can be in the next year


class WorkingDays:
    """Working days by the published holidays, which are read once."""

    def __init__(self, holidays: Iterable[Holiday] | None = None) -> None:
        self.holidays = list(Holiday.objects.public() if holidays is None else holidays)
        self._days_in_lieu: dict[int, set[date]] = {}

    def is_working(self, day: date) -> bool:
        covering = {each.kind for each in self.holidays if _covers(each, day)}
        if Holiday.Kind.WORKDAY in covering:
            return True
        return day.weekday() < SATURDAY and not covering and day not in self.days_in_lieu(day.year)

    def days_in_lieu(self, year: int) -> set[date]:
        """The working days off since a holiday of this year or late December was on a weekend."""
        if year not in self._days_in_lieu:
            days: set[date] = set()
            for lost in sorted(self._weekend_holidays(date(year - 1, 12, 25), date(year, 12, 31))):
                day = lost
                while day.weekday() >= SATURDAY or day in days or self._is_holiday(day):
                    day += ONE_DAY
                days.add(day)
            self._days_in_lieu[year] = days
        return self._days_in_lieu[year]

    def _weekend_holidays(self, start: date, end: date) -> Iterator[date]:
        for offset in range((end - start).days + 1):
            day = start + ONE_DAY * offset
            if day.weekday() >= SATURDAY and any(
                each.kind in GIVING_DAYS_IN_LIEU and _covers(each, day) for each in self.holidays
            ):
                yield day

    def _is_holiday(self, day: date) -> bool:
        """Whether a day is a holiday itself; an entered day off instead can be the one in lieu."""
        others = {Holiday.Kind.MOVED, Holiday.Kind.WORKDAY}
        return any(each.kind not in others and _covers(each, day) for each in self.holidays)

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
