"""Decisions between preview and confirmation, and edits by colleagues."""

import io
from pathlib import Path

import pytest
from openpyxl import load_workbook

from imports.models import Import
from projects.models import Project
from projects.resources import ProjectResource
from records.models import ChangeItem, ChangeSet
from records.persistence import ChangeRefused
from tests.imports.sending import (
    HEADINGS,
    act,
    address,
    colleague_writes,
    confirm,
    imported,
    items,
    look,
    row,
    send,
    sent,
    signed_in,
)
from tests.records.samples import fresh
from tests.spreadsheets.workbooks import SAMPLES, workbook

ANNEX = SAMPLES["sited"][1]


@pytest.fixture
def official_client(official):
    return signed_in(official("approver"))


@pytest.fixture
def project(db):
    project = Project.objects.sited().first()
    colleague_writes(project, objective_vi="Ban đầu", note_vi="Chú ban đầu")
    return fresh(project)


class TestBetweenPreviewAndConfirmation:
    @pytest.fixture
    def conflict(self, official_client, project):
        """An import with a confirmation that met a colleague's edit of the same field."""
        file_import = sent(
            official_client, [HEADINGS, row(project, objective_vi="Theo tệp", note_vi="Mới")]
        )
        colleague_writes(project, objective_vi="Theo đồng nghiệp")
        self.page = confirm(official_client, file_import, follow=True)
        return file_import

    def test_a_colleagues_edit_of_the_same_field_makes_the_row_a_conflict(self, conflict, project):
        item = items(conflict, "conflict").get()
        assert (item.base_values, item.decision) == ({"objective_vi": "Ban đầu"}, "")
        assert item.before["objective_vi"] == "Theo đồng nghiệp"
        assert item.after["objective_vi"] == "Theo tệp"
        page = self.page.content.decode()
        assert all(words in page for words in ("Ban đầu", "Theo đồng nghiệp", "Theo tệp"))
        assert 'name="confirm"' not in page
        assert fresh(project).objective_vi == "Theo đồng nghiệp"

    def test_nothing_is_stored_while_a_conflict_is_not_decided(
        self, official_client, conflict, project
    ):
        before = ChangeSet.objects.filter(state="applied").count()
        page = confirm(official_client, conflict, follow=True)
        assert (conflict.change_set.state, conflict.state) == ("proposed", "read")
        assert "errornote" in page.content.decode()
        assert ChangeSet.objects.filter(state="applied").count() == before
        assert (fresh(project).objective_vi, fresh(project).note_vi) == (
            "Theo đồng nghiệp",
            "Chú ban đầu",
        )

    @pytest.mark.parametrize(
        ("decision", "objective", "note"),
        [("take", "Theo tệp", "Mới"), ("keep", "Theo đồng nghiệp", "Chú ban đầu")],
    )
    def test_the_decision_takes_the_file_or_keeps_the_record(
        self, official_client, conflict, project, decision, objective, note
    ):
        item = items(conflict, "conflict").get()
        act(official_client, conflict, decide="1", **{f"item-{item.pk}": decision})
        assert fresh(project).objective_vi == "Theo đồng nghiệp"
        confirm(official_client, conflict)
        assert conflict.change_set.state == "applied"
        assert (fresh(project).objective_vi, fresh(project).note_vi) == (objective, note)

    def test_all_conflicts_can_be_decided_together(self, official_client, db):
        projects = list(Project.objects.sited()[:3])
        rows = [row(project, objective_vi="Theo tệp") for project in projects]
        file_import = sent(official_client, [HEADINGS, *rows])
        for project in projects:
            colleague_writes(project, objective_vi="Theo đồng nghiệp")
        confirm(official_client, file_import)
        act(official_client, file_import, decide="1", together="take", question="conflict")
        confirm(official_client, file_import)
        assert {fresh(project).objective_vi for project in projects} == {"Theo tệp"}

    def test_decisions_apply_to_questions_of_this_file_only(
        self, official_client, conflict, project
    ):
        other = ChangeItem.objects.exclude(change_set=conflict.pk).first()
        act(official_client, conflict, decide="1", **{f"item-{other.pk}": "take"})
        other.refresh_from_db()
        assert other.decision == ""

    def test_edits_of_different_fields_are_merged_without_a_question(
        self, official_client, project
    ):
        file_import = sent(official_client, [HEADINGS, row(project, note_vi="Theo tệp")])
        colleague_writes(project, objective_vi="Theo đồng nghiệp")
        confirm(official_client, file_import)
        assert (items(file_import).get().after, file_import.change_set.state) == (
            {"note_vi": "Theo tệp"},
            "proposed",
        )
        confirm(official_client, file_import)
        stored = fresh(project)
        assert (stored.objective_vi, stored.note_vi) == ("Theo đồng nghiệp", "Theo tệp")

    def test_the_same_edit_by_both_is_no_conflict(self, official_client, project):
        file_import = sent(official_client, [HEADINGS, row(project, objective_vi="Như nhau")])
        colleague_writes(project, objective_vi="Như nhau")
        confirm(official_client, file_import)
        assert not file_import.change_set.items.exists()
        assert fresh(project).version == project.version + 1

    def test_an_edit_of_another_record_does_not_prevent_the_confirmation(
        self, official_client, project
    ):
        file_import = sent(official_client, [HEADINGS, row(project, objective_vi="Theo tệp")])
        colleague_writes(Project.objects.exclude(pk=project.pk).first(), note_vi="Khác")
        confirm(official_client, file_import)
        assert file_import.change_set.state == "applied"
        assert fresh(project).objective_vi == "Theo tệp"

    def test_decisions_stay_valid_after_an_edit_of_another_record(
        self, official_client, conflict, project
    ):
        act(official_client, conflict, decide="1", together="take", question="conflict")
        colleague_writes(Project.objects.exclude(pk=project.pk).first(), note_vi="Khác")
        confirm(official_client, conflict)
        assert conflict.change_set.state == "applied"
        assert fresh(project).objective_vi == "Theo tệp"

    def test_a_conflict_with_other_values_is_another_question(
        self, official_client, conflict, project
    ):
        act(official_client, conflict, decide="1", together="take", question="conflict")
        act(official_client, conflict, retry="1")
        assert items(conflict, "conflict").get().decision == "take"

        file = workbook([HEADINGS, row(project, objective_vi="Theo tệp khác", note_vi="Mới")])
        Path(conflict.change_set.file.path).write_bytes(file.getvalue())
        act(official_client, conflict, retry="1")
        item = items(conflict, "conflict").get()
        assert (item.after["objective_vi"], item.decision) == ("Theo tệp khác", "")

    def test_a_file_that_was_read_again_is_at_work_until_it_is_stored(
        self, official_client, project, monkeypatch
    ):
        file_import = sent(official_client, [HEADINGS, row(project, objective_vi="Theo tệp")])
        colleague_writes(Project.objects.exclude(pk=project.pk).first(), note_vi="Khác")
        states = []

        def refuse(change_set, **_named):
            states.append(Import.objects.get(pk=change_set.pk).state)
            raise ChangeRefused("Nothing was stored.")

        with monkeypatch.context() as patch:
            patch.setattr("imports.pipeline.apply", refuse)
            confirm(official_client, file_import)
        assert (states, file_import.state) == (["applying"], "read")
        confirm(official_client, file_import)
        assert file_import.state == "applied"

    def test_a_file_refused_when_it_is_read_again_can_only_be_read_again_or_discarded(
        self, official_client, project
    ):
        file_import = sent(official_client, [HEADINGS, row(project, objective_vi="Theo tệp")])
        colleague_writes(Project.objects.exclude(pk=project.pk).first(), note_vi="Khác")
        Path(file_import.change_set.file.path).write_bytes(b"%PDF-1.7")
        page = confirm(official_client, file_import, follow=True)
        assert (file_import.state, file_import.change_set.state) == ("refused", "unready")
        assert page.status_code == 200
        text = page.content.decode()
        assert file_import.message in text
        assert [f'name="{button}"' in text for button in ("confirm", "again", "drop")] == [
            False,
            True,
            True,
        ]
        assert fresh(project).objective_vi == "Ban đầu"

        act(official_client, file_import, drop="1")
        assert not ChangeSet.objects.filter(pk=file_import.pk).exists()

    def test_a_preview_without_counts_can_be_discarded(self, official_client, project):
        """Older versions could leave such a preview."""
        file_import = sent(official_client, [HEADINGS, row(project)])
        ChangeSet.objects.filter(pk=file_import.pk).update(summary={})
        page = look(official_client, file_import)
        assert page.status_code == 200
        assert 'name="drop"' in page.content.decode()

    @pytest.mark.both_engines
    def test_a_file_confirmed_twice_is_stored_once(self, official_client, project):
        file_import = sent(official_client, [HEADINGS, row(project, objective_vi="Theo tệp")])
        confirm(official_client, file_import)
        page = confirm(official_client, file_import, follow=True)
        assert page.redirect_chain[-1][0].endswith(f"/records/changeset/{file_import.pk}/change/")
        assert fresh(project).version == project.version + 1
        assert (
            ChangeItem.objects.filter(object_id=project.pk, after__objective_vi="Theo tệp").count()
            == 1
        )

    def test_a_file_with_problems_cannot_be_stored(self, official_client, project):
        rows = [
            [*HEADINGS, "Huyện"],
            [*row(project, objective_vi="Theo tệp"), ""],
            ["", "Xưởng mộc", "", "", "Huyện Không Có"],
        ]
        file_import = sent(official_client, rows)
        assert file_import.findings.filter(group="problem").exists()
        confirm(official_client, file_import)
        assert file_import.change_set.state == "unready"
        assert fresh(project).objective_vi == "Ban đầu"


