"""The comparison of projects and its files."""

import re
from datetime import date
from io import BytesIO
from urllib.parse import urlencode

import pytest
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook
from pytest_django.asserts import assertContains, assertNotContains

from projects.models import Project
from records.models import Publication
from tests.makers import district, many_projects, project
from tests.projects.pdf_text import pdf_text
from vietnamese.figures import Dimension, read_figure

pytestmark = pytest.mark.django_db
PAGE = "/en/projects/compare/"


def address(*codes, page=PAGE):
    return f"{page}?{urlencode([('ma', code) for code in codes])}"


@pytest.fixture
def two(db):
    one = project("Một", area="10 ha", land_vi="Đất sạch", district=district())
    other = project("Hai", area="20 ha", land_vi="Đất sạch", district=district())
    return one.code, other.code


def test_rows_that_differ_come_before_those_that_are_the_same(client, two):
    page = client.get(address(*two))
    comparison = page.context["comparison"]
    assert [row.label for row in comparison.differing] == ["Area"]
    assert "Land" in [row.label for row in comparison.same]
    labels = re.findall(r'<th scope="row"[^>]*>(.*?)</th>', page.text)
    assert labels == [row.label for row in comparison.rows]
    assert page.text.index("What differs") < page.text.index("What is the same")


def test_every_fact_is_in_the_comparison(client, two):
    labels = {row.label for row in client.get(address(*two)).context["comparison"].rows}
    assert labels >= {"Status", "Place", "Area", "Total planned capital", "Form of investment"}
    assert labels >= {"Land", "Infrastructure", "Incentives", "Published", "Not published yet"}
    assert labels >= {"Decisions and lists", "Source", "Date of the data"}


def test_a_kind_of_project_is_marked_as_one(client, two):
    kind = Project.objects.public().without_site().first()
    page = client.get(address(two[0], kind.code))
    assertContains(page, "kind of project")
    rows = {row.label: row for row in page.context["comparison"].differing}
    assert [cell.text for cell in rows["Area"].cells] == ["10 ha", "does not apply"]


def test_a_project_is_removed_by_a_link(client, two):
    page = client.get(address(*two))
    assertContains(page, f'<a class="small no-print" href="?ma={two[1]}">Remove')
    assertContains(page, f'<a class="small no-print" href="?ma={two[0]}">Remove')


def test_codes_in_small_letters_and_with_spaces_are_found(client, two):
    page = client.get(address(f" {two[0].lower()} ", two[1]))
    assert [each.code for each in page.context["projects"]] == list(two)


@pytest.mark.parametrize("publication", [Publication.DRAFT, Publication.WITHDRAWN])
def test_an_unpublished_project_and_an_unknown_one_have_the_same_message(client, publication):
    hidden = project("Zyxwv", publication=publication).code
    answer = client.get(address(hidden)).text.replace(hidden, "NO")
    assert answer == client.get(address("NO")).text
    assert "Zyxwv" not in answer


def test_an_unknown_code_does_not_displace_a_known_one(client):
    codes = [each.code for each in many_projects(4)]
    page = client.get(address("NO", *codes))
    assert [each.code for each in page.context["projects"]] == codes
    assertContains(page, "There is no public project with the code “NO”.")
    assertNotContains(page, "At most 4")


def test_an_unpublished_project_is_never_suggested(client, two):
    project("Zyxwv", district=district(), publication=Publication.DRAFT)
    page = client.get(address(two[0]))
    assert page.context["suggested"]
    assertNotContains(page, "Zyxwv")


def test_the_workbook_has_the_same_rows_in_the_same_order(client, two):
    rows = client.get(address(*two)).context["comparison"].rows
    response = client.get(address(*two, page="/en/projects/compare/export.xlsx"))
    sheet = list(load_workbook(BytesIO(response.content)).active.iter_rows(values_only=True))
    top = next(index for index, row in enumerate(sheet) if row[0] == "Fact")
    assert [head.split(" (")[0] for head in sheet[top][1:]] == ["Một", "Hai"]
    labels = [row[0] for row in sheet[top + 1 :] if not row[0].endswith(", as a date")]
    assert labels == [row.label for row in rows]


def _cells_by_label(content):
    rows = list(load_workbook(BytesIO(content)).active.iter_rows())
    return {row[0].value: row[1:] for row in rows}


def test_exact_figures_are_numbers_in_the_workbook_and_others_stay_text(client):
    codes = [
        project("Một", area="4.139,5 ha", capital="60 tỷ đồng").code,
        project("Hai", area="gần 20 ha", capital="500 - 700 tỷ đồng").code,
        project("Ba", area="12.000 ha", capital="").code,
    ]
    content = client.get(address(*codes, page="/du-an/so-sanh/xuat.xlsx")).content
    cells = _cells_by_label(content)
    areas = [(cell.value, cell.data_type, cell.number_format) for cell in cells["Diện tích"]]
    assert areas == [
        (4139.5, "n", '#,##0.0" ha"'),
        ("gần 20 ha", "s", "General"),
        (12000, "n", '#,##0" ha"'),
    ]
    capital = [(cell.value, cell.data_type) for cell in cells["Tổng vốn dự kiến"]]
    assert capital[0] == (60, "n")
    assert cells["Tổng vốn dự kiến"][0].number_format == '#,##0" tỷ đồng"'
    assert [kind for _value, kind in capital[1:]] == ["s", "s"]


