"""Columns of dates."""

from datetime import date, datetime, time

import pytest

from imports.columns.base import CellProblem, DateColumn

COLUMN = DateColumn("verified_on", "Ngày xác minh")


def day(cell):
    return COLUMN.read(cell)["verified_on"]


@pytest.mark.parametrize(
    "cell",
    ["1/8/2021", "01-08-2021", "1.8.2021", "2021-08-01", "ngày 01 tháng 8 năm 2021"]
    + ["\u00a01/8/2021\n", date(2021, 8, 1), datetime(2021, 8, 1)],  # noqa: DTZ001 – a sheet knows no zone
)
def test_a_date_is_read_in_any_spelling(cell):
    assert day(cell) == "2021-08-01"
    assert COLUMN.is_equal(cell, date(2021, 8, 1))


@pytest.mark.parametrize("cell", [None, "", "  "])
def test_an_empty_cell_has_no_date(cell):
    assert day(cell) is None


@pytest.mark.parametrize(
    ("cell", "message"),
    [
        ("tháng 8/2021", "Write the day as well"),
        ("2021", "Write the day as well"),
        (2021, "Write the day as well"),
        ("1/8/21", "four figures"),
        ("31/02/2021", "does not exist"),
        ("1/8/1821", "1945"),
        (date(1900, 1, 1), "1945"),
        (datetime(2021, 8, 1, 14, 30), "time of day"),  # noqa: DTZ001
        (time(14, 30), "is not a day"),
        (True, "is not a day"),
        (44409, "01/08/2021"),
        (44409.5, "01/08/2021"),
        (-1, "is not a day"),
        ("#REF", "is not a day"),
    ],
)
def test_an_incomplete_date_is_refused_with_a_suggestion(cell, message):
    with pytest.raises(CellProblem, match=message) as refusal:
        day(cell)
    assert refusal.value.code == "date"
    assert not COLUMN.is_equal(cell, date(2021, 8, 1))
