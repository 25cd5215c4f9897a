"""Long imports in the worker, and imports by command."""

import io
import json
from pathlib import Path

import pytest
from django.conf import settings
from django.core.files.storage import default_storage
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import OperationalError
from openpyxl import Workbook, load_workbook

from imports import progress
from imports.models import Finding, Import
from imports.worker import APPLY, READ, begin, carry_out
from jobs import heartbeat
from jobs.models import Job
from projects.models import CatalogueEntry, Project
from records.models import ChangeItem, ChangeSet
from spreadsheets.readers import opening
from spreadsheets.readers.errors import interrupted, reader_at_fault
from tests.imports.sending import act, address, confirm, look, sent, signed_in
from tests.spreadsheets.workbooks import csv_file, workbook

ROWS = [["Tên dự án", "Huyện", "Mục tiêu"], ["Xưởng A", "", "Cưa"], ["Xưởng B", "", "Bào"]]


@pytest.fixture
def client(official):
    return signed_in(official("approver"))


@pytest.fixture
def all_long(settings):
    """Every import is long, so it waits for the worker."""
    settings.SHEET_AT_ONCE_BYTES = settings.SHEET_AT_ONCE_CHANGES = 0


def work():
    """Let the worker run the waiting jobs."""
    call_command("work", "--once")


def again(file_import):
    return Import.objects.select_related("change_set").get(pk=file_import.pk)


def names():
    made = Project.objects.filter(name_vi__startswith="Xưởng")
    return set(made.values_list("name_vi", flat=True))


class TestWorker:
    def test_a_large_file_is_read_and_stored_by_the_worker(self, client, all_long):
        file_import = sent(client, ROWS)
        assert (file_import.state, Job.objects.count()) == ("waiting", 1)
        work()
        file_import = again(file_import)
        assert (file_import.state, file_import.message) == ("read", "")
        assert file_import.change_set.items.count() == 2
        assert names() == set()

        confirm(client, file_import)
        assert again(file_import).state == "applying"
        work()
        file_import = again(file_import)
        assert (file_import.state, file_import.change_set.state) == ("applied", "applied")
        assert file_import.change_set.author.username == "approver"
        assert names() == {"Xưởng A", "Xưởng B"}
        assert not Job.objects.exists()

    def test_an_import_stopped_before_the_end_stores_nothing(self, client, all_long):
        file_import = sent(client, ROWS)
        work()
        confirm(client, file_import)
        act(client, file_import, stop="1")
        work()
        file_import = again(file_import)
        assert (file_import.state, file_import.change_set.state) == ("read", "proposed")
        assert file_import.message.endswith(".")
        assert file_import.message in look(client, file_import).content.decode()
        assert names() == set()

        confirm(client, file_import)
        work()
        assert again(file_import).state == "applied"
        assert names() == {"Xưởng A", "Xưởng B"}

    def test_a_file_waits_for_earlier_files(self, client, all_long, settings):
        settings.SHEET_SILENCE = 0
        first, second = sent(client, ROWS), sent(client, ROWS)
        heartbeat.beat("worker")
        settings.SHEET_SILENCE = 120
        assert [again(each).is_at_work for each in (first, second)] == [True, True]
        work()
        assert [again(each).state for each in (first, second)] == ["read", "read"]

    def test_an_import_that_no_worker_takes_can_be_started_again(self, client, all_long, settings):
        file_import = sent(client, ROWS)
        settings.SHEET_SILENCE = 0
        assert 'name="retry"' in look(client, file_import).content.decode()

    def test_a_worker_that_ends_stops_its_import(self, client):
        file_import = sent(client, ROWS)
        carry_out(file_import, APPLY, by=file_import.change_set.author, stopping=lambda: True)
        file_import = again(file_import)
        assert (file_import.state, file_import.change_set.state) == ("read", "proposed")
        assert names() == set()


