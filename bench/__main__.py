"""`python -m bench [part of a name]`, on a SQLite database of its own."""

import io
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
        call_command("migrate", verbosity=0)
        call_command("load_programme", stdout=io.StringIO())  # ours is for the results

        from bench import BENCHMARKS, measured, search  # noqa: F401

        names = [name for name in BENCHMARKS if part in name]
        if not names:
            print(f"No benchmark is called “{part}”. There is: {', '.join(BENCHMARKS)}.")
            return 2
        for name in names:
            print(json.dumps(measured(name), ensure_ascii=False), flush=True)
        return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1] if len(sys.argv) > 1 else ""))
