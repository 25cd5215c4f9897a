"""The project page: facts with their sources, nothing unpublished."""

import json
import re
from datetime import date

import pytest
from django.conf import settings
from django.db import connection
from django.templatetags.static import static
from django.test.utils import CaptureQueriesContext
from pytest_django.asserts import assertContains, assertNotContains

from enterprises.models import EnterpriseProduct
from programme.models import AdministrativeUnit, CrosswalkEntry, SectorGroup, SupplyProduct
from projects.models import StatusChange
from records.models import Publication
from tests.makers import district, document, enterprise, many_projects, project, sector

pytestmark = pytest.mark.django_db
HIDDEN = [Publication.DRAFT, Publication.IN_REVIEW, Publication.WITHDRAWN]


def in_both(client, code):
    return client.get(f"/du-an/{code}/"), client.get(f"/en/projects/{code}/")


def linked_data(page):
    found = re.search(r'<script type="application/ld\+json">(.*?)</script>', page.text, re.DOTALL)
    return json.loads(found[1])["@graph"] if found else None


def test_the_decision_is_under_the_name_and_in_the_printed_footer(client):
    record = project()
    decision = document("684/QĐ-UBND-X", issued_on=date(2021, 8, 2), kind="quyet_dinh")
    record.catalogue_entries.create(document=decision)
    days = ("02/08/2021", "2 August 2021")
    for page, day in zip(in_both(client, record.code), days, strict=True):
        assertContains(page, f'<a class="tag tag-law" href="{decision_path(page, decision)}">')
        foot = re.search(r'<p class="sheet-foot">(.*?)</p>', page.text)[1]
        assert "684/QĐ-UBND-X" in foot
        assert day in foot


def decision_path(page, decision):
    folder = "/van-ban/" if "/du-an/" in page.request["PATH_INFO"] else "/en/documents/"
    return f"{folder}{decision.slug}/"


def test_an_exit_is_displayed_under_the_ladder_and_not_as_a_step(client):
    record = project(status="suspended")
    StatusChange.objects.create(project=record, status="approved", on=date(2022, 1, 17))
    StatusChange.objects.create(project=record, status="suspended", on=date(2023, 5, 4))
    page = client.get(f"/en/projects/{record.code}/")
    assert [step.reached for step in page.context["ladder"]] == [False, False, True] + [False] * 3
    assert [step.skipped for step in page.context["ladder"]] == [True, True] + [False] * 4
    assert not any(step.current for step in page.context["ladder"])
    assertContains(page, "<strong>Suspended</strong> 4 May 2023")


def test_the_present_status_has_its_day_and_document(client):
    record = project(status="approved")
    by, hidden = document("27/QĐ-X", kind="quyet_dinh"), document("66/QĐ-ẨN", publication="draft")
    StatusChange.objects.create(project=record, status="calling", document=hidden)
    StatusChange.objects.create(
        project=record, status="approved", on=date(2022, 1, 17), document=by
    )
    page = client.get(f"/en/projects/{record.code}/")
    assert [line.text for line in page.context["status_lines"]] == [
        "since 17 January 2022",
        "Decision 27/QĐ-X",
    ]
    assertNotContains(page, "66/QĐ-ẨN")


def test_readiness_lists_only_what_the_record_has(client):
    bare, full = (
        project(),
        project(
            "Đủ",
            area="12 ha",
            capital="600 tỷ đồng",
            district=district(),
            land_vi="Đất sạch",
            infrastructure_vi="Có đường",
            incentives_vi="Miễn thuế",
            investment_form="domestic",
            contact_text="Sở Công Thương",
        ),
    )
    full.catalogue_entries.create(document=document(), is_issued=True)
    assert client.get(f"/du-an/{bare.code}/").context["readiness"].known == []
    assert client.get(f"/du-an/{full.code}/").context["readiness"].missing == []


@pytest.mark.parametrize("publication", HIDDEN)
def test_a_list_by_an_unpublished_decision_does_not_count_as_readiness(client, publication):
    record = project()
    record.catalogue_entries.create(document=document(publication=publication), is_issued=True)
    ready = client.get(f"/en/projects/{record.code}/").context["readiness"]
    assert "In an issued list" in ready.missing


def test_a_project_removed_from_its_list_is_no_longer_in_it(client):
    record = project()
    record.catalogue_entries.create(document=document("1/QĐ"), is_issued=True)
    record.catalogue_entries.create(document=document("2/QĐ"), action="remove")
    ready = client.get(f"/en/projects/{record.code}/").context["readiness"]
    assert "In an issued list" in ready.missing


def test_related_are_of_the_same_group_first_of_the_same_district(client):
    record = project("Z0", sector_group=sector(), district=district("612"))
    project("Z1 khác", sector_group=sector("det-may"), district=district("611"))
    project("Z2 cùng nhóm", sector_group=sector(), district=district("611"))
    project("Z3 cùng cả hai", sector_group=sector(), district=district("612"))
    page = client.get(f"/du-an/{record.code}/")
    names = [other.name_vi for other in page.context["related"]]
    assert names[0] == "Z3 cùng cả hai"
    assert "Z0" not in names
    assert "Z1 khác" not in names
    assert len(names) == 4


@pytest.mark.parametrize("publication", HIDDEN)
def test_unpublished_projects_and_enterprises_are_never_named_beside_another(client, publication):
    record = project(sector_group=sector(), district=district())
    project("Zyxwv", sector_group=sector(), district=district(), publication=publication)
    enterprise("Zyxwv", publication=publication).sector_groups.add(sector())
    for page in in_both(client, record.code):
        assertNotContains(page, "Zyxwv")


