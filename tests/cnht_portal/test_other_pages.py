"""Home page, directory, budget, targets, documents, search."""

from datetime import date

import pytest
from model_bakery import baker
from pytest_django.asserts import assertContains, assertNotContains

from budget.models import BudgetEntry, BudgetLine, BudgetPeriod, FundingSource
from enterprises.models import Certificate, Contact, EnterpriseProduct
from programme.models import CrosswalkEntry, Office, SupplyProduct, Target, TargetMeasurement
from projects.models import Project
from records.models import Publication
from tests.makers import district, document, enterprise, project

pytestmark = pytest.mark.django_db


def test_home_shows_the_envelopes_and_the_target_as_written(client):
    page = client.get("/")
    for texts in ("khoảng 10%", "khoảng 1,04 tỷ đồng", "gần 11 tỷ đồng"):
        assertContains(page, texts)
    page = client.get("/en/")
    for texts in ("about 10%", "about 1.04 billion dong", "nearly 11 billion dong"):
        assertContains(page, texts)
    assertContains(page, "3400/KH-UBND")


def test_each_district_tile_links_to_as_many_projects_as_it_counts(client):
    for tile in client.get("/").context["tiles"]:
        page = client.get(f"/du-an/?{tile.query}")
        assert page.context["counted"].total == tile.count
    project(district=district("610"))
    assertContains(client.get("/en/"), "<span>Dak Glei</span> <b>1</b>", html=True)


def test_home_counts_projects_without_a_site_separately(client):
    counts = client.get("/").context["counts"]
    assert counts["types"] == Project.objects.public().without_site().count()
    assert counts["sited"] == Project.objects.public().sited().count()


def test_the_footer_names_todays_offices_and_what_is_not_published(client):
    page = client.get("/en/")
    assertContains(page, "People’s Committee of Quảng Ngãi province")
    assertNotContains(page, "Department of Industry and Trade of Kon Tum")
    assertContains(page, "no information yet")
    Office.objects.all().update(publication=Publication.DRAFT)
    page = client.get("/en/")
    assertContains(page, "The office now responsible for the programme has not been published yet.")


def test_a_former_office_is_not_a_contact(client):
    office = Office.objects.get(code="so-cong-thuong-kon-tum")
    page = client.get(f"/en/projects/{project(office=office).code}/")
    assertContains(page, "This office existed until 30 Jun 2025")


def test_an_empty_directory_has_an_explanation(client):
    page = client.get("/en/enterprises/")
    assertContains(page, "No enterprise has been published yet.")
    assertContains(client.get("/en/enterprises/?q=abc"), "No enterprise matches.")


def test_a_contact_is_displayed_only_with_consent(client):
    visible = enterprise()
    Contact.objects.create(
        enterprise=visible,
        name="Y Blinh",
        phone="0900000001",
        email="blinh@example.vn",
        publish_phone=True,
        consent_on=date(2026, 1, 5),
    )
    page = client.get(f"/en/enterprises/{visible.slug}/")
    assertContains(page, "0900000001")
    assertNotContains(page, "Y Blinh")
    assertNotContains(page, "blinh@example.vn")


def test_an_enterprise_has_its_products_and_the_validity_of_its_certificates(client):
    visible = enterprise(verified_on=date(2026, 3, 4))
    EnterpriseProduct.objects.create(
        enterprise=visible, words_vi="Khuôn dập", words_en="Press moulds"
    )
    Certificate.objects.create(enterprise=visible, name="ISO 9001", valid_to=date(2020, 1, 1))
    page = client.get(f"/en/enterprises/{visible.slug}/")
    assertContains(page, "Press moulds")
    assertContains(page, "Verified on 4 Mar 2026")
    assertContains(page, "lapsed")


def test_an_unconfirmed_annex_item_is_not_displayed(client):
    item = SupplyProduct.objects.filter(evidence="recalled").first()
    visible = enterprise()
    EnterpriseProduct.objects.create(enterprise=visible, supply_product=item)
    pages = [f"/doanh-nghiep/{visible.slug}/", f"/tim-kiem/?q={item.name_vi}"]
    for entry in CrosswalkEntry.objects.filter(product=item).select_related("sector_group"):
        pages.append(f"/nganh/{entry.sector_group.slug}/")
    for address in pages:
        assert f'id="{item.code}"' not in client.get(address).text
        assertNotContains(client.get(address), f">{item.name_vi}<")


def test_enterprises_in_new_communes_are_found_by_former_district(client):
    new = district("612").parts.first().successions.first().new
    enterprise("Zzz", unit=new)
    page = client.get("/doanh-nghiep/?district=612")
    assert [each.name_vi for each in page.context["page"]] == ["Zzz"]


