"""A list compiled from public sources is never presented as an issued list."""

from datetime import date

import pytest
from pytest_django.asserts import assertContains, assertNotContains

from tests.makers import document, project
from tests.projects.pdf_text import pdf_text

pytestmark = pytest.mark.django_db
COMPILATION_NOTES = (
    "From public sources, not an official list.",
    "Từ các nguồn công khai, không phải danh mục",
)


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


def surfaces_of(client, code):
    pages = [
        f"/en/projects/{code}/",
        "/en/projects/changes/?tu=2031-01-01&den=2032-01-01",
        "/en/projects/changes/export.csv?tu=2031-01-01&den=2032-01-01",
        f"/en/projects/compare/?ma={code}",
    ]
    sheet = pdf_text(client.get(f"/en/projects/{code}/fact-sheet.pdf").getvalue())
    read = [client.get(page).getvalue().decode() for page in pages]
    return [*read, " ".join(sheet.split())]


def test_a_compilation_is_marked_wherever_it_appears(client):
    page, changed, _file, compared, sheet = surfaces_of(client, named(is_issued=False).code)
    for surface in (page, compared, sheet):
        assert COMPILATION_NOTES[0] in surface
    for surface in (page, changed, sheet):
        assert "from public sources, not an official list" in surface


def test_a_compilation_has_neither_annex_nor_row(client):
    for surface in surfaces_of(client, named(is_issued=False).code):
        assert "Bảng Zyx" not in surface
        assert "ZYX.7" not in surface


def test_an_issued_list_keeps_its_annex_and_row_and_is_not_called_a_compilation(client):
    page, changed, file, compared, sheet = surfaces_of(client, named(is_issued=True).code)
    for surface in (page, changed, file, sheet):
        assert "Bảng Zyx" in surface
        assert "ZYX.7" in surface
    for surface in (page, changed, compared, sheet):
        assert "not an official list" not in surface


def test_the_note_is_in_the_language_of_the_page_and_the_source_stays_vietnamese(client):
    code = named(is_issued=False).code
    for page, note in zip(
        (f"/en/projects/{code}/", f"/du-an/{code}/"), COMPILATION_NOTES, strict=True
    ):
        assertContains(client.get(page), note)
    assertContains(client.get(f"/en/projects/{code}/"), '<span lang="vi">Nguồn Zyx</span>')


def test_the_name_of_a_project_in_a_source_is_no_place_in_an_issued_list(client):
    ready = client.get(f"/en/projects/{named(is_issued=False).code}/").context["readiness"]
    assert "Named in a source, not in an issued list" in ready.known
    assert "In an issued list" not in ready.known


def test_a_project_in_an_issued_list_is_marked_as_such(client):
    ready = client.get(f"/en/projects/{named(is_issued=True).code}/").context["readiness"]
    assert "In an issued list" in ready.known


def test_a_decision_that_removes_a_project_is_not_a_compilation(client):
    record = named(is_issued=True)
    record.catalogue_entries.create(document=document("2/QĐ"), action="remove")
    page = client.get(f"/en/projects/{record.code}/")
    assertNotContains(page, "not an official list")
    assert "In an issued list" in page.context["readiness"].missing
