"""Records that an earlier issue of a list named and the new one does not."""

import pytest
from django.utils import timezone

from imports.decisions import decide, withdraw_by
from imports.worker import APPLY, carry_out
from programme.models import LegalDocument
from projects.models import CatalogueEntry, Project
from projects.resources import ProjectResource
from records.models import ChangeSet
from records.persistence import ChangeRefused
from tests.imports.sending import (
    act,
    colleague_writes,
    confirm,
    imported,
    items,
    look,
    sent,
    signed_in,
)
from tests.records.samples import fresh

ISSUE = ["Nhà máy gạch Alpha", "Nhà máy ngói Beta", "Nhà máy kính Gamma"]


@pytest.fixture
def official_client(official):
    return signed_in(official("approver"))


def annex(names, title="DANH MỤC DỰ ÁN THỬ NGHIỆM"):
    rows = [[number, name, "xã Tân Cảnh"] for number, name in enumerate(names, 1)]
    return [[title], ["TT", "Tên dự án", "Địa điểm"], *rows]


@pytest.fixture
def document(db):
    return LegalDocument.objects.first()


@pytest.fixture
def shorter(official_client, document):
    """A new issue that names only the first of three projects."""
    imported(official_client, annex(ISSUE), document=document.pk)
    return sent(official_client, annex(ISSUE[:1]), document=document.pk)


def test_missing_records_are_kept_unless_somebody_decides_otherwise(official_client, shorter):
    asked = items(shorter, "missing")
    assert sorted(asked.values_list("label", "decision")) == sorted(
        (str(Project.objects.get(name_vi=name)), "keep") for name in ISSUE[1:]
    )
    assert look(official_client, shorter).context["current_tab"] == "missing"
    confirm(official_client, shorter)
    assert not Project.objects.filter(name_vi__in=ISSUE, status="withdrawn").exists()
    assert not CatalogueEntry.objects.filter(action="remove", project__name_vi__in=ISSUE)


def test_a_missing_record_is_withdrawn_by_the_document_of_the_list(
    official_client, shorter, document
):
    gone = Project.objects.get(name_vi=ISSUE[1])
    item = items(shorter, "missing").get(object_id=gone.pk)
    act(official_client, shorter, decide="1", **{f"item-{item.pk}": "take"})
    confirm(official_client, shorter)
    assert shorter.change_set.state == "applied"
    removal = CatalogueEntry.objects.get(project=gone, action="remove")
    assert (fresh(gone).status, removal.document) == ("withdrawn", document)
    assert Project.objects.get(name_vi=ISSUE[2]).status != "withdrawn"


def test_all_missing_records_are_withdrawn_together_and_undo_restores_them(
    official_client, shorter
):
    act(official_client, shorter, decide="1", together="take", question="missing")
    confirm(official_client, shorter)
    withdrawn = Project.objects.filter(status="withdrawn", name_vi__in=ISSUE)
    assert set(withdrawn.values_list("name_vi", flat=True)) == set(ISSUE[1:])

    official_client.post(f"/admin/records/changeset/{shorter.pk}/undo/")
    assert not withdrawn.exists()
    assert not CatalogueEntry.objects.filter(action="remove", project__name_vi__in=ISSUE)
    assert Project.objects.filter(name_vi__in=ISSUE).count() == 3


@pytest.mark.parametrize("role", ["editor", "approver"])
def test_only_who_may_publish_can_withdraw_published_records(official, document, role):
    client = signed_in(official(role))
    imported(client, annex(ISSUE), document=document.pk)
    known = Project.objects.filter(name_vi__in=ISSUE)
    known.filter(name_vi=ISSUE[1]).update(publication="published", source="x")
    shorter = sent(client, annex(ISSUE[:1]), document=document.pk)
    page = look(client, shorter, show="missing")
    assert ("Chỉ người duyệt" in page.text) == (role == "editor")
    act(client, shorter, decide="1", together="take", question="missing")
    page = confirm(client, shorter, follow=True)

    may = role == "approver"
    assert known.filter(status="withdrawn").count() == (2 if may else 0)
    assert (shorter.change_set.state == "applied") == may
    assert (f"{ISSUE[1]}. Chưa lưu dữ liệu nào" in page.text) == (not may)

    act(client, shorter, decide="1", together="keep", question="missing")
    confirm(client, shorter)
    assert shorter.change_set.state == "applied"


def test_another_decision_can_be_named_for_the_withdrawal(official_client, document):
    other = LegalDocument.objects.exclude(pk=document.pk).first()
    imported(official_client, annex(ISSUE))
    file_import = sent(official_client, annex(ISSUE[:1]))
    act(
        official_client,
        file_import,
        decide="1",
        together="take",
        question="missing",
        document=other.pk,
    )
    colleague_writes(Project.objects.exclude(name_vi__in=ISSUE).first(), note_vi="Khác")
    confirm(official_client, file_import)
    assert file_import.change_set.state == "applied"
    removals = CatalogueEntry.objects.filter(action="remove", project__name_vi__in=ISSUE)
    assert [each.document for each in removals] == [other, other]


