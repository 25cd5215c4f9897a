"""The queue of jobs, and jobs of killed workers."""

import pytest
from django.core.cache import caches
from django.db import OperationalError

from jobs import heartbeat, registry
from jobs.models import Job
from jobs.queue import enqueue, last_sign_of_life
from jobs.worker import MAX_SILENCE_SECONDS, Worker, drop_interrupted_jobs

pytestmark = [pytest.mark.django_db, pytest.mark.both_engines]


@pytest.fixture(autouse=True)
def _no_worker():
    """No worker has sent a heartbeat."""
    caches["progress"].clear()


@pytest.fixture
def done(monkeypatch):
    """The calls of the task "note"; a job with the number 0 fails."""
    done = []

    def note(*, number, stopping):
        1 / number
        done.append(number)

    monkeypatch.setitem(registry.tasks, "note", note)
    monkeypatch.setattr("jobs.worker.periodic_tasks", {})
    return done


def test_jobs_run_in_order_and_leave_no_row(done):
    for number in (3, 1, 2):
        enqueue("note", str(number), number=number)
    Worker().run_once()
    assert done == [3, 1, 2]
    assert not Job.objects.exists()


def test_a_job_requested_twice_runs_once_with_the_latest_arguments(done):
    enqueue("note", "same", number=1)
    enqueue("note", "same", number=2)
    Worker().run_once()
    assert done == [2]


def test_a_failing_job_does_not_stop_the_others(done):
    enqueue("note", "bad", number=0)
    enqueue("note", "good", number=1)
    Worker().run_once()
    assert done == [1]
    assert not Job.objects.exists()


def test_a_job_requested_again_while_it_runs_is_run_again(done, monkeypatch):
    def note_and_ask(*, number, stopping):
        done.append(number)
        if number == 1:
            enqueue("note", "same", number=2)

    monkeypatch.setitem(registry.tasks, "note", note_and_ask)
    enqueue("note", "same", number=1)
    Worker().run_once()
    assert done == [1, 2]


def test_jobs_of_a_killed_worker_are_removed_and_those_of_a_running_one_stay(monkeypatch):
    Job.objects.create(task="note", key="killed", worker="dead")
    Job.objects.create(task="note", key="running", worker="alive")
    heartbeat.beat("alive")
    drop_interrupted_jobs()
    assert list(Job.objects.values_list("key", flat=True)) == ["running"]

    later = heartbeat.last_beat("alive") + MAX_SILENCE_SECONDS + 1
    monkeypatch.setattr("jobs.worker.time.time", lambda: later)
    drop_interrupted_jobs()
    assert not Job.objects.exists()


def test_a_waiting_job_counts_as_alive_while_any_worker_is():
    enqueue("note", "waiting", number=1)
    assert last_sign_of_life("note", "waiting") == 0
    heartbeat.beat("other")
    assert last_sign_of_life("note", "waiting") == heartbeat.last_beat("other")
    assert last_sign_of_life("note", "unknown") == 0


@pytest.mark.parametrize("error", [OperationalError("gone"), ValueError("odd")])
def test_a_failing_periodic_task_does_not_stop_the_others(monkeypatch, error):
    rounds = []

    def fail(now, *, stopping):
        raise error

    def count(now, *, stopping):
        rounds.append(now)
        return "counted"

    monkeypatch.setattr("jobs.worker.periodic_tasks", {"bad": fail, "good": count})
    Worker().run_once()
    assert len(rounds) == 1


def test_an_unreadable_heartbeat_does_not_stop_the_jobs(done, monkeypatch):
    worker = Worker()
    errors = iter([PermissionError("heartbeat of another user")])

    def read_heartbeats():
        if done:
            worker.ending.set()
        for error in errors:
            raise error

    monkeypatch.setattr("jobs.worker.drop_interrupted_jobs", read_heartbeats)
    monkeypatch.setattr("jobs.worker.POLL_SECONDS", 0)
    # It would close the connection with the transaction of this test.
    monkeypatch.setattr("jobs.worker.close_old_connections", lambda: None)
    enqueue("note", "one", number=1)
    worker._run_jobs()
    assert done == [1]