class TestProgressPage:
    @pytest.fixture
    def at_work(self, client):
        """An import that a process is working on."""
        file_import = sent(client, ROWS)
        Import.objects.filter(pk=file_import.pk).update(state=Import.State.APPLYING)
        progress.report(file_import.pk, 1, 2)
        return file_import

    def test_it_refreshes_without_scripts_and_displays_the_progress(self, client, at_work):
        page = look(client, at_work)
        text = page.content.decode()
        assert page.template_name == "admin/imports/working.html"
        assert page["Refresh"] == "2"
        assert "Refresh" not in look(client, at_work, still="1")
        assert '<progress max="2" value="1"' in text
        assert 'name="stop"' in text
        assert 'name="confirm"' not in text

    def test_it_only_offers_to_stop(self, client, at_work):
        for button in ("confirm", "drop", "decide", "again", ""):
            act(client, at_work, **{button or "nothing": "1"})
            assert (at_work.state, at_work.change_set.state) == ("applying", "proposed")
        assert names() == set()

    def test_the_import_page_links_to_it(self, client, at_work):
        assert (
            address("import_preview", at_work.pk) in client.get(address("import")).content.decode()
        )


class TestStopping:
    def test_a_stopped_reading_can_be_started_again(self, client):
        file_import = sent(client, ROWS)
        progress.request_stop(file_import.pk)
        carry_out(file_import, READ)
        file_import.refresh_from_db()
        assert file_import.state == "stopped"
        page = look(client, file_import).content.decode()
        assert file_import.message in page
        assert 'name="confirm"' not in page
        act(client, file_import, retry="1")
        assert (file_import.state, file_import.change_set.items.count()) == ("read", 2)

    def test_a_stopped_storing_changes_nothing(self, client):
        file_import = sent(client, ROWS)
        progress.request_stop(file_import.pk)
        carry_out(file_import, APPLY, by=file_import.change_set.author)
        file_import = Import.objects.get(pk=file_import.pk)
        assert (file_import.state, file_import.change_set.state) == ("read", "proposed")
        assert file_import.change_set.items.count() == 2
        assert names() == set()

    def test_a_request_to_stop_ends_with_its_attempt(self, client):
        file_import = sent(client, ROWS)
        progress.request_stop(file_import.pk)
        confirm(client, file_import)
        assert file_import.state == "applied"


class TestInterruptedProcess:
    """The process was killed or the machine switched off, so its end was not recorded."""

    @pytest.fixture(autouse=True)
    def short_silence(self, settings):
        settings.SHEET_SILENCE = 0

    def left(self, file_import, state):
        Import.objects.filter(pk=file_import.pk).update(state=state)
        return file_import

    def test_an_interrupted_storing_is_reported_and_can_be_tried_again(self, client):
        file_import = self.left(sent(client, ROWS), Import.State.APPLYING)
        page = look(client, file_import)
        assert page.template_name == "admin/imports/preview.html"
        assert "errornote" in page.content.decode()
        assert 'name="confirm"' in page.content.decode()
        confirm(client, file_import)
        assert file_import.change_set.state == "applied"
        assert names() == {"Xưởng A", "Xưởng B"}

    @pytest.mark.parametrize("state", [Import.State.WAITING, Import.State.READING])
    def test_an_interrupted_reading_is_reported_and_can_be_tried_again(self, client, state):
        file_import = self.left(sent(client, ROWS), state)
        page = look(client, file_import).content.decode()
        assert "errornote" in page
        assert 'name="retry"' in page
        assert 'name="confirm"' not in page
        confirm(client, file_import)
        assert file_import.state == state
        act(client, file_import, retry="1")
        assert (file_import.state, file_import.change_set.items.count()) == ("read", 2)

    def test_an_interrupted_import_can_be_discarded(self, client):
        file_import = self.left(sent(client, ROWS), Import.State.APPLYING)
        act(client, file_import, drop="1")
        assert file_import.change_set.state == "dropped"
        assert names() == set()

    def test_an_import_with_a_heartbeat_cannot_be_started_again(self, client, settings):
        settings.SHEET_SILENCE = 120
        file_import = self.left(sent(client, ROWS), Import.State.APPLYING)
        Import.objects.filter(pk=file_import.pk).update(alive_at="2020-01-01T00:00Z")
        file_import.refresh_from_db()
        assert file_import.is_interrupted
        progress.report(file_import.pk, 1, 2)
        assert file_import.is_at_work


