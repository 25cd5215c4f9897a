"""The documents in the filter of the catalogue."""

from datetime import date

import pytest

from records.models import Publication
from tests.makers import document, project

pytestmark = pytest.mark.django_db
HIDDEN = [Publication.DRAFT, Publication.IN_REVIEW, Publication.WITHDRAWN]


def offered(client):
    """The decisions and days in the filter of the list of projects."""
    form = client.get("/en/projects/").context["form"]
    days = [label for _day, label in form.fields["as_of"].choices]
    decisions = [label for _slug, label in form.fields["decision"].choices]
    return " ".join(map(str, [*decisions, *days]))


def decided(**fields):
    made = project(**fields)
    decision = document("77/QĐ-ZYX", issued_on=date(2031, 5, 4))
    made.catalogue_entries.create(document=decision)
    made.documents.add(document("78/QĐ-ZYX"))


@pytest.mark.parametrize("fields", [*({"publication": each} for each in HIDDEN), {"is_demo": True}])
def test_neither_a_hidden_project_nor_demo_data_adds_a_decision_to_the_list(client, fields):
    decided(**fields)
    assert "ZYX" not in offered(client)


def test_a_public_project_adds_its_decisions_to_the_list(client):
    decided()
    assert offered(client).count("77/QĐ-ZYX") == 2
    assert offered(client).count("78/QĐ-ZYX") == 1
