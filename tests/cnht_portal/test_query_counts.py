"""The number of queries of a page does not depend on the number of rows."""

import pytest
from django.db import connection
from django.db.models import F
from django.test.utils import CaptureQueriesContext
from model_bakery import baker

from budget.models import BudgetEntry, BudgetLine, BudgetPeriod, FundingSource
from enterprises.models import Certificate, Contact, EnterpriseProcess, EnterpriseProduct
from programme.models import (
    AdministrativeUnit,
    CrosswalkEntry,
    DocumentRelation,
    LegalDocument,
    Target,
    TargetMeasurement,
)
from projects.models import CatalogueEntry, StatusChange
from records.models import Publication
from tests.makers import district, document, enterprise, many_projects, project, sector

pytestmark = pytest.mark.django_db
PUBLISHED = Publication.PUBLISHED


def queries(client, address):
    """The queries of the first request after a change, which computes the counts of lists."""
    Target.objects.update(version=F("version"))
    with CaptureQueriesContext(connection) as captured:
        response = client.get(address)
    assert response.status_code == 200
    return len(captured)


def assert_same(client, addresses, add_rows):
    """Assert that each of these URLs needs the same few queries after rows are added."""
    before = {address: queries(client, address) for address in addresses}
    add_rows()
    after = {address: queries(client, address) for address in addresses}
    assert before == after
    # The first request after a change also computes the counts beside the filters.
    assert max(after.values()) <= 30


def add_projects():
    many_projects(40, document(), district=district(), sector_group=sector())


def test_the_queries_of_project_lists_do_not_depend_on_the_rows(client):
    many_projects(25, document("1/QĐ"), district=district(), sector_group=sector())
    addresses = [
        "/",
        "/du-an/",
        "/du-an/?q=du+an",
        "/du-an/?district=612&status=calling&sort=-capital",
        "/du-an/?as_of=2026-01-01",
        "/du-an/?page=2",
        "/nganh/",
        "/nganh/kim-loai/",
        "/tim-kiem/?q=dự án",
        "/so-do-trang/",
        "/sitemap.xml",
    ]
    assert_same(
        client,
        addresses,
        lambda: many_projects(40, document(), district=district(), sector_group=sector()),
    )


def test_the_queries_of_a_project_page_do_not_depend_on_its_content(client):
    visible = project(district=district())

    def add_details(times):
        for number in range(times):
            cited = document(f"{times}{number}/QĐ-X")
            visible.documents.add(cited)
            CatalogueEntry.objects.create(project=visible, document=cited)
            StatusChange.objects.create(project=visible, status="surveying", document=cited)
            baker.make("projects.ProjectPicture", project=visible, file="anh.jpg")
            baker.make("projects.ProjectAttachment", project=visible, is_public=True, file="a.pdf")
        communes = AdministrativeUnit.objects.communes().filter(parent=district())
        visible.units.add(*communes[: times + 1])

    add_details(1)
    assert_same(client, [f"/du-an/{visible.code}/"], lambda: add_details(8))


def test_the_queries_of_a_comparison_do_not_depend_on_the_projects(client):
    codes = [each.code for each in many_projects(4, document(), district=district())]
    two, four = (f"/du-an/so-sanh/?{'&'.join(f'ma={c}' for c in codes[:n])}" for n in (2, 4))
    assert queries(client, two) == queries(client, four)


def add_enterprises(number):
    for count in range(number):
        made = enterprise(f"Công ty {number}-{count}", unit=district())
        made.sector_groups.add(sector(), sector("det-may"))
        EnterpriseProduct.objects.create(enterprise=made, words_vi="Khuôn")


@pytest.mark.parametrize("address", ["/doanh-nghiep/", "/doanh-nghiep/?sector=kim-loai&q=cong"])
def test_the_queries_of_the_directory_do_not_depend_on_the_rows(client, address):
    add_enterprises(2)
    assert_same(client, [address], lambda: add_enterprises(10))


def test_the_queries_of_an_enterprise_page_do_not_depend_on_its_products(client):
    visible = enterprise(unit=district())
    items = list(CrosswalkEntry.objects.select_related("product"))

    def add_details(times):
        for number in range(times):
            EnterpriseProduct.objects.create(
                enterprise=visible, words_vi="Khuôn", supply_product=items[number].product
            )
            EnterpriseProcess.objects.create(enterprise=visible, name_vi="Đúc")
            Certificate.objects.create(enterprise=visible, name="ISO 9001")
            Contact.objects.create(enterprise=visible, name="Y Blinh")

    add_details(1)
    visible.sector_groups.add(sector())
    assert_same(client, [f"/doanh-nghiep/{visible.slug}/"], lambda: add_details(9))


@pytest.mark.parametrize("address", ["/ngan-sach/", "/ngan-sach/2021-2025/"])
def test_the_queries_of_the_budget_do_not_depend_on_the_lines(client, address):
    period = BudgetPeriod.objects.get(code="2021-2025")
    source, cited = FundingSource.objects.first(), document()

    def add():
        for _ in range(10):
            line = baker.make(BudgetLine, period=period, task_vi="Hội chợ", publication=PUBLISHED)
            for stage in BudgetEntry.Stage.values:
                BudgetEntry.objects.create(
                    line=line,
                    stage=stage,
                    funding_source=source,
                    document=cited,
                    amount_low=1_000_000,
                    amount_high=1_000_000,
                )

    assert_same(client, [address], add)


def test_the_queries_of_the_targets_page_do_not_depend_on_the_measurements(client):
    cited = document()

    def measure():
        for target in Target.objects.public():
            for year in range(2020, 2026):
                TargetMeasurement.objects.create(
                    target=target, year=year, document=cited, source="Báo cáo", finding_vi="đạt"
                )

    first = Target.objects.public().first()
    TargetMeasurement.objects.create(target=first, year=2019, document=cited, source="Báo cáo")
    assert_same(client, ["/muc-tieu/"], measure)


@pytest.mark.parametrize("address", ["/van-ban/", "/van-ban/?q=dự+án&kind=quyet_dinh"])
def test_the_queries_of_the_documents_list_do_not_depend_on_the_rows(client, address):
    def add():
        for number in range(30):
            document(f"{number}/QĐ-Z", kind="quyet_dinh")

    assert_same(client, [address], add)


def test_the_queries_of_a_document_page_do_not_depend_on_its_citations(client):
    visible = LegalDocument.objects.get(number="3400/KH-UBND")

    def add_details(times):
        for number in range(times):
            other = document(f"{times}{number}/QĐ-Y")
            DocumentRelation.objects.create(document=visible, target=other, relation="amends")
            DocumentRelation.objects.create(document=other, target=visible, relation="details")
        for each in many_projects(times, visible):
            each.documents.add(visible)

    add_details(1)
    assert_same(client, [f"/van-ban/{visible.slug}/"], lambda: add_details(9))


def test_the_queries_of_the_contact_page_do_not_depend_on_the_offices(client):
    assert_same(
        client,
        ["/lien-he/"],
        lambda: baker.make("programme.Office", publication=PUBLISHED, _quantity=20),
    )
