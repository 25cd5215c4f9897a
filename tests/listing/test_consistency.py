"""Page, files, API and counts of a list agree for any query."""

import csv
import io
import json
from datetime import date
from urllib.parse import urlencode

import openpyxl
import pytest
from django.core.management import call_command
from django.utils.translation import override
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from enterprises.filters import EnterpriseFilterForm
from enterprises.models import Certificate, Enterprise
from listing.fields import KnownChoiceField
from programme.models import LegalDocument
from projects.filters.form import ProjectFilterForm
from projects.models import CatalogueEntry, Project

pytestmark = [pytest.mark.django_db, pytest.mark.both_engines]

WORDS = ["nhà máy", "khuon", "Đăk", "works", "minh hoạ 0001", "không có gì như thế"]
DAYS = [date(2018, 12, 4), date(2021, 8, 2), date(2026, 1, 1)]
LANGUAGES = st.sampled_from(["vi", "en"])
EXAMPLES = settings(
    max_examples=5,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


@pytest.fixture
def province(db):
    """Demo projects and enterprises, among them ranges, dates and certificates."""
    call_command("load_demo", projects=20, enterprises=30, stdout=io.StringIO())
    Project.objects.filter(is_demo=True).update(is_demo=False)
    Enterprise.objects.filter(is_demo=True).update(is_demo=False)
    decisions = list(LegalDocument.objects.public().exclude(issued_on=None)[:3])
    CatalogueEntry.objects.bulk_create(
        CatalogueEntry(
            project=project,
            document=decisions[number % 3],
            action=("add", "remove")[number % 5 == 0],
        )
        for number, project in enumerate(Project.objects.order_by("id"))
        if number % 2
    )
    enterprises = list(Enterprise.objects.order_by("id"))
    for number, enterprise in enumerate(enterprises):
        enterprise.verified_on = DAYS[number % 3] if number % 4 else None
    Enterprise.objects.bulk_update(enterprises, ["verified_on"])
    Certificate.objects.bulk_create(
        Certificate(enterprise=each, name="ISO 9001", valid_to=DAYS[1] if number % 2 else None)
        for number, each in enumerate(enterprises)
    )


def questions(form_class, extra):
    """URLs of choices that the form itself offers."""
    with override("vi"):
        form = form_class({})
    filters = {
        name: st.sampled_from([value for value, _label in field.choices if value])
        for name, field in form.fields.items()
        if isinstance(field, KnownChoiceField) and any(value for value, _label in field.choices)
    } | extra
    names = st.lists(st.sampled_from(sorted(filters)), max_size=3, unique=True)
    return names.flatmap(
        lambda chosen: st.fixed_dictionaries({name: filters[name] for name in chosen})
    )


def pages(client, address, query, read):
    """The keys on all pages of a list, and the result of `read` for the first page."""
    found, number, first = [], 1, None
    while True:
        keys, last, about = read(client.get(f"{address}?{urlencode(query | {'page': number})}"))
        found += keys
        first = first or about
        if number >= last:
            return found, first
        number += 1


def check(client, language, folder, api, key, query, form_class):
    export = "xuat" if language == "vi" else "export"

    def of_page(response):
        page, counted = response.context["page"], response.context["counted"]
        return [getattr(row, key) for row in page], page.paginator.num_pages, counted

    def of_api(response):
        answer = response.json()
        return [row[key] for row in answer["results"]], answer["pages"], answer["count"]

    on_pages, counted = pages(client, folder, query, of_page)
    client.defaults["HTTP_ACCEPT_LANGUAGE"] = language
    in_api, api_count = pages(client, api, query, of_api)
    asked = urlencode(query)
    rows = csv.reader(io.StringIO(client.get(f"{folder}{export}.csv?{asked}").getvalue().decode()))
    sheet = openpyxl.load_workbook(
        io.BytesIO(client.get(f"{folder}{export}.xlsx?{asked}").getvalue())
    ).worksheets[0]
    known = set(form_class.records().values_list(key, flat=True))
    in_csv = [cell for row in rows for cell in row[:4] if cell in known]
    in_xlsx = [
        cell for row in sheet.iter_rows(values_only=True) for cell in row[:4] if cell in known
    ]
    answer = json.loads(client.get(f"{folder}{export}.json?{asked}").getvalue())
    in_json = [row[key] for row in answer["rows"]]
    assert on_pages == in_api == in_csv == in_xlsx == in_json
    assert counted.total == api_count == answer["count"] == len(on_pages) == len(set(on_pages))
    return counted


def check_counts(client, folder, query, counted):
    """Assert that choosing a value gives as many records as its count, on a page and in files."""
    for facet in counted.facets:
        options = [one for one in facet.options + facet.rest if one.count]
        for option in options[:1]:
            chosen = urlencode(query | {facet.field.name: option.value})
            total = client.get(f"{folder}?{chosen}").context["counted"].total
            assert total == option.count, (facet.field.name, option.value)
        for option in options[:2]:
            of_files = facet.field.form.__class__
            again = of_files(query | {facet.field.name: option.value})
            assert again.apply_to(again.records()).count() == option.count


def test_page_files_api_and_counts_of_the_catalogue_agree(client, province):
    extra = {
        "q": st.sampled_from(WORDS),
        "as_of": st.sampled_from([day.isoformat() for day in DAYS]),
        "area_min": st.sampled_from(["0", "12.5", "60"]),
        "capital_max": st.sampled_from(["100.5", "700"]),
    }

    @EXAMPLES
    @given(language=LANGUAGES, query=questions(ProjectFilterForm, extra))
    def for_any_filters(language, query):
        folder = "/du-an/" if language == "vi" else "/en/projects/"
        counted = check(
            client, language, folder, "/api/v1/projects/", "code", query, ProjectFilterForm
        )
        check_counts(client, folder, query, counted)

    for_any_filters()


def test_page_files_api_and_counts_of_the_directory_agree(client, province):
    extra = {"q": st.sampled_from(WORDS)}

    @EXAMPLES
    @given(language=LANGUAGES, query=questions(EnterpriseFilterForm, extra))
    def for_any_filters(language, query):
        folder = "/doanh-nghiep/" if language == "vi" else "/en/enterprises/"
        counted = check(
            client, language, folder, "/api/v1/enterprises/", "name_vi", query, EnterpriseFilterForm
        )
        check_counts(client, folder, query, counted)

    for_any_filters()
