"""Working days and holidays."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from programme.models import Holiday
from programme.working_days import WorkingDays


def holiday(kind, first, last=None, every_year=False):
    return Holiday(kind=kind, first_day=first, last_day=last or first, every_year=every_year)


NONE = WorkingDays([])
CALENDAR = WorkingDays(
    [
        holiday("solar", date(2021, 1, 1), every_year=True),
        holiday("solar", date(2021, 9, 2), every_year=True),
        holiday("moved", date(2026, 9, 1)),
        holiday("tet", date(2026, 2, 16), date(2026, 2, 20)),
        holiday("workday", date(2026, 8, 22)),
    ]
)
DAYS = st.dates(date(2024, 1, 1), date(2030, 12, 31))


def test_five_days_after_a_friday_is_the_next_friday():
    assert NONE.after(date(2026, 11, 20), 5) == date(2026, 11, 27)


def test_receipt_on_a_sunday_counts_from_monday():
    assert NONE.after(date(2026, 11, 22), 1) == date(2026, 11, 23)


def test_holidays_are_skipped():
    assert CALENDAR.after(date(2026, 8, 31), 1) == date(2026, 9, 3)
    assert CALENDAR.after(date(2026, 2, 13), 1) == date(2026, 2, 23)


def test_a_saturday_worked_instead_counts():
    assert CALENDAR.after(date(2026, 8, 21), 1) == date(2026, 8, 22)


def test_a_yearly_holiday_recurs_from_its_first_year_on():
    assert not CALENDAR.is_working(date(2027, 1, 1))
    assert CALENDAR.is_working(date(2020, 1, 1))


def of_the_code(*more):
    """The holidays that recur every year by Article 112 of the Labour Code, and those given."""
    days = [(1, 1), (4, 30), (5, 1), (9, 2)]
    yearly = [holiday("solar", date(2021, month, day), every_year=True) for month, day in days]
    return WorkingDays([*yearly, *more])


def test_a_holiday_on_a_weekend_gives_the_next_working_day_off():
    calendar = of_the_code()
    assert not calendar.is_working(date(2023, 9, 4))  # 2 September was a Saturday
    assert calendar.is_working(date(2023, 9, 5))
    assert not calendar.is_working(date(2028, 1, 3))  # New Year's Day on a Saturday


def test_two_holidays_on_one_weekend_give_two_days_off():
    calendar = of_the_code()
    assert calendar.days_in_lieu(2022) == {date(2022, 1, 3), date(2022, 5, 2), date(2022, 5, 3)}


def test_a_day_in_lieu_is_no_holiday_itself():
    # 30 April on a Sunday, and 1 May is a holiday.
    assert of_the_code().days_in_lieu(2028) >= {date(2028, 5, 2)}
    kings = holiday("hung_kings", date(2026, 4, 26))
    assert not of_the_code(kings).is_working(date(2026, 4, 27))


def test_a_day_in_lieu_that_is_also_entered_counts_once():
    entered = holiday("moved", date(2023, 9, 4))
    assert of_the_code(entered).days_in_lieu(2023) == of_the_code().days_in_lieu(2023)
    assert of_the_code(entered).is_working(date(2023, 9, 5))


def test_the_days_of_tet_are_those_of_its_decision():
    tet = holiday("tet", date(2025, 1, 25), date(2025, 2, 2))
    assert of_the_code(tet).is_working(date(2025, 2, 3))


@given(DAYS, st.integers(0, 40))
def test_after_and_between_agree(day, count):
    end = CALENDAR.after(day, count)
    assert CALENDAR.between(day, end) == count
    assert not count or CALENDAR.is_working(end)


@given(DAYS, st.integers(0, 60), st.integers(0, 60))
def test_days_between_add_up(day, first, second):
    middle, end = day + timedelta(days=first), day + timedelta(days=first + second)
    assert CALENDAR.between(day, end) == CALENDAR.between(day, middle) + CALENDAR.between(
        middle, end
    )


@pytest.mark.django_db
def test_only_solar_holidays_of_the_labour_code_are_loaded():
    days = [each.first_day.strftime("%d/%m") for each in Holiday.objects.public()]
    assert days == ["01/01", "30/04", "01/05", "02/09"]
    assert all(each.source and each.every_year for each in Holiday.objects.all())
