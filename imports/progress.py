"""Progress of a long import, and the request to stop it.

Stored in the cache `progress` and not in the database: while an import is stored, its transaction
hides all writes, and SQLite allows no other writer.
"""

import time
from dataclasses import dataclass

from django.core.cache import caches

KEPT_FOR = 24 * 60 * 60


class Stopped(Exception):
    """Someone asked for the import to stop; nothing of it was stored."""


@dataclass(frozen=True)
class Progress:
    """Rows done of all; `at` is the time of the report, in seconds since the epoch."""

    done: int
    total: int
    at: float

    @property
    def percent(self) -> int:
        return 100 * self.done // self.total if self.total else 0


def report(pk: int, done: int, total: int) -> None:
    """Record the progress of import `pk`. Raises Stopped if somebody has requested that."""
    cache = caches["progress"]
    if cache.get(f"stop-{pk}"):
        raise Stopped
    cache.set(f"import-{pk}", Progress(done, total, time.time()), KEPT_FOR)


def latest(pk: int) -> Progress | None:
    progress: Progress | None = caches["progress"].get(f"import-{pk}")
    return progress


def request_stop(pk: int) -> None:
    """Ask an import to stop at its next step."""
    caches["progress"].set(f"stop-{pk}", True, KEPT_FOR)


def clear(pk: int) -> None:
    """Remove what an earlier attempt left."""
    caches["progress"].delete_many([f"stop-{pk}", f"import-{pk}"])
