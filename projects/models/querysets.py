"""Queries of the investment catalogue."""

from datetime import date
from typing import Any, Self

from django.db.models import Exists, OuterRef, Prefetch, Subquery

from programme.models import LegalDocument, UnitSuccession
from projects.models.catalogue import CatalogueEntry, StatusChange
from projects.models.media import ProjectAttachment
from projects.models.status import ProjectStatus, a_year_before
from search.queryset import SearchableQuerySet


class ProjectQuerySet(SearchableQuerySet):
    model: Any  # Project, which imports this module

    def sited(self) -> Self:
        """Projects with a site."""
        return self.filter(scope=self.model.Scope.SITED)

    def without_site(self) -> Self:
        """Kinds of project, which a plan names without a site."""
        return self.filter(scope=self.model.Scope.KIND)

    def in_catalogue_on(self, day: date) -> Self:
        """The catalogue at the end of a day, by the public decisions up to that day.

        A project is in the catalogue unless the last decision about it removed it.
        """
        last = (
            CatalogueEntry.objects.by_public_documents()
            .with_day()
            .filter(project=OuterRef("pk"), day__lte=day)
            .order_by("-day", "-id")
        )
        return self.annotate(last_action=Subquery(last.values("action")[:1])).filter(
            last_action__in=[CatalogueEntry.Action.ADD, CatalogueEntry.Action.AMEND]
        )

    def without_day(self) -> Self:
        """Projects which are only in undated lists and so in no catalogue "as of" a day."""
        entries = CatalogueEntry.objects.by_public_documents().with_day()
        entries = entries.filter(project=OuterRef("pk"))
        return self.filter(Exists(entries)).exclude(Exists(entries.filter(day__isnull=False)))

    def only_in_sources(self) -> Self:
        """Real public projects with a site that no issued list has."""
        entries = CatalogueEntry.objects.by_public_documents().filter(project=OuterRef("pk"))
        issued = entries.filter(is_issued=True)
        return self.public().real().sited().filter(Exists(entries)).exclude(Exists(issued))

    def with_status_record(self) -> Self:
        """Fetch the status changes that are public, with their documents."""
        steps = StatusChange.objects.by_public_documents().select_related("document")
        return self.prefetch_related(Prefetch("status_changes", steps))

    def doubtful_calls(self, day: date) -> Self:
        """Projects that call for investors, but whose call nothing confirms within a year."""
        confirmed = StatusChange.objects.by_public_documents().filter(
            project=OuterRef("pk"), status=ProjectStatus.CALLING, on__gte=a_year_before(day)
        )
        return self.filter(status=ProjectStatus.CALLING).exclude(Exists(confirmed))

    def with_list_columns(self) -> Self:
        """Join what a row of a list displays."""
        related = self.select_related("sector_group", "field", "district")
        return related.with_status_record()

    def with_page_relations(self) -> Self:
        """Fetch everything a project page displays, in a fixed number of queries."""
        entries = CatalogueEntry.objects.by_public_documents().select_related("document")
        attachments = ProjectAttachment.objects.filter(is_public=True)
        successions = UnitSuccession.objects.select_related("new__parent")
        return (
            self.with_list_columns()
            .select_related("zone", "office")
            .prefetch_related(
                Prefetch("catalogue_entries", entries),
                "pictures",
                Prefetch("units__successions", successions),
                Prefetch("attachments", attachments),
                Prefetch("documents", LegalDocument.objects.public()),
            )
        )
