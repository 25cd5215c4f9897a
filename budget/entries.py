"""Budget entries as JSON values: those of a file, and those that earlier imports wrote."""

from django.contrib.contenttypes.models import ContentType

from budget.models import BudgetEntry, BudgetLine
from imports.context import ImportContext
from records.models import ChangeItem, ChangeSet
from records.snapshots import Values, column_values, same


def imported_values(list_key: str) -> dict[int | None, Values]:
    """The values that imports of this list wrote, by the id of the line; entries by their key."""
    issued: dict[int | None, Values] = {}
    if not list_key:
        return issued
    items = ChangeItem.objects.filter(
        content_type=ContentType.objects.get_for_model(BudgetLine),
        change_set__kind=ChangeSet.Kind.IMPORT,
        change_set__state=ChangeSet.State.APPLIED,
        change_set__summary__list_key=list_key,
    ).order_by("id")
    for pk, before, after in items.values_list("object_id", "before", "after"):
        values = issued.setdefault(pk, {"entries": {}})
        entries = values["entries"] | {
            entry_key(entry): entry
            for entry in after.get("entries", [])
            if entry not in before.get("entries", [])
        }
        values |= after | {"entries": entries}
    return issued


def entry_values(context: ImportContext) -> Values:
    """The values of an entry without its amount: document and source."""
    values = column_values(
        BudgetEntry(
            document=context.document,
            source=context.list_source,
        )
    )
    del values["line"]
    return values


def entry_key(entry: Values) -> tuple:
    return entry["stage"], entry["year"], entry["funding_source"]


def same_amount(one: Values, other: Values) -> bool:
    names = ["amount_low", "amount_high", "amount_qualifier", "amount_unit"]
    return all(same(one[name], other[name]) for name in names) and (
        one["amount_low"] is not None or same(one["amount_text"], other["amount_text"])
    )
