"""The list of projects and the facts of a project page."""

import csv
import io
from datetime import date

import pytest
from pytest_django.asserts import assertContains, assertNotContains

from programme.models import AdministrativeUnit
from projects.models import Project, StatusChange
from records.figures import Qualifier
from tests.makers import district, document, many_projects, project, sector

pytestmark = pytest.mark.django_db


def names(page):
    return [each.name_vi for each in page.context["page"]]


def facet(page, name):
    found = next(f for f in page.context["counted"].facets if f.field.name == name)
    return {option.label: option.count for option in found.options}


def test_projects_with_and_without_a_site_are_in_one_list(client):
    page = client.get("/en/projects/")
    public = Project.objects.public()
    assert page.context["counted"].total == public.count()
    assert facet(page, "scope") == {
        "project": public.sited().count(),
        "kind of project": public.without_site().count(),
    }


def test_results_with_the_accents_as_typed_come_first(client):
    project("Zzz hoa qua")
    project("Zzz hoá quả")
    assert names(client.get("/du-an/?q=zzz hoá quả")) == ["Zzz hoá quả", "Zzz hoa qua"]
    assert set(names(client.get("/du-an/?q=zzz hoa qua"))) == {"Zzz hoá quả", "Zzz hoa qua"}


def test_a_facet_is_counted_with_every_filter_but_its_own(client):
    project("Zzz 1", sector_group=sector("kim-loai"), status="calling")
    project("Zzz 2", sector_group=sector("kim-loai"), status="licensed")
    project("Zzz 3", sector_group=sector("det-may"), status="calling")

    page = client.get("/en/projects/?q=zzz&sector=kim-loai&status=calling")

    assert names(page) == ["Zzz 1"]
    counts = facet(page, "sector")
    assert (counts["Metal"], counts["Textiles and garments"]) == (1, 1)
    assert counts["High-tech"] == 0
    counts = facet(page, "status")
    assert (counts["calling for investors"], counts["licensed"]) == (1, 1)


def test_a_chosen_filter_is_repeated_and_can_be_removed(client):
    page = client.get("/en/projects/?q=cao&sector=kim-loai")
    chosen = {one.label: (one.value, one.query) for one in page.context["form"].chosen()}
    assert chosen == {"Search": ("cao", "sector=kim-loai"), "Sector group": ("Metal", "q=cao")}
    assertContains(page, 'href="?sector=kim-loai"')


def test_a_range_is_found_by_an_area_within_it(client):
    project("Zzz", area="50–100 ha")
    assert names(client.get("/du-an/?q=zzz&area_min=60&area_max=70")) == ["Zzz"]
    assert names(client.get("/du-an/?q=zzz&area_min=100.5")) == []
    assert names(client.get("/du-an/?q=zzz&area_max=49")) == []


def test_capital_is_filtered_in_billions_and_sorted_with_unknown_values_last(client):
    project("Zzz nhỏ", capital="29 tỷ đồng")
    project("Zzz lớn", capital="600 tỷ đồng")
    project("Zzz chưa rõ")
    assert names(client.get("/du-an/?q=zzz&capital_min=600")) == ["Zzz lớn"]
    in_order = ["Zzz lớn", "Zzz nhỏ", "Zzz chưa rõ"]
    assert names(client.get("/du-an/?q=zzz&sort=-capital")) == in_order
    assert names(client.get("/du-an/?q=zzz&sort=capital")) == ["Zzz nhỏ", "Zzz lớn", "Zzz chưa rõ"]


def test_the_catalogue_is_filtered_as_of_a_day(client):
    listed = project("Zzz")
    listed.catalogue_entries.create(document=document(issued_on=date(2021, 8, 2)))
    removal = document("100/QĐ-UBND", issued_on=date(2023, 1, 1))
    listed.catalogue_entries.create(document=removal, action="remove")
    assert names(client.get("/du-an/?q=zzz&as_of=2021-08-01")) == []
    assert names(client.get("/du-an/?q=zzz&as_of=2022-01-01")) == ["Zzz"]
    assert names(client.get("/du-an/?q=zzz&as_of=2023-01-01")) == []


def test_projects_are_found_by_the_decision_that_lists_or_is_cited_by_them(client):
    decision = document()
    project("Zzz 1").catalogue_entries.create(document=decision)
    project("Zzz 2").documents.add(decision)
    project("Zzz 3")
    assert names(client.get(f"/du-an/?q=zzz&decision={decision.slug}")) == ["Zzz 1", "Zzz 2"]


def test_a_page_has_twenty_five_rows_and_paging_keeps_the_filter(client):
    many_projects(60)
    page = client.get("/en/projects/?q=hàng loạt&page=2")
    assert len(names(page)) == 25
    assertContains(page, "?q=h%C3%A0ng+lo%E1%BA%A1t&amp;page=3")


def test_unknown_values_are_written_out(client):
    code = project("Zzz", area="").code
    for address in ("/en/projects/?q=zzz", f"/en/projects/{code}/"):
        page = client.get(address)
        assertContains(page, "no figure yet")
        assertNotContains(page, ">0 ha")


def test_what_does_not_apply_is_not_called_unknown(client):
    without = project(area="không áp dụng")
    assert without.area.qualifier == Qualifier.NOT_APPLICABLE
    assertContains(client.get(f"/en/projects/{without.code}/"), "does not apply")

    kind = Project.objects.public().without_site().first()
    page = client.get(f"/en/projects/{kind.code}/")
    assertContains(page, "Not applicable: the plan names a kind of project")
    assertNotContains(page, "no figure yet")


