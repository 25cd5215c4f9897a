"""A list that was compiled from public sources never passes for one that was issued."""

from datetime import date

import pytest
from pytest_django.asserts import assertContains, assertNotContains

from tests.makers import document, project
from tests.projects.pdf_text import pdf_text

pytestmark = pytest.mark.django_db
TOLD = ("From public sources, not an official list.", "Từ các nguồn công khai, không phải danh mục")


def named(*, is_issued):
    """A project that a list of 2031 names in row 7 of a sheet."""
    made = project("Nhà máy Zét")
    made.catalogue_entries.create(
        document=document("77/BC-ZYX", issued_on=date(2031, 5, 4)),
        is_issued=is_issued,
        annex="Bảng Zyx",
        row="ZYX.7",
        as_issued=[["Tên", "Nhà máy Zét"]],
        source="Nguồn Zyx",
    )
    return made


def told_of(client, code):
    pages = [
        f"/en/projects/{code}/",
        "/en/projects/changes/?tu=2031-01-01&den=2032-01-01",
        "/en/projects/changes/export.csv?tu=2031-01-01&den=2032-01-01",
        f"/en/projects/compare/?ma={code}",
    ]
    sheet = pdf_text(client.get(f"/en/projects/{code}/fact-sheet.pdf").getvalue())
    read = [client.get(page).getvalue().decode() for page in pages]
    return [*read, " ".join(sheet.split())]


def test_a_compilation_is_called_one_wherever_it_is_told(client):
    page, changed, _file, compared, sheet = told_of(client, named(is_issued=False).code)
    for told in (page, compared, sheet):
        assert TOLD[0] in told
    for told in (page, changed, sheet):
        assert "from public sources, not an official list" in told


def test_a_compilation_has_neither_annex_nor_row(client):
    for told in told_of(client, named(is_issued=False).code):
        assert "Bảng Zyx" not in told
        assert "ZYX.7" not in told


def test_an_issued_list_keeps_its_annex_and_row_and_is_not_called_a_compilation(client):
    page, changed, file, compared, sheet = told_of(client, named(is_issued=True).code)
    for told in (page, changed, file, sheet):
        assert "Bảng Zyx" in told
        assert "ZYX.7" in told
    for told in (page, changed, compared, sheet):
        assert "not an official list" not in told


def test_it_is_said_in_the_language_of_the_page_and_the_source_stays_vietnamese(client):
    code = named(is_issued=False).code
    for page, told in zip((f"/en/projects/{code}/", f"/du-an/{code}/"), TOLD, strict=True):
        assertContains(client.get(page), told)
    assertContains(client.get(f"/en/projects/{code}/"), '<span lang="vi">Nguồn Zyx</span>')


def test_the_name_of_a_project_in_a_source_is_no_place_in_an_issued_list(client):
    ready = client.get(f"/en/projects/{named(is_issued=False).code}/").context["readiness"]
    assert "Named in a source, not in an issued list" in ready.known
    assert "In an issued list" not in ready.known


def test_a_project_in_an_issued_list_is_said_to_be_in_one(client):
    ready = client.get(f"/en/projects/{named(is_issued=True).code}/").context["readiness"]
    assert "In an issued list" in ready.known


def test_a_decision_that_takes_a_project_out_is_no_compilation(client):
    shown = named(is_issued=True)
    shown.catalogue_entries.create(document=document("2/QĐ"), action="remove")
    page = client.get(f"/en/projects/{shown.code}/")
    assertNotContains(page, "not an official list")
    assert "In an issued list" in page.context["readiness"].missing
