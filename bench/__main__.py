"""`python -m bench [part of a name]`, on a SQLite database of its own."""

import contextlib
import json
import os
import sys
import tempfile
from pathlib import Path


def main(part: str) -> int:
    with tempfile.TemporaryDirectory(prefix="cnht-bench-") as folder:
        os.environ["DATABASE_URL"] = f"sqlite:///{Path(folder) / 'bench.sqlite3'}"
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")

        import django
        from django.core.management import call_command

        django.setup()
        with contextlib.redirect_stdout(sys.stderr):  # standard output is for the results
            call_command("migrate", verbosity=0)
            call_command("load_programme")

        from bench import BENCHMARKS, measured, search  # noqa: F401

        names = [name for name in BENCHMARKS if part in name]
        if not names:
            print(f"No benchmark is called “{part}”. There is: {', '.join(BENCHMARKS)}.")
            return 2
        met = True
        for name in names:
            result = measured(name)
            print(json.dumps(result), flush=True)
            met &= result["met"]
        return 0 if met else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1] if len(sys.argv) > 1 else ""))
