"""Drafts of records against the records there are: what is new, what changes, what is in conflict.

Nobody's work is overwritten unseen. A cell that shows what the record shows changes nothing; where
the file was made from an older version of the record, or somebody wrote the record after the
official saw the preview, only what the file itself changed counts, and what both changed is a
conflict to decide.
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
from imports.rows.drafts import Draft
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


class Comparer:
    """Compares drafts with the stored records, in a fixed number of queries a batch.

    `since` is when the official last saw what the file would do: what was written after that is
    somebody else's.
    """

    def __init__(
        self, resource: Any, context: ImportContext, *, since: datetime | None = None
    ) -> None:
        self.resource, self.context, self.since = resource, context, since
        self.model: type[Record] = resource.model
        # Fields that no record may leave empty are looked at even where the sheet has none.
        self.must_be_filled = {
            name
            for name, field in recorded_fields(self.model).items()
            if not field.blank and not field.has_default()
        }
        # The stored records that rows of the file are.
        self.seen: set[int] = set()

    def compare(self, drafts: list[Draft]) -> Iterator[tuple[Draft, Change | Refusal | None]]:
        """Each draft with its change, why it is refused, or None where nothing differs."""
        pks = {draft.pk for draft in drafts if draft.pk}
        self.seen |= pks
        stored = self._stored(pks)
        bases = self._bases(stored, drafts)
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
        """Which fields of a row that is refused already break their own rules besides."""
        record = self.model()
        said = {name: value for name, value in draft.values.items() if value not in ("", None)}
        written = set(set_columns(record, said))
        try:
            _clean_fields(record, written - {record.key_field})
        except ValidationError as error:
            return self._invalid(error)
        return []

    def withdrawals(self, pks: Iterable[int]) -> Iterator[Change]:
        """What leaving these records out of a list would mean, if someone decides so."""
        for record in self._stored(pks).values():
            present = values_of(record)
            news = self.resource.withdrawn(record, self.context)
            if change := change_of(record, present, news):
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
        present = values_of(record)
        said = self.resource.combine(record, present, self._said_anew(draft, record, present))
        news = difference(present, said)[1]
        # What still says what both started from is no wish of the file's.
        news = {n: v for n, v in news.items() if n not in base or not same(base[n], v)}
        if not news and not self.resource.must_be_noted(record, self.context):
            return None
        disputed = {name: base[name] for name in news if name in base}
        news = self.resource.finish(draft, record, news, self.context)
        change = change_of(record, present, news, place=self._place(draft))
        self._check(record, news)
        if change and disputed:
            return replace(change, question=ChangeItem.Question.CONFLICT, base_values=disputed)
        return change

    # -- what others wrote meanwhile --------------------------------------------------------

    def _bases(self, stored: dict[int, Record], drafts: list[Draft]) -> dict[int, Values]:
        """The fields that others wrote since the file was made or last seen, as they were then."""
        older = {
            draft.pk: draft.version
            for draft in drafts
            if draft.pk in stored
            and draft.version is not None
            and draft.version < stored[draft.pk].version
        }
        since = models.Q(object_id__in=older)
        if self.since:
            moved = [pk for pk, record in stored.items() if record.updated_at > self.since]
            since |= models.Q(object_id__in=moved, change_set__applied_at__gt=self.since)
        if not older and not (self.since and moved):
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
        for pk, seen, before, applied_at in items:
            after_the_file = pk in older and (seen or 0) >= older[pk]
            after_the_preview = self.since is not None and applied_at and applied_at > self.since
            if after_the_file or after_the_preview:
                # Newest first: the oldest of them has the last word on what was there before.
                bases.setdefault(pk or 0, {}).update(before)
        return bases

    def _said_anew(self, draft: Draft, record: Record, present: Values) -> Values:
        """The values of cells that say something new.

        A cell that shows what the record shows changes nothing, however it is spelled inside; a
        cell that still says what this list said last time leaves later edits alone.
        """
        issued: dict[str, str] | None = None
        values = dict(draft.values)
        for name, cell in draft.cells.items():
            column = self.resource.columns[name]
            if not column.one_a_record:
                continue
            attributes = [each for each in column.shows(self.model) if each in values]
            if column.imported and all(same(present.get(a), values[a]) for a in attributes):
                continue
            heading = self.context.layout.heading_of(name)
            if issued is None:
                issued = self.resource.last_issued(record, self.context)
            repeated = heading is not None and issued.get(heading.text) == cell_text(cell)
            if repeated or self._shows(column, record, cell):
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

    def _shows(self, column: Column, record: Record, cell: Any) -> bool:
        if not column.imported:  # a number is the same in every language
            return column.says(record, cell)
        for language in LANGUAGES:
            with override(language):
                if column.says(record, cell):
                    return True
        return False

    # -- the model's own rules --------------------------------------------------------------

    def _check(self, record: Record, values: Values) -> None:
        """The model's own rules, without a query a row."""
        written = set(set_columns(record, values))
        unkeyed = set() if record.key else {record.key_field}
        _clean_fields(record, (written | self.must_be_filled) - unkeyed)
        record.clean()
        check_constraints(record, written)
        for name, back in lists(self.model).items():
            for row_values in values.get(name, ()):
                _check_row(back, row_values)

    def _invalid(self, error: ValidationError) -> Refusal:
        errors = error.error_dict if hasattr(error, "error_dict") else {"": [error]}
        told = []
        for attribute, messages in errors.items():
            name = next(
                (n for n, c in self.resource.columns.items() if attribute in c.shows(self.model)),
                self.resource.name_column,
            )
            shown = attribute in self.resource.columns[name].shows(self.model)
            field = recorded_fields(self.model).get(attribute)
            label = "" if shown or field is None else f"{capfirst(field.verbose_name)}: "
            told += [
                (name, CellProblem("rule", f"{label}{message}"))
                for message in ValidationError(messages).messages
            ]
        return told

    def _place(self, draft: Draft) -> str:
        return f"{draft.row.sheet}!{draft.row.index + 1}"[:120]


def _is_outdated(draft: Draft, record: Record, cell: Any) -> bool:
    """Whether a number worked out from others is empty, or of an older version of the record."""
    return not cell_text(cell) or (draft.version is not None and draft.version < record.version)


def _check_row(back: models.ForeignKey, values: Values) -> None:
    """The same rules for a row that belongs to a record."""
    row = back.model()
    written = set(set_columns(row, values))
    _clean_fields(row, written)
    check_constraints(row)


def _clean_fields(row: models.Model, names: set[str]) -> None:
    """As Django's own, of these fields alone: a record has many, and a sheet writes few.

    Relations are ids that were looked up.
    """
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