@pytest.mark.django_db
class TestCommand:
    def run(self, file, *options, code=0):
        """The JSON output of the command, which must end with this status."""
        out = io.StringIO()
        arguments = ["import_sheet", "projects", file, "--json", *options]
        if code == 0:
            call_command(*map(str, arguments), stdout=out)
        else:
            with pytest.raises(CommandError) as refusal:
                call_command(*map(str, arguments), stdout=out)
            assert refusal.value.returncode == code
        return json.loads(out.getvalue()) if out.getvalue() else None

    def file(self, folder, content, name="danh-muc.xlsx"):
        content = workbook(content) if isinstance(content, list) else content
        path = folder / name
        path.write_bytes(content if isinstance(content, bytes) else content.getvalue())
        return path

    def everything(self):
        """Everything that an import may leave: rows of the database and stored files."""
        kept = [path for path in Path(settings.MEDIA_ROOT).rglob("*") if path.is_file()]
        counted = [
            model.objects.count() for model in (Project, ChangeSet, ChangeItem, Import, Finding)
        ]
        return counted, sorted(kept)

    def test_a_dry_run_leaves_nothing(self, tmp_path):
        file, before = self.file(tmp_path, ROWS), self.everything()
        outcome = self.run(file, "--dry-run")
        assert (outcome["new"], outcome["change_set"]) == (2, None)
        assert self.everything() == before

    @pytest.mark.parametrize("options", [(), ("--dry-run",)])
    def test_refused_rows_give_status_1_and_a_workbook_and_leave_nothing(self, tmp_path, options):
        file = self.file(tmp_path, [*ROWS, ["Xưởng C", "Huyện Không Có", ""]])
        before, report = self.everything(), tmp_path / "loi.xlsx"
        outcome = self.run(file, "--report", report, *options, code=1)
        assert [problem["cell"] for problem in outcome["problems"]] == ["B4"]
        assert self.everything() == before
        book = load_workbook(report)
        assert book["Phụ lục"]["B4"].fill.fill_type == "solid"
        assert book["Phụ lục"]["B4"].value == "Huyện Không Có"

    @pytest.mark.parametrize(
        "content", [b"%PDF-1.7", b"PK\x03\x04", [["Alpha", "Beta"], ["a", "b"]]]
    )
    @pytest.mark.parametrize("options", [(), ("--dry-run",)])
    def test_a_refused_file_gives_status_2_and_leaves_nothing(self, tmp_path, content, options):
        file, before = self.file(tmp_path, content), self.everything()
        assert self.run(file, *options, code=2) is None
        assert self.everything() == before

    def test_a_file_without_changes_gives_status_0_and_leaves_nothing(self, tmp_path):
        file = self.file(tmp_path, ROWS)
        self.run(file)
        before = self.everything()
        assert self.run(file)["unchanged"] == 2
        assert self.everything() == before

    def test_the_sheet_and_the_row_of_headings_are_chosen(self, tmp_path):
        heads = ["Tên dự án", "Huyện"]
        file = workbook(
            [heads, ["Xưởng A", ""], ["Xưởng B", ""]], **{"Đợt 2": [heads, ["Xưởng C", ""]]}
        )
        outcome = self.run(self.file(tmp_path, file), "--sheet", "Đợt 2")
        assert (outcome["sheet"], names()) == ("Đợt 2", {"Xưởng C"})
        self.run(self.file(tmp_path, file), "--sheet", "Đợt 9", code=2)

        rows = [["Tên dự án", "Huyện"], ["Xưởng D", ""], ["Tên dự án", "Huyện"], ["Xưởng E", ""]]
        outcome = self.run(self.file(tmp_path, rows), "--header-row", "3")
        assert (outcome["header_row"], names()) == (3, {"Xưởng C", "Xưởng E"})

    def test_hidden_rows_are_read_on_request(self, tmp_path):
        book = Workbook()
        for row in ROWS:
            book.active.append(row)
        book.active.row_dimensions[3].hidden = True
        file = tmp_path / "an.xlsx"
        book.save(file)
        outcome = self.run(file)
        assert (outcome["new"], outcome["left_out"], names()) == (1, 1, {"Xưởng A"})
        assert self.run(file, "--read-hidden")["new"] == 1
        assert names() == {"Xưởng A", "Xưởng B"}

    def test_missing_records_are_withdrawn_on_request_only(self, tmp_path):
        title = ["DANH MỤC XƯỞNG THỬ NGHIỆM"]
        self.run(self.file(tmp_path, [title, *ROWS]))
        shorter = self.file(tmp_path, [title, *ROWS[:2]])
        self.run(shorter)
        assert not Project.objects.filter(name_vi="Xưởng B", status="withdrawn").exists()

        outcome = self.run(shorter, "--withdraw-missing")
        assert Project.objects.get(name_vi="Xưởng B").status == "withdrawn"
        assert Project.objects.get(name_vi="Xưởng A").status != "withdrawn"
        assert CatalogueEntry.objects.filter(project__name_vi="Xưởng B", action="remove").exists()
        assert ChangeSet.objects.get(pk=outcome["change_set"]).items.count() == 1

    def test_the_command_reports_the_records_it_keeps(self, tmp_path):
        outcome = self.run(self.file(tmp_path, ROWS), "--source", "Báo cáo thử")
        kept = ChangeSet.objects.get(pk=outcome["change_set"])
        assert (kept.file_name, kept.author) == ("danh-muc.xlsx", None)
        assert default_storage.exists(kept.file.name)
        assert CatalogueEntry.objects.get(project__name_vi="Xưởng A").source == "Báo cáo thử"


