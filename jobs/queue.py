"""Asking for background work."""

from typing import Any

from jobs.heartbeat import ANY_WORKER, last_beat
from jobs.models import Job


def enqueue(task: str, key: str, **arguments: Any) -> None:
    """Ask for a job, once for each key: a later request replaces one that still waits."""
    Job.objects.update_or_create(
        task=task, key=key, defaults={"arguments": arguments, "worker": ""}
    )


def last_sign_of_life(task: str, key: str) -> float:
    """When work on a job was last known to go on, in seconds; 0 where there is no such job.

    A job that waits lives as long as any worker does.
    """
    job = Job.objects.filter(task=task, key=key).first()
    return last_beat(job.worker or ANY_WORKER) if job else 0
