"""Unpublished projects and relations appear nowhere; their pages are not found."""

from datetime import date

import pytest
from django.core.files.base import ContentFile

from programme.models import AdministrativeUnit, LegalDocument
from projects.models import Project, ProjectPicture
from records.changes import change_of, write
from records.models import ChangeSet, Publication
from records.snapshots import values_of, with_values
from tests.makers import district, document, enterprise, project
from tests.projects.pdf_text import pdf_text

pytestmark = pytest.mark.django_db
HIDDEN = [Publication.DRAFT, Publication.IN_REVIEW, Publication.WITHDRAWN]


@pytest.mark.parametrize(
    "address",
    [
        "/du-an/{}/",
        "/du-an/{}/to-thong-tin.pdf",
        "/du-an/{}/lich-su/",
        "/en/projects/{}/",
        "/en/projects/{}/fact-sheet.pdf",
        "/en/projects/{}/history/",
    ],
)
def test_a_hidden_project_responds_like_an_unknown_one(client, address):
    unknown = client.get(address.format("DA-9999"))
    for publication in HIDDEN:
        code = project("Zyxwv", publication=publication).code
        hidden = client.get(address.format(code))
        assert hidden.status_code == unknown.status_code == 404
        assert hidden.text.replace(code, "") == unknown.text.replace("DA-9999", "")


@pytest.mark.parametrize("page", ["", "lich-su/"])
def test_a_hidden_enterprise_responds_like_an_unknown_one(client, page):
    unknown = client.get(f"/doanh-nghiep/khongco/{page}")
    made = enterprise("Zyxwv")
    for publication in HIDDEN:
        made.publication = publication
        made.save()
        hidden = client.get(f"/doanh-nghiep/{made.slug}/{page}")
        assert hidden.status_code == unknown.status_code == 404
        assert hidden.text.replace(made.slug, "") == unknown.text.replace("khongco", "")


@pytest.mark.parametrize("publication", HIDDEN)
def test_a_picture_of_a_hidden_project_is_not_found(client, publication):
    hidden = project(publication=publication)
    picture = ProjectPicture.objects.create(
        project=hidden, caption_vi="Đất", file=ContentFile(b"anh", name="dat.jpg")
    )
    assert client.get(f"/du-an/{hidden.code}/anh/{picture.pk}/").status_code == 404


@pytest.fixture
def decided():
    """A public project that a decision lists, with a row of the annex."""

    def make(publication):
        made = project("Nhà máy Zét")
        decision = document("77/QĐ-ZYX", publication=publication, issued_on=date(2031, 5, 4))
        made.catalogue_entries.create(
            document=decision,
            is_issued=True,
            annex="Phụ lục Zyx",
            row="ZYX.7",
            as_issued=[["Cột Zyx", "Ô Zyx"]],
            source="Nguồn Zyx",
        )
        made.status_changes.create(
            document=decision,
            status=made.status,
            on=date(2031, 5, 3),
            note="Ghi chú Zyx",
            source="Nguồn bước Zyx",
        )
        return made

    return make


OF_A_DECISION = (
    "77/QĐ-ZYX",
    "04/05/2031",
    "4 May 2031",
    "2031-05-04",
    "Phụ lục Zyx",
    "ZYX.7",
    "Ô Zyx",
    "Nguồn Zyx",
    "03/05/2031",
    "Nguồn bước Zyx",
)


def public_text(client, code):
    """All public text about a project and its lists."""
    pages = [
        f"/du-an/{code}/",
        f"/en/projects/{code}/",
        f"/du-an/{code}/lich-su/",
        f"/du-an/so-sanh/?ma={code}",
        "/du-an/thay-doi/?tu=2031-01-01&den=2032-01-01",
        "/du-an/thay-doi/xuat.csv?tu=2031-01-01&den=2032-01-01",
        "/du-an/",
        "/du-an/xuat.csv",
        "/du-an/xuat.json",
    ]
    sheets = [f"/du-an/{code}/to-thong-tin.pdf", f"/du-an/so-sanh/xuat.pdf?ma={code}"]
    responses = [client.get(address) for address in [*pages, *sheets]]
    assert {response.status_code for response in responses} == {200}
    read = [response.getvalue().decode() for response in responses[: len(pages)]]
    read += [
        " ".join(pdf_text(response.getvalue()).split()) for response in responses[len(pages) :]
    ]
    return "\n".join(read)