def test_demo_data_is_not_related_to_a_real_project(client):
    record = project(sector_group=sector(), district=district())
    project("Zyxwv", sector_group=sector(), district=district(), is_demo=True)
    enterprise("Zyxwv", is_demo=True).sector_groups.add(sector())
    assertNotContains(client.get(f"/du-an/{record.code}/"), "Zyxwv")


def test_suppliers_are_members_of_the_group_or_makers_of_what_it_joins(client):
    joined = CrosswalkEntry.objects.filter(
        product__in=SupplyProduct.objects.public(), sector_group__in=SectorGroup.objects.public()
    )
    item, group = joined[0].product, joined[0].sector_group
    record = project(sector_group=group)
    enterprise("Thành viên").sector_groups.add(group)
    EnterpriseProduct.objects.create(enterprise=enterprise("Làm ra"), supply_product=item)
    enterprise("Ngoài nhóm").sector_groups.add(SectorGroup.objects.exclude(pk=group.pk)[0])
    page = client.get(f"/du-an/{record.code}/")
    assert {each.name_vi for each in page.context["suppliers"]} == {"Thành viên", "Làm ra"}
    assertContains(page, f'href="/doanh-nghiep/?sector={group.slug}"')


def test_the_date_of_the_data_is_that_of_the_latest_source_and_not_of_loading(client):
    record = project()
    page = client.get(f"/en/projects/{record.code}/")
    assertContains(page, "Date of the data not known; added to this site on")
    StatusChange.objects.create(project=record, status="calling", on=date(2021, 8, 2))
    page = client.get(f"/en/projects/{record.code}/")
    assertContains(page, "Data as of 2 August 2021, the date of the newest dated source")
    assertNotContains(page, "Date of the data not known")


def test_a_page_has_its_citation(client):
    record = project("Nhà máy khuôn mẫu")
    record.documents.add(document("77/QĐ-X", kind="quyet_dinh"))
    for page in in_both(client, record.code):
        text = re.search(r'<p class="citation">(.*?)</p>', page.text)[1]
        for part in ("Nhà máy khuôn mẫu", record.code, "77/QĐ-X", "http://127.0.0.1:8000/"):
            assert part in text


def test_structured_data_has_only_facts_of_the_page(client):
    record = project(
        "Nhà máy </script><script>alert(1)</script>", place_vi="xã Đăk Tô", district=district()
    )
    hidden = document("66/QĐ-ẨN", publication=Publication.DRAFT)
    record.documents.add(hidden)
    for page in in_both(client, record.code):
        about, way = linked_data(page)
        assert about["mainEntity"]["@type"] == "Project"
        assert about["mainEntity"]["name"] == record.name_vi
        assert about["mainEntity"]["location"]["name"] == "xã Đăk Tô"
        assert "dateModified" not in about
        assert "citation" not in about
        assert [step["position"] for step in way["itemListElement"]] == [1, 2, 3]
        assertNotContains(page, "<script>alert")


def test_demo_data_has_no_structured_data(client):
    assert linked_data(client.get(f"/du-an/{project(is_demo=True).code}/")) is None


def test_shared_links_have_the_name_and_the_first_facts(client):
    record = project("Xưởng đúc", area="12 ha", capital="600 tỷ đồng")
    page = client.get(f"/en/projects/{record.code}/")
    description = re.search(r'<meta property="og:description" content="(.*?)">', page.text)[1]
    assert "Area: 12 ha. Total planned capital: 600 billion dong." in description
    assertContains(page, '<meta property="og:title" content="Xưởng đúc">')
    assertContains(page, '<meta name="twitter:card" content="summary">')
    assert re.findall(r'"og:image" content="([^"]*)"', page.text) == [
        f"{settings.SITE_URL}{static('img/share.png')}"
    ]


def test_an_english_page_marks_what_is_only_in_vietnamese(client):
    record = project("Xưởng đúc", land_vi="Đất sạch", incentives_vi="Miễn", incentives_en="Exempt")
    page = client.get(f"/en/projects/{record.code}/")
    assertContains(page, '<span class="line" lang="vi">Đất sạch</span>', html=True)
    assertContains(page, '<span class="line">Exempt</span>', html=True)
    assertContains(page, '<h1><span lang="vi">Xưởng đúc</span></h1>', html=True)


def test_a_shortlist_is_passed_on_from_page_to_page(client):
    one, two = project("Một"), project("Hai")
    page = client.get(f"/du-an/{one.code}/?ma={two.code}&ma={one.code}")
    assertContains(page, f'href="/du-an/so-sanh/?ma={two.code}&amp;ma={one.code}"')


def test_the_number_of_queries_does_not_depend_on_related_projects(client):
    record = project(sector_group=sector(), district=district())

    def queries():
        with CaptureQueriesContext(connection) as captured:
            assert client.get(f"/du-an/{record.code}/").status_code == 200
        return len(captured)

    many_projects(1, document("1/QĐ-X"), sector_group=sector(), district=district())
    one = queries()
    many_projects(8, document(), sector_group=sector(), district=district())
    for number in range(8):
        near = enterprise(f"Công ty {number}", unit=AdministrativeUnit.objects.districts()[0])
        near.sector_groups.add(sector())
    assert queries() == one <= 24
