"""Heartbeats of workers, in seconds since the epoch.

Stored in the cache `progress` and not in the database, because SQLite allows no other writer while
a long import is stored.
"""

import time

from django.core.cache import caches

KEPT_SECONDS = 24 * 60 * 60
ANY_WORKER = "any"


def beat(worker: str) -> None:
    """Record that a worker is running."""
    now = time.time()
    caches["progress"].set_many(
        {f"worker-{worker}": now, f"worker-{ANY_WORKER}": now}, KEPT_SECONDS
    )


def last_beat(worker: str = ANY_WORKER) -> float:
    """The time of a worker's last heartbeat; 0 if there is none."""
    moment: float = caches["progress"].get(f"worker-{worker}", 0.0)
    return moment


def end(worker: str) -> None:
    """Record that a worker has ended."""
    caches["progress"].delete(f"worker-{worker}")
