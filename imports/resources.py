"""The base class that maps sheets to records: columns, matching, import hooks.

`SheetResource` uses django-import-export's Resource to declare fields and to export. The import
is our own (`imports.rows`): it finds all problems of a file in one pass, needs a fixed number of
queries per batch and ends with a proposed change set instead of writes.
"""

from collections.abc import Hashable, Iterable, Iterator
from functools import cached_property
from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy
from import_export import resources

from imports.columns.base import CellProblem, Column, VersionColumn
from imports.context import ImportContext
from imports.rows.record_draft import Draft
from layouts.groups import Group
from layouts.layout import Layout
from records.models import Publication, Record
from records.snapshots import Values
from vietnamese.text import fold

UNIT_WORDS = ("Đơn vị tính", "ĐVT")
ORDINAL_WORDS = ("STT", "TT", "Số TT", "Stt", "No.", "No")


class SheetResource(resources.Resource):
    """Base of all resources. A subclass declares columns as class attributes and adds hooks."""

    model: ClassVar[type[Record]]
    name_column: ClassVar[str] = "name_vi"
    # Whether several rows may describe one record, such as a budget line by year and source.
    rows_share_records: ClassVar[bool] = False

    # Columns of which an official may choose one value for all rows that have none.
    columns_for_all_rows: ClassVar[tuple[str, ...]] = ()

    version = VersionColumn("version", gettext_lazy("Record version"), ["Phiên bản bản ghi"])

    @cached_property
    def columns(self) -> dict[str, Column]:
        columns = dict(self.fields)
        return columns | {"version": columns.pop("version")}

    # -- hooks ------------------------------------------------------------------------------

    def prepare(self, context: ImportContext) -> None:
        """Load what matching needs, once per file."""

    def other_columns(self) -> dict[str, str]:
        """Columns whose headings may mean another column, decided by the cells below."""
        return {}

    def divides(self, text: str) -> bool:
        """Whether words below a heading divide its column: a year, a source of funds."""
        return False

    def columns_across(self, layout: Layout, mapping: dict[str, str]) -> dict[str, Column]:
        """Columns of divided headings, by folded heading; `mapping` has the headings by hand."""
        return {}

    def columns_decide_kind(self, layout: Layout) -> bool:
        """Whether unread columns might change what the rows of a table are.

        An ordinal and a name beside unknown columns may be a list of anything.
        """
        return {heading.column for heading in layout.headings} <= {"", "ordinal", self.name_column}

    def issuing_documents(self) -> models.QuerySet | None:
        """The legal documents that may issue such a list; None if no document does."""
        return None

    def find_document(self, number: str) -> models.Model | None:
        """The legal document with the number that a title cites."""
        documents = self.issuing_documents()
        if documents is None:
            return None
        return next((each for each in documents if fold(each.number) == fold(number)), None)

    def fill_in(self, draft: Draft, context: ImportContext) -> None:
        """Add values that the table states outside the row, before the row is matched."""

    def complete(
        self, draft: Draft, context: ImportContext
    ) -> Iterable[tuple[str | Group, CellProblem]]:
        """Add values derived from several cells of a matched row.

        Yields problems by column or group row.
        """
        return ()

    def identity(self, draft: Draft) -> Hashable:
        """A key that is equal for two rows of the same new record."""
        raise NotImplementedError

    def match(self, draft: Draft) -> int | None:
        """The id of the stored record. Raises CellProblem if several records fit."""
        raise NotImplementedError

    def merge(self, first: Draft, second: Draft) -> Iterable[tuple[str, CellProblem]]:
        """Add a second row of the same record to its first (`rows_share_records`).

        Yields problems by column.
        """
        raise NotImplementedError

    def combine(self, record: Record, current: Values, values: Values) -> Values:
        """Merge the related rows of the file with the stored ones."""
        return values

    def finish(
        self, draft: Draft, record: Record | None, changes: Values, context: ImportContext
    ) -> Values:
        """The final changes of a new or changed record, with related rows to add."""
        return changes

    def last_issued_cells(self, record: Record, context: ImportContext) -> dict[str, str]:
        """The cells of the record in the last issue of this list, by heading."""
        return {}

    def adds_to_unchanged(self, record: Record, context: ImportContext) -> bool:
        """Whether an unchanged row still adds something to the record, as a catalogue entry."""
        return False

    def withdrawal_values(self, record: Record, context: ImportContext) -> Values:
        """The changes that withdraw a record; empty if it is withdrawn already."""
        return {"publication": Publication.WITHDRAWN.value} if record.is_public else {}

    def set_withdrawal_document(self, values: Values, document: int) -> Values:
        """Withdrawal values that cite another legal document than the list does."""
        return values

    def list_key(self, context: ImportContext) -> str:
        """Identifies an issued list by its decision or title, and its sheet.

        Empty for an export of the portal, which is not a list of its own.
        """
        sheet = fold(context.layout.sheet)
        if context.document:
            issued = f"{context.document.pk}|{sheet}"
        elif context.layout.title and not (
            context.layout.heading_of("code") or context.layout.heading_of("version")
        ):
            issued = f"|{fold(context.layout.title)}|{sheet}"
        else:
            return ""
        return f"{self.model._meta.label_lower}|{issued}"[:300]

    def vocabulary(self) -> Iterable[Any]:
        """Names from the database that cells are read by; part of the key of the row cache."""
        return [column.vocabulary() for column in self.columns.values()]

    # -- headings ---------------------------------------------------------------------------

    def heading_words(self) -> dict[str, list[str]]:
        words = {name: column.headings() for name, column in self.columns.items()}
        return {"ordinal": list(ORDINAL_WORDS), "unit": list(UNIT_WORDS)} | words

    def for_public(self) -> "SheetResource":
        """This resource, limited to published data."""
        del self.columns["version"]
        for column in self.columns.values():
            column.for_public = True
        return self

    # -- export -----------------------------------------------------------------------------

    def export_rows(self, queryset: models.QuerySet) -> Iterator[Any]:
        """The records to export, streamed with a fixed number of queries per batch."""
        yield from self.with_export_relations(queryset).iterator(chunk_size=1_000)

    def with_export_relations(self, queryset: models.QuerySet) -> models.QuerySet:
        return queryset

    def exported_fields(self) -> list[str]:
        """The database fields that the export needs."""
        displayed = {
            each for column in self.columns.values() for each in column.field_names(self.model)
        }
        return [field.name for field in self.model._meta.concrete_fields if field.name in displayed]
