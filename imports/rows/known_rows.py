"""Rows that an applied import has already stored, of records not edited since."""

from hashlib import blake2b

from django.contrib.contenttypes.models import ContentType

from imports.context import ImportContext
from layouts.table_rows import SheetRow
from records.models import ChangeItem, ChangeSet


def digest_seed(context: ImportContext) -> bytes:
    """Digest of all that the meaning of a row depends on besides its cells."""
    layout = context.layout
    dependencies = (
        type(context.resource).__name__,
        sorted(context.columns.items()),
        [(heading.text, heading.column) for heading in layout.headings if heading.column],
        layout.is_issued,
        layout.note,
        layout.unit_line,
        context.document.pk if context.document else None,
        context.source,
        context.resource.vocabulary(),
    )
    return blake2b(repr(dependencies).encode()).digest()


def row_digest(seed: bytes, row: SheetRow) -> str:
    content = (row.sheet, [group.name for group in row.groups], list(row.cells.items()))
    return blake2b(seed + repr(content).encode(), digest_size=16).hexdigest()


def known_records(context: ImportContext, digests: list[str]) -> dict[str, int]:
    """Ids of the records that these rows wrote and nobody edited since, by digest.

    Two queries.
    """
    model = context.resource.model
    items = list(
        # PostgreSQL uses the index of digests only where the query repeats its condition.
        ChangeItem.objects.exclude(row_digest="")
        .filter(
            row_digest__in=digests,
            content_type=ContentType.objects.get_for_model(model),
            change_set__state=ChangeSet.State.APPLIED,
        )
        .values_list("row_digest", "object_id", "base_version")
    )
    pks = [pk for _digest, pk, _version in items]
    versions = dict(model._default_manager.filter(pk__in=pks).values_list("pk", "version"))
    return {
        digest: pk
        for digest, pk, base_version in items
        if pk is not None and versions.get(pk) == (base_version or 0) + 1
    }
