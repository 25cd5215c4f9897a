"""Other software that serves the same projects, each in an environment of its own under var/.

Its packages are locked with hashes in bench/peers/*.lock.
"""

import json
import os
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from bench.servers import served

HERE = Path(__file__).parent / "peers"
ENVIRONMENTS = HERE.parents[1] / "var" / "bench"
SITE = HERE / "wagtail_site"


def environment(name: str) -> Path:
    """The programs of a peer; installed if its lock has changed."""
    lock, folder = HERE / f"{name}.lock", ENVIRONMENTS / name
    stamp = folder / "installed.lock"
    if not stamp.exists() or stamp.read_bytes() != lock.read_bytes():
        subprocess.run([sys.executable, "-m", "venv", "--clear", folder], check=True)
        pip: list[str | Path] = [
            folder / "bin" / "python",
            "-m",
            "pip",
            "install",
            "-qq",
            "--no-deps",
        ]
        options: list[str | Path] = ["--disable-pip-version-check", "--require-hashes", "-r", lock]
        subprocess.run([*pip, *options], check=True)
        stamp.write_bytes(lock.read_bytes())
    return folder / "bin"


@contextmanager
def datasette(rows: Iterable[dict[str, Any]]) -> Iterator[int]:
    """The port of a Datasette with the rows in one table, with an index on each column."""
    programs = environment("datasette")
    with tempfile.TemporaryDirectory(prefix="cnht-peer-") as folder:
        path = Path(folder) / "catalogue.db"
        _fill(path, list(rows))
        options = ["--app-dir", str(HERE), "--workers", "2", "--port", "{port}", "--no-access-log"]
        command = [str(programs / "uvicorn"), "--factory", "datasette_site:site", *options]
        with served(command, "/catalogue/projects.json?_size=1", PEER_FILE=str(path)) as port:
            yield port


def _fill(path: Path, rows: list[dict[str, Any]]) -> None:
    columns = list(rows[0])
    connection = sqlite3.connect(path)
    with connection:
        connection.execute(f"CREATE TABLE projects ({', '.join(columns)})")
        places = ", ".join(f":{column}" for column in columns)
        connection.executemany(f"INSERT INTO projects VALUES ({places})", rows)
        for column in columns:
            connection.execute(f"CREATE INDEX by_{column} ON projects ({column})")
        connection.execute("ANALYZE")
    connection.close()


@contextmanager
def wagtail(rows: Iterable[dict[str, Any]]) -> Iterator[int]:
    """The port of a Wagtail site with the rows, served by gunicorn like the portal."""
    programs = environment("wagtail")
    with tempfile.TemporaryDirectory(prefix="cnht-peer-") as folder:
        listed = Path(folder) / "rows.json"
        listed.write_text(json.dumps(list(rows)))
        about = {"PEER_FOLDER": folder, "DJANGO_SETTINGS_MODULE": "settings"}
        fill = [programs / "python", SITE / "fill.py", listed]
        subprocess.run(fill, check=True, env=os.environ | about, cwd=SITE)
        options = ["--chdir", str(SITE), "-c", "/dev/null", "-w", "2", "-b", "127.0.0.1:{port}"]
        command = [str(programs / "gunicorn"), *options, "--no-control-socket", "wsgi"]
        with served(command, "/", **about) as port:
            yield port
