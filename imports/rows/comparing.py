"""Compare drafts with the stored records: what is new, what changes, what is in conflict.

The work of others is never overwritten without a decision. A cell that equals the export of the
record changes nothing. If the file comes from an older version of the record, or the record was
edited after the preview, only the changes made in the file count; a field that both changed is a
conflict.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import cache
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import override

from imports.columns.base import CellProblem, Column
from imports.context import ImportContext
from imports.rows.record_draft import Draft
from records.changes import Change, change_of
from records.constraints import check_constraints
from records.models import ChangeItem, ChangeSet, Record
from records.snapshots import (
    Values,
    difference,
    lists,
    recorded_fields,
    same,
    set_columns,
    values_of,
    with_values,
)
from spreadsheets.cells import LANGUAGES, cell_text

Refusal = list[tuple[str, CellProblem]]


def changes_of(
    context: ImportContext, drafts: list[Draft]
) -> Iterator[tuple[Draft, Change | Refusal | None]]:
    """Each draft with its change, its refusal, or None if nothing differs.

    A fixed number of queries for all of them.
    """
    stored = _stored(context, {draft.pk for draft in drafts if draft.pk})
    bases = _base_values(context, stored, drafts)
    for draft in drafts:
        record = stored.get(draft.pk or 0)
        try:
            change = (
                _new(context, draft)
                if record is None
                else _changed(context, draft, record, bases.get(record.pk, {}))
            )
        except CellProblem as problem:
            yield draft, [(problem.column or context.resource.name_column, problem)]
        except ValidationError as error:
            yield draft, _refusal(context, error)
        else:
            yield draft, change and replace(change, row_digest=draft.digest)


def broken_rules(context: ImportContext, values: Values) -> Refusal:
    """The rules of the model that the readable cells of a refused row break."""
    record = context.resource.model()
    filled = {name: value for name, value in values.items() if value not in ("", None)}
    written = set(set_columns(record, filled))
    try:
        _clean_fields(record, written - {record.key_field})
    except ValidationError as error:
        return _refusal(context, error)
    return []


def withdrawals(context: ImportContext, pks: Iterable[int]) -> Iterator[Change]:
    """The changes that withdraw records which a list leaves out, to be decided."""
    for record in _stored(context, pks).values():
        changed = context.resource.withdrawal_values(record, context)
        if change := change_of(record, values_of(record), changed):
            question, keep = ChangeItem.Question.MISSING, ChangeItem.Decision.KEEP
            yield replace(change, question=question, decision=keep)


def _stored(context: ImportContext, pks: Iterable[int]) -> dict[int, Record]:
    manager = context.resource.model._default_manager
    return {record.pk: record for record in with_values(manager.filter(pk__in=pks))}


def _new(context: ImportContext, draft: Draft) -> Change:
    resource = context.resource
    values = resource.finish(draft, None, draft.values, context)
    record = resource.model()
    _check(record, values)
    label = str(getattr(record, resource.name_column, ""))
    return Change(
        resource.model,
        ChangeItem.Action.CREATE,
        after=values,
        key=record.key if getattr(record, record.key_field) else "",
        label=label[:300],
        place=_place(draft),
    )


def _changed(context: ImportContext, draft: Draft, record: Record, base: Values) -> Change | None:
    resource, current = context.resource, values_of(record)
    values_of_file = resource.combine(
        record, current, _values_to_compare(context, draft, record, current)
    )
    changed = difference(current, values_of_file)[1]
    # A cell with the base value was not changed in the file.
    changed = {n: v for n, v in changed.items() if n not in base or not same(base[n], v)}
    if not changed and not resource.adds_to_unchanged(record, context):
        return None
    disputed = {name: base[name] for name in changed if name in base}
    changed = resource.finish(draft, record, changed, context)
    change = change_of(record, current, changed, place=_place(draft))
    _check(record, changed)
    if change and disputed:
        return replace(change, question=ChangeItem.Question.CONFLICT, base_values=disputed)
    return change


def _place(draft: Draft) -> str:
    return f"{draft.row.sheet}!{draft.row.index + 1}"[:120]


# -- edits by others ------------------------------------------------------------------------


def _base_values(
    context: ImportContext, stored: dict[int, Record], drafts: list[Draft]
) -> dict[int, Values]:
    """Base values of the fields that others edited since the file or its preview, by record."""
    since = context.since
    older = {
        draft.pk: draft.version
        for draft in drafts
        if draft.pk in stored
        and draft.version is not None
        and draft.version < stored[draft.pk].version
    }
    edited = [pk for pk, record in stored.items() if since and record.updated_at > since]
    if not older and not edited:
        return {}
    edits = models.Q(object_id__in=older)
    if since:
        edits |= models.Q(object_id__in=edited, change_set__applied_at__gt=since)
    items = (
        ChangeItem.objects.filter(
            edits,
            content_type=ContentType.objects.get_for_model(context.resource.model),
            change_set__state__in=[ChangeSet.State.APPLIED, ChangeSet.State.UNDONE],
        )
        .order_by("-id")
        .values_list("object_id", "base_version", "before", "change_set__applied_at")
    )
    bases: dict[int, Values] = {}
    for pk, base_version, before, applied_at in items:
        after_the_file = pk in older and (base_version or 0) >= older[pk]
        after_the_preview = since is not None and applied_at and applied_at > since
        if after_the_file or after_the_preview:
            # Newest first, so that the value before the oldest edit wins.
            bases.setdefault(pk or 0, {}).update(before)
    return bases


def _values_to_compare(
    context: ImportContext, draft: Draft, record: Record, current: Values
) -> Values:
    """The values of the cells that may change the record.

    A cell that equals the export of the record changes nothing. A cell that repeats the last
    issue of this list does not undo later edits. An empty cell empties a value only in a row that
    was exported, or where the last issue of this list had one.
    """
    resource = context.resource
    issued: dict[str, str] | None = None
    values = dict(draft.values)
    for name, cell in draft.row.cells.items():
        column = resource.columns[name]
        if not column.one_per_record:
            continue
        attributes = [each for each in column.field_names(resource.model) if each in values]
        if column.imported and all(same(current.get(a), values[a]) for a in attributes):
            continue
        heading = context.layout.heading_of(name)
        if issued is None:
            issued = resource.last_issued_cells(record, context)
        text, issued_text = cell_text(cell), issued.get(heading.text) if heading else None
        repeated = issued_text == text
        states_nothing = not text and not issued_text and draft.version is None
        if repeated or states_nothing or _cell_matches(column, record, cell):
            for attribute in attributes:
                del values[attribute]
        elif not column.imported and not _is_outdated(draft, record, cell):
            raise CellProblem(
                "derived",
                _(
                    "Column “%(heading)s” is worked out from others and differs (%(value)s); "
                    "correct the column it comes from."
                )
                % {"heading": heading.text if heading else name, "value": cell_text(cell)},
                column=name,
            )
    return values


def _cell_matches(column: Column, record: Record, cell: Any) -> bool:
    # Numbers are equal in every language.
    for language in LANGUAGES if column.imported else LANGUAGES[:1]:
        with override(language):
            if column.matches(record, cell):
                return True
    return False


def _is_outdated(draft: Draft, record: Record, cell: Any) -> bool:
    """Whether a derived number is empty, or comes from an older version of the record."""
    return not cell_text(cell) or (draft.version is not None and draft.version < record.version)


# -- rules of the model ---------------------------------------------------------------------


@cache
def _required_fields(model: type[Record]) -> set[str]:
    """The fields that must be filled, checked even if the sheet has no column for them."""
    return {
        name
        for name, field in recorded_fields(model).items()
        if not field.blank and not field.has_default()
    }


def _check(record: Record, values: Values) -> None:
    """Check the rules of the model without a query per row."""
    written = set(set_columns(record, values))
    unkeyed = set() if record.key else {record.key_field}
    _clean_fields(record, (written | _required_fields(type(record))) - unkeyed)
    record.clean()
    check_constraints(record, written)
    for name, back in lists(type(record)).items():
        for row_values in values.get(name, ()):
            _check_row(back, row_values)


def _refusal(context: ImportContext, error: ValidationError) -> Refusal:
    """The problems that a rule of the model has with the columns of a row."""
    resource = context.resource
    errors = error.error_dict if hasattr(error, "error_dict") else {"": [error]}
    refusal = []
    for attribute, messages in errors.items():
        names = (
            name
            for name, column in resource.columns.items()
            if attribute in column.field_names(resource.model)
        )
        column_name = next(names, None)
        field = recorded_fields(resource.model).get(attribute)
        label = "" if column_name or field is None else f"{capfirst(field.verbose_name)}: "
        refusal += [
            (column_name or resource.name_column, CellProblem("rule", f"{label}{message}"))
            for message in ValidationError(messages).messages
        ]
    return refusal


def _check_row(back: models.ForeignKey, values: Values) -> None:
    """Check the rules of a row that belongs to a record."""
    row = back.model()
    written = set(set_columns(row, values))
    _clean_fields(row, written)
    check_constraints(row)


def _clean_fields(row: models.Model, names: set[str]) -> None:
    """Like Django's `clean_fields`, for these fields only. Relations are ids that exist."""
    errors = {}
    for name, field in recorded_fields(type(row)).items():
        if name not in names or field.is_relation:
            continue
        value = getattr(row, field.attname)
        if field.blank and value in field.empty_values:
            continue
        try:
            setattr(row, name, field.clean(value, row))
        except ValidationError as error:
            errors[name] = error.error_list
    if errors:
        raise ValidationError(errors)
