"""Runs the tests on SQLite, PostgreSQL and in the browser at once: `python tests/run.py -k word`.

Each worker is a process of pytest-xdist with a database of its own; which tests it runs is decided
in `tests/fixtures/databases.py`. `TEST_DATABASE_URL` names a PostgreSQL server to use; without it
one is started. A run without arguments leaves its duration in `RECORD` for `make check`.
"""

import json
import os
import signal
import subprocess
import sys
import time
from contextlib import nullcontext
from pathlib import Path

from postgres import server

WORKERS = ("sqlite", "postgresql", "browser")
BUDGET = 600  # seconds, on two cores
RECORD = Path(__file__).parents[1] / "var" / "test-run.json"


def run_pytest(url: str, arguments: list[str]) -> int:
    command = [sys.executable, "-m", "pytest", "--dist=each"]
    command += [f"--tx=popen//id={worker}" for worker in WORKERS]
    command += ["--durations=25", "--durations-min=1"]
    command += arguments
    environment = {**os.environ, "TEST_DATABASE_URL": url}
    environment.pop("DATABASE_URL", None)  # each worker has its own
    return subprocess.run(command, env=environment).returncode


def run(arguments: list[str]) -> int:
    started = time.monotonic()
    url = os.environ.get("TEST_DATABASE_URL")
    with nullcontext(url) if url else server() as address:
        status = run_pytest(address, arguments)
    seconds = round(time.monotonic() - started)
    print(f"The run took {seconds} s.")  # noqa: T201
    if not arguments and status == 0:
        RECORD.parent.mkdir(exist_ok=True)
        RECORD.write_text(json.dumps({"seconds": seconds, "budget": BUDGET}) + "\n")
    return status


def report() -> int:
    """Print how long the last whole run took; 1 when it was over its budget."""
    if not RECORD.exists():
        print("No whole run of the tests is recorded.")  # noqa: T201
        return 0
    record = json.loads(RECORD.read_text())
    print("The last whole run of the tests took {seconds} s of {budget} s.".format(**record))  # noqa: T201
    return int(record["seconds"] > record["budget"])


if __name__ == "__main__":
    # Ended from outside, it still stops its server.
    for ending in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(ending, lambda *_: sys.exit(1))
    arguments = sys.argv[1:]
    sys.exit(report() if arguments == ["--report"] else run(arguments))