class TestExportedList:
    """A list exported in the admin has the version of each record."""

    def edited(self, client, project, **cells):
        """The exported list with some cells of one project changed."""
        response = client.get(address("file", "xlsx"))
        book = load_workbook(io.BytesIO(b"".join(response.streaming_content)))
        sheet = book.active
        rows = list(sheet.iter_rows())
        top = next(row for row in rows if any(cell.value == "Mã" for cell in row))
        columns = {cell.value: cell.column - 1 for cell in top}
        assert str(ProjectResource().columns["version"].column_name) in columns
        line = next(row for row in rows if row[columns["Mã"]].value == project.code)
        for heading, value in cells.items():
            line[columns[heading]].value = value
        out = io.BytesIO()
        book.save(out)
        return out.getvalue()

    def test_only_the_cells_changed_in_the_file_change_the_record(self, official_client, project):
        file = self.edited(official_client, project, **{"Mục tiêu": "Theo tệp"})
        colleague_writes(project, note_vi="Theo đồng nghiệp")
        file_import = imported(official_client, file)
        assert items(file_import).get().after == {"objective_vi": "Theo tệp"}
        stored = fresh(project)
        assert (stored.objective_vi, stored.note_vi) == ("Theo tệp", "Theo đồng nghiệp")

    def test_the_same_field_changed_by_both_is_a_conflict(self, official_client, project):
        file = self.edited(official_client, project, **{"Mục tiêu": "Theo tệp"})
        colleague_writes(project, objective_vi="Theo đồng nghiệp")
        file_import = sent(official_client, file)
        item = file_import.change_set.items.get()
        assert (item.question, item.base_values) == ("conflict", {"objective_vi": "Ban đầu"})

    def test_an_unedited_exported_list_reverts_nothing(self, official_client, project):
        file = self.edited(official_client, project)
        colleague_writes(project, objective_vi="Theo đồng nghiệp")
        file_import = sent(official_client, file)
        assert read_counts(file_import) == (0, 0, 0)
        assert fresh(project).objective_vi == "Theo đồng nghiệp"


