"""A call for investors carries since when, by which document, and whether it was confirmed."""

import csv
from datetime import date, timedelta
from io import StringIO

import pytest
from django.utils import timezone
from pytest_django.asserts import assertContains, assertNotContains

from projects.models.status import a_year_before
from tests.makers import document, project
from tests.projects.pdf_text import pdf_text

pytestmark = pytest.mark.django_db
RECORD = "since 2 August 2021, by Decision 684/QĐ-X, not confirmed since"


@pytest.fixture
def called():
    made = project("Nhà máy Zét")
    decision = document("684/QĐ-X", kind="quyet_dinh")
    made.status_changes.create(status="calling", on=date(2021, 8, 2), document=decision)
    return made


def test_an_old_call_is_not_confirmed_on_page_row_summary_sheet_and_comparison(client, called):
    page = client.get(f"/en/projects/{called.code}/")
    texts = [line.text for line in page.context["status_lines"]]
    assert texts == ["since 2 August 2021", "Decision 684/QĐ-X", "not confirmed since"]
    assert RECORD in page.context["summary"]
    assertContains(client.get("/en/projects/?q=Nhà+máy+Zét"), RECORD)
    assertContains(client.get(f"/en/projects/compare/?ma={called.code}"), "not confirmed since")
    sheet = client.get(f"/en/projects/{called.code}/fact-sheet.pdf").getvalue()
    assert "not confirmed since" in pdf_text(sheet)


def test_an_old_call_is_not_confirmed_in_file_and_open_data(client, called):
    file = client.get("/en/projects/export.csv?q=Nhà+máy+Zét").getvalue().decode("utf-8-sig")
    assert RECORD in next(row for row in csv.reader(StringIO(file)) if called.code in row)
    data = client.get(f"/api/v1/projects/{called.code}/").json()
    assert data["status_since"] == "2021-08-02"
    assert data["status_document"] == "684/QĐ-X"
    assert data["status_is_doubtful"]


def test_a_call_confirmed_within_a_year_is_not_in_doubt(client, called):
    confirmed_on = timezone.localdate() - timedelta(days=30)
    called.status_changes.create(status="calling", on=confirmed_on, source="Báo")
    page = client.get(f"/en/projects/{called.code}/")
    assertNotContains(page, "not confirmed since")
    assertContains(page, "since 2 August 2021")
    assertContains(page, "last confirmed on")


def test_a_call_without_a_day_is_in_doubt(client):
    made = project("Nhà máy Zét")
    made.status_changes.create(status="calling", source="Báo")
    page = client.get("/en/projects/?q=Nhà+máy+Zét")
    assertContains(page, "day not known, by a public source, not confirmed since")


def test_an_unpublished_decision_confirms_nothing(client):
    made = project("Nhà máy Zét")
    hidden = document("66/QĐ-ẨN", publication="draft")
    made.status_changes.create(status="calling", on=timezone.localdate(), document=hidden)
    page = client.get(f"/en/projects/{made.code}/")
    assertContains(page, "not confirmed since")
    assertNotContains(page, "66/QĐ-ẨN")


def test_a_year_before_a_leap_day_is_the_28th():
    assert a_year_before(date(2028, 2, 29)) == date(2027, 2, 28)


def test_home_names_which_calls_are_not_confirmed_and_what_the_money_is(client):
    page = client.get("/en/")
    assertContains(page, "of these calls are not confirmed within the last year")
    assertContains(page, "Budget 2019-2020: <b>about 1.04 billion dong</b>")
    assertContains(page, "No project with a site is recorded as supporting industry.")
    assertContains(client.get("/"), "Kinh phí 2019-2020: <b>khoảng 1,04 tỷ đồng</b>")


def test_a_qualified_figure_has_no_exact_value_beside_it(client):
    made = project("Cụm", capital="khoảng 630 tỷ đồng", area="62,6 ha")
    page = client.get(f"/du-an/{made.code}/")
    assertContains(page, "khoảng 630 tỷ đồng")
    assertNotContains(page, "630.000.000.000")
    exact = project("Khu", capital="600 tỷ đồng")
    assertContains(client.get(f"/du-an/{exact.code}/"), "600.000.000.000")
