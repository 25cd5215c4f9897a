"""Public projects with all that is shown of them, and how old it is."""

from datetime import date

from django.db.models import Prefetch, QuerySet

from programme.models import LegalDocument, UnitSuccession
from projects.models import CatalogueEntry, Project, ProjectAttachment, StatusChange
from records.freshness import DataDate, data_date, last_changes
from records.models import if_public


def with_everything() -> QuerySet[Project]:
    """Public projects with what their page shows, in a fixed number of queries."""
    successions = UnitSuccession.objects.select_related("new__parent")
    entries = CatalogueEntry.objects.by_public_documents().select_related("document")
    steps = StatusChange.objects.by_public_documents().select_related("document")
    attachments = ProjectAttachment.objects.filter(is_public=True)
    return (
        Project.objects.public()
        .with_list_columns()
        .select_related("zone", "office")
        .prefetch_related(
            Prefetch("catalogue_entries", entries),
            Prefetch("status_changes", steps),
            "pictures",
            Prefetch("units__successions", successions),
            Prefetch("attachments", attachments),
            Prefetch("documents", LegalDocument.objects.public()),
        )
    )


def data_dates(projects: list[Project]) -> dict[int, DataDate]:
    """How old the data of each project is; one query for all of them."""
    changed = last_changes(Project, [project.pk for project in projects])
    return {
        project.pk: data_date(project, changed.get(project.pk), _source_days(project))
        for project in projects
    }


def deciding_document(project: Project) -> LegalDocument | None:
    """The public document that last put the project into a list, or else one that it cites."""
    entered = [
        entry.document
        for entry in project.catalogue_entries.all()
        if entry.action != CatalogueEntry.Action.REMOVE
    ]
    return next(filter(None, [*reversed(entered), *project.documents.all()]), None)


def _source_days(project: Project) -> list[date | None]:
    entries, steps = project.catalogue_entries.all(), project.status_changes.all()
    cited = [each.document for each in [*entries, *steps]]
    documents = [*filter(if_public, cited), *project.documents.all()]
    return [
        *(entry.effective_on for entry in entries),
        *(step.on for step in steps),
        *(document.issued_on for document in documents),
    ]
