"""Decisions about conflicts and missing records of an import, before it is applied."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import transaction
from django.utils.translation import gettext as _

from imports.resources import SheetResource
from records.models import ChangeItem, ChangeSet
from records.persistence import ChangeRefused, rewrite
from records.snapshots import batches


def count_open_questions(change_set: ChangeSet) -> int:
    """How many items still need a decision."""
    return change_set.items.exclude(question="").filter(decision="").count()


def decide(
    change_set: ChangeSet,
    decisions: dict[int, str],
    *,
    for_all: dict[str, str] | None = None,
) -> None:
    """Store decisions by item id, or `for_all` items with the same question.

    Raises ChangeRefused if the change set is not proposed any more.
    """
    open_items = change_set.items.exclude(question="")
    with _locked_proposal(change_set):
        for question, decision in (for_all or {}).items():
            open_items.filter(question=question).update(decision=decision)
        for decision in ChangeItem.Decision.values:
            pks = [pk for pk, chosen in decisions.items() if chosen == decision]
            open_items.filter(pk__in=pks).update(decision=decision)


def withdraw_by(resource: SheetResource, change_set: ChangeSet, document: int) -> None:
    """Cite another legal document than the list's for the withdrawal of missing records.

    Raises ChangeRefused if the change set is not proposed any more.
    """
    missing = change_set.items.filter(question=ChangeItem.Question.MISSING).order_by("id")
    with _locked_proposal(change_set):
        for items in batches(missing.iterator(chunk_size=500)):
            for item in items:
                item.after = resource.set_withdrawal_document(item.after, document)
            rewrite(items, ["after"])


@contextmanager
def _locked_proposal(change_set: ChangeSet) -> Iterator[None]:
    """A transaction in which nobody else reads, applies or discards the import.

    Another page may have done so since this one was displayed.
    """
    with transaction.atomic():
        stored = ChangeSet.objects.select_for_update().filter(pk=change_set.pk)
        if stored.filter(state=ChangeSet.State.PROPOSED).first() is None:
            raise ChangeRefused(
                _(
                    "The decisions were not saved: the file has refused rows, or it was "
                    "read again, stored or discarded meanwhile."
                )
            )
        yield
