"""Open data: the same content as the pages, and nothing unpublished."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from enterprises.models import Contact, Enterprise, EnterpriseProduct
from programme.models import SupplyProduct
from projects.models import Project
from records.models import Publication

pytestmark = pytest.mark.django_db

LISTS = ["projects", "enterprises", "budget/lines", "documents"]
PLAIN = ["sectors", "targets", "budget/periods"]


def get(client, address, **query):
    response = client.get(f"/api/v1/{address}/", query)
    assert response.status_code == 200, response.content
    return response.json()


@pytest.mark.both_engines
@pytest.mark.parametrize(
    "query",
    [
        {"q": "det may"},
        {"q": "DỆT MAY"},
        {"scope": "sited", "status": "approved"},
        {"district": "612", "sort": "-capital"},
        {"capital_min": "500"},
    ],
)
def test_the_same_filters_find_the_same_projects_as_the_page(client, query):
    page = client.get("/du-an/", query).context["page"]
    assert [row["code"] for row in get(client, "projects", **query)["results"]] == [
        project.code for project in page
    ]


def test_an_invalid_value_is_ignored_and_named(client):
    found = get(client, "projects", status="nonsense", page="99")
    assert found["count"] == 38
    assert set(found["left_out"]) == {"status", "page"}


@pytest.mark.both_engines
@pytest.mark.parametrize("address", LISTS)
@pytest.mark.parametrize("value", ["\0", "x" * 10_000, "%", "'; --", "-1", "٣"])
def test_no_parameter_breaks_a_list(client, address, value):
    # Each engine gets half of the parameters, each parameter on half of the lists.
    half = (LISTS.index(address) + (connection.vendor == "postgresql")) % 2
    for name in ("q", "page", "sort", "sector", "as_of", "area_min")[half::2]:
        get(client, address, **{name: value})


@pytest.mark.parametrize("publication", set(Publication) - {Publication.PUBLISHED})
def test_unpublished_records_are_not_in_the_api(client, publication):
    Project.objects.filter(code="DA-0001").update(publication=publication)
    assert client.get("/api/v1/projects/DA-0001/").status_code == 404
    assert "DA-0001" not in {row["code"] for row in get(client, "projects")["results"]}


def test_a_figure_has_its_wording_and_a_plain_number(client):
    project = get(
        client, f"projects/{Project.objects.get(name_vi__startswith='Điện mặt trời').code}"
    )
    assert project["area_ha"] == {
        "low": 233,
        "high": None,
        "qualifier": "over",
        "text": "hơn 233ha",
    }
    assert project["capital_vnd"]["low"] == 4_121_000_000_000
    assert project["capital_usd"]["low"] is None


def test_an_enterprise_has_its_verification(client):
    published = {"source": "Hồ sơ", "publication": Publication.PUBLISHED}
    Enterprise.objects.create(name_vi="Cơ sở A", slug="a", evidence="visited", **published)
    Enterprise.objects.create(name_vi="Cơ sở B", slug="b", **published)
    assert get(client, "enterprises/a")["evidence"] == "visited"
    assert [row["evidence"] for row in get(client, "enterprises")["results"]] == ["visited", ""]
    schemas = client.get("/api/v1/openapi.json").json()["components"]["schemas"]
    message = schemas["EnterpriseOut"]["properties"]["evidence"]
    assert message["enum"] == ["", *Enterprise.Evidence.values]
    assert "visited on site" in message["description"]


def test_contacts_are_not_open_data(client):
    enterprise = Enterprise.objects.create(
        name_vi="Cơ sở Đúc", source="Sở Công Thương", publication=Publication.PUBLISHED
    )
    Contact.objects.create(enterprise=enterprise, name="Nguyễn Văn Kín", phone="0912345678")
    for address in ("enterprises", f"enterprises/{enterprise.slug}"):
        assert "Văn Kín" not in str(get(client, address))


def test_unpublished_documents_are_not_in_the_api(client):
    numbers = {row["number"] for row in get(client, "documents")["results"]}
    assert "684/QĐ-UBND" in numbers
    assert "29/2018/TT-BTC" not in numbers


def test_the_number_of_queries_does_not_depend_on_the_rows(client):
    def queries():
        counts = {}
        for address in (*LISTS, *PLAIN):
            with CaptureQueriesContext(connection) as captured:
                get(client, address)
            counts[address] = len(captured)
        return counts

    item = SupplyProduct.objects.public().first()

    def fill(numbers):
        for number in numbers:
            published = {"source": "Báo", "publication": Publication.PUBLISHED}
            Project.objects.create(name_vi=f"Dự án {number}", **published)
            maker = Enterprise.objects.create(name_vi=f"Cơ sở {number}", **published)
            EnterpriseProduct.objects.create(enterprise=maker, supply_product=item)

    fill(range(2))
    before = queries()
    fill(range(2, 30))
    assert queries() == before


def test_the_openapi_description_has_every_filter(client):
    described = client.get("/api/v1/openapi.json").json()
    parameters = described["paths"]["/api/v1/projects/"]["get"]["parameters"]
    names = {parameter["name"] for parameter in parameters}
    assert {"q", "sector", "district", "status", "sort", "page", "as_of"} <= names


def test_data_is_read_only(client):
    assert client.post("/api/v1/projects/", {"name_vi": "x"}).status_code == 405