def test_a_project_has_its_figures_as_written(client):
    code = project(capital="khoảng 1,04 tỷ đồng", area="gần 4.800 ha").code
    page = client.get(f"/du-an/{code}/")
    assertContains(page, "khoảng 1,04 tỷ đồng")
    assertNotContains(page, "1.040.000.000 đồng")
    assertContains(page, "gần 4.800 ha")


def test_the_place_is_displayed_as_written_and_as_it_is_today(client):
    record = project(place_vi="xã Tân Cảnh và thị trấn Đăk Tô", district=district("612"))
    record.units.add(
        *AdministrativeUnit.objects.communes().filter(
            parent__code="612", name_vi__in=["Tân Cảnh", "Đăk Tô"]
        )
    )
    page = client.get(f"/en/projects/{record.code}/")
    assertContains(page, "xã Tân Cảnh và thị trấn Đăk Tô")
    assertContains(page, "Today: Dak To commune, Quang Ngai province (since 1 July 2025)")


def test_a_project_known_by_its_district_has_no_commune_today(client):
    code = project(district=district()).code
    assertContains(client.get(f"/en/projects/{code}/"), "Current commune not determined")


def test_the_steps_have_their_days_and_mark_the_last_one_reached(client):
    record = project(status="approved")
    StatusChange.objects.create(project=record, status="calling", on=date(2021, 8, 2))
    StatusChange.objects.create(project=record, status="approved", on=date(2022, 1, 17))
    steps = client.get(f"/en/projects/{record.code}/").context["ladder"]
    assert [step.reached for step in steps] == [True, False, True, False, False, False]
    assert [step.skipped for step in steps] == [False, True, False, False, False, False]
    assert [step.on for step in steps][:3] == [date(2021, 8, 2), None, date(2022, 1, 17)]


def test_the_row_is_displayed_as_issued_with_its_annex(client):
    record = project()
    record.catalogue_entries.create(
        document=document(),
        is_issued=True,
        annex="Phụ lục II",
        row="I.7",
        as_issued=[["TT", "7"], ["Vốn", "600"]],
    )
    page = client.get(f"/en/projects/{record.code}/")
    assertContains(page, '<th scope="col" role="columnheader">Vốn</th>', html=True)
    assertContains(page, '<td role="cell" data-label="Vốn">600</td>', html=True)
    assertContains(page, "Phụ lục II")
    assertContains(page, "row I.7")


def test_a_page_lists_missing_facts_and_its_sources(client):
    page = client.get(f"/en/projects/{project(source='Báo Kon Tum').code}/")
    assertContains(page, "Báo Kon Tum")
    assertContains(page, "Not published yet")
    assertContains(page, "The office responsible for this project has not been published yet.")


def test_demo_data_is_marked_wherever_it_appears(client):
    code = project("Zzz", is_demo=True).code
    for address in (
        "/en/projects/?q=zzz",
        f"/en/projects/{code}/",
        f"/en/projects/{code}/enquire/",
        f"/en/projects/compare/?ma={code}",
        "/en/search/?q=zzz",
    ):
        assertContains(client.get(address), "demo data")


def exported(client, query):
    text = client.get(f"/du-an/xuat.csv?{query}").getvalue().decode("utf-8-sig")
    return [row for row in csv.reader(io.StringIO(text)) if any("Zzz" in cell for cell in row[1:3])]


def test_a_file_has_exactly_the_filtered_list(client):
    project("Zzz 1", status="calling")
    project("Zzz 2", status="licensed")
    assert len(exported(client, "q=zzz")) == 2
    assert len(exported(client, "q=zzz&status=licensed")) == 1


def test_files_omit_demo_data_unless_requested(client):
    project("Zzz", is_demo=True)
    assertContains(client.get("/en/projects/?q=zzz"), "is demo data and is not in the files")
    assert exported(client, "q=zzz") == []
    assert len(exported(client, "q=zzz&demo=1")) == 1


@pytest.mark.parametrize("ending", ["xlsx", "ods", "csv", "json"])
@pytest.mark.parametrize("folder", ["du-an", "doanh-nghiep", "ngan-sach"])
def test_each_list_has_files_in_four_formats(client, folder, ending):
    response = client.get(f"/{folder}/xuat.{ending}")
    assert response.getvalue()
    assert f".{ending}" in response["Content-Disposition"]


def test_a_list_too_long_for_a_format_is_offered_in_the_others(client, monkeypatch):
    monkeypatch.setattr("imports.workbooks.lists.ODS_MAX_ROWS", 3)
    page = client.get("/en/projects/export.ods?scope=kind")
    assertContains(page, "More than 3 rows", status_code=400)
    for extension in ("xlsx", "csv"):
        link = f'href="/en/projects/export.{extension}?scope=kind"'
        assertContains(page, link, status_code=400)


def test_a_comparison_with_a_text_too_long_for_a_cell_is_offered_as_pdf(client):
    made = project("Nhà máy A", note_vi="a" * 40_000)
    page = client.get(f"/en/projects/compare/export.xlsx?ma={made.code}")
    link = f'href="/en/projects/compare/export.pdf?ma={made.code}"'
    assertContains(page, link, status_code=400)


def test_up_to_four_projects_are_compared_and_the_others_are_named(client):
    codes = [each.code for each in many_projects(5)]
    page = client.get(f"/en/projects/compare/?{'&'.join(f'ma={code}' for code in codes)}&ma=NO")
    assert [each.code for each in page.context["projects"]] == codes[:4]
    assertContains(page, "You can compare at most 4 projects")
    page = client.get("/en/projects/compare/?ma=NO")
    assertContains(page, "There is no public project with the code “NO”.")