def budget_line(period="2021-2025", **fields):
    fields = {"publication": Publication.PUBLISHED, "source": "Dự toán"} | fields
    return baker.make(BudgetLine, period=BudgetPeriod.objects.get(code=period), **fields)


def entry(line, stage, dong, **fields):
    return BudgetEntry.objects.create(
        line=line,
        stage=stage,
        amount_low=dong,
        amount_high=dong,
        funding_source=FundingSource.objects.get(code="provincial"),
        source="Dự toán 2022",
        **fields,
    )


def test_stages_are_summed_separately_and_never_with_the_envelope(client):
    line = budget_line(task_vi="Hội chợ")
    entry(line, "allocated", 300_000_000, year=2022)
    entry(line, "allocated", 200_000_000, year=2023)
    entry(line, "disbursed", 100_000_000, year=2022)
    page = client.get("/en/budget/2021-2025/")
    sums = {str(stage["label"]): stage["total"] for stage in page.context["stages"]}
    assert sums["allocated"]["low"] == 500_000_000
    assert sums["disbursed"]["low"] == 100_000_000
    assert sums["settled"] is None
    assertContains(page, "500,000,000 dong")
    assertContains(page, "No figure has been published.")
    assertContains(page, "nearly 11 billion dong")


def test_a_sum_of_approximate_amounts_is_approximate(client):
    page = client.get("/en/budget/2019-2020/")
    assertContains(page, "about 1,040,000,000 dong")
    assertNotContains(page, '<p class="sum">1,040,000,000 dong</p>', html=True)


def test_demo_amounts_are_in_no_sum(client):
    entry(budget_line(task_vi="Zzz", is_demo=True), "allocated", 5_000_000)
    page = client.get("/en/budget/2021-2025/")
    assertContains(page, "demo data")
    assertNotContains(page, '<p class="sum">5,000,000 dong</p>', html=True)
    assertContains(page, "These totals do not include demo data.")


def test_the_targets_page_names_what_is_not_published_or_measured(client):
    page = client.get("/en/targets/")
    assertContains(page, "about 10%")
    assertContains(page, "not measured yet")
    assertContains(page, "not published")
    levels = [level for level, _targets in page.context["by_level"]]
    assert levels == ["province", "national"]


def test_a_measurement_has_its_source(client):
    target = Target.objects.public().first()
    TargetMeasurement.objects.create(
        target=target, year=2023, finding_vi="7%", source="Niên giám 2023"
    )
    assertContains(client.get("/muc-tieu/"), "Niên giám 2023")


def test_documents_are_found_by_words_kind_and_year(client):
    document("555/QĐ-UBND", kind="quyet_dinh", issued_on=date(2022, 5, 5))

    def found(query):
        page = client.get(f"/van-ban/?{query}")
        return {each.number for each in page.context["page"]}

    assert found("q=555/QĐ-UBND") == {"555/QĐ-UBND"}
    assert "555/QĐ-UBND" in found("kind=quyet_dinh&year=2022")
    assert "555/QĐ-UBND" not in found("kind=nghi_dinh")
    assert "555/QĐ-UBND" not in found("year=2021")


def test_a_document_lists_the_records_that_cite_it(client):
    page = client.get("/en/documents/3400-kh-ubnd/")
    assertContains(page, "20 entries in the catalogue of projects")
    assertContains(page, "/en/budget/2019-2020/")
    assertContains(page, "?decision=3400-kh-ubnd")


def test_a_document_names_those_it_changed_and_those_that_changed_it(client):
    assertContains(client.get("/en/documents/205-2025-nd-cp/"), "/en/documents/111-2015-nd-cp/")
    assertContains(client.get("/en/documents/111-2015-nd-cp/"), "/en/documents/205-2025-nd-cp/")


def test_search_groups_its_results_by_source(client):
    page = client.get("/en/search/?q=cao su")
    sources = {source.code for source in page.context["found"].sources}
    assert {"projects", "sectors", "products", "targets"} <= sources


def test_search_finds_a_decision_by_its_number(client):
    page = client.get("/en/search/?q=684/QĐ-UBND")
    assertContains(page, "/en/documents/684-qd-ubnd/")


def test_a_search_without_results_suggests_what_to_try(client):
    assertContains(client.get("/en/search/?q=qqqqq"), "No results for “qqqqq”.")
    assertContains(client.get("/en/search/"), "Enter a name, a place, a product")


def test_error_pages_are_in_both_languages(client):
    from django.template.loader import render_to_string

    for page in ("400.html", "500.html", "403_csrf.html"):
        text = render_to_string(page)
        assert '<html lang="vi">' in text
        assert '<div lang="en">' in text
        assert "<style" not in text
    assertContains(client.get("/en/nothing/"), "Page not found", status_code=404)
