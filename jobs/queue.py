"""Requests for background work."""

from typing import Any

from jobs.heartbeat import ANY_WORKER, last_beat
from jobs.models import Job


def enqueue(task: str, key: str, **arguments: Any) -> None:
    """Request a job, which replaces a waiting one and follows a running one with the same key."""
    Job.objects.update_or_create(
        task=task, key=key, defaults={"arguments": arguments, "worker": ""}
    )


def last_sign_of_life(task: str, key: str) -> float:
    """The last heartbeat for a job, in seconds since the epoch; 0 if there is no such job.

    A waiting job counts as alive while any worker is.
    """
    job = Job.objects.filter(task=task, key=key).first()
    return last_beat(job.worker or ANY_WORKER) if job else 0
