"""The tasks of the worker. Apps register theirs in `AppConfig.ready`."""

from collections.abc import Callable
from datetime import datetime
from typing import Protocol

Stopping = Callable[[], bool]


# The function of a task. It gets the arguments of the job by name, and `stopping`, which returns
# whether the worker is to end.
Task = Callable[..., None]


class PeriodicTask(Protocol):
    """A task of every round. Returns a summary for the log; empty if nothing was due."""

    def __call__(self, now: datetime, *, stopping: Stopping) -> str: ...


tasks: dict[str, Task] = {}
periodic_tasks: dict[str, PeriodicTask] = {}


def register_task(name: str, task: Task) -> None:
    tasks[name] = task


def register_periodic(name: str, task: PeriodicTask) -> None:
    periodic_tasks[name] = task
