"""The worker starts, restarts and ends with the web server."""

import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest
from django.conf import settings


def children(pid):
    """The command lines of the children of a process."""
    found = {}
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            if int(stat.read_text().rpartition(")")[2].split()[1]) == pid:
                found[int(stat.parent.name)] = (stat.parent / "cmdline").read_text()
        except (OSError, IndexError, ValueError):
            continue
    return found


def has_ended(pid):
    """Whether a process has ended, or is a zombie."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] == "Z"
    except OSError:
        return True


def until(condition, seconds=30):
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if result := condition():
            return result
        time.sleep(0.1)
    return condition()


@pytest.fixture
def port():
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return str(free.getsockname()[1])


@pytest.fixture
def serve(tmp_path, port):
    """Start the web server as `make run` does, with an empty database.

    One process answers requests, since each one takes seconds to start.
    """
    if not Path("/proc/self/stat").exists():
        pytest.skip("Processes are looked up in /proc.")
    started = []

    def start(**environment):
        process = subprocess.Popen(
            [sys.executable, "-m", "gunicorn"],
            cwd=settings.BASE_DIR,
            env={
                **os.environ,
                "PORT": port,
                "DATABASE_URL": f"sqlite:///{tmp_path / 'empty.sqlite3'}",
                "DJANGO_SETTINGS_MODULE": "cnht_portal.settings",
                "GUNICORN_CMD_ARGS": "--workers=1",
                **environment,
            },
            stderr=subprocess.PIPE,
            text=True,
        )
        started.append(process)
        return process

    yield start
    for process in started:
        process.terminate()
        process.communicate(timeout=30)


def workers(process):
    return [pid for pid, line in children(process.pid).items() if "manage.py\0work" in line]


def test_the_worker_ends_with_a_killed_server(serve):
    server = serve()
    (companion,) = until(lambda: workers(server))
    server.kill()
    server.wait(timeout=30)
    assert until(lambda: has_ended(companion))


def test_a_killed_worker_is_restarted_once_and_ends_with_the_server(serve):
    server = serve()
    (first,) = until(lambda: workers(server))
    os.kill(first, signal.SIGKILL)
    (second,) = until(lambda: [pid for pid in workers(server) if pid != first])
    assert workers(server) == [second]
    server.terminate()
    server.wait(timeout=30)
    assert until(lambda: has_ended(second))


def test_a_server_without_its_port_starts_no_worker(serve):
    first = serve()
    until(lambda: workers(first))
    second = serve()
    _out, message = second.communicate(timeout=30)
    assert second.returncode == 1
    assert "choose another" in message.splitlines()[-1]
    assert len(workers(first)) == 1


def test_with_run_worker_0_the_server_starts_no_worker(serve):
    server = serve(RUN_WORKER="0", GUNICORN_CMD_ARGS="")
    assert until(lambda: len(children(server.pid)) == 2)
    assert workers(server) == []
