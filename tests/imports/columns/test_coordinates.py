"""Coordinates in the cells of a list."""

import pytest

from imports.columns.base import CellProblem
from imports.default_resource import resource_for
from programme.models import AdministrativeUnit
from spreadsheets.displayed_values import DisplayedNumber, Parts

pytestmark = pytest.mark.django_db


@pytest.fixture
def latitude():
    return resource_for(AdministrativeUnit)().columns["latitude"]


@pytest.mark.parametrize(
    ("cell", "stored"),
    [
        (14.351, "14.351"),
        (14, "14"),
        (14.351200000000001, "14.3512"),
        (DisplayedNumber(14.3512, Parts("14,35°", "14,35", "", "°")), "14.3512"),
        ("14.351", "14.351"),
        ("14,351", "14.351"),
        ("14°21'04\"N", "14.351111"),
        ("", None),
        (None, None),
    ],
)
def test_a_cell_with_a_coordinate_is_read_in_either_notation_and_in_degrees(latitude, cell, stored):
    assert latitude.read(cell) == {"latitude": stored}


@pytest.mark.parametrize(
    ("cell", "words"),
    [
        (108.0, "exchange the two"),
        ("108.0", "exchange the two"),
        ("14.35, 108.00", "both coordinates"),
        (14351, "between −90 and 90"),
        (float("nan"), "not a latitude"),
        (14.35123456, "at most 6 decimals"),
    ],
)
def test_a_cell_without_this_coordinate_is_refused_with_a_sentence(latitude, cell, words):
    with pytest.raises(CellProblem) as problem:
        latitude.read(cell)
    assert words in str(problem.value)


def test_an_exported_coordinate_reads_back_equal(latitude):
    unit = AdministrativeUnit(latitude="14.351111")
    unit.latitude = AdministrativeUnit._meta.get_field("latitude").to_python(unit.latitude)
    assert latitude.read(latitude.export(unit)) == {"latitude": "14.351111"}
