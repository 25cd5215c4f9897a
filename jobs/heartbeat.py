"""Signs of life of workers, in seconds since the epoch.

In the cache `progress`, not in the database: while a long import is stored, SQLite lets nobody
else write.
"""

import time

from django.core.cache import caches

KEPT_SECONDS = 24 * 60 * 60
ANY_WORKER = "any"


def beat(worker: str) -> None:
    """Record that a worker lives."""
    now = time.time()
    caches["progress"].set_many(
        {f"worker-{worker}": now, f"worker-{ANY_WORKER}": now}, KEPT_SECONDS
    )


def last_beat(worker: str = ANY_WORKER) -> float:
    """When a worker last gave a sign of life; 0 for never."""
    moment: float = caches["progress"].get(f"worker-{worker}", 0.0)
    return moment


def end(worker: str) -> None:
    """Record that a worker has ended."""
    caches["progress"].delete(f"worker-{worker}")
