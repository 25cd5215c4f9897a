"""Writing the records of a change set in batches, with a fixed number of queries for each.

All functions run within the transaction of `records.changes.apply`; `check_rights` tells whether a
person may write the items at all.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from typing import Any

from django.apps import apps
from django.contrib.auth import get_permission_codename
from django.contrib.auth.models import User
from django.db import connection, models
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from records.models import UNPUBLISHED, ChangeItem, Publication, Record
from records.snapshots import BATCH_SIZE, Values, column_values, lists, many_to_many, set_columns

Action = ChangeItem.Action
MAX_USERS = 5  # names in a message


class ChangeRefused(Exception):
    """A change set that cannot be applied; nothing was stored."""


def check_rights(model: type[Record], items: list[ChangeItem], person: User | None) -> None:
    """Raise ChangeRefused if the items publish or withdraw records and the person may not."""
    codename = get_permission_codename("publish", model._meta)
    if person is None or person.has_perm(f"{model._meta.app_label}.{codename}"):
        return
    refused = [item for item in items if _changes_publication(item)]
    missing = {item.object_id: item for item in items if _withdraws(item)}
    public = model._default_manager.filter(pk__in=missing, publication=Publication.PUBLISHED)
    refused += [missing[pk] for pk in public.order_by("pk").values_list("pk", flat=True)]
    if refused:
        names = "; ".join(item.label for item in refused[:5])
        raise ChangeRefused(
            ngettext(
                "%(count)d published record would be withdrawn or published, which only an "
                "approver may do: %(names)s. Nothing was stored. Keep the record, or ask an "
                "approver to do this.",
                "%(count)d published records would be withdrawn or published, which only an "
                "approver may do: %(names)s. Nothing was stored. Keep the records, or ask an "
                "approver to do this.",
                len(refused),
            )
            % {"count": len(refused), "names": names}
        )


def _changes_publication(item: ChangeItem) -> bool:
    states = {item.before.get("publication", Publication.DRAFT), item.after.get("publication")}
    return item.action != ChangeItem.Action.DELETE and not states <= {*UNPUBLISHED, None}


def _withdraws(item: ChangeItem) -> bool:
    """Whether it takes out a record that a new issue of a list leaves out."""
    return item.question == ChangeItem.Question.MISSING


def rewrite(rows: list[Any], columns: Iterable[str]) -> None:
    """Write these columns of stored rows, which are complete and locked by the caller.

    An upsert of whole rows takes a tenth of the time of Django's `bulk_update`.
    """
    type(rows[0])._base_manager.bulk_create(
        rows, update_conflicts=True, update_fields=columns, unique_fields=["id"]
    )


def leave_broken_connection() -> None:
    """After a database error: close a broken connection, so that the next query reconnects."""
    is_open = connection.connection is not None and not connection.in_atomic_block
    if is_open and not connection.is_usable():
        connection.close()


def create(model: type[Record], items: list[ChangeItem]) -> None:
    records = []
    for item in items:
        record = model()
        record.pk = item.object_id
        set_columns(record, item.after)
        # A restored record continues its version, so that an older version number is never valid
        # again.
        record.version = (item.base_version or 0) + 1
        records.append(record)
    model.assign_keys(records)
    for record in records:
        record.derive_own()
    model.fill_derived(records, [item.after for item in items])
    model._default_manager.bulk_create(records)
    for item, record in zip(items, records, strict=True):
        item.object_id = record.pk
        item.key = record.key[:200]
        item.label = str(record)[:300]
        # The history stores every value of a new record, also defaults, so that undo can detect
        # edits.
        empty: Values = dict.fromkeys([*many_to_many(model), *lists(model)], [])
        item.after = empty | item.after | column_values(record)
    _write_relations(model, records, items)
    _restore_references(items)
    rewrite(items, ["object_id", "key", "label", "after"])
    model.after_write(records, [None] * len(items), [item.after for item in items])


def change(model: type[Record], items: list[ChangeItem]) -> list[ChangeItem]:
    stored = model._default_manager.locked().in_bulk([item.object_id for item in items])
    conflicts, good = [], []
    for item in items:
        record = stored.get(item.object_id)
        if record is None or record.version != item.base_version:
            conflicts.append(item)
        else:
            good.append(item)
    if conflicts:
        return conflicts
    now = timezone.now()
    records, columns = [], {"version", "updated_at", *model.derived_fields}
    for item in good:
        record = stored[item.object_id]
        columns.update(set_columns(record, item.after))
        record.version += 1
        record.updated_at = now
        record.derive_own()
        records.append(record)
    model.fill_derived(records, [item.after for item in good])
    rewrite(records, sorted(columns))
    _write_relations(model, records, good)
    if any(name in item.after for item in good for name in lists(model)):
        rewrite(good, ["after"])
    model.after_write(records, [item.before for item in good], [item.after for item in good])
    return []


def delete(model: type[Record], items: list[ChangeItem]) -> list[ChangeItem]:
    stored = (
        model._default_manager.order_by("pk")
        .select_for_update()
        .in_bulk([item.object_id for item in items])
    )
    conflicts = [
        item
        for item in items
        if item.object_id not in stored or stored[item.object_id].version != item.base_version
    ]
    if not conflicts:
        if users := names_of_users(model, stored):
            raise ChangeRefused(in_use(users))
        _note_references(model, items)
        model.delete_batch(stored)
    return conflicts


def names_of_users(model: type[Record], pks: Collection[int]) -> list[str]:
    """The first records, by name, that cite these ones or may not lose them; they keep them in use.

    A row that belongs to a record has the name of that record.
    """
    names: set[str] = set()
    for relation in _relations_to(model):
        if relation.many_to_many or relation.on_delete is models.PROTECT:
            rows = relation.related_model._base_manager.filter(
                **{f"{relation.field.name}__in": pks}
            )
            names.update(str(_owner(row)) for row in rows.distinct()[:MAX_USERS])
    return sorted(names)[:MAX_USERS]


def in_use(users: list[str]) -> str:
    """The message that these users of records keep them from being deleted."""
    return _(
        "These records are still in use by %(users)s; nothing was changed. Withdraw them instead, "
        "or remove them there first."
    ) % {"users": ", ".join(users)}


def _relations_to(model: type[models.Model]) -> Iterator[Any]:
    """The relations of other models to this one, without those of its own tables and rows."""
    own = lists(model).values()
    for relation in model._meta.get_fields(include_hidden=True):
        if not isinstance(relation, models.ForeignObjectRel) or relation.field in own:
            continue
        if not relation.related_model._meta.auto_created:
            yield relation


def _owner(row: models.Model) -> models.Model:
    for field in row._meta.concrete_fields:
        owner: Any = field.related_model
        if owner and issubclass(owner, Record) and field in lists(owner).values():
            return getattr(row, field.name)
    return row


def _note_references(model: type[Record], items: list[ChangeItem]) -> None:
    """Note in the items which rows refer to their records and lose them, such as enquiries."""
    by_id = {item.object_id: item for item in items}
    for relation in _relations_to(model):
        if relation.many_to_many or relation.on_delete is not models.SET_NULL:
            continue
        name, manager = relation.field.attname, relation.related_model._base_manager
        found = defaultdict(list)
        for pk, to in manager.filter(**{f"{name}__in": by_id}).values_list("pk", name):
            found[to].append(pk)
        for to, pks in found.items():
            references = by_id[to].references
            references[f"{relation.related_model._meta.label}.{relation.field.name}"] = sorted(pks)
    rewrite(items, ["references"])


def _restore_references(items: list[ChangeItem]) -> None:
    """Set the references of deleted records again, where nothing else was chosen since."""
    targets: dict[str, dict[int, int | None]] = defaultdict(dict)
    for item in items:
        for label, pks in item.references.items():
            targets[label].update(dict.fromkeys(pks, item.object_id))
    for label, target_of in targets.items():
        model_label, _dot, name = label.rpartition(".")
        model = apps.get_model(model_label)
        attname = model._meta.get_field(name).attname
        empty = model._base_manager.filter(pk__in=target_of, **{f"{attname}__isnull": True})
        rows = list(empty.order_by("pk").select_for_update())
        for row in rows:
            setattr(row, attname, target_of[row.pk])
        model._base_manager.bulk_update(rows, [name], batch_size=BATCH_SIZE)


def _write_relations(model: type[Record], records: list[Any], items: list[ChangeItem]) -> None:
    """Write many-to-many ids and related rows, in a fixed number of queries."""
    for name, relation in many_to_many(model).items():
        touched = [
            (r, i.after[name]) for r, i in zip(records, items, strict=True) if name in i.after
        ]
        if not touched:
            continue
        through: Any = relation.remote_field.through
        here, there = relation.m2m_column_name(), relation.m2m_reverse_name()
        if any(item.action != Action.CREATE for item in items):
            through.objects.filter(**{f"{here}__in": [r.pk for r, _ids in touched]}).delete()
        through.objects.bulk_create(
            [through(**{here: record.pk, there: pk}) for record, ids in touched for pk in ids]
        )
    for name, back in lists(model).items():
        touched = [
            (r, i.after[name]) for r, i in zip(records, items, strict=True) if name in i.after
        ]
        if touched:
            _write_list(back, touched, fresh=all(i.action == Action.CREATE for i in items))


def _write_list(
    back: models.ForeignKey, touched: list[tuple[Any, list[Values]]], *, fresh: bool
) -> None:
    rows_of = back.model._default_manager
    existing = (
        {}
        if fresh
        else {
            row.pk: row
            for row in rows_of.filter(**{f"{back.name}__in": [r.pk for r, _rows in touched]})
        }
    )
    created, changed, columns, written = [], [], set(), []
    for record, rows in touched:
        for values in rows:
            row = existing.pop(values.get("id"), None)
            if row is None:
                row = back.model(pk=values.get("id"))
                created.append(row)
            else:
                changed.append(row)
            setattr(row, back.attname, record.pk)
            columns.update(set_columns(row, values))
            written.append((row, values))
    rows_of.filter(pk__in=existing).delete()
    if changed and columns:
        rewrite(changed, sorted(columns))
    rows_of.bulk_create(created)
    for row, values in written:
        # The history stores the written values, including defaults.
        stored = column_values(row)
        del stored[back.name]
        values |= {"id": row.pk} | stored
