"""Coordinates in Vietnamese notation and in degrees."""

from contextlib import suppress
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vietnamese.coordinates import Axis, CoordinateError, check_coordinate, read_coordinate


@pytest.mark.parametrize(
    ("text", "degrees"),
    [
        ("14.3512", "14.3512"),
        ("14,3512", "14.3512"),
        ("14.351", "14.351"),
        ("14,351", "14.351"),
        ("14,3512°", "14.3512"),
        ("-14.5", "-14.5"),
        ("−14,5", "-14.5"),
        ("14°21'04\"N", "14.351111"),
        ("14° 21′ 4,3″ B", "14.351194"),
        ("14º21’04”N", "14.351111"),
        ("14°21'04''N", "14.351111"),
        ("N 14°21.5'", "14.358333"),
        ("14 độ 21 phút 4 giây Bắc", "14.351111"),
        ("14°21' vĩ độ Bắc", "14.35"),
        ("14°21'", "14.35"),
        ("14.35 S", "-14.35"),
        ("14,35 Nam", "-14.35"),
    ],
)
def test_a_latitude_is_read_as_people_write_it(text, degrees):
    assert read_coordinate(text, Axis.LATITUDE) == Decimal(degrees)


@pytest.mark.parametrize(
    ("text", "degrees"),
    [
        ("108.001", "108.001"),
        ("108,0012", "108.0012"),
        ("108° 0′ 4,3″ Đ", "108.001194"),
        ("108°00'04\"E", "108.001111"),
        ("108 độ Đông", "108"),
        ("70,5 Tây", "-70.5"),
        ("70.5W", "-70.5"),
    ],
)
def test_a_longitude_is_read_as_people_write_it(text, degrees):
    assert read_coordinate(text, Axis.LONGITUDE) == Decimal(degrees)


@pytest.mark.parametrize(
    ("text", "latitude", "longitude"),
    [
        ("14.35, 108.00", "14.35", "108.00"),
        ("14,35; 108,00", "14,35", "108,00"),
        ("14,35, 108,00", "14,35", "108,00"),
        ("14.35 108.00", "14.35", "108.00"),
        ("(14.35,108.00)", "14.35", "108.00"),
        ("108.00, 14.35", "14.35", "108.00"),
        ("14°21'N 108°00'E", "14°21'N", "108°00'E"),
        ("20,5 Đ; 14,35 B", "14,35 B", "20,5 Đ"),
    ],
)
@pytest.mark.parametrize("axis", Axis)
def test_both_coordinates_in_one_text_are_named_for_their_fields(axis, text, latitude, longitude):
    with pytest.raises(CoordinateError) as error:
        read_coordinate(text, axis)
    assert f"Write {latitude} as the latitude and {longitude} as the longitude" in str(error.value)


@pytest.mark.parametrize(
    ("text", "axis", "words"),
    [
        ("108.00", Axis.LATITUDE, "exchange the two"),
        ("181", Axis.LONGITUDE, "between −180 and 180"),
        ("108°E", Axis.LATITUDE, "is a longitude"),
        ("14° B", Axis.LONGITUDE, "is a latitude"),
        ("14.1234567", Axis.LATITUDE, "at most 6 decimals"),
    ],
)
def test_a_coordinate_of_another_axis_or_out_of_range_has_a_sentence(text, axis, words):
    with pytest.raises(CoordinateError) as error:
        read_coordinate(text, axis)
    assert words in str(error.value)


@pytest.mark.parametrize(
    "text",
    ["", "ở Đăk Hà", "14.351.200", "14°61'", "14°21'60\"", "14,5°21'", "-14 N", "N14N", "14 X"]
    + ["1" * 5000, "14 " * 3000, "14°" * 40],
)
def test_any_other_text_is_refused_with_an_example(text):
    with pytest.raises(CoordinateError) as error:
        read_coordinate(text, Axis.LATITUDE)
    assert "14.3512" in str(error.value)
    assert len(str(error.value)) < 300


@given(st.decimals(-90, 90, places=6))
def test_a_stored_coordinate_reads_back_as_the_same_one(degrees):
    text = format(check_coordinate(degrees, Axis.LATITUDE), "f")
    assert read_coordinate(text, Axis.LATITUDE) == degrees
    assert read_coordinate(text.replace(".", ","), Axis.LATITUDE) == degrees


@given(st.text(max_size=120))
def test_any_text_is_a_coordinate_or_has_a_sentence(text):
    with suppress(CoordinateError):
        assert abs(read_coordinate(text, Axis.LONGITUDE)) <= 180
