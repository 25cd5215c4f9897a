"""Decisions about conflicts and missing records of an import, before it is applied."""

from imports.resources import SheetResource
from records.models import ChangeItem, ChangeSet
from records.persistence import rewrite
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
    """Store decisions by item id, or `for_all` items with the same question."""
    open_items = change_set.items.exclude(question="")
    for question, decision in (for_all or {}).items():
        open_items.filter(question=question).update(decision=decision)
    for decision in ChangeItem.Decision.values:
        pks = [pk for pk, chosen in decisions.items() if chosen == decision]
        open_items.filter(pk__in=pks).update(decision=decision)


def withdraw_by(resource: SheetResource, change_set: ChangeSet, document: int) -> None:
    """Cite another legal document than the list's for the withdrawal of missing records."""
    missing = change_set.items.filter(question=ChangeItem.Question.MISSING).order_by("id")
    for items in batches(missing.iterator(chunk_size=500)):
        for item in items:
            item.after = resource.set_withdrawal_document(item.after, document)
        rewrite(items, ["after"])
