"""The worker: runs waiting jobs one after the other, and periodic tasks every minute.

Jobs have a thread of their own, so that a long import delays neither mails nor the heartbeat.
"""

import logging
import os
import socket
import threading
import time
import uuid
from collections.abc import Callable

from django.db import DatabaseError, close_old_connections
from django.utils import timezone

from jobs import heartbeat
from jobs.models import Job
from jobs.registry import periodic_tasks, tasks

logger = logging.getLogger(__name__)

PERIOD_SECONDS = 60
POLL_SECONDS = 1
# A worker without a heartbeat for so long has ended.
MAX_SILENCE_SECONDS = 120


class Worker:
    def __init__(self) -> None:
        self.id = f"{socket.gethostname()[:60]}-{os.getpid()}-{uuid.uuid4().hex[:8]}"
        self.ending = threading.Event()

    def run_once(self) -> None:
        """Run one round of the periodic tasks and every waiting job."""
        heartbeat.beat(self.id)
        try:
            self.run_periodic()
            while self.run_next_job():
                heartbeat.beat(self.id)
        finally:
            heartbeat.end(self.id)

    def run(self, is_orphan: Callable[[], bool] = lambda: False) -> None:
        """Run until `ending` is set or the parent process has ended."""
        heartbeat.beat(self.id)
        jobs = threading.Thread(target=self._run_jobs, name="jobs")
        jobs.start()
        next_round = 0.0
        try:
            while not self.ending.is_set():
                heartbeat.beat(self.id)
                if time.monotonic() >= next_round:
                    close_old_connections()
                    self.run_periodic()
                    close_old_connections()
                    next_round = time.monotonic() + PERIOD_SECONDS
                self.ending.wait(POLL_SECONDS)
                if is_orphan():
                    self.ending.set()
        finally:
            self.ending.set()
            jobs.join()
            heartbeat.end(self.id)

    def run_periodic(self) -> None:
        """One round of all periodic tasks; a task that fails does not stop the others."""
        for name, task in periodic_tasks.items():
            try:
                summary = task(timezone.now(), stopping=self.ending.is_set)
            except DatabaseError as error:
                reason = (str(error) or type(error).__name__).splitlines()[0]
                logger.error("The database failed, the next round tries %s again: %s", name, reason)
            except Exception:  # whatever the error, the next round tries again
                logger.exception("%s failed; the next round tries again.", name)
            else:
                if summary:
                    logger.info(summary)

    def run_next_job(self) -> bool:
        """Claim and run the oldest waiting job; False if there is none."""
        job = self._claim()
        if job is None:
            return False
        try:
            tasks[job.task](**job.arguments, stopping=self.ending.is_set)
        except Exception:  # an error that the task does not report itself
            logger.exception("Job %s failed.", job)
        finally:
            # A newer request for the same key has no worker yet, so it stays.
            Job.objects.filter(pk=job.pk, worker=self.id).delete()
        return True

    def _claim(self) -> Job | None:
        for job in Job.objects.filter(worker="").order_by("id"):
            if Job.objects.filter(pk=job.pk, worker="").update(worker=self.id):
                job.refresh_from_db()
                return job
        return None

    def _run_jobs(self) -> None:
        """The thread of the jobs."""
        while not self.ending.is_set():
            close_old_connections()
            try:
                drop_interrupted_jobs()
                if self.run_next_job():
                    continue
            except DatabaseError as error:
                logger.error("The database failed, jobs wait: %s", str(error).partition("\n")[0])
            except Exception:  # the thread must go on, or jobs would wait for ever unnoticed
                logger.exception("Jobs could not be carried out; they wait.")
            finally:
                close_old_connections()
            self.ending.wait(POLL_SECONDS)


def drop_interrupted_jobs() -> None:
    """Remove jobs of killed workers. The records they worked on show the interruption."""
    latest = time.time() - MAX_SILENCE_SECONDS
    for job in Job.objects.exclude(worker=""):
        if heartbeat.last_beat(job.worker) < latest:
            logger.error("Job %s was interrupted.", job)
            Job.objects.filter(pk=job.pk, worker=job.worker).delete()
