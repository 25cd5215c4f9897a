"""The decisions that list projects, and the status changes of projects."""

from typing import Any, Self

from django.db import models
from django.db.models import Count, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from programme.models import LegalDocument
from projects.models.status import ProjectStatus
from records.models import Publication


class DocumentedQuerySet(models.QuerySet):
    def by_public_documents(self) -> Self:
        """Leave out rows of unpublished documents: their day, row and source are not public."""
        published = Q(document__publication=Publication.PUBLISHED)
        return self.filter(Q(document__isnull=True) | published)


class CatalogueEntryQuerySet(DocumentedQuerySet):
    def public(self) -> Self:
        """Entries of public projects, by a public document or without one."""
        return self.by_public_documents().filter(project__publication=Publication.PUBLISHED)

    def with_day(self) -> QuerySet[Any]:
        """Annotate `day`, on which the entry took effect; None where it is unknown."""
        return self.annotate(day=Coalesce("effective_on", "document__issued_on"))


class CatalogueEntry(models.Model):
    """A list added, amended or removed a project; with the row of the list.

    `as_issued` is the row letter for letter: [[heading, cell], …]. A list without a decision
    (a compilation of public sources) has no document and no day, and so is in no catalogue
    "as of" a date.
    """

    class Action(models.TextChoices):
        ADD = "add", _("added")
        AMEND = "amend", _("amended")
        REMOVE = "remove", _("removed")

    project = models.ForeignKey(
        "projects.Project", models.CASCADE, related_name="catalogue_entries"
    )
    action = models.CharField(_("what it did"), max_length=6, choices=Action, default=Action.ADD)
    document = models.ForeignKey(
        LegalDocument,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="catalogue_entries",
        verbose_name=_("by decision"),
    )
    effective_on = models.DateField(
        _("effective on"), null=True, blank=True, help_text=_("Empty: the day of the decision.")
    )
    is_issued = models.BooleanField(
        _("row of the issued annex"),
        default=False,
        help_text=_("Leave empty if the list only reports or compiles."),
    )
    annex = models.CharField(_("annex"), max_length=200, blank=True)
    row = models.CharField(_("row"), max_length=60, blank=True)
    as_issued = models.JSONField(_("row as issued"), default=list, blank=True)
    source = models.CharField(_("source"), max_length=500, blank=True)

    objects = CatalogueEntryQuerySet.as_manager()

    class Meta:
        ordering = ["id"]
        verbose_name = _("catalogue entry")
        verbose_name_plural = _("catalogue entries")
        constraints = [
            models.CheckConstraint(
                name="catalogue_entry_tells_where_from",
                condition=Q(document__isnull=False) | ~Q(source=""),
                violation_error_message=_("Name the decision, or the source of the list."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_action_display()}: {self.document or self.source}"

    @property
    def is_compiled(self) -> bool:
        """Whether the list reports or compiles, and was not issued by a decision."""
        return not self.is_issued and self.action != self.Action.REMOVE

    @property
    def issued_annex(self) -> str:
        """The annex as printed; a compilation has no annexes."""
        return self.annex if self.is_issued else ""

    @property
    def issued_row(self) -> str:
        """The row as printed; the row numbers of a compilation mean nothing."""
        return self.row if self.is_issued else ""


class StatusChange(models.Model):
    """A status that a project reached, with its day where that is known."""

    project = models.ForeignKey("projects.Project", models.CASCADE, related_name="status_changes")
    status = models.CharField(_("status"), max_length=20, choices=ProjectStatus)
    on = models.DateField(_("on"), null=True, blank=True)
    document = models.ForeignKey(
        LegalDocument, models.PROTECT, null=True, blank=True, verbose_name=_("legal document")
    )
    note = models.CharField(_("note"), max_length=500, blank=True)
    source = models.CharField(_("source"), max_length=500, blank=True)

    objects = DocumentedQuerySet.as_manager()

    class Meta:
        ordering = [F("on").asc(nulls_first=True), "id"]
        verbose_name = _("status change")
        verbose_name_plural = _("status changes")

    def __str__(self) -> str:
        return self.get_status_display()


def catalogue_documents() -> QuerySet[LegalDocument]:
    """Public documents that list real public projects, or that such projects cite.

    Annotated are `entered` and `cited`, the numbers of projects. Each is a subquery of its own:
    joined together, entries and citations would multiply.
    """
    public = {"project__publication": Publication.PUBLISHED, "project__is_demo": False}
    entered = CatalogueEntry.objects.filter(document=OuterRef("pk"), **public)
    cited = LegalDocument.projects.through.objects.filter(legaldocument=OuterRef("pk"), **public)
    return (
        LegalDocument.objects.public()
        .annotate(
            entered=_project_count(entered, "document"),
            cited=_project_count(cited, "legaldocument"),
        )
        .filter(Q(entered__gt=0) | Q(cited__gt=0))
    )


def _project_count(rows: QuerySet, document: str) -> Coalesce:
    """The number of projects in rows of an outer document; `document` is their field for it."""
    counts = rows.order_by().values(document).annotate(count=Count("project", distinct=True))
    return Coalesce(Subquery(counts.values("count")), 0)
