"""Actions on many records at once, each as one change set."""

from collections.abc import Iterable

from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils.translation import gettext as _

from records.changes import Change, change_of, write
from records.constraints import check_constraints
from records.models import ChangeItem, ChangeSet, Publication, Record
from records.snapshots import values_of, with_values

Skipped = list[tuple[Record, str]]


def set_publication(
    records: models.QuerySet, publication: Publication, *, author: User
) -> tuple[ChangeSet | None, int, Skipped]:
    """Publish or withdraw records.

    Returns the change set (None if nothing changed), the number of changed records, and the skipped
    records with the reason for each.
    """
    changes: list[Change] = []
    skipped: Skipped = []
    with transaction.atomic():
        for record in _locked(records):
            before = {"publication": record.publication}
            record.publication = publication
            try:
                record.clean()
                check_constraints(record)
            except ValidationError as error:
                skipped.append((record, " ".join(error.messages)))
                continue
            if change := change_of(record, before, {"publication": publication.value}):
                changes.append(change)
            else:
                reason = _("It is already %(state)s.") % {"state": publication.label}
                skipped.append((record, reason))
        if not changes:
            return None, 0, skipped
        change_set = write(changes, kind=ChangeSet.Kind.BULK, author=author)
    return change_set, len(changes), skipped


def delete_records(records: models.QuerySet, *, kind: ChangeSet.Kind, author: User) -> ChangeSet:
    """Delete records, which can be undone. Raises ChangeRefused if one is in use."""
    with transaction.atomic():
        return write(_deletions(with_values(_locked(records))), kind=kind, author=author)


def _locked(records: models.QuerySet) -> models.QuerySet:
    """The same records, locked, by a query that every database can lock."""
    chosen = records.order_by().values("pk")
    return records.model._default_manager.filter(pk__in=chosen).locked()


def _deletions(records: Iterable[Record]) -> Iterable[Change]:
    for record in records:
        yield Change(
            type(record),
            ChangeItem.Action.DELETE,
            before=values_of(record),
            pk=record.pk,
            base_version=record.version,
            key=record.key[:200],
            label=str(record)[:300],
        )
