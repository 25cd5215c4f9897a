"""What is decided of rows in conflict, and of records missing from a file, before it is stored."""

from imports.resources import SheetResource
from records.models import ChangeItem, ChangeSet
from records.persistence import rewrite
from records.snapshots import batches


def waiting_questions(change_set: ChangeSet) -> int:
    """How many rows still wait for a decision."""
    return change_set.items.exclude(question="").filter(decision="").count()


def decide(
    change_set: ChangeSet,
    decisions: dict[int, str],
    *,
    together: dict[str, str] | None = None,
) -> None:
    """Note what was decided: of single items by their id, or of all with the same question."""
    asked = change_set.items.exclude(question="")
    for question, decision in (together or {}).items():
        asked.filter(question=question).update(decision=decision)
    for decision in ChangeItem.Decision.values:
        pks = [pk for pk, chosen in decisions.items() if chosen == decision]
        asked.filter(pk__in=pks).update(decision=decision)


def withdraw_by(resource: SheetResource, change_set: ChangeSet, document: int) -> None:
    """Name the decision that withdraws the missing records, where it is not the list's own."""
    missing = change_set.items.filter(question=ChangeItem.Question.MISSING).order_by("id")
    for items in batches(missing.iterator(chunk_size=500)):
        for item in items:
            item.after = resource.withdrawn_by(item.after, document)
        rewrite(items, ["after"])
