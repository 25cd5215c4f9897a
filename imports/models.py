"""Files on their way in, what was found in them, and headings the office has taught the portal."""

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
from jobs.queue import last_sign_of_life
from records.models import ChangeSet
from spreadsheets.layout.vocabulary import Vocabulary
from vietnamese.text import fold


class Import(models.Model):
    """The reading of a file into a change set, and its applying.

    What the file would change are the items of the change set; what stands in the way and what
    else was found are `findings`. `state` tells who may do what next: while it is read or applied
    nobody may, unless its worker has given no sign of life for a while.
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
    # What the official chose beside the file; see `imports.pipeline.Choices`.
    choices = models.JSONField(default=dict)
    # Why the file was refused, or what stopped its process.
    message = models.TextField(blank=True)
    # What the table of records was like when reading began: see `records.snapshots.fingerprint`.
    fingerprint = models.JSONField(default=list)
    read_at = models.DateTimeField(null=True)
    # When this official last saw what the file would do; what is written later is others' work.
    since = models.DateTimeField(null=True)
    alive_at = models.DateTimeField(default=timezone.now)
    # Counts who took the import on: an attempt that another has followed writes nothing more.
    attempt = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = _("import of a file")
        verbose_name_plural = _("imports of files")

    def __str__(self) -> str:
        return self.change_set.file_name

    def claim(self, state: str, allowed: Iterable[str]) -> bool:
        """Take the import on in one step; False where someone else has it, or it is past that."""
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
        """Whether its worker was killed, as when a machine is switched off, or none is running."""
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
    """Something in a file that the official is told: where, what it says, what it means."""

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


class LearnedHeading(models.Model):
    """A heading that an official matched with a column by hand; it is known from then on."""

    content_type = models.ForeignKey(
        ContentType, models.CASCADE, related_name="+", verbose_name=_("kind of list")
    )
    # Folded, as headings are compared.
    words = models.CharField(_("heading"), max_length=200)
    column = models.CharField(_("column"), max_length=60, blank=True)
    taught_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        related_name="+",
        verbose_name=_("taught by"),
    )
    taught_at = models.DateTimeField(_("taught at"), auto_now=True)

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


def learned(model: Any) -> dict[str, str]:
    """The columns that headings were matched with by hand, by folded heading."""
    kind = ContentType.objects.get_for_model(model)
    return dict(LearnedHeading.objects.filter(content_type=kind).values_list("words", "column"))


def learn(resource: Any, chosen: dict[str, str], *, by: User) -> None:
    """Remember which columns headings mean; a heading matched with none is forgotten.

    What the declared words of the resource know already keeps its meaning for everybody, and the
    version of a record is never taken from what somebody took for it: nothing of it is learned.
    """
    kind = ContentType.objects.get_for_model(resource.model)
    declared = Vocabulary(resource.heading_words(), resource.name_column)
    for heading, name in chosen.items():
        words = fold(heading)[:200]
        known, _unit = declared.column_of(heading.split(" / "))
        if not name or known or not resource.columns[name].for_filling:
            LearnedHeading.objects.filter(content_type=kind, words=words).delete()
        else:
            LearnedHeading.objects.update_or_create(
                content_type=kind, words=words, defaults={"column": name, "taught_by": by}
            )
