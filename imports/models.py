"""Imports of files, their findings, and headings that officials matched by hand."""

import time
from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.contrib.auth.models import User
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from imports import progress
from imports.problems import Problem
from jobs.queue import last_sign_of_life
from layouts.vocabulary import Vocabulary
from records.models import ChangeSet
from vietnamese.text import fold


class Import(models.Model):
    """The import of a file into a change set.

    The changes are the items of the change set; problems and remarks are `findings`. While the
    file is read or applied, no other action is allowed, unless its worker has stopped to report
    (`is_interrupted`).
    """

    class State(models.TextChoices):
        WAITING = "waiting", _("waiting")
        READING = "reading", _("being read")
        READ = "read", _("read")
        REFUSED = "refused", _("refused")
        APPLYING = "applying", _("being stored")
        APPLIED = "applied", _("stored")
        STOPPED = "stopped", _("stopped")

    # Its name in the queue of `jobs`.
    TASK = "import"
    AT_WORK = (State.WAITING, State.READING, State.APPLYING)

    change_set = models.OneToOneField(
        ChangeSet, models.CASCADE, primary_key=True, related_name="reading"
    )
    content_type = models.ForeignKey(ContentType, models.PROTECT, related_name="+")
    state = models.CharField(max_length=8, choices=State, default=State.WAITING)
    # Chosen by the official; see `imports.file_reader.ImportChoices`.
    choices = models.JSONField(default=dict)
    # Decisions about the last proposal, which reading the file again keeps: see
    # `imports.pipeline`.
    decisions = models.JSONField(default=list)
    # Why the file was refused or its process stopped.
    message = models.TextField(blank=True)
    # State of the model's table at the start: see `records.snapshots.fingerprint`.
    fingerprint = models.JSONField(default=list)
    read_at = models.DateTimeField(null=True)
    # Time of the preview; edits after it are by others.
    since = models.DateTimeField(null=True)
    alive_at = models.DateTimeField(default=timezone.now)
    # The number of attempts; only the latest may write.
    attempt = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = _("import of a file")
        verbose_name_plural = _("imports of files")

    def __str__(self) -> str:
        return self.change_set.file_name

    def claim(self, state: str, allowed: Iterable[str]) -> bool:
        """Start an attempt atomically; False if another one runs or the state forbids it."""
        taken = Import.objects.filter(
            pk=self.pk, attempt=self.attempt, state__in=list(allowed)
        ).update(state=state, attempt=self.attempt + 1, alive_at=timezone.now(), message="")
        if taken:
            self.refresh_from_db(fields=["state", "attempt", "alive_at", "message"])
        return bool(taken)

    @property
    def is_at_work(self) -> bool:
        return self.state in self.AT_WORK and not self.is_interrupted

    @property
    def is_interrupted(self) -> bool:
        """Whether its worker was killed, or no worker is running."""
        if self.state not in self.AT_WORK:
            return False
        reported = progress.latest(self.pk)
        last = max(
            self.alive_at.timestamp(),
            reported.at if reported else 0,
            last_sign_of_life(self.TASK, str(self.pk)),
        )
        return time.time() - last > settings.SHEET_SILENCE


class Finding(models.Model):
    """A problem or remark about a file: place, content, message."""

    class Group(models.TextChoices):
        PROBLEM = "problem", _("refused")
        LEFT_OUT = "left_out", _("left out")
        FIGURE = "figure", _("how figures were read")

    reading = models.ForeignKey(Import, models.CASCADE, related_name="findings")
    group = models.CharField(max_length=9, choices=Group)
    sheet = models.CharField(max_length=120, blank=True)
    cell = models.CharField(max_length=12)
    value = models.TextField(blank=True)
    code = models.CharField(max_length=20, blank=True)
    message = models.TextField(blank=True)

    class Meta:
        ordering = ["id"]
        verbose_name = _("finding")
        verbose_name_plural = _("findings")
        indexes = [models.Index(fields=["reading", "group", "id"], name="finding_page")]

    def __str__(self) -> str:
        return f"{self.cell}: {self.message}"

    def as_problem(self) -> Problem:
        return Problem(self.sheet, self.cell, self.value, self.code, self.message)


class LearnedHeading(models.Model):
    """A heading that an official matched with a column, for all later files."""

    content_type = models.ForeignKey(
        ContentType, models.CASCADE, related_name="+", verbose_name=_("kind of list")
    )
    # Folded for comparison.
    words = models.CharField(_("heading"), max_length=200)
    column = models.CharField(_("column"), max_length=60, blank=True)
    taught_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        related_name="+",
        verbose_name=_("matched by"),
    )
    taught_at = models.DateTimeField(_("matched at"), auto_now=True)

    class Meta:
        ordering = ["content_type", "words"]
        verbose_name = _("learned heading")
        verbose_name_plural = _("learned headings")
        constraints = [
            models.UniqueConstraint(
                fields=["content_type", "words"],
                name="learned_heading_once",
                violation_error_message=_("This heading is already matched with a column."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.words} → {self.column}"


def learned_headings(model: Any) -> dict[str, str]:
    """Columns of the learned headings, by folded heading."""
    content_type = ContentType.objects.get_for_model(model)
    return dict(
        LearnedHeading.objects.filter(content_type=content_type).values_list("words", "column")
    )


def learn_headings(resource: Any, chosen: dict[str, str], *, by: User) -> None:
    """Store which columns headings mean; a heading matched with no column is deleted.

    Declared headings keep their meaning for everybody, and columns that officials do not fill
    in, such as the version of a record, are never learned.
    """
    content_type = ContentType.objects.get_for_model(resource.model)
    declared = Vocabulary(resource.heading_words(), resource.name_column)
    for heading, name in chosen.items():
        words = fold(heading)[:200]
        known, _unit = declared.column_of(heading.split(" / "))
        if not name or known or not resource.columns[name].is_fillable:
            LearnedHeading.objects.filter(content_type=content_type, words=words).delete()
        else:
            LearnedHeading.objects.update_or_create(
                content_type=content_type, words=words, defaults={"column": name, "taught_by": by}
            )
