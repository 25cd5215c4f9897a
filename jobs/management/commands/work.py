"""The background worker."""

import os
import signal
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from jobs.worker import Worker


class Command(BaseCommand):
    help = (
        "Carry out background work: long imports, mails, reminders, erasing. Runs until it is "
        "ended; --once does what is due now and returns."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--once", action="store_true", help="what is due now, then return")
        parser.add_argument(
            "--parent", type=int, metavar="PID", help="end with the process that started this one"
        )

    def handle(self, *, once: bool, parent: int | None, **options: Any) -> None:
        worker = Worker()
        if once:
            worker.run_once()
            return

        def end(*_: Any) -> None:
            worker.ending.set()

        signal.signal(signal.SIGTERM, end)
        signal.signal(signal.SIGINT, end)
        worker.run(is_orphan=lambda: parent is not None and os.getppid() != parent)