def read_counts(file_import):
    summary = file_import.change_set.summary
    return summary["new"], summary["changed"], summary["conflict"]


class TestSameFileTwice:
    def stored(self):
        """Everything that an unnecessary write would change."""
        return (
            list(Project.objects.order_by("pk").values_list("pk", "version", "updated_at")),
            ChangeItem.objects.count(),
            ChangeSet.objects.filter(state="applied").count(),
        )

    @pytest.mark.parametrize(
        "file", [ANNEX, SAMPLES["without_site"][1]], ids=["sited", "without_site"]
    )
    def test_changes_nothing_and_leaves_no_trace(self, official_client, file):
        Project.objects.all().delete()
        imported(official_client, file.read_bytes(), file.name)
        before = self.stored()

        again = sent(official_client, file.read_bytes(), file.name)
        assert read_counts(again) == (0, 0, 0)
        confirm(official_client, again)
        assert again.change_set.state == "unready"
        assert self.stored() == before

    def test_its_unchanged_rows_are_listed_as_ranges(self, official_client, db):
        projects = Project.objects.sited()[:5]
        rows = [row(project) for project in projects]
        rows[3][2] = "Mục tiêu khác"
        file_import = sent(official_client, [HEADINGS, *rows])
        assert file_import.change_set.summary["unchanged_rows"] == "2–4, 6"
        assert "2–4, 6" in look(official_client, file_import, show="unchanged").content.decode()

    def test_only_what_differs_in_a_row_is_written(self, official_client, db):
        Project.objects.all().delete()
        imported(official_client, ANNEX.read_bytes(), ANNEX.name)
        before = dict(Project.objects.values_list("pk", "version"))
        book = load_workbook(ANNEX)
        book.active["C9"] = "xã Đăk Trăm"
        out = io.BytesIO()
        book.save(out)
        file_import = imported(official_client, out.getvalue(), ANNEX.name)
        assert file_import.change_set.summary["unchanged"] == 17
        touched = {
            pk
            for pk, version in Project.objects.values_list("pk", "version")
            if version != before[pk]
        }
        assert touched == {file_import.change_set.items.get().object_id}


def test_an_empty_file_is_refused_at_the_form(official_client):
    assert send(official_client, b"").status_code == 422
    assert not ChangeSet.objects.filter(author__username="approver").exists()


def test_a_workbook_without_rows_stores_nothing(official_client):
    file_import = sent(official_client, workbook([HEADINGS]))
    confirm(official_client, file_import)
    assert file_import.change_set.state == "unready"
