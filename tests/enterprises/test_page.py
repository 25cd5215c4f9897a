"""The enterprise page: products, verification, and contacts only with consent."""

import json
import re
from datetime import date

import pytest
from django.utils import timezone
from pytest_django.asserts import assertContains, assertNotContains

from enterprises.models import Enterprise
from records.models import Publication
from tests.makers import enterprise, sector

pytestmark = pytest.mark.django_db


def page_of(client, made):
    return client.get(f"/en/enterprises/{made.slug}/")


@pytest.mark.parametrize(
    ("verified", "day", "stale"),
    [
        (date(2024, 3, 1), date(2026, 3, 1), False),
        (date(2024, 3, 1), date(2026, 3, 2), True),
        (date(2024, 2, 29), date(2026, 2, 28), False),
        (None, date(2026, 3, 1), False),
    ],
)
def test_an_entry_is_stale_24_months_after_it_was_verified(verified, day, stale):
    assert Enterprise(verified_on=verified).is_stale(day) is stale


def test_a_stale_entry_has_a_warning_and_a_fresh_one_does_not(client):
    warning = "This may be out of date. Ask before you rely on it."
    assertContains(page_of(client, enterprise("Cũ", verified_on=date(2020, 1, 1))), warning)
    assertNotContains(page_of(client, enterprise("Mới", verified_on=timezone.localdate())), warning)


SCALE = [
    ({}, "Not verified"),
    ({"evidence": "declared"}, "Declared by the enterprise, not verified"),
    (
        {"evidence": "declared", "verified_on": date(2026, 1, 2)},
        "Declared by the enterprise on 2 Jan 2026, not verified",
    ),
    ({"verified_on": date(2026, 1, 2)}, "Verified on 2 Jan 2026"),
    (
        {"evidence": "documents", "verified_on": date(2026, 1, 2)},
        "Verified on 2 Jan 2026 (documents seen)",
    ),
    ({"evidence": "visited"}, "Verified, day not known (visited on site)"),
]


@pytest.mark.parametrize(("fields", "words"), SCALE)
def test_declared_and_verified_are_one_scale_on_page_row_and_related_row(client, fields, words):
    record, other = enterprise("Zyxwv", **fields), enterprise("Khác")
    for each in (record, other):
        each.sector_groups.add(sector())
    assertContains(page_of(client, record), f">{words}</p>")
    assertContains(client.get("/en/enterprises/?q=Zyxwv"), f">{words}</p>")
    assertContains(page_of(client, other), words)


def test_a_fresh_declaration_is_listed_after_a_verified_entry(client):
    today = timezone.localdate()
    enterprise("Zyxwv A", evidence="declared", verified_on=today)
    enterprise("Zyxwv B", evidence="visited", verified_on=today)
    page = client.get("/en/enterprises/?q=Zyxwv&sort=name")
    assert page.text.index("Zyxwv B") < page.text.index("Zyxwv A")
    assertNotContains(page, "(may be out of date)")


def test_related_enterprises_are_public_and_of_the_same_group(client):
    record = enterprise("Z0")
    record.sector_groups.add(sector())
    for name, fields in {
        "Z1": {},
        "Zyxwv nháp": {"publication": Publication.DRAFT},
        "Zyxwv mẫu": {"is_demo": True},
    }.items():
        enterprise(name, **fields).sector_groups.add(sector())
    enterprise("Zyxwv khác").sector_groups.add(sector("det-may"))
    page = page_of(client, record)
    assert [other.name_vi for other in page.context["related"]] == ["Z1"]
    assertNotContains(page, "Zyxwv")
    assertContains(page, 'href="/en/projects/?sector=kim-loai"')


def test_structured_data_has_the_company_and_never_a_person(client):
    record = enterprise("Công ty </script>", tax_code="0100109106", website="https://example.com/")
    record.products.create(words_vi="Khuôn")
    record.contacts.create(
        name="Y Blinh", phone="0905", publish_name=True, consent_on=date(2026, 1, 1)
    )
    text = page_of(client, record).text
    found = re.search(r'<script type="application/ld\+json">(.*?)</script>', text, re.DOTALL)[1]
    company = json.loads(found)["@graph"][0]
    assert company["@type"] == "Organization"
    assert company["taxID"] == "0100109106"
    assert company["makesOffer"][0]["itemOffered"]["name"] == "Khuôn"
    assert "Y Blinh" not in found
    assert "Y Blinh" in text


def test_the_button_offers_to_ask_about_the_enterprise(client):
    page = page_of(client, enterprise("Zyxwv"))
    assertContains(page, ">Ask about this enterprise</a>")
    assertNotContains(page, "Ask this enterprise")


def test_evidence_is_in_the_sheet_of_enterprises(client):
    enterprise("Zyxwv", evidence="visited")
    row = next(
        line
        for line in client.get("/en/enterprises/export.csv").getvalue().decode().splitlines()
        if "Zyxwv" in line
    )
    assert "visited on site" in row


def test_each_telephone_number_of_a_contact_can_be_dialled(client):
    record = enterprise("Zyxwv")
    record.contacts.create(
        phone="0260 3862 343; 0905.123.456 (ông <A>)",
        publish_phone=True,
        consent_on=date(2026, 1, 1),
    )
    page = page_of(client, record)
    assertContains(
        page,
        '<a href="tel:+842603862343">0260 3862 343</a>; '
        '<a href="tel:+84905123456">0905.123.456</a> (ông &lt;A&gt;)',
    )
