"""Any cell is read or refused with a message."""

from contextlib import suppress
from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from imports.columns.base import CellProblem, ColumnContext, FigureColumn, check_text
from operations.sheet_resources import SHEET_RESOURCES
from records.snapshots import recorded_fields
from vietnamese.numbers import Notation

WORDS = [
    *["khoảng", "gần", "từ", "đến", "-", "–", "tỷ đồng", "triệu USD", "US", "ha", "m2", "(", ")"],
    *["1.234,5", "1,5", "12", "0", "trong đó", "chưa xác định", "2021-2025", "31/02/2025", "#REF!"],
    *["'", "=", "Huyện Đăk Tô", "xã", ";", "\n", "\u00a0", "0100109106", "²", "٣", "Ⅷ", "𝟙"],
]
CELLS = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(),
    st.text(max_size=60),
    st.lists(st.sampled_from(WORDS), max_size=6).map(" ".join),
    st.lists(st.sampled_from(WORDS), max_size=6).map("".join),
    st.dates(),
    st.datetimes(),
    st.times(),
    st.timedeltas(),
)


class TestColumns(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.columns = []
        for make in SHEET_RESOURCES.values():
            resource = make()
            for column in resource.columns.values():
                column.prepare()
            cls.columns += [(resource.model, each) for each in resource.columns.values()]

    def take(self, cell, notation):
        context = ColumnContext(notation=notation)
        for model, column in self.columns:
            if not column.imported:
                continue
            with suppress(CellProblem):
                check_text(cell)
                if isinstance(column, FigureColumn):
                    values = column.to_values(model, column.parse(model, cell, context))
                else:
                    values = column.read(cell)
                assert isinstance(values, dict)
                self.fits(model, values)

    def fits(self, model, values):
        """Assert that a value can be stored in the field of the record."""
        for name, value in values.items():
            if field := recorded_fields(model).get(name):
                field.to_python(value)

    @settings(max_examples=100, suppress_health_check=[HealthCheck.too_slow])
    @given(CELLS, st.sampled_from(Notation))
    @example(float("nan"), Notation.VI)
    @example(float("inf"), Notation.VI)
    @example(-0.0, Notation.VI)
    @example(1e308, Notation.VI)
    @example(10**400, Notation.VI)
    @example(datetime(2024, 5, 7), Notation.VI)  # noqa: DTZ001 – a sheet knows no zone
    @example(date(1900, 1, 1), Notation.VI)
    @example(time(3, 4), Notation.EN)
    @example(timedelta(days=2), Notation.VI)
    @example("9" * 5000, Notation.EN)
    def test_no_cell_breaks_a_column(self, cell, notation):
        self.take(cell, notation)

    @settings(max_examples=30, suppress_health_check=[HealthCheck.too_slow])
    @given(CELLS, CELLS)
    def test_no_two_cells_break_a_comparison(self, one, other):
        for _model, column in self.columns:
            assert column.is_equal(one, other) in {True, False}


@pytest.mark.parametrize("kind", sorted(SHEET_RESOURCES))
def test_every_column_has_a_heading_in_both_languages(kind):
    for column in SHEET_RESOURCES[kind]().columns.values():
        assert all(column.headings())
