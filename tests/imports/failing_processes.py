"""Commands in processes that have an accident: `python -m tests.imports.failing_processes MEDIA`.

Each line of input is JSON: `{"arguments": [...], "at": 12, "what": "killed"}` runs `manage.py` in a
new process and causes the accident at its twelfth moment. Moments are before and after every
statement and every commit. The response is a line of JSON: the `status` of the process, its
`output`, and the `moments` it passed. One process is the parent of all, so that Django starts once.
MEDIA is the folder of uploaded files.
"""

import json
import os
import signal
import sys
import tempfile
import time
import traceback

import django
from django.conf import settings
from django.core.checks import run_checks
from django.core.management import execute_from_command_line
from django.db import connection

# Small, so that a short list is stored in several batches.
BATCH_SIZE = 25


def killed():
    os.kill(os.getpid(), signal.SIGKILL)


def disk_full():
    """From now on the file of the database cannot grow."""
    connection.connection.execute("PRAGMA max_page_count = 1")


def database_gone():
    """The server ends this connection."""
    mine = connection.connection.info.backend_pid
    other = connection.copy()
    with other.cursor() as cursor:
        cursor.execute("SELECT pg_terminate_backend(%s, 5000)", [mine])
    other.close()


ACCIDENTS = {each.__name__: each for each in (killed, disk_full, database_gone)}


class Moments:
    """Counts the moments, writes them down, and causes the accident at the given one."""

    def __init__(self, passed, at, accident):
        self.passed, self.at, self.accident = passed, at, accident
        self.count = 0

    def pass_by(self, moment):
        self.count += 1
        self.passed.write(f"{moment}\n")
        self.passed.flush()
        if self.count == self.at:
            self.accident()

    def statement(self, execute, sql, params, many, context):
        words = " ".join(sql.split())[:30]  # one line for each moment
        self.pass_by(f"before {words}")
        result = execute(sql, params, many, context)
        self.pass_by(f"after {words}")
        return result

    def watch(self):
        commit = connection._commit

        def watched():
            self.pass_by("before a commit")
            commit()
            self.pass_by("after a commit")

        connection._commit = watched
        connection.execute_wrappers.append(self.statement)


def live(arguments, at, what, output, passed):
    """The run of one process, as `manage.py` with these arguments."""
    os.dup2(output.fileno(), 1)
    os.dup2(output.fileno(), 2)
    status = 0
    try:
        Moments(passed, at, ACCIDENTS[what]).watch()
        execute_from_command_line(["manage.py", *arguments])
    except SystemExit as end:
        status = end.code
    except BaseException:
        traceback.print_exc()
        status = 70
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(status)


def message(arguments, at=0, what="killed", after=None):
    """How a process ended, its output, and the moments it passed.

    After `after` seconds it is killed at whatever point it has reached.
    """
    with tempfile.TemporaryFile("w+") as output, tempfile.TemporaryFile("w+") as passed:
        if not (pid := os.fork()):
            live(arguments, at, what, output, passed)
        if after is not None:
            time.sleep(after)
            os.kill(pid, signal.SIGKILL)
        status = os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
        output.seek(0)
        passed.seek(0)
        return {"status": status, "output": output.read(), "moments": passed.read().splitlines()}


if __name__ == "__main__":
    settings.MEDIA_ROOT = sys.argv[1]
    django.setup()
    from records import snapshots  # needs the models

    snapshots.BATCH_SIZE = BATCH_SIZE
    run_checks()  # loads all modules once, before the processes are made
    connection.close()
    for line in sys.stdin:
        sys.stdout.write(json.dumps(message(**json.loads(line))) + "\n")
        sys.stdout.flush()
