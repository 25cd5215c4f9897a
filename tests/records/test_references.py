"""Records that others cite are not deleted; what else referred to a record is restored with it."""

import pytest
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.db import models
from django.urls import reverse
from model_bakery import baker
from pytest_django.asserts import assertContains

from enquiries.models import Enquiry, Responsibility
from enterprises.models import Enterprise
from programme.models import AdministrativeUnit, LegalDocument, Office, SectorGroup
from projects.models import CatalogueEntry, Project
from records.changes import ChangeRefused, undo
from records.models import Record
from records.persistence import _relations_to
from records.snapshots import many_to_many
from tests.enquiries.makers import enquiry
from tests.records.samples import RECORDS, a_project, bulk, creation, deletion, everything, fresh

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("model", RECORDS, ids=lambda model: model.__name__)
def test_no_relation_loses_rows_with_a_deleted_record(model):
    """Only the rows that belong to a record, which an undo restores, are deleted with it."""
    for relation in _relations_to(model):
        if relation.many_to_many:
            assert relation.field.name in many_to_many(relation.related_model)
        elif issubclass(relation.related_model, Record):
            assert relation.on_delete is models.PROTECT, relation
        else:
            assert relation.on_delete in {models.PROTECT, models.SET_NULL}, relation


def cited_document():
    document = baker.make(LegalDocument, number="1/QĐ-THỬ")
    a_project("Nhà máy gạch").documents.set([document])
    return document


def cited_commune():
    unit = baker.make(AdministrativeUnit, kind="commune", code="xa-thu")
    a_project("Nhà máy gạch").units.set([unit])
    return unit


def cited_group():
    group = baker.make(SectorGroup, slug="nhom-thu")
    baker.make(Enterprise, name_vi="Nhà máy gạch", tax_code=None).sector_groups.set([group])
    return group


def listing_document():
    """A document cited by a row of a project."""
    document = baker.make(LegalDocument, number="2/QĐ-THỬ")
    baker.make(CatalogueEntry, project=a_project("Nhà máy gạch"), document=document)
    return document


def answered_office(django_user_model):
    office = baker.make(Office, code="so-thu")
    official = django_user_model.objects.create(username="Nhà máy gạch")
    Responsibility.objects.create(official=official, office=office)
    return office


CITED = [cited_document, cited_commune, cited_group, listing_document]


@pytest.mark.both_engines
@pytest.mark.parametrize("make", CITED)
def test_a_cited_record_is_not_deleted_and_the_message_names_who_cites_it(make):
    record = make()
    before = everything()

    with pytest.raises(ChangeRefused, match="Nhà máy gạch"):
        bulk(deletion(record))
    assert everything() == before


@pytest.mark.both_engines
def test_an_office_that_an_official_answers_for_is_not_deleted(django_user_model):
    office = answered_office(django_user_model)

    with pytest.raises(ChangeRefused, match="Nhà máy gạch"):
        bulk(deletion(office))
    assert Responsibility.objects.get().office == office


@pytest.mark.parametrize("make", [cited_document, listing_document])
@pytest.mark.parametrize("data", [{}, {"post": "yes"}])
def test_pages_of_deletion_name_who_cites_the_records(admin_client, make, data):
    document = make()
    page = reverse("admin:programme_legaldocument_delete", args=[document.pk])
    one = admin_client.post(page, data) if data else admin_client.get(page)
    action = {"action": "delete_selected", ACTION_CHECKBOX_NAME: [document.pk], **data}
    many = admin_client.post(reverse("admin:programme_legaldocument_changelist"), action)

    for response in (one, many):
        assertContains(response, "chưa có thay đổi nào")
        assertContains(response, "Nhà máy gạch")
    assert LegalDocument.objects.filter(pk=document.pk).exists()


@pytest.mark.parametrize("many", [False, True])
def test_a_citation_made_while_the_deletion_is_confirmed_refuses_it(
    admin_client, monkeypatch, many
):
    document = cited_document()
    # The page was checked before the citation was stored.
    monkeypatch.setattr("admin_base.record_admin.names_of_users", lambda model, pks: [])
    page, data = reverse("admin:programme_legaldocument_changelist"), {"post": "yes"}
    if many:
        data |= {"action": "delete_selected", ACTION_CHECKBOX_NAME: [document.pk]}
    else:
        page = reverse("admin:programme_legaldocument_delete", args=[document.pk])
    response = admin_client.post(page, data, follow=True)

    assertContains(response, "Nhà máy gạch")
    assert LegalDocument.objects.filter(pk=document.pk).exists()


@pytest.mark.both_engines
def test_a_record_is_deleted_after_the_citation():
    document = cited_document()
    project = Project.objects.get(documents=document)
    before = everything()
    gone = [bulk(deletion(project)), bulk(deletion(document))]

    for change_set in reversed(gone):
        undo(change_set)
    assert everything() == before


@pytest.mark.both_engines
def test_an_undo_gives_enquiries_their_project_enterprise_and_office_again():
    records = [a_project(), baker.make(Enterprise), baker.make(Office, code="so-thu")]
    project, enterprise, office = records
    first, second = (
        enquiry(record=project, kind="project"),
        enquiry(record=enterprise, kind="enterprise"),
    )
    Enquiry.objects.filter(pk=first.pk).update(office=office)
    other = enquiry(record=a_project("Khác"), kind="project")
    before = list(Enquiry.objects.order_by("pk").values())

    change_set = bulk(*map(deletion, records))
    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.project, first.office, second.enterprise) == (None, None, None)
    reversal = undo(change_set)
    assert list(Enquiry.objects.order_by("pk").values()) == before

    # The undo of the undo deletes them again, and its own undo restores them again.
    undo(undo(reversal))
    assert list(Enquiry.objects.order_by("pk").values()) == before
    other.refresh_from_db()
    assert other.project.name_vi == "Khác"


@pytest.mark.both_engines
def test_an_undo_leaves_a_reference_that_was_chosen_since():
    project, later = a_project(), a_project("Chọn sau")
    made = enquiry(record=project, kind="project")
    change_set = bulk(deletion(project))
    Enquiry.objects.update(project=later)
    undo(change_set)

    made.refresh_from_db()
    assert made.project == later


@pytest.mark.both_engines
def test_an_enquiry_about_a_new_record_survives_the_undo_of_its_creation():
    new = bulk(creation("Nhà máy mới"))
    project = Project.objects.get(name_vi="Nhà máy mới")
    made = enquiry(record=project, kind="project")
    undo(undo(new))

    made.refresh_from_db()
    assert made.project == fresh(project)