class TestConcurrentAttempts:
    def test_a_second_attempt_does_not_start_while_the_first_one_runs(self, client):
        file_import = sent(client, ROWS)
        stale = Import.objects.get(pk=file_import.pk)
        begin(file_import, READ)
        begin(stale, READ)
        file_import.refresh_from_db()
        assert (file_import.state, file_import.attempt) == ("read", stale.attempt + 1)
        assert file_import.change_set.items.count() == 2

    def test_a_superseded_attempt_writes_nothing(self, client):
        file_import = sent(client, ROWS)
        stale = Import.objects.get(pk=file_import.pk)
        begin(file_import, READ)
        carry_out(stale, READ)
        carry_out(stale, APPLY)
        file_import.refresh_from_db()
        assert (file_import.state, file_import.message) == ("read", "")
        assert file_import.change_set.items.count() == 2
        assert names() == set()

    def test_a_stored_import_is_never_read_again(self, client):
        file_import = sent(client, ROWS)
        begin(file_import, APPLY, by=file_import.change_set.author)
        carry_out(file_import, READ)
        stored = Import.objects.get(pk=file_import.pk)
        assert (stored.state, stored.change_set.state) == ("applied", "applied")
        assert stored.change_set.items.count() == 2

    @pytest.mark.parametrize("fault", [interrupted, reader_at_fault])
    def test_a_file_without_fault_is_not_refused_and_can_be_read_again(
        self, client, monkeypatch, fault
    ):
        def end(*_given):
            raise fault()

        with monkeypatch.context() as ending:
            ending.setattr(opening, "run_sandboxed", end)
            file_import = sent(client, csv_file(ROWS[:2]), "danh-muc.csv")
        assert (file_import.state, file_import.message) == ("stopped", str(fault()))
        page = act(client, file_import, follow=True, retry="1")
        assert page.context["can_confirm"]

    def test_a_file_is_not_read_if_its_result_could_not_be_stored(self, client, monkeypatch):
        save = Import.save

        def fail(file_import, **named):
            if file_import.state == Import.State.READ:
                raise OperationalError("database is locked")
            save(file_import, **named)

        with monkeypatch.context() as patch:
            patch.setattr(Import, "save", fail)
            file_import = sent(client, ROWS)
        assert (file_import.state, file_import.change_set.state) == ("stopped", "unready")
        assert "database is locked" in file_import.message
        assert 'name="confirm"' not in look(client, file_import).content.decode()
        act(client, file_import, retry="1")
        assert (file_import.state, file_import.change_set.items.count()) == ("read", 2)

    def test_an_unexpected_error_is_reported_and_leaves_nothing(self, client, monkeypatch):
        def fail(*_given, **_named):
            raise RuntimeError

        file_import = sent(client, ROWS)
        monkeypatch.setattr("imports.worker.read_import", fail)
        begin(file_import, READ)
        file_import = again(file_import)
        assert (file_import.state, "RuntimeError" in file_import.message) == ("stopped", False)
        assert file_import.message in look(client, file_import).content.decode()
