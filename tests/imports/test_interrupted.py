"""An interrupted import is stored completely or not at all, and can be repeated."""

import json
import os
import signal
import subprocess
import sys
import time
from urllib.parse import urlsplit

import pytest
from django.conf import settings
from django.db import connection

from imports.models import Import
from imports.pipeline import receive
from imports.worker import APPLY, READ, carry_out
from jobs.queue import enqueue
from projects.models import CatalogueEntry, Project
from records.models import ChangeItem, ChangeSet
from tests.spreadsheets.workbooks import csv_file, import_file, received

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.both_engines]

HEADINGS = ["TT", "Tên dự án", "Địa điểm", "Huyện", "Diện tích (ha)", "Ghi chú"]
OLD, ALL = 5, 60  # three batches, so that an import can stop between batches
KILLS = 6


def rows(count, note):
    return [
        HEADINGS,
        *(
            [n, f"Dự án {n}", "xã Tân Cảnh", "Huyện Đăk Tô", f"{n},5", note]
            for n in range(1, count + 1)
        ),
    ]


def stored():
    """Everything that an import may write, without proposals and unready change sets."""
    done = [ChangeSet.State.APPLIED, ChangeSet.State.UNDONE]
    return [
        list(Project.objects.order_by("pk").values_list()),
        list(CatalogueEntry.objects.order_by("pk").values_list()),
        list(ChangeItem.objects.filter(change_set__state__in=done).order_by("pk").values_list()),
        list(ChangeSet.objects.filter(state__in=done).order_by("pk").values_list()),
    ]


def start():
    """A portal with some projects of the list, with another note, and most of them missing."""
    Project.objects.all().delete()
    ChangeSet.objects.all().delete()
    import_file("projects", csv_file(rows(OLD, "cũ")))
    return stored()


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "danh-muc.csv"
    path.write_bytes(csv_file(rows(ALL, "mới")).getvalue())
    return path


def sent(file):
    """The uploaded list, before it is read."""
    with file.open("rb") as content:
        return receive(Project, content, file_name=file.name)


@pytest.fixture(scope="module")
def parent(django_db_setup):
    """The parent of the processes that have an accident, on the database of this run."""
    name = connection.settings_dict["NAME"]
    url = f"sqlite:///{name}"
    if connection.vendor == "postgresql":
        url = urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{name}").geturl()
    # It is no worker, which would choose a database itself.
    environment = {name: v for name, v in os.environ.items() if name != "PYTEST_XDIST_WORKER"}
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.imports.failing_processes", settings.MEDIA_ROOT],
        cwd=settings.BASE_DIR,
        env={**environment, "DATABASE_URL": url},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    with process:
        yield process
        process.stdin.close()


@pytest.fixture
def run(parent):
    """Runs a command in a process of its own: `run("import_sheet", …, at=12, what="killed")`."""

    def run(*arguments, **accident):
        line = json.dumps({"arguments": list(map(str, arguments)), **accident})
        print(line, file=parent.stdin, flush=True)
        return json.loads(parent.stdout.readline())

    return run


def work(run, reading, step, **accident):
    """The outcome of a worker that takes one step of an import."""
    enqueue(Import.TASK, str(reading.pk), pk=reading.pk, step=step, attempt=reading.attempt)
    return run("work", "--once", **accident)


def moment(ended, words, nth=0):
    """The number of a moment by its words, counted from the first or, if negative, the last."""
    found = [n for n, passed in enumerate(ended["moments"], 1) if passed.startswith(words)]
    return found[nth]


def all_is_stored_once(file):
    with file.open("rb") as content:
        again = received("projects", content).change_set
    counts = [
        again.summary[name] for name in ("new", "changed", "refused", "conflict", "unchanged")
    ]
    assert counts == [0, 0, 0, 0, ALL]
    assert Project.objects.filter(note_vi="mới").count() == Project.objects.count() == ALL


