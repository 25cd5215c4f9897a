"""Compare drafts with the stored records: what is new, what changes, what is in conflict.

The work of others is never overwritten without a decision. A cell that equals the export of the
record changes nothing. If the file comes from an older version of the record, or the record was
edited after the preview, only the changes made in the file count; a field that both changed is a
conflict.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import datetime
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


class RecordComparer:
    """Compares drafts with the stored records, in a fixed number of queries per batch.

    `since` is the time of the preview; edits after it count as edits by others.
    """

    def __init__(
        self, resource: Any, context: ImportContext, *, since: datetime | None = None
    ) -> None:
        self.resource, self.context, self.since = resource, context, since
        self.model: type[Record] = resource.model
        # Checked even if the sheet has no column for them.
        self.required_fields = {
            name
            for name, field in recorded_fields(self.model).items()
            if not field.blank and not field.has_default()
        }
        # Ids of the stored records that rows of the file matched.
        self.matched_pks: set[int] = set()

    def compare(self, drafts: list[Draft]) -> Iterator[tuple[Draft, Change | Refusal | None]]:
        """Each draft with its change, its refusal, or None if nothing differs."""
        pks = {draft.pk for draft in drafts if draft.pk}
        self.matched_pks |= pks
        stored = self._stored(pks)
        bases = self._base_values(stored, drafts)
        for draft in drafts:
            record = stored.get(draft.pk or 0)
            try:
                change = (
                    self._new(draft)
                    if record is None
                    else self._changed(draft, record, bases.get(record.pk, {}))
                )
            except CellProblem as problem:
                yield draft, [(problem.column or self.resource.name_column, problem)]
            except ValidationError as error:
                yield draft, self._invalid(error)
            else:
                yield draft, change and replace(change, row_digest=draft.digest)

    def broken_rules(self, draft: Draft) -> Refusal:
        """Further fields of a refused row that break the rules of the model."""
        record = self.model()
        values_of_file = {
            name: value for name, value in draft.values.items() if value not in ("", None)
        }
        written = set(set_columns(record, values_of_file))
        try:
            _clean_fields(record, written - {record.key_field})
        except ValidationError as error:
            return self._invalid(error)
        return []

    def withdrawals(self, pks: Iterable[int]) -> Iterator[Change]:
        """The changes that withdraw records which a list leaves out, to be decided."""
        for record in self._stored(pks).values():
            current = values_of(record)
            changed = self.resource.withdrawal_values(record, self.context)
            if change := change_of(record, current, changed):
                yield replace(
                    change,
                    question=ChangeItem.Question.MISSING,
                    decision=ChangeItem.Decision.KEEP,
                )

    def _stored(self, pks: Iterable[int]) -> dict[int, Record]:
        records = with_values(self.model._default_manager.filter(pk__in=pks))
        return {record.pk: record for record in records}

    def _new(self, draft: Draft) -> Change:
        values = self.resource.finish(draft, None, draft.values, self.context)
        record = self.model()
        self._check(record, values)
        label = str(getattr(record, self.resource.name_column, ""))
        return Change(
            self.model,
            ChangeItem.Action.CREATE,
            after=values,
            key=record.key if getattr(record, record.key_field) else "",
            label=label[:300],
            place=self._place(draft),
        )

    def _changed(self, draft: Draft, record: Record, base: Values) -> Change | None:
        current = values_of(record)
        values_of_file = self.resource.combine(
            record, current, self._values_to_compare(draft, record, current)
        )
        changed = difference(current, values_of_file)[1]
        # A cell with the base value was not changed in the file.
        changed = {n: v for n, v in changed.items() if n not in base or not same(base[n], v)}
        if not changed and not self.resource.adds_to_unchanged(record, self.context):
            return None
        disputed = {name: base[name] for name in changed if name in base}
        changed = self.resource.finish(draft, record, changed, self.context)
        change = change_of(record, current, changed, place=self._place(draft))
        self._check(record, changed)
        if change and disputed:
            return replace(change, question=ChangeItem.Question.CONFLICT, base_values=disputed)
        return change

    # -- edits by others --------------------------------------------------------------------

    def _base_values(self, stored: dict[int, Record], drafts: list[Draft]) -> dict[int, Values]:
        """Base values of the fields that others edited since the file or its preview, by record."""
        older = {
            draft.pk: draft.version
            for draft in drafts
            if draft.pk in stored
            and draft.version is not None
            and draft.version < stored[draft.pk].version
        }
        since = models.Q(object_id__in=older)
        if self.since:
            edited = [pk for pk, record in stored.items() if record.updated_at > self.since]
            since |= models.Q(object_id__in=edited, change_set__applied_at__gt=self.since)
        if not older and not (self.since and edited):
            return {}
        items = (
            ChangeItem.objects.filter(
                since,
                content_type=ContentType.objects.get_for_model(self.model),
                change_set__state__in=[ChangeSet.State.APPLIED, ChangeSet.State.UNDONE],
            )
            .order_by("-id")
            .values_list("object_id", "base_version", "before", "change_set__applied_at")
        )
        bases: dict[int, Values] = {}
        for pk, base_version, before, applied_at in items:
            after_the_file = pk in older and (base_version or 0) >= older[pk]
            after_the_preview = self.since is not None and applied_at and applied_at > self.since
            if after_the_file or after_the_preview:
                # Newest first, so that the value before the oldest edit wins.
                bases.setdefault(pk or 0, {}).update(before)
        return bases

    def _values_to_compare(self, draft: Draft, record: Record, current: Values) -> Values:
        """The values of the cells that may change the record.

        A cell that equals the export of the record changes nothing. A cell that repeats the last
        issue of this list does not undo later edits.
        """
        issued: dict[str, str] | None = None
        values = dict(draft.values)
        for name, cell in draft.cells.items():
            column = self.resource.columns[name]
            if not column.one_per_record:
                continue
            attributes = [each for each in column.field_names(self.model) if each in values]
            if column.imported and all(same(current.get(a), values[a]) for a in attributes):
                continue
            heading = self.context.layout.heading_of(name)
            if issued is None:
                issued = self.resource.last_issued_cells(record, self.context)
            repeated = heading is not None and issued.get(heading.text) == cell_text(cell)
            if repeated or self._cell_matches(column, record, cell):
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

    def _cell_matches(self, column: Column, record: Record, cell: Any) -> bool:
        if not column.imported:  # numbers are equal in every language
            return column.matches(record, cell)
        for language in LANGUAGES:
            with override(language):
                if column.matches(record, cell):
                    return True
        return False

    # -- rules of the model -----------------------------------------------------------------

    def _check(self, record: Record, values: Values) -> None:
        """Check the rules of the model without a query per row."""
        written = set(set_columns(record, values))
        unkeyed = set() if record.key else {record.key_field}
        _clean_fields(record, (written | self.required_fields) - unkeyed)
        record.clean()
        check_constraints(record, written)
        for name, back in lists(self.model).items():
            for row_values in values.get(name, ()):
                _check_row(back, row_values)

    def _invalid(self, error: ValidationError) -> Refusal:
        errors = error.error_dict if hasattr(error, "error_dict") else {"": [error]}
        refusal = []
        for attribute, messages in errors.items():
            name = next(
                (
                    n
                    for n, c in self.resource.columns.items()
                    if attribute in c.field_names(self.model)
                ),
                self.resource.name_column,
            )
            is_displayed = attribute in self.resource.columns[name].field_names(self.model)
            field = recorded_fields(self.model).get(attribute)
            label = "" if is_displayed or field is None else f"{capfirst(field.verbose_name)}: "
            refusal += [
                (name, CellProblem("rule", f"{label}{message}"))
                for message in ValidationError(messages).messages
            ]
        return refusal

    def _place(self, draft: Draft) -> str:
        return f"{draft.row.sheet}!{draft.row.index + 1}"[:120]


def _is_outdated(draft: Draft, record: Record, cell: Any) -> bool:
    """Whether a derived number is empty, or comes from an older version of the record."""
    return not cell_text(cell) or (draft.version is not None and draft.version < record.version)


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
