"""The public part of a record's history: date, document, public fields.

A change is listed only if the record was public before and after it. Of a time as draft or
withdrawn, only the beginning and the end are listed. Authors are never named, and what is not
public leaves no trace: neither a related record nor the number of a document.
"""

import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext as _

from records.change_display import FieldChange, Words
from records.changes import history_of
from records.models import Publication, Record
from records.snapshots import Values
from vietnamese.text import fold

# Older changes are not read; the page says so.
MAX_CHANGES = 100


@dataclass(frozen=True)
class PublicChange:
    """A change on a day: what happened to the record or which fields changed, by which document."""

    on: date
    event: str = ""
    document: str = ""
    fields: list[FieldChange] = field(default_factory=list)


@dataclass(frozen=True)
class PublicFields:
    """The public fields of a record: all except `left_out`; of `rows` only those that pass.

    The `hidden_documents`, given by number, are not named as the basis of a change.
    """

    left_out: Collection[str] = ()
    rows: Mapping[str, Callable[[Values], bool]] = field(default_factory=dict)
    hidden_documents: Collection[str] = ()

    def document(self, basis: str) -> str:
        """The basis of a change as an official entered it; empty if it names a hidden document."""
        text = _bare(basis)
        # “684/QĐ-UBND”, or “684” alone, but not “1684” or “684/QĐ-TTg”.
        numbers = ((_bare(each), _bare(each.partition("/")[0])) for each in self.hidden_documents)
        hidden = any(
            re.search(rf"(?<!\d)(?:{re.escape(whole)}(?!\w)|{re.escape(first)}(?![\d/]))", text)
            for whole, first in numbers
        )
        return "" if hidden else basis

    def of(self, values: Values) -> Values:
        return {
            name: self._public_value(name, value)
            for name, value in values.items()
            if name not in self.left_out and name not in ("publication", "is_demo")
        }

    def _public_value(self, name: str, value: Any) -> Any:
        return [row for row in value or [] if self.rows[name](row)] if name in self.rows else value


@dataclass(frozen=True)
class PublicHistory:
    """The changes, newest first, and whether older ones were left out."""

    changes: list[PublicChange]
    shortened: bool


class PublicWords(Words):
    """Changes as readable text that names public records only."""

    def _records(self, model: type[models.Model]) -> models.QuerySet:
        records: Any = super()._records(model)
        return records.public() if issubclass(model, Record) else records

    def _name(self, model: type[models.Model], pk: int) -> str:
        return self.names.get(model, {}).get(pk, "")

    def changes(
        self, model: Any, before: Values, after: Values, base_values: Values | None = None
    ) -> list[FieldChange]:
        """The changes without those that have no public text."""
        changes = super().changes(model, before, after, base_values)
        return [change for change in changes if change.rows or change.old != change.new]


def public_history(record: Record, public_fields: PublicFields) -> PublicHistory:
    """The history of a public record, in a fixed number of queries."""
    items = list(history_of(record)[: MAX_CHANGES + 1])
    listed = items[:MAX_CHANGES]
    both = [
        (type(record), public_fields.of(v)) for item in listed for v in (item.before, item.after)
    ]
    words = PublicWords(both)
    changes = []
    # Read backwards: each change tells the state in which the previous one left the record.
    after = str(record.publication)
    for item in listed:
        before = item.before.get("publication", after) if item.before else ""
        change = PublicChange(
            timezone.localdate(item.change_set.applied_at),
            _event(before, after),
            public_fields.document(item.change_set.basis),
        )
        if before == after == Publication.PUBLISHED:
            change.fields.extend(
                words.changes(
                    type(record), public_fields.of(item.before), public_fields.of(item.after)
                )
            )
        if change.event or change.fields:
            changes.append(change)
        after = before
    return PublicHistory(changes, shortened=len(items) > MAX_CHANGES)


def _event(before: str, after: str) -> str:
    """The publication or withdrawal by a change, as text; empty for other changes."""
    if after == Publication.PUBLISHED != before:
        return _("Published on this site")
    if before == Publication.PUBLISHED != after:
        return _("No longer published")
    return ""


def _bare(text: str) -> str:
    """Only letters, digits and slashes, to compare differently typed document numbers."""
    return re.sub(r"[^0-9a-z/]", "", fold(text))