def test_an_import_killed_at_any_statement_is_stored_completely_or_not_at_all(run, file):
    start()
    whole = run("import_sheet", "projects", file)
    assert whole["status"] == 0
    last = len(whole["moments"])
    commits = [n for n, passed in enumerate(whole["moments"], 1) if passed == "before a commit"]
    assert commits[-1] == last - 1

    before = start()
    for at in sorted({*range(1, last, last // KILLS), *commits}):
        assert run("import_sheet", "projects", file, at=at)["status"] == -signal.SIGKILL
        assert stored() == before, whole["moments"][at - 1]

    # The same file can be imported beside what was left unready; here it dies after its work.
    assert run("import_sheet", "projects", file, at=last)["status"] == -signal.SIGKILL
    all_is_stored_once(file)


def test_an_import_killed_at_any_time_is_stored_completely_or_not_at_all(run, file):
    before = start()
    begun = time.monotonic()
    run("import_sheet", "projects", file, "--dry-run")
    reading = time.monotonic() - begun
    for part in (0.3, 0.9, 1.5, 2.1):
        if stored() == before:
            run("import_sheet", "projects", file, after=part * reading)
    if stored() == before:
        assert run("import_sheet", "projects", file)["status"] == 0
    all_is_stored_once(file)


def test_an_import_killed_in_the_background_can_be_started_again(run, file, settings):
    settings.SHEET_SILENCE = 0  # seconds without a heartbeat until a process counts as ended
    before = start()
    reading = sent(file)
    assert work(run, reading, READ, at=90)["status"] == -signal.SIGKILL
    reading.refresh_from_db()
    assert (reading.state, reading.is_interrupted) == (Import.State.READING, True)

    carry_out(reading, READ)
    assert reading.change_set.state == ChangeSet.State.PROPOSED
    assert work(run, reading, APPLY, at=70)["status"] == -signal.SIGKILL
    assert stored() == before

    carry_out(reading, APPLY)
    all_is_stored_once(file)


ACCIDENTS = [
    pytest.param(
        "disk_full",
        "disk is full",
        marks=pytest.mark.skipif(
            connection.vendor != "sqlite",
            reason="The server keeps its own disk; SQLite can be told that its file must not grow.",
        ),
    ),
    pytest.param(
        "database_gone",
        "connection",
        marks=pytest.mark.skipif(
            connection.vendor != "postgresql",
            reason="SQLite has no server that could end a connection.",
        ),
    ),
]


def leave_no_room():
    """Remove the empty pages of the file, which new rows could use."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("VACUUM")


WRITES = ['before INSERT INTO "records_changeite', 'before INSERT INTO "projects_project']


@pytest.mark.parametrize(("what", "reason"), ACCIDENTS)
def test_a_database_failure_is_reported_in_a_message_and_nothing_is_stored(run, file, what, reason):
    start()
    whole = run("import_sheet", "projects", file)
    before = start()
    leave_no_room()
    for words in WRITES:
        failed = run("import_sheet", "projects", file, at=moment(whole, words), what=what)
        assert failed["status"] == 1
        assert reason in failed["output"]
        assert failed["output"].rstrip().endswith("Nothing was stored; try again.")
        assert "Traceback" not in failed["output"]
        assert stored() == before

    import_file("projects", csv_file(rows(ALL, "mới")))
    all_is_stored_once(file)


@pytest.mark.parametrize(("what", "reason"), ACCIDENTS)
def test_a_database_failure_in_the_background_is_reported_on_the_page(run, file, what, reason):
    before = start()
    leave_no_room()
    reading = sent(file)
    for step, state, at in ((READ, Import.State.STOPPED, 90), (APPLY, Import.State.READ, 80)):
        failed = work(run, reading, step, at=at, what=what)
        assert failed["status"] == 0
        assert "Traceback" not in failed["output"]
        assert stored() == before
        reading = Import.objects.get(pk=reading.pk)
        assert reading.state == state
        assert reason in reading.message
        carry_out(reading, step)
    all_is_stored_once(file)