@pytest.mark.parametrize("publication", HIDDEN)
def test_neither_day_nor_row_nor_source_of_a_hidden_decision_is_public(
    client, decided, publication
):
    text = public_text(client, decided(publication).code)
    assert [words for words in OF_A_DECISION if words in text] == []


def test_day_row_and_source_of_a_public_decision_are_public(client, decided):
    text = public_text(client, decided(Publication.PUBLISHED).code)
    assert [words for words in OF_A_DECISION if words not in text] == []


@pytest.mark.parametrize("publication", HIDDEN)
def test_the_catalogue_of_a_day_ignores_hidden_decisions(client, decided, publication):
    record = decided(publication)
    assert record not in Project.objects.in_catalogue_on(date(2031, 6, 1))
    page = client.get("/en/projects/?as_of=2031-06-01&q=zet")
    assert page.context["counted"].total == 0


@pytest.mark.parametrize(
    "basis",
    [
        "684/QĐ-UBND",
        "Quyết định số 684/QD-UBND",
        "684 /QĐ‑UBND",
        "684/qđ-ubnd",
        "Quyết định số 684 ngày 2/8/2021",
    ],
)
def test_a_hidden_document_is_not_named_as_the_basis_of_a_change(client, basis):
    record = project()
    hidden = LegalDocument.objects.filter(number="684/QĐ-UBND")

    def has_basis():
        return basis in client.get(f"/du-an/{record.code}/lich-su/").text

    stored = with_values(Project.objects.filter(pk=record.pk)).get()
    values = values_of(stored)
    change = change_of(stored, values, values | {"note_vi": "Ghi chú mới"})
    write([change], kind=ChangeSet.Kind.FORM, basis=basis)
    hidden.update(publication=Publication.WITHDRAWN)
    assert not has_basis()
    hidden.update(publication=Publication.PUBLISHED)
    assert has_basis()


@pytest.mark.parametrize("publication", HIDDEN)
def test_the_history_has_no_row_of_a_hidden_decision(client, publication):
    record = project()
    hidden = document("77/QĐ-ZYX", publication=publication)
    rows = [{"document": hidden.pk, "action": "add", "annex": "Phụ lục Zyx", "source": "Nguồn Zyx"}]
    steps = [{"document": hidden.pk, "status": "calling", "on": None, "source": "Bước Zyx"}]
    stored = with_values(Project.objects.filter(pk=record.pk)).get()
    values = values_of(stored)
    after = values | {
        "catalogue_entries": rows,
        "status_changes": steps,
        "documents": [hidden.pk],
        "note_vi": "Ghi chú mới",
    }
    basis = "Quyết định 77/QĐ-ZYX"
    write([change_of(stored, values, after)], kind=ChangeSet.Kind.FORM, basis=basis)
    page = client.get(f"/du-an/{record.code}/lich-su/")
    assert "Ghi chú mới" in page.text
    assert "zyx" not in page.text.casefold()
    assert [len(each.fields) for each in page.context["history"].changes] == [1]


@pytest.mark.parametrize("publication", HIDDEN)
def test_a_commune_of_today_that_is_hidden_is_not_named(client, publication):
    old = district("612").parts.first()
    record = project(district=district("612"))
    record.units.add(old)
    new = old.successions.get().new
    address = f"/du-an/{record.code}/"
    assert new.full_name_vi in client.get(address).text
    AdministrativeUnit.objects.filter(pk=new.pk).update(publication=publication)
    assert new.full_name_vi not in client.get(address).text
