"""Proposing, applying and undoing change sets.

Every write of records is a change set. A form save is applied at once and has one record; the
preview of an import is proposed and may have many. A change set is applied in one transaction.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from typing import Any

from django.contrib.auth.models import User
from django.contrib.contenttypes.models import ContentType
from django.core.files.base import File
from django.db import IntegrityError, connection, models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from records import cache_version, persistence
from records.models import ChangeItem, ChangeSet, Record, record_model
from records.persistence import ChangeRefused
from records.snapshots import Values, batches, difference, same, values_of, with_values

Action = ChangeItem.Action
State = ChangeSet.State


class ChangeConflict(ChangeRefused):
    """Others have written these records since they were read; `items` lists them."""

    def __init__(self, items: list[ChangeItem]) -> None:
        self.items = items
        names = "; ".join(item.label for item in items[:5])
        super().__init__(
            _(
                "%(count)d records were changed by someone else meanwhile: %(names)s. "
                "Nothing was stored; read the file again to see their new values."
            )
            % {"count": len(items), "names": names}
        )


@dataclass(frozen=True, slots=True)
class Change:
    """The change of one record, before it is stored in a change set."""

    model: type[Record]
    action: Action
    after: Values = field(default_factory=dict)
    before: Values = field(default_factory=dict)
    pk: int | None = None
    base_version: int | None = None
    key: str = ""
    label: str = ""
    place: str = ""
    question: str = ""
    decision: str = ""
    base_values: Values = field(default_factory=dict)
    references: dict[str, list[int]] = field(default_factory=dict)
    row_digest: str = ""


def change_of(record: Record, before: Values, after: Values, *, place: str = "") -> Change | None:
    """The change from one set of values to another; None if nothing differs."""
    old, new = difference(before, after)
    if not new:
        return None
    return Change(
        type(record),
        Action.CHANGE,
        after=new,
        before=old,
        pk=record.pk,
        base_version=record.version,
        key=record.key[:200],
        label=str(record)[:300],
        place=place,
    )


def propose(
    changes: Iterable[Change],
    *,
    kind: ChangeSet.Kind,
    author: User | None = None,
    reason: str = "",
    basis: str = "",
    file: File | None = None,
    file_name: str = "",
    file_digest: str = "",
    summary: dict[str, Any] | None = None,
) -> ChangeSet:
    """Store a change set without applying it. `changes` may be a generator."""
    with transaction.atomic():
        change_set = ChangeSet(
            kind=kind,
            author=author,
            reason=reason[:500],
            basis=basis[:200],
            file_name=file_name[:255],
            file_digest=file_digest,
            summary=summary or {},
        )
        if file is not None:
            change_set.file.save(file.name or file_name, file, save=False)
        change_set.save()
        for batch in batches(changes):
            add_items(change_set, batch)
    return change_set


def add_items(change_set: ChangeSet, changes: list[Change]) -> None:
    """Add a batch of changes to a change set that is not complete yet."""
    models_in_order = dict.fromkeys(change.model for change in changes)
    types = {model: ContentType.objects.get_for_model(model) for model in models_in_order}
    ChangeItem.objects.bulk_create(
        [
            ChangeItem(
                change_set=change_set,
                content_type=types[change.model],
                object_id=change.pk,
                action=change.action,
                key=change.key,
                label=change.label,
                base_version=change.base_version,
                before=change.before,
                after=change.after,
                place=change.place,
                question=change.question,
                decision=change.decision,
                base_values=change.base_values,
                references=change.references,
                row_digest=change.row_digest,
            )
            for change in changes
        ]
    )


def apply(
    change_set: ChangeSet,
    *,
    by: User | None = None,
    progress: Callable[[int], object] | None = None,
) -> ChangeSet:
    """Apply a proposed change set.

    Items with the decision to keep the record are removed first. `progress` gets the number of
    items written in each step, and may raise to stop. Raises ChangeConflict if a record was written
    since it was read, and ChangeRefused if the set is not open, a question is undecided, a record
    is gone or in use, or the person (`by`, else the author) may not publish or withdraw. Nothing
    is stored then. A change set without a person was made by a command on the server.
    """
    with _atomic_write():
        change_set = ChangeSet.objects.select_for_update().get(pk=change_set.pk)
        if change_set.state != State.PROPOSED:
            raise ChangeRefused(
                _("This change is already %(state)s.") % {"state": change_set.get_state_display()}
            )
        _remove_declined_items(change_set)
        conflicts: list[ChangeItem] = []
        written: Counter[type[Record]] = Counter()
        items: Any = change_set.items.order_by("id").iterator(chunk_size=500)
        with closing(items):
            for batch in batches(items):
                for (content_type_id, action), part in _grouped(batch):
                    model = record_model(content_type_id)
                    persistence.check_rights(model, part, by or change_set.author)
                    match action:
                        case Action.CREATE:
                            persistence.create(model, part)
                        case Action.CHANGE:
                            conflicts += persistence.change(model, part)
                        case Action.DELETE:
                            conflicts += persistence.delete(model, part)
                    written[model] += len(part)
                if progress:
                    progress(len(batch))
        if conflicts:
            raise ChangeConflict(conflicts)
        for model, count in written.items():
            model.after_change_set(count)
        change_set.state = State.APPLIED
        change_set.applied_at = timezone.now()
        change_set.author = change_set.author or by
        change_set.save()
    return change_set


def _remove_declined_items(change_set: ChangeSet) -> None:
    """Remove items that were decided to be kept; refuse while a question is undecided."""
    asked = change_set.items.exclude(question="")
    if count := asked.filter(decision="").count():
        raise ChangeRefused(
            ngettext(
                "%(count)d row still waits for a decision. Nothing was stored.",
                "%(count)d rows still wait for a decision. Nothing was stored.",
                count,
            )
            % {"count": count}
        )
    kept = asked.filter(decision=ChangeItem.Decision.KEEP)
    if labels := list(kept.values_list("question", "key", "label")):
        change_set.summary["left_as_is"] = [
            {"question": question, "key": key, "label": label} for question, key, label in labels
        ]
        kept.delete()


@contextmanager
def _atomic_write() -> Iterator[None]:
    """One transaction; an integrity error becomes a ChangeRefused with its reason."""
    try:
        with transaction.atomic():
            yield
            # SQLite checks references at the commit, which an outer transaction delays.
            connection.check_constraints()
            cache_version.bump()
    except IntegrityError as error:
        raise ChangeRefused(
            _(
                "Two records would have the same number, name or place, or something they refer "
                "to is gone (%(reason)s). Nothing was stored."
            )
            % {"reason": str(error).splitlines()[0]}
        ) from error


def write(changes: Iterable[Change], **about: Any) -> ChangeSet:
    """Propose and apply in one step, for commands and single saves. Raises as `apply` does."""
    with transaction.atomic():
        return apply(propose(changes, **about))


def drop(change_set: ChangeSet) -> None:
    """Drop a proposed change set; it stays readable."""
    open_states = [State.UNREADY, State.PROPOSED]
    ChangeSet.objects.filter(pk=change_set.pk, state__in=open_states).update(state=State.DROPPED)


def undo(change_set: ChangeSet, *, by: User | None = None) -> ChangeSet:
    """Undo an applied change set by a new change set, which is returned.

    Records that were written since keep their values; `summary["kept"]` of the new set lists them
    as [{"key", "label", "why"}]. Raises ChangeRefused if that applies to all of them: the change
    set stays applied and can be undone later.
    """
    with _atomic_write():
        change_set = ChangeSet.objects.select_for_update().get(pk=change_set.pk)
        if change_set.state != State.APPLIED:
            raise ChangeRefused(_("Only an applied change can be undone."))
        kept: list[dict[str, str]] = []
        reversal = propose(
            _reversed_changes(change_set, kept),
            kind=ChangeSet.Kind.UNDO,
            author=by,
            reason=_("Undoes change %(number)d.") % {"number": change_set.pk},
        )
        if not reversal.items.exists():
            raise ChangeRefused(_("Nothing was undone: all its records were changed later."))
        reversal.undoes = change_set
        reversal.summary = {"kept": kept}
        reversal.save()
        reversal = apply(reversal, by=by)
        change_set.state = State.UNDONE
        change_set.save()
    return reversal


def unchanged_by_undo(change_set: ChangeSet) -> list[dict[str, str]]:
    """The records that `undo` would not change, since they were written later."""
    kept: list[dict[str, str]] = []
    for _change in _reversed_changes(change_set, kept):
        pass
    return kept


def record_form_save(
    record: Record,
    before: Values | None,
    *,
    author: User | None,
    reason: str = "",
    basis: str = "",
) -> ChangeSet | None:
    """Record a save by a form as an applied change set; None if nothing changed.

    The caller has locked the record's row. `before` is None for a new record.
    """
    model = type(record)
    stored = with_values(model._default_manager.filter(pk=record.pk)).get()
    old, new = difference(before or {}, values_of(stored))
    if before is not None:
        if not new:
            return None
        base_version = stored.version
        # This also applies if only related rows were written.
        now = timezone.now()
        model._default_manager.filter(pk=record.pk).update(version=base_version + 1, updated_at=now)
        record.version, record.updated_at = base_version + 1, now
    if model.derived_fields:
        # The form stored the record before its relations and rows.
        model.fill_derived([stored], [{}])
        persistence.rewrite([stored], model.derived_fields)
    model.after_write([stored], [before], [new])
    change = Change(
        model,
        Action.CREATE if before is None else Action.CHANGE,
        after=new,
        before={} if before is None else old,
        pk=record.pk,
        base_version=None if before is None else base_version,
        key=record.key[:200],
        label=str(record)[:300],
    )
    change_set = propose(
        [change], kind=ChangeSet.Kind.FORM, author=author, reason=reason, basis=basis
    )
    change_set.state = State.APPLIED
    change_set.applied_at = timezone.now()
    change_set.save()
    cache_version.bump()
    return change_set


def history_of(record: Record) -> models.QuerySet[ChangeItem]:
    """The applied changes of a record, newest first."""
    return (
        ChangeItem.objects.filter(
            content_type=ContentType.objects.get_for_model(type(record)),
            object_id=record.pk,
            change_set__state__in=[State.APPLIED, State.UNDONE],
        )
        .select_related("change_set__author")
        .order_by("-id")
    )


def values_at(record: Record, version: int) -> Values:
    """The values that a record had at a version."""
    values = values_of(record)
    for item in history_of(record).filter(base_version__gte=version):
        values.update(item.before)
    return values


def _grouped(batch: list[ChangeItem]) -> Iterable[tuple[tuple[int, str], list[ChangeItem]]]:
    groups: dict[tuple[int, str], list[ChangeItem]] = {}
    for item in batch:
        groups.setdefault((item.content_type_id, item.action), []).append(item)
    return groups.items()


def _reversed_changes(change_set: ChangeSet, kept: list[dict[str, str]]) -> Iterable[Change]:
    items = change_set.items.order_by("-id").iterator(chunk_size=500)
    for batch in batches(items):
        for (content_type_id, _action), part in _grouped(batch):
            model = record_model(content_type_id)
            pks = [item.object_id for item in part]
            stored = {r.pk: r for r in with_values(model._default_manager.filter(pk__in=pks))}
            for item in part:
                change = _reversed_change(model, item, stored.get(item.object_id))
                if isinstance(change, str):
                    kept.append({"key": item.key, "label": item.label, "why": change})
                else:
                    yield change


def _reversed_change(model: type[Record], item: ChangeItem, record: Any) -> Change | str:
    """The reversed change, or the reason why the record keeps its values."""
    about: dict[str, Any] = {
        "pk": item.object_id,
        "key": item.key,
        "label": item.label,
        "place": item.place,
    }
    if item.action == Action.DELETE:
        if record is not None:
            return _("It has been created again since.")
        about |= {"after": item.before, "references": item.references}
        return Change(model, Action.CREATE, base_version=item.base_version, **about)
    if record is None:
        return _("It has been deleted since.")
    present = values_of(record)
    if any(not same(present.get(name), value) for name, value in item.after.items()):
        return _("It has been changed since.")
    if item.action == Action.CREATE:
        return Change(model, Action.DELETE, before=present, base_version=record.version, **about)
    return Change(
        model,
        Action.CHANGE,
        before=item.after,
        after=item.before,
        base_version=record.version,
        **about,
    )