def test_a_decision_to_withdraw_stays_valid_when_another_row_is_read_again(
    official_client,
):
    imported(official_client, annex(ISSUE))
    rows = annex(ISSUE[:1])
    rows[2][2] = "xã Đăk Trăm"
    file_import = sent(official_client, rows)
    act(official_client, file_import, decide="1", together="take", question="missing")
    colleague_writes(Project.objects.get(name_vi=ISSUE[0]), objective_vi="Khác")
    confirm(official_client, file_import)
    assert file_import.change_set.state == "proposed"
    assert set(items(file_import, "missing").values_list("decision", flat=True)) == {"take"}


@pytest.mark.parametrize("state", ["unready", "applied", "dropped"])
def test_decisions_are_only_accepted_for_a_proposal(shorter, document, state):
    """Another page may read, store or discard the file after this one was displayed."""
    before = list(shorter.change_set.items.order_by("id").values_list())
    ChangeSet.objects.filter(pk=shorter.pk).update(state=state, applied_at=timezone.now())
    with pytest.raises(ChangeRefused):
        decide(shorter.change_set, {}, for_all={"missing": "take"})
    with pytest.raises(ChangeRefused):
        decide(shorter.change_set, {pk: "take" for pk, *_values in before})
    other = LegalDocument.objects.exclude(pk=document.pk).first()
    with pytest.raises(ChangeRefused):
        withdraw_by(ProjectResource(), shorter.change_set, other.pk)
    assert list(shorter.change_set.items.order_by("id").values_list()) == before


def test_decisions_about_a_file_that_is_read_again_meanwhile_are_refused_in_words(
    official_client, shorter
):
    ChangeSet.objects.filter(pk=shorter.pk).update(state="unready")
    page = act(
        official_client, shorter, follow=True, decide="1", together="take", question="missing"
    )
    assert page.status_code == 200
    assert [str(each).split(":")[0] for each in page.context["messages"]] == [
        "Đã nhập tệp.",
        "Chưa lưu cách xử lý",
    ]
    assert set(items(shorter, "missing").values_list("decision", flat=True)) == {"keep"}


def test_decisions_stay_valid_when_reading_again_is_stopped(official_client, document):
    other = LegalDocument.objects.exclude(pk=document.pk).first()
    imported(official_client, annex(ISSUE))
    file_import = sent(official_client, annex(ISSUE[:1]))
    decided = {"together": "take", "question": "missing", "document": other.pk}
    act(official_client, file_import, decide="1", **decided)
    for note in ("Khác", "Lại khác"):
        colleague_writes(Project.objects.exclude(name_vi__in=ISSUE).first(), note_vi=note)
        carry_out(file_import, APPLY, stopping=lambda: True)
        file_import.refresh_from_db()
        assert (file_import.state, file_import.change_set.items.count()) == ("stopped", 0)
        act(official_client, file_import, retry="1")
        assert set(items(file_import, "missing").values_list("decision", flat=True)) == {"take"}

    confirm(official_client, file_import)
    assert file_import.change_set.state == "applied"
    removals = CatalogueEntry.objects.filter(action="remove", project__name_vi__in=ISSUE)
    assert [each.document for each in removals] == [other, other]


def test_a_decision_about_a_record_ends_with_an_edit_of_the_record(official_client):
    imported(official_client, annex(ISSUE))
    file_import = sent(official_client, annex(ISSUE[:1]))
    act(official_client, file_import, decide="1", together="take", question="missing")
    written = Project.objects.get(name_vi=ISSUE[1])
    colleague_writes(written, objective_vi="Khác")
    confirm(official_client, file_import)
    assert items(file_import, "missing").get(object_id=written.pk).decision == "keep"
    assert not Project.objects.filter(name_vi__in=ISSUE, status="withdrawn").exists()


def test_a_list_of_another_decision_has_no_missing_records(official_client, document):
    imported(official_client, annex(ISSUE), document=document.pk)
    other = LegalDocument.objects.exclude(pk=document.pk).first()
    file_import = sent(official_client, annex(ISSUE[:1]), document=other.pk)
    assert not items(file_import, "missing").exists()


def test_a_list_with_another_title_has_no_missing_records(official_client):
    imported(official_client, annex(ISSUE))
    assert items(sent(official_client, annex(ISSUE[:1])), "missing").count() == 2
    other = sent(official_client, annex(ISSUE[:1], "DANH MỤC DỰ ÁN HẠ TẦNG"))
    assert not items(other, "missing").exists()


def test_an_undone_list_does_not_count_as_an_earlier_issue(official_client):
    first = imported(official_client, annex(ISSUE))
    official_client.post(f"/admin/records/changeset/{first.pk}/undo/")
    assert not items(sent(official_client, annex(ISSUE[:1])), "missing").exists()


def test_a_record_that_the_earlier_issue_did_not_change_can_be_missing_too(
    official_client, document
):
    """The first issue changes nothing in a project; the second one leaves it out."""
    known = Project.objects.sited().filter(status="calling").first()
    columns = [["DANH MỤC THỬ NGHIỆM"], ["TT", "Tên dự án", "Ghi chú"]]
    row = [1, known.name_vi, known.note_vi]
    imported(official_client, [*columns, row, [2, ISSUE[0], ""]], document=document.pk)
    colleague_writes(known, objective_vi="Mục tiêu mới")

    file_import = sent(
        official_client,
        [*columns, [1, ISSUE[0], ""], [2, "Nhà máy thép"]],
        document=document.pk,
    )

    assert list(items(file_import, "missing").values_list("object_id", flat=True)) == [known.pk]