def test_numbers_of_a_row_have_one_unit_where_the_sources_have_two(client):
    codes = [project("Một", area="2 ha").code, project("Hai", area="5.000 m2").code]
    cells = _cells_by_label(client.get(address(*codes, page="/du-an/so-sanh/xuat.xlsx")).content)
    areas = [(cell.value, cell.number_format) for cell in cells["Diện tích"]]
    assert areas == [(2, '#,##0" ha"'), (0.5, '#,##0.0" ha"')]


def test_capital_in_two_currencies_stays_text(client):
    record = project("Một", capital="60 tỷ đồng")
    record.capital_usd = read_figure("3 triệu USD", Dimension.MONEY_USD, "usd")
    record.save()
    content = client.get(address(record.code, page="/en/projects/compare/export.xlsx")).content
    cell = _cells_by_label(content)["Total planned capital"][0]
    assert cell.data_type == "s"
    assert "60 billion dong" in cell.value
    assert "3 million USD" in cell.value


def test_a_date_that_a_fact_has_in_words_is_a_date_in_a_row_below(client):
    record = project("Một")
    record.status_changes.create(status=record.status, on=date(2024, 5, 3), source="Báo cáo")
    other = project("Hai").code
    url = address(record.code, other, page="/en/projects/compare/export.xlsx")
    day, none = _cells_by_label(client.get(url).content)["Status, as a date"]
    assert (day.value.date(), day.is_date) == (date(2024, 5, 3), True)
    assert day.number_format == "dd/mm/yyyy"
    assert not none.value


@pytest.mark.parametrize(
    ("asked", "stem", "ending"),
    [
        ("/en/projects/compare/export.xlsx", "compare", "xlsx"),
        ("/en/projects/compare/export.pdf", "compare", "pdf"),
        ("/du-an/so-sanh/xuat.xlsx", "so-sanh", "xlsx"),
    ],
)
def test_a_file_name_has_the_codes_of_the_projects(client, asked, stem, ending):
    one, other = project("Một", code="DA-0901").code, project("Hai", code='ĐA "9"').code
    disposition = client.get(address(one, other, page=asked))["Content-Disposition"]
    day = f"{timezone.localdate():%Y%m%d}"
    assert disposition == f'attachment; filename="{stem}-DA-0901-DA-9-{day}.{ending}"'


def test_no_text_becomes_a_formula_in_the_workbook(client):
    code = project("=1+1", land_vi="=HYPERLINK(1)").code
    content = client.get(address(code, page="/du-an/so-sanh/xuat.xlsx")).content
    cells = [cell for row in load_workbook(BytesIO(content)).active.iter_rows() for cell in row]
    assert "=HYPERLINK(1)" in [cell.value for cell in cells]
    assert {cell.data_type for cell in cells if cell.value} == {"s"}


def test_the_pdf_has_all_rows_and_the_url(client, two):
    Project.objects.filter(code=two[0]).update(infrastructure_vi="đường " * 1500)
    pdf = client.get(address(*two, page="/du-an/so-sanh/xuat.pdf")).content
    text = pdf_text(pdf)
    assert text.count("đường") == 1500
    assert "http://127.0.0.1:8000/du-an/so-sanh/?ma=" in text
    assert "Báo cáo" in text


@pytest.mark.parametrize("ending", ["xlsx", "pdf"])
def test_files_of_nothing_public_are_the_same_404(client, ending):
    hidden = project(publication=Publication.DRAFT).code
    answers = [
        client.get(address(code, page=f"/du-an/so-sanh/xuat.{ending}"))
        for code in (hidden, "DA-9999")
    ]
    assert [answer.status_code for answer in answers] == [404, 404]
    assert answers[0].text.replace(hidden, "") == answers[1].text.replace("DA-9999", "")


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(codes=st.lists(st.text(max_size=40) | st.sampled_from(["DA-0001", "LV-0001"]), max_size=30))
def test_any_codes_are_answered_with_a_page(client, codes):
    query = urlencode([("ma", code.encode("utf-8", "surrogatepass")) for code in codes])
    page = client.get(f"{PAGE}?{query}")
    assert page.status_code == 200
    assert len(page.context["projects"]) <= 4


@pytest.mark.parametrize(
    "query", ["ma=%00", "ma=%FF%FE", f"ma={'A' * 10_000}", "ma=&ma=", "ma=%27"]
)
def test_invalid_codes_have_a_message_and_break_nothing(client, query):
    for page in (PAGE, "/du-an/DA-0001/"):
        assert client.get(f"{page}?{query}").status_code == 200
    assert client.get(f"/du-an/so-sanh/xuat.pdf?{query}").status_code == 404
