"""Any input gets a page, and nothing invalid is stored."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from enquiries.models import Enquiry
from tests.enquiries.asking import PERSON, ask, opened
from tests.enquiries.makers import enquiry
from tests.makers import project

pytestmark = pytest.mark.django_db
REPORTED = {200, 302, 400, 404, 429}
VALUES = [
    "\0",
    "a\0b",
    b"\xff\xfe",
    b"\xed\xa0\x80",
    "x" * 10_000,
    " " * 300,
    "-1",
    "9" * 5_000,
    "1e999999",
    "'\"><script>alert(1)</script>",
    "%25%27_",
    "😀",
    "\u202e",
    "../../etc",
    "[]",
    "\r\nX: y",
]
FIELDS = [*PERSON, "token", "website", "consent_answer", "consent_news", "unknown"]


@pytest.mark.parametrize("value", VALUES, ids=range(len(VALUES)))
def test_no_value_of_any_field_breaks_the_form(client, value):
    for field in FIELDS[VALUES.index(value) % 2 :: 2]:
        assert ask(client, **{field: value}).status_code in REPORTED
    repeated = {field: [value, value] for field in FIELDS}
    assert ask(client, **repeated).status_code in REPORTED
    for stored in Enquiry.objects.all():
        assert len(stored.name) <= 120
        assert "\0" not in stored.question


@pytest.mark.parametrize("value", VALUES, ids=range(len(VALUES)))
def test_no_value_breaks_the_enquirers_page(client, value):
    page = f"/tra-loi/{enquiry().code}/"
    assert client.post("/tra-loi/", {"code": value}).status_code in REPORTED
    for what in ("reply", "withdraw", "erase", "data", value):
        data = {"do": what, "text": value, "purpose": value, "request": value, "token": value}
        assert client.post(page, data | {"token": opened(60)}).status_code in REPORTED
        if what == "data":  # nothing else reads the token
            assert client.post(page, data).status_code in REPORTED


@pytest.mark.both_engines
@pytest.mark.parametrize("value", ["%00", "%ff", "a%00b", "x" * 10_000, "%ED%A0%80", "%2e%2e"])
def test_no_url_breaks_a_page(client, value):
    for page in (f"/du-an/{value}/quan-tam/", f"/doanh-nghiep/{value}/hoi/", f"/tra-loi/{value}/"):
        assert client.get(page).status_code == 404
        assert client.post(page, PERSON).status_code == 404
        assert client.get(f"{page}?{value}={value}").status_code == 404


def test_a_body_that_is_not_a_form_gets_the_form_again(client):
    for body, kind in ((b"\xff\x00", "application/x-www-form-urlencoded"), (b"{}", "text/plain")):
        assert client.post("/lien-he/hoi/", body, content_type=kind).status_code == 400
    assert client.put("/lien-he/hoi/").status_code == 405


@pytest.mark.both_engines
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=12)
@given(st.fixed_dictionaries({}, optional=dict.fromkeys([*PERSON, "website"], st.text())))
def test_any_text_is_stored_normalised_or_refused(client, settings, changes):
    settings.ENQUIRY_MOST_AN_HOUR = 10_000
    response = ask(client, **changes)
    assert response.status_code in {302, 400}
    if response.status_code == 302:
        stored = Enquiry.objects.latest("id")
        assert stored.name.strip() == stored.name != ""
        assert "\n" not in stored.name + stored.organisation + stored.phone
        assert stored.question


def test_pages_need_a_fixed_number_of_queries(client):
    address = f"/du-an/{project().code}/quan-tam/"
    made = enquiry()
    client.get(address)  # data shared by pages is cached
    counts = []
    for _ in range(2):
        for page in (address, "/lien-he/hoi/", "/tra-loi/", f"/tra-loi/{made.code}/"):
            with CaptureQueriesContext(connection) as captured:
                assert client.get(page).status_code == 200
            counts.append(len(captured))
        for _number in range(8):
            enquiry()
    assert counts[:4] == counts[4:]
    assert max(counts) <= 8


@pytest.mark.parametrize("sign", ["\x07", "\x85", "\u202e"])
def test_characters_that_nobody_can_read_are_refused_in_every_text(client, sign):
    page = ask(client, question=f"Kon{sign}Tum", name=f"Y{sign}B")
    errors = page.context["form"].errors
    assert set(errors) == {"question", "name"}
    assert page.status_code == 400
    assert not Enquiry.objects.exists()
