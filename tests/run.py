"""Runs the tests on SQLite, PostgreSQL and in the browser at once: `python tests/run.py -k word`.

Each worker is a process of pytest-xdist with a database of its own; `tests/fixtures/databases.py`
decides which tests it runs. `TEST_DATABASE_URL` names a PostgreSQL server to use; without it one is
started. A run without arguments writes its duration to `RECORD` for `make check`, and fails if all
workers together reached fewer lines than `[tool.slipcover]` requires.
"""

import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import tomllib
from contextlib import nullcontext
from pathlib import Path

from postgres import server

WORKERS = ("sqlite", "postgresql", "browser")
BUDGET = 600  # seconds, on two cores
ROOT = Path(__file__).parents[1]
RECORD = ROOT / "var" / "test-run.json"
COVERAGE = ROOT / "var" / "coverage"


def run_pytest(url: str, arguments: list[str]) -> int:
    command = [sys.executable, "-m", "pytest", "--dist=each"]
    command += [f"--tx=popen//id={worker}" for worker in WORKERS]
    command += ["--durations=25", "--durations-min=1"]
    command += arguments
    environment = {**os.environ, **coverage_environment(), "TEST_DATABASE_URL": url}
    environment.pop("DATABASE_URL", None)  # each worker has a database of its own
    # The workers and the processes that tests start compile the portal once.
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    with tempfile.TemporaryDirectory(prefix="cnht-tests-") as folder:
        environment["TEST_FOLDER"] = folder  # for what the workers share
        return subprocess.run(command, env=environment).returncode


def coverage_environment() -> dict[str, str]:
    """The environment in which SlipCover's plugin writes the lines of each worker to COVERAGE."""
    shutil.rmtree(COVERAGE, ignore_errors=True)
    COVERAGE.mkdir(parents=True)
    configured = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["slipcover"]
    return {
        "SLIPCOVER_ENABLED": "1",
        "SLIPCOVER_COVERAGE_DIR": str(COVERAGE),
        "SLIPCOVER_SOURCE": ",".join(configured["source"]),
        "SLIPCOVER_OMIT": ",".join(configured["omit"]),
    }


def report_coverage() -> int:
    """List the lines that the last run did not reach; not 0 if there are too many."""
    files = sorted(COVERAGE.glob("coverage-*.json"))
    if not files:
        print("No run of the tests is recorded.")  # noqa: T201
        return 1
    merge = [sys.executable, "-m", "slipcover", "--out", str(COVERAGE / "all.json"), "--merge"]
    return subprocess.run([*merge, *map(str, files)]).returncode


def run(arguments: list[str]) -> int:
    started = time.monotonic()
    url = os.environ.get("TEST_DATABASE_URL")
    with nullcontext(url) if url else server() as address:
        status = run_pytest(address, arguments)
    seconds = round(time.monotonic() - started)
    if not arguments and status == 0:
        RECORD.write_text(json.dumps({"seconds": seconds, "budget": BUDGET}) + "\n")
        status = report_coverage()
    print(f"The run took {seconds} s.")  # noqa: T201
    return status


def report() -> int:
    """Print the duration of the last complete run; 1 if it exceeded its budget."""
    if not RECORD.exists():
        print("No whole run of the tests is recorded.")  # noqa: T201
        return 0
    record = json.loads(RECORD.read_text())
    print("The last whole run of the tests took {seconds} s of {budget} s.".format(**record))  # noqa: T201
    return int(record["seconds"] > record["budget"])


if __name__ == "__main__":
    # If it is ended from outside, it still stops its server.
    for ending in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(ending, lambda *_: sys.exit(1))
    arguments = sys.argv[1:]
    reports = {("--report",): report, ("--coverage",): report_coverage}
    sys.exit(reports[tuple(arguments)]() if tuple(arguments) in reports else run(arguments))
