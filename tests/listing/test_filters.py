"""Filters in URLs: numbers, canonical URLs, values of facets."""

from datetime import date
from decimal import Decimal
from urllib.parse import parse_qsl, urlsplit

import pytest
from django.db import connection
from django.http import QueryDict
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from django.utils.translation import override
from hypothesis import given
from hypothesis import strategies as st
from pytest_django.asserts import assertContains, assertNotContains

from enterprises.filters import EnterpriseFilterForm
from enterprises.models import Certificate, EnterpriseProcess, first_fresh_day
from listing.fields import NumberField, plain_number
from programme.models import AdministrativeUnit, UnitSuccession
from projects.filters.form import ProjectFilterForm
from tests.makers import district, enterprise, many_projects, project, sector

pytestmark = [pytest.mark.django_db, pytest.mark.both_engines]


def names(response):
    return [row.name_vi for row in response.context["page"]]


def counts(response, name):
    facet = next(f for f in response.context["counted"].facets if f.field.name == name)
    return {one.value: one.count for one in [*facet.options, *facet.rest]}


# -- numbers -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("language", "typed", "meant"),
    [
        ("vi", "1.234,5", "1234.5"),
        ("en", "1,234.5", "1234.5"),
        ("vi", "1.234", "1234"),
        ("en", "1.234", "1.234"),
        ("vi", "62,6", "62.6"),
        ("vi", "62.6", "62.6"),
        ("en", "62.6", "62.6"),
    ],
)
def test_a_number_is_read_in_the_notation_of_the_page(language, typed, meant):
    with override(language):
        assert NumberField(whole=8, decimals=4).clean(typed) == Decimal(meant)


@given(
    number=st.decimals(min_value=0, max_value=10**8 - 1, places=4),
    language=st.sampled_from(["vi", "en"]),
)
def test_a_number_in_a_url_has_the_same_meaning_in_both_languages(number, language):
    with override(language):
        assert NumberField(whole=8, decimals=4).clean(plain_number(number)) == number


def test_the_api_reads_plain_numbers_in_any_language():
    asked = QueryDict("area_min=1.234")
    with override("vi"):
        assert ProjectFilterForm(asked).cleaned_data["area_min"] == 1234
        plain = ProjectFilterForm(asked, plain_numbers=True)
        assert plain.cleaned_data["area_min"] == Decimal("1.234")


@pytest.mark.parametrize(
    "typed", ["abc", "-5", "1e400", "9" * 400, "NaN", "Infinity", "1.23.4", "٣"]
)
def test_an_invalid_number_is_reported_and_ignored(client, typed):
    page = client.get("/du-an/", {"area_min": typed})
    assert page.status_code == 200
    assertContains(page, "filter_area_min_error")
    assert page.context["form"].filled() == {}


# -- addresses -----------------------------------------------------------------------------


def canonical(page):
    return page.content.decode().split('rel="canonical" href="')[1].split('"')[0]


def test_one_result_has_one_url(client):
    for asked in (
        "/en/projects/?status=calling&q=cao&sort=name&page=1&utm=x",
        "/en/projects/?q=cao&status=calling&sector=",
        "/en/projects/?sort=&q=cao&status=calling&area_min=abc",
    ):
        address = canonical(client.get(asked)).replace("&amp;", "&")
        assert urlsplit(address).query == "q=cao&status=calling"


def test_a_long_url_has_a_short_canonical_one(client):
    page = client.get(f"/en/projects/?q={'x' * 10_000}&{'y=z&' * 900}status=calling")
    assert canonical(page).endswith("/en/projects/?status=calling")


def test_of_a_repeated_parameter_the_first_value_counts_with_a_message(client):
    page = client.get("/en/projects/?status=licensed&status=calling")
    assert page.context["form"].cleaned_data["status"] == "licensed"
    assertContains(page, "The address gives more than one value for: Status.")
    reported = client.get("/api/v1/projects/?status=licensed&status=calling").json()["left_out"]
    assert set(reported) == {"status"}


def test_every_link_of_a_list_has_its_filters_in_the_order_of_the_form(client):
    page = client.get("/en/projects/?sort=-capital&status=calling")
    for facet in page.context["counted"].facets:
        for option in facet.options:
            if option.count:
                order = [name for name, _value in parse_qsl(option.query)]
                assert order == [name for name in ProjectFilterForm.base_fields if name in order]


