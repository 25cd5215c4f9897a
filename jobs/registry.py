"""The tasks that the worker knows. Apps register theirs in `AppConfig.ready`."""

from collections.abc import Callable
from datetime import datetime
from typing import Any, Protocol

Stopping = Callable[[], bool]


class Task(Protocol):
    """A job's work. `stopping` tells whether the worker wants to end."""

    def __call__(self, *, stopping: Stopping, **arguments: Any) -> None: ...


class PeriodicTask(Protocol):
    """Work of every round. Returns a summary for the log; empty where nothing was due."""

    def __call__(self, now: datetime, *, stopping: Stopping) -> str: ...


tasks: dict[str, Task] = {}
periodic_tasks: dict[str, PeriodicTask] = {}


def register_task(name: str, task: Task) -> None:
    tasks[name] = task


def register_periodic(name: str, task: PeriodicTask) -> None:
    periodic_tasks[name] = task
