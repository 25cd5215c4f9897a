"""Rows that an applied import has already stored, of records not edited since."""

from hashlib import blake2b
from typing import Any

from django.contrib.contenttypes.models import ContentType

from imports.columns.base import ColumnContext
from imports.context import ImportContext
from records.models import ChangeItem, ChangeSet
from spreadsheets.layout.layout import SheetRow


class RowCache:
    """Finds rows by a digest of their cells and of all else that their meaning depends on."""

    def __init__(
        self, resource: Any, context: ImportContext, contexts: dict[str, ColumnContext]
    ) -> None:
        self.model = resource.model
        dependencies = (
            type(resource).__name__,
            sorted(contexts.items()),
            [
                (heading.text, heading.column)
                for heading in context.layout.headings
                if heading.column
            ],
            context.layout.is_issued,
            context.layout.note,
            context.layout.unit_line,
            context.document.pk if context.document else None,
            context.source,
            resource.vocabulary(),
        )
        self.seed = blake2b(repr(dependencies).encode()).digest()

    def digest(self, row: SheetRow) -> str:
        content = (row.sheet, [group.name for group in row.groups], list(row.cells.items()))
        return blake2b(self.seed + repr(content).encode(), digest_size=16).hexdigest()

    def find(self, digests: list[str]) -> dict[str, int]:
        """Ids of the records that these rows wrote and nobody edited since, by digest.

        Two queries.
        """
        content_type = ContentType.objects.get_for_model(self.model)
        items = list(
            # PostgreSQL uses the index of digests only where the query repeats its condition.
            ChangeItem.objects.exclude(row_digest="")
            .filter(
                row_digest__in=digests,
                content_type=content_type,
                change_set__state=ChangeSet.State.APPLIED,
            )
            .values_list("row_digest", "object_id", "base_version")
        )
        pks = [pk for _digest, pk, _version in items]
        versions = dict(self.model._default_manager.filter(pk__in=pks).values_list("pk", "version"))
        return {
            digest: pk
            for digest, pk, base_version in items
            if pk is not None and versions.get(pk) == (base_version or 0) + 1
        }