# -- values --------------------------------------------------------------------------------


def test_a_range_matches_every_filter_range_it_overlaps(client):
    project("Zét khoảng", area="3–30 ha", capital="40–60 tỷ đồng")
    page = client.get("/en/projects/?q=zet")
    assert names(page) == ["Zét khoảng"]
    area, capital = counts(page, "area"), counts(page, "capital")
    assert {value for value, count in area.items() if count} == {"0-5", "5-20", "20-50"}
    assert {value for value, count in capital.items() if count} == {"0-50", "50-200"}


def test_unknown_capital_is_a_filter_value_and_dollars_are_not_converted(client):
    project("Zét trống")
    project("Zét đô", capital_usd_low=5, capital_usd_high=5, capital_usd_unit="usd")
    found = counts(client.get("/en/projects/?q=zet"), "capital")
    assert {value: count for value, count in found.items() if count} == {"unknown": 1, "usd": 1}
    assert names(client.get("/en/projects/?q=zet&capital=unknown")) == ["Zét trống"]


def test_a_project_is_in_todays_commune_only_if_its_own_was_not_divided(client):
    today = AdministrativeUnit.objects.communes().filter(valid_to=None).first()
    whole, part = AdministrativeUnit.objects.communes().filter(parent=district())[:2]
    UnitSuccession.objects.filter(old__in=[whole, part]).delete()
    for old, extent in ((whole, "whole"), (part, "part")):
        UnitSuccession.objects.create(old=old, new=today, extent=extent, on=date(2025, 7, 1))
    project("Zét trọn").units.add(whole)
    project("Zét phần").units.add(part)
    project("Zét nay").units.add(today)
    found = client.get(f"/en/projects/?q=zet&unit={today.code}")
    assert sorted(names(found)) == ["Zét nay", "Zét trọn"]
    assert counts(found, "unit")[today.code] == 2


def test_a_certificate_counts_while_it_is_valid(client):
    for name, until in (("Còn", None), ("Hết", date(2020, 1, 1))):
        Certificate.objects.create(enterprise=enterprise(name), name="ISO 9001", valid_to=until)
    page = client.get("/doanh-nghiep/?certificate=iso-9001")
    assert names(page) == ["Còn"]
    assert counts(page, "certificate") == {"iso-9001": 1}


def test_two_spellings_of_a_process_are_one_value(client):
    for name in ("Ép phun", "ép phun"):
        EnterpriseProcess.objects.create(enterprise=enterprise(name), name_vi=name)
    assert counts(client.get("/doanh-nghiep/"), "process") == {"ep-phun": 2}
    assert len(names(client.get("/doanh-nghiep/?process=ep-phun"))) == 2


def test_a_stale_verification_is_listed_last_and_marked(client):
    enterprise("A chưa bao giờ")
    enterprise("B đã lâu", verified_on=date(2015, 3, 1))
    enterprise("C mới đây", verified_on=first_fresh_day(timezone.localdate()))
    page = client.get("/en/enterprises/")
    assert names(page) == ["C mới đây", "A chưa bao giờ", "B đã lâu"]
    assertContains(page, "Not verified", count=1)
    assertContains(page, "Verified on 1 Mar 2015 (may be out of date)", count=1)
    form = EnterpriseFilterForm(QueryDict(""))
    in_files = form.in_order(form.apply_to(form.records()))
    assert [each.name_vi for each in in_files] == names(page)


def test_a_value_without_records_is_displayed_without_a_link(client):
    page = client.get("/en/projects/?q=khong-co-gi-nhu-the")
    assert page.context["counted"].total == 0
    assertContains(page, '<span class="facet-none"><span>Metal</span>')
    assertNotContains(page, 'id="sector-kim-loai"')


def test_the_queries_after_a_change_do_not_depend_on_the_rows(client):
    def queries():
        with CaptureQueriesContext(connection) as captured:
            client.get("/du-an/?sort=-capital&area_min=1")
        return len(captured)

    many_projects(3, sector_group=sector())
    few = queries()
    many_projects(90, sector_group=sector())
    assert queries() == few
    assert queries() <= 4
