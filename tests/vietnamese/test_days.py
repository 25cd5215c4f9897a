"""Dates as offices write them."""

from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vietnamese.days import DayError, day_of, read_day, refuse_number

SPELLINGS = [
    *["{d.day}/{d.month}/{d.year}", "{d:%d/%m/%Y}", "{d:%d-%m-%Y}", "{d:%d.%m.%Y}"],
    *["{d:%d} / {d:%m} / {d:%Y}", "{d:%Y-%m-%d}", "{d:%Y/%m/%d}", "{d:%Y-%m-%d} 00:00:00"],
    *["ngày {d.day} tháng {d.month} năm {d.year}", "Ngày {d:%d} tháng {d:%m} năm {d:%Y}."],
    *[
        "{d.day} tháng {d.month}, năm {d.year}",
        "ngày {d:%d/%m/%Y}",
        "{d.day} tháng {d.month}/{d.year}",
    ],
    "ngày\u00a0{d:%d}\u00a0tháng {d.month}\nnăm {d.year}",
]


@pytest.mark.parametrize("spelling", SPELLINGS)
@given(day=st.dates(date(1945, 1, 1), date(2100, 12, 31)))
def test_a_date_is_read_day_first_in_any_spelling(spelling, day):
    assert read_day(spelling.format(d=day)) == day


@pytest.mark.parametrize(
    ("text", "code"),
    [
        *[("tháng 8/2021", "part"), ("8/2021", "part"), ("2021", "part"), ("năm 2021", "part")],
        *[("tháng 8 năm 2021", "part"), ("2021-08", "part"), ("Quý II/2021", "part")],
        *[("1/8/21", "short"), ("ngày 1 tháng 8 năm 21", "short"), ("1/8/02021", "short")],
        *[("31/02/2021", "impossible"), ("29/2/2023", "impossible"), ("08/13/2021", "impossible")],
        *[("0/1/2021", "impossible"), ("32/12/2021", "impossible"), ("2021-02-30", "impossible")],
        *[("1/8/1021", "years"), ("1/8/2201", "years"), ("01/01/1900", "years")],
        *[("1/8/2021 14:30", "time"), ("2021-08-01T08:00:00", "time")],
        *[("1/8-2021", "words"), ("hôm qua", "words"), ("1 8 2021", "words"), ("", "words")],
        *[("2021-2025", "words"), ("1/8/2021 - 2/8/2021", "words"), ("٣/8/2021", "words")],
    ],
)
def test_an_incomplete_date_is_refused_with_its_reason(text, code):
    with pytest.raises(DayError) as refusal:
        read_day(text)
    assert refusal.value.code == code
    assert text in str(refusal.value) or code == "years"


def test_a_day_that_does_not_exist_is_refused():
    with pytest.raises(DayError, match="“31/02/2021” does not exist"):
        read_day("31/02/2021")


def test_a_date_cell_with_a_time_is_refused():
    assert day_of(datetime(2021, 8, 1)) == date(2021, 8, 1)  # noqa: DTZ001 – a sheet knows no zone
    with pytest.raises(DayError, match="14:30"):
        day_of(datetime(2021, 8, 1, 14, 30))  # noqa: DTZ001
    with pytest.raises(DayError, match="1899"):
        day_of(datetime(1899, 12, 31))  # noqa: DTZ001 – what an empty day comes to


@pytest.mark.parametrize(
    ("number", "code", "words"),
    [
        (44409, "number", "01/08/2021"),
        (44409.0, "number", "01/08/2021"),
        (2021, "part", "names no day"),
        (20210801, "number", "31/12/2025"),
        (0, "number", "31/12/2025"),
        (float("nan"), "number", "31/12/2025"),
        (float("inf"), "number", "31/12/2025"),
        pytest.param(10**400, "number", "31/12/2025", id="no spreadsheet holds it"),
    ],
)
def test_a_bare_number_is_never_a_date(number, code, words):
    refusal = refuse_number(number)
    assert refusal.code == code
    assert words in str(refusal)
