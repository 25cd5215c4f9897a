"""The queue of background jobs."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Job(models.Model):
    """A job for the worker. A finished job has no row.

    `task` is a name in `jobs.registry`; `key` is the object of the work. There is at most one job
    for each task and key. `arguments` are the keyword arguments of the task.
    """

    task = models.CharField(max_length=60)
    key = models.CharField(max_length=60)
    arguments = models.JSONField(default=dict)
    created_at = models.DateTimeField(auto_now_add=True)
    # Empty while the job waits, else the id of the worker that runs it.
    worker = models.CharField(max_length=120, blank=True)

    class Meta:
        default_permissions = ()
        ordering = ["id"]
        verbose_name = _("background job")
        verbose_name_plural = _("background jobs")
        constraints = [
            models.UniqueConstraint(fields=["task", "key"], name="one_job_for_a_task_and_key")
        ]

    def __str__(self) -> str:
        return f"{self.task} {self.key}"
