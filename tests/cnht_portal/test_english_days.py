"""Dates in English have the month in words, since 02/08/2021 is ambiguous."""

import io
from datetime import date

import openpyxl
import pytest
from django import forms
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import override
from hypothesis import given
from hypothesis import strategies as st
from pytest_django.asserts import assertContains, assertNotContains

from listing.fields import DayField
from projects.models import CatalogueEntry, StatusChange
from tests.makers import document, enterprise, project
from tests.projects.pdf_text import pdf_text

pytestmark = pytest.mark.django_db
DAY = date(2021, 8, 2)


@pytest.fixture
def dated():
    """A project with a date in every part of its page."""
    made = project()
    decision = document("901/QĐ-UBND", slug="qd-901", issued_on=DAY, in_force_from=DAY)
    CatalogueEntry.objects.create(project=made, document=decision)
    StatusChange.objects.create(project=made, status="calling", on=DAY, document=decision)
    return made


@pytest.mark.parametrize(
    ("english", "vietnamese"),
    [
        ("/en/projects/{code}/", "/du-an/{code}/"),
        ("/en/projects/compare/?ma={code}", "/du-an/so-sanh/?ma={code}"),
        ("/en/projects/changes/", "/du-an/thay-doi/"),
        ("/en/projects/?as_of=2021-08-02", "/du-an/?as_of=2021-08-02"),
        ("/en/documents/qd-901/", "/van-ban/qd-901/"),
        ("/en/", "/"),
    ],
)
def test_a_page_in_english_writes_the_month_out(client, dated, english, vietnamese):
    page = client.get(english.format(code=dated.code))
    assert any(day in page.text for day in ("2 Aug 2021", "2 August 2021"))
    assertNotContains(page, "02/08/2021")
    page = client.get(vietnamese.format(code=dated.code))
    assertNotContains(page, "Aug")
    assertContains(page, "02/08/2021")


def test_a_profile_in_english_writes_the_month_out(client):
    visible = enterprise(verified_on=DAY)
    assertContains(client.get(f"/en/enterprises/{visible.slug}/"), "2 Aug 2021")
    assertContains(client.get(f"/doanh-nghiep/{visible.slug}/"), "02/08/2021")


@pytest.mark.parametrize(
    "address",
    ["/en/projects/{code}/fact-sheet.pdf", "/en/projects/compare/export.pdf?ma={code}"],
)
def test_a_pdf_in_english_writes_the_month_out(client, dated, address):
    text = " ".join(pdf_text(client.get(address.format(code=dated.code)).getvalue()).split())
    assert "2 August 2021" in text
    assert "02/08/2021" not in text


def test_a_comparison_file_in_english_writes_the_month_out(client, dated):
    file = client.get(f"/en/projects/compare/export.xlsx?ma={dated.code}").getvalue()
    sheet = openpyxl.load_workbook(io.BytesIO(file)).active
    cells = [str(cell) for row in sheet.iter_rows(values_only=True) for cell in row if cell]
    assert any("2 August 2021" in cell for cell in cells)
    assert not any("02/08/2021" in cell for cell in cells)


def test_a_file_in_english_writes_the_month_of_its_creation_out(client):
    file = client.get("/en/projects/export.xlsx").getvalue()
    sheet = openpyxl.load_workbook(io.BytesIO(file)).active
    head = " ".join(str(row[0]) for row in sheet.iter_rows(max_row=5, values_only=True))
    with override("en"):
        assert date_format(timezone.localdate(), "SHORT_DATE_FORMAT") in head


@given(st.dates(date(1900, 1, 1), date(2199, 12, 31)))
def test_a_day_typed_in_english_is_read_day_first_or_as_iso(day):
    for field in (forms.DateField(), DayField()):
        with override("en"):
            assert field.clean(f"{day:%d/%m/%Y}") == day
            assert field.clean(day.isoformat()) == day


def test_the_admin_in_english_shows_dates_in_the_format_it_reads(client, official, dated):
    client.force_login(official("editor"))
    client.cookies["django_language"] = "en"
    page = client.get(f"/admin/projects/project/{dated.pk}/change/")
    assertContains(page, 'value="02/08/2021"')


@pytest.mark.parametrize("typed", ["2021-08-02", "02/08/2021"])
def test_a_date_input_gets_iso_8601_however_the_date_was_typed(client, typed):
    for address in ("/en/projects/?as_of=", "/du-an/?as_of="):
        assertContains(client.get(f"{address}{typed}"), 'value="2021-08-02"')


def test_an_invalid_date_is_displayed_as_it_was_typed(client):
    page = client.get("/en/projects/?as_of=02/13/2021")
    assertContains(page, "“02/13/2021”")
    assertNotContains(page, 'value="2021')
