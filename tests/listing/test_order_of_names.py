"""Names are ordered in the language in which they are displayed."""

from datetime import date

import pytest
from django.utils import timezone
from model_bakery import baker

from enterprises.models import Certificate, EnterpriseProcess
from programme.models import AdministrativeUnit, IndustrialZone, InvestmentField, SectorGroup
from projects.models import CatalogueEntry
from records.models import Publication
from tests.makers import district, document, enterprise, project, sector
from vietnamese.text import sort_key

pytestmark = [pytest.mark.django_db, pytest.mark.both_engines]

NAMES = [
    ("Xưởng dệt", "Apparel works"),
    ("Bãi đá", "Zinc yard"),
    ("Nhà máy giấy", ""),
    ("Đập nước", "Dam"),
]
IN_ORDER = {
    "vi": ["Bãi đá", "Đập nước", "Nhà máy giấy", "Xưởng dệt"],
    "en": ["Xưởng dệt", "Đập nước", "Nhà máy giấy", "Bãi đá"],
}
LISTS = [
    ("vi", "/du-an/"),
    ("en", "/en/projects/"),
    ("vi", "/doanh-nghiep/"),
    ("en", "/en/enterprises/"),
]


def labels(page, name):
    return [label for value, label in page.context["form"].fields[name].choices if value]


def plain_name(record, language):
    return (language == "en" and record.name_en) or record.name_vi


def by_label(words):
    return sorted(words, key=sort_key)


@pytest.mark.parametrize(("language", "address"), LISTS)
def test_choices_of_zones_follow_the_kind_and_then_the_displayed_name(client, language, address):
    for number, (name_vi, name_en) in enumerate(NAMES):
        baker.make(
            IndustrialZone,
            code=f"kcn-{number}",
            kind=IndustrialZone.Kind.PARK,
            name_vi=name_vi,
            name_en=name_en,
            publication=Publication.PUBLISHED,
        )
    displayed = {vi: (language == "en" and en) or vi for vi, en in NAMES}
    found = [each for each in labels(client.get(address), "zone") if each in displayed.values()]
    assert found == [displayed[name] for name in IN_ORDER[language]]


@pytest.mark.parametrize(("language", "address"), LISTS)
def test_choices_of_communes_follow_the_displayed_name(client, language, address):
    units = AdministrativeUnit.objects.public().communes().valid_on(timezone.localdate())
    displayed = {unit.code: plain_name(unit, language) for unit in units}
    form = client.get(address).context["form"]
    found = [displayed[value] for value, _label in form.fields["unit"].choices if value]
    assert found == by_label(displayed.values())


@pytest.mark.parametrize(("language", "address"), LISTS)
def test_an_official_order_is_the_same_in_both_languages(client, language, address):
    form = client.get(address).context["form"]
    known = list(SectorGroup.objects.order_by("order").values_list("slug", flat=True))
    assert [value for value, _label in form.fields["sector"].choices if value] == known
    if "field" in form.fields:
        known = list(InvestmentField.objects.order_by("order").values_list("code", flat=True))
        assert [value for value, _label in form.fields["field"].choices if value] == known


@pytest.mark.parametrize(
    ("language", "address"), [("vi", "/khu-cong-nghiep/"), ("en", "/en/zones/")]
)
def test_the_zones_of_a_kind_follow_the_name_displayed(client, language, address):
    for _kind, zones in client.get(address).context["by_kind"]:
        displayed = [plain_name(zone, language) for zone in zones]
        assert displayed == by_label(displayed)


@pytest.mark.parametrize("language", ["vi", "en"])
def test_related_projects_follow_the_name_displayed(client, language):
    for name_vi, name_en in NAMES:
        project(name_vi, name_en=name_en, district=district("610"), sector_group=sector())
    known = project("Zzz", name_en="Zzz", district=district("610"), sector_group=sector())
    folder = {"vi": "/du-an/", "en": "/en/projects/"}[language]
    page = client.get(f"{folder}{known.code}/")
    assert [each.name_vi for each in page.context["related"]] == IN_ORDER[language]


@pytest.mark.parametrize("language", ["vi", "en"])
def test_local_suppliers_follow_the_name_displayed(client, language):
    for name_vi, name_en in NAMES:
        enterprise(name_vi, name_en=name_en).sector_groups.add(sector())
    known = project(sector_group=sector())
    folder = {"vi": "/du-an/", "en": "/en/projects/"}[language]
    page = client.get(f"{folder}{known.code}/")
    assert [each.name_vi for each in page.context["suppliers"]] == IN_ORDER[language]


@pytest.mark.parametrize("language", ["vi", "en"])
def test_related_enterprises_follow_the_name_displayed(client, language):
    known = enterprise("Zzz", slug="zzz")
    known.sector_groups.add(sector())
    for name_vi, name_en in NAMES:
        enterprise(name_vi, name_en=name_en).sector_groups.add(sector())
    folder = {"vi": "/doanh-nghiep/", "en": "/en/enterprises/"}[language]
    page = client.get(f"{folder}zzz/")
    assert [each.name_vi for each in page.context["related"]] == IN_ORDER[language]


@pytest.mark.parametrize("language", ["vi", "en"])
def test_changes_of_one_day_follow_the_name_displayed(client, language):
    decision = document("901/QĐ-UBND", issued_on=date(2031, 5, 1))
    for name_vi, name_en in NAMES:
        CatalogueEntry.objects.create(project=project(name_vi, name_en=name_en), document=decision)
    folder = {"vi": "/du-an/thay-doi/", "en": "/en/projects/changes/"}[language]
    page = client.get(f"{folder}?tu=2031-04-30&den=2031-05-01")
    assert [each.project.name_vi for each in page.context["page"]] == IN_ORDER[language]


# -- what enterprises write themselves -----------------------------------------------------


def makes_by(*processes):
    for name_vi, name_en in processes:
        EnterpriseProcess.objects.create(
            enterprise=enterprise(f"Xưởng {name_vi} {name_en}"), name_vi=name_vi, name_en=name_en
        )


def test_processes_are_displayed_and_ordered_in_the_pages_language(client):
    makes_by(("đúc", "Casting"), ("dập nguội", "Stamping"), ("ép phun", "Injection moulding"))
    assert labels(client.get("/doanh-nghiep/"), "process") == ["dập nguội", "đúc", "ép phun"]
    english = labels(client.get("/en/enterprises/"), "process")
    assert english == ["Casting", "Injection moulding", "Stamping"]


def test_a_process_translated_by_one_enterprise_is_in_english_for_all(client):
    makes_by(("Đúc", ""), ("đúc", "Casting"))
    assert labels(client.get("/en/enterprises/"), "process") == ["Casting"]
    page = client.get("/en/enterprises/?process=duc")
    assert page.context["counted"].total == 2


def test_certificates_are_ordered_by_name_on_both_databases(client):
    for name in ("ISO 9001", "Ân Nam", "an toàn", "Đạt chuẩn"):
        Certificate.objects.create(enterprise=enterprise(f"Xưởng {name}"), name=name)
    found = labels(client.get("/doanh-nghiep/"), "certificate")
    assert found == ["an toàn", "Ân Nam", "Đạt chuẩn", "ISO 9001"]
