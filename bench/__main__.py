"""`python -m bench [part of a name]`: runs each benchmark in a process and database of its own."""

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager

import django

from tests import postgres


def main(part: str) -> int:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
    # Each benchmark creates its database, whatever database this machine uses.
    os.environ.pop("DATABASE_URL", None)
    django.setup()

    from bench import BENCHMARKS, imports, lists, search  # noqa: F401

    names = [name for name in BENCHMARKS if part in name]
    if not names:
        print(f"No benchmark is called “{part}”. There is: {', '.join(BENCHMARKS)}.")
        return 2
    failed = False
    for name in names:
        with database(BENCHMARKS[name].engine) as url:
            command = [sys.executable, "-m", "bench.run_one", name]
            done = subprocess.run(command, env={**os.environ, "DATABASE_URL": url})
            failed |= done.returncode != 0
    return int(failed)


@contextmanager
def database(engine: str) -> Iterator[str]:
    """The URL of an empty database that exists inside the `with` block."""
    if engine == "postgresql":
        with postgres.server() as url:
            yield url
    else:
        with tempfile.TemporaryDirectory(prefix="cnht-bench-") as folder:
            yield f"sqlite:///{folder}/bench.sqlite3"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1] if len(sys.argv) > 1 else ""))
