"""Everything about enquiries that happens by itself."""

import logging
import os
import signal
import threading
from typing import Any

from django.core.management.base import BaseCommand
from django.db import DatabaseError, close_old_connections

from enquiries.workflow.periodic import attend

logger = logging.getLogger(__name__)

A_MINUTE = 60


class Command(BaseCommand):
    help = (
        "One round over all enquiries: send waiting mail, remind, escalate, close, erase. "
        "--watch does a round every minute until it is ended."
    )

    def add_arguments(self, parser):
        parser.add_argument("--watch", action="store_true", help="a round every minute")
        parser.add_argument(
            "--beside", type=int, metavar="PID", help="end with the process that started this one"
        )

    def handle(self, *, watch, beside, **options):
        if watch:
            self.watch(beside or os.getppid())
        else:
            self.stdout.write(told(attend()))

    def watch(self, starter):
        """Rounds until a signal comes or the process that started this one has gone."""
        ended = threading.Event()

        def end(*_: Any) -> None:
            ended.set()

        signal.signal(signal.SIGTERM, end)
        signal.signal(signal.SIGINT, end)
        while not ended.is_set():
            self.round(ended.is_set)
            for _second in range(A_MINUTE):
                if ended.wait(1) or os.getppid() != starter:
                    return

    def round(self, stopping):
        close_old_connections()
        try:
            done = attend(stopping=stopping)
        except DatabaseError as error:
            reason = (str(error) or type(error).__name__).splitlines()[0]
            logger.error("The database failed, the next round tries again: %s", reason)
        except Exception:  # whatever went wrong with one round, there is a next one
            logger.exception("A round failed; the next one tries again.")
        else:
            if any(vars(done).values()):
                logger.info(told(done))
        finally:
            close_old_connections()


def told(done):
    return (
        f"Mails sent: {done.sent}; reminders: {done.reminded}; escalated: {done.escalated}; "
        f"closed: {done.closed}; erased: {done.erased}."
    )
