"""The fast functions for URLs and bounds agree with the plain ones."""

from decimal import Decimal
from urllib.parse import parse_qsl, urlencode

import pytest
from django.utils.translation import override
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from listing.fields import plain_number
from projects.filters.form import ProjectFilterForm
from projects.models import Project
from tests.makers import project

pytestmark = [pytest.mark.django_db, pytest.mark.both_engines]
SHARED = settings(max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture])

TEXTS = st.text(max_size=12)
ASKED = st.fixed_dictionaries(
    {},
    optional={
        "q": TEXTS,
        "sort": st.sampled_from([*ProjectFilterForm.orders, "nothing"]),
        "status": st.sampled_from(["calling", "licensed", "nothing"]),
        "capital": st.sampled_from(["0-50", "1000-", ""]),
        "as_of": st.sampled_from(["2021-08-02", "02/08/2021", "x"]),
        "area_min": st.sampled_from(["1", "2.5", "1.234", "-1", ""]),
        "capital_max": st.sampled_from(["0", "100,5", "7"]),
    },
)
CHANGES = st.dictionaries(
    st.sampled_from(["sort", "status", "capital", "page", "demo", "q"]),
    st.none() | TEXTS | st.integers(0, 99) | st.just("name"),
    max_size=3,
)


def written_plainly(form, changes):
    values = {}
    for name in form.fields:
        value = form.cleaned_data.get(name)
        if isinstance(value, Decimal):
            value = plain_number(value)
        values[name] = value
    values |= changes
    if values["sort"] == next(iter(form.orders)):
        values["sort"] = None
    return [(name, str(value)) for name, value in values.items() if value not in (None, "")]


@SHARED
@given(asked=ASKED, changes=CHANGES)
def test_a_url_has_the_active_filters_in_the_order_of_the_form(asked, changes):
    form = ProjectFilterForm(asked)
    address = form.query(**changes)
    assert parse_qsl(address, keep_blank_values=True) == written_plainly(form, changes)
    assert address == urlencode(written_plainly(form, changes))


NUMBERS = st.integers(0, 60)
RANGES = st.tuples(NUMBERS, NUMBERS).filter(lambda ends: ends[0] < ends[1])


@SHARED
@given(
    ranges=st.lists(RANGES, max_size=6),
    asked=st.fixed_dictionaries({}, optional={"area_min": NUMBERS, "area_max": NUMBERS}),
)
def test_a_bound_finds_the_same_in_memory_and_in_the_database(ranges, asked):
    Project.objects.filter(name_vi__startswith="Zét").delete()
    project("Zét chưa nói")
    for low, high in ranges:
        project(f"Zét {low}", area=f"{low}–{high} ha")
    form = ProjectFilterForm({name: str(number) for name, number in asked.items()})
    assert not form.errors.keys() - {"area_max"}
    expected = [each.pk for each in form.in_order(form.apply_to(form.records()))]
    assert form.index.ordered(form._found, form.order)[:] == expected
    assert form.counted.total == len(expected)


def test_each_language_and_the_api_have_fields_of_their_own():
    with override("vi"):
        vietnamese = ProjectFilterForm({"area_min": "1.234"})
    with override("en"):
        english = ProjectFilterForm({"area_min": "1.234"})
        again = ProjectFilterForm({})
        program = ProjectFilterForm({}, plain_numbers=True)
    assert vietnamese.fields["status"].label != english.fields["status"].label
    assert english.fields is again.fields
    assert program.fields["area_min"].plain
    assert not english.fields["area_min"].plain


def test_an_error_in_one_url_does_not_appear_for_another():
    assert ProjectFilterForm({"status": "nothing"}).left_out()
    assert not ProjectFilterForm({"status": "calling"}).left_out()
