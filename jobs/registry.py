"""The tasks that the worker knows. Apps register theirs in `AppConfig.ready`."""

from collections.abc import Callable
from datetime import datetime
from typing import Protocol

Stopping = Callable[[], bool]


# A job's work. Takes the arguments of the job, and `stopping`, by name; `stopping` tells whether
# the worker wants to end.
Task = Callable[..., None]


class PeriodicTask(Protocol):
    """Work of every round. Returns a summary for the log; empty where nothing was due."""

    def __call__(self, now: datetime, *, stopping: Stopping) -> str: ...


tasks: dict[str, Task] = {}
periodic_tasks: dict[str, PeriodicTask] = {}


def register_task(name: str, task: Task) -> None:
    tasks[name] = task


def register_periodic(name: str, task: PeriodicTask) -> None:
    periodic_tasks[name] = task
