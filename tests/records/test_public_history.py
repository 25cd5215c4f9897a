"""The public history: public changes only, without authors."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pytest_django.asserts import assertContains, assertNotContains

from programme.models import LegalDocument
from projects.models import Project
from records.changes import change_of, propose, record_form_save, undo, write
from records.models import ChangeSet, Publication
from records.snapshots import values_of, with_values
from tests.makers import document, enterprise, project

pytestmark = pytest.mark.django_db


@pytest.fixture
def approver(official):
    person = official("approver", "ba.nguyen")
    person.first_name, person.last_name = "Zyx", "Nguyễn"
    person.save()
    return person


def change(record, author, basis="", **after):
    """Apply a change by an official."""
    stored = with_values(type(record).objects.filter(pk=record.pk)).get()
    values = values_of(stored)
    made = change_of(stored, values, values | after)
    return write([made], kind=ChangeSet.Kind.FORM, author=author, basis=basis, reason="nội bộ zyx")


def created(author, **fields):
    made = project(**fields)
    record_form_save(made, None, author=author)
    return made


def test_a_change_has_its_day_and_document_and_no_author(client, approver):
    visible = created(approver, land_vi="Đất trống")
    change(visible, approver, basis="Quyết định 12/QĐ-UBND", land_vi="Đất sạch")
    for address in (f"/du-an/{visible.code}/lich-su/", f"/en/projects/{visible.code}/history/"):
        page = client.get(address)
        for message in ("Đất trống", "Đất sạch", "Quyết định 12/QĐ-UBND"):
            assertContains(page, message)
        for hidden in ("ba.nguyen", "Zyx", "nội bộ"):
            assertNotContains(page, hidden)


def test_texts_of_a_draft_stay_hidden_after_publication(client, approver):
    visible = created(approver, publication=Publication.DRAFT, land_vi="Bí mật một")
    change(visible, approver, land_vi="Bí mật hai")
    change(visible, approver, land_vi="Đất sạch", publication="published")
    page = client.get(f"/en/projects/{visible.code}/history/")
    assertContains(page, "Published on this site")
    assertNotContains(page, "Bí mật")


def test_texts_written_while_withdrawn_stay_hidden(client, approver):
    visible = created(approver, land_vi="Đất một")
    change(visible, approver, publication="withdrawn")
    change(visible, approver, land_vi="Bí mật")
    change(visible, approver, land_vi="Đất hai", publication="published")
    page = client.get(f"/en/projects/{visible.code}/history/")
    events = [each.event for each in page.context["history"].changes]
    assert events == [
        "Published on this site",
        "No longer published",
        "Published on this site",
    ]
    assertNotContains(page, "Bí mật")


STATES = st.sampled_from(["published", "published", "draft", "withdrawn"])


@settings(max_examples=5, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(states=st.lists(STATES, min_size=2, max_size=7))
def test_texts_that_were_never_public_do_not_appear(client, approver, states):
    visible = created(approver, land_vi="Đất-0-.", publication=states[0])
    readable = {"Đất-0-."} if states[0] == "published" else set()
    for number, state in enumerate([*states[1:], "published"], start=1):
        change(visible, approver, land_vi=f"Đất-{number}-.", publication=state)
        if state == "published":
            readable.add(f"Đất-{number}-.")
    page = client.get(f"/du-an/{visible.code}/lich-su/")
    message = set(re.findall(r"Đất-\d+-\.", page.text))
    assert message <= readable
    assert len(page.context["history"].changes) >= 1


def test_a_proposed_change_is_not_in_the_history(client, approver):
    visible = created(approver, land_vi="Đất trống")
    stored = with_values(Project.objects.filter(pk=visible.pk)).get()
    values = values_of(stored)
    propose([change_of(stored, values, values | {"land_vi": "Bí mật"})], kind=ChangeSet.Kind.FORM)
    assertNotContains(client.get(f"/en/projects/{visible.code}/history/"), "Bí mật")


def test_an_undone_change_and_its_undo_are_both_listed(client, approver):
    visible = created(approver, land_vi="Đất trống")
    undo(change(visible, approver, land_vi="Đất sạch"), by=approver)
    page = client.get(f"/en/projects/{visible.code}/history/")
    message = [field for each in page.context["history"].changes for field in each.fields]
    assert [(f.old, f.new) for f in message] == [
        ("Đất sạch", "Đất trống"),
        ("Đất trống", "Đất sạch"),
    ]


def test_a_hidden_file_and_an_unpublished_document_leave_no_trace(client, approver):
    visible = created(approver)
    hidden = document("66/QĐ-ẨN", publication=Publication.DRAFT)
    change(
        visible,
        approver,
        documents=[hidden.pk],
        attachments=[
            {"file": "a.pdf", "title_vi": "Bí mật", "title_en": "", "is_public": False},
            {"file": "b.pdf", "title_vi": "Quy hoạch", "title_en": "", "is_public": True},
        ],
    )
    page = client.get(f"/en/projects/{visible.code}/history/")
    assertContains(page, "Quy hoạch")
    assertNotContains(page, "Bí mật")
    assertNotContains(page, "66/QĐ-ẨN")
    assert LegalDocument.objects.filter(pk=hidden.pk).exists()


def test_contact_persons_are_in_no_history(client, approver):
    visible = enterprise(markets_vi="Nhật Bản")
    record_form_save(visible, None, author=approver)
    person = {"name": "Y Blinh Zyx", "phone": "0905", "publish_name": True}
    change(
        visible, approver, markets_vi="Hàn Quốc", contacts=[person | {"consent_on": "2026-01-01"}]
    )
    page = client.get(f"/doanh-nghiep/{visible.slug}/lich-su/")
    assertContains(page, "Hàn Quốc")
    assertNotContains(page, "Y Blinh")
    assertNotContains(page, "0905")


def test_the_number_of_queries_does_not_depend_on_the_changes(client, approver):
    visible = created(approver, land_vi="Đất 0")

    def queries():
        with CaptureQueriesContext(connection) as captured:
            assert client.get(f"/du-an/{visible.code}/lich-su/").status_code == 200
        return len(captured)

    change(visible, approver, land_vi="Đất 1", documents=[document("1/QĐ-X").pk])
    few = queries()
    for number in range(2, 9):
        cited = document(f"{number}/QĐ-X")
        change(visible, approver, land_vi=f"Đất {number}", documents=[cited.pk])
    assert queries() == few <= 12


def test_the_page_mentions_that_a_record_has_no_changes(client):
    page = client.get(f"/en/projects/{project().code}/history/")
    assertContains(page, "No changes since this was added to the site.")


def test_the_date_of_the_data_is_that_of_the_last_change_by_the_office(client, approver):
    visible = created(approver)
    page = client.get(f"/en/projects/{visible.code}/")
    assertContains(page, "Data last updated by the office on")
