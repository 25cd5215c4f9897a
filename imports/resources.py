"""A kind of sheet: its columns, and how its rows meet the records.

`SheetResource` builds on django-import-export's Resource for declaring fields and exporting.
Reading (`imports.rows.reading`) and comparing (`imports.rows.comparing`) are ours: every problem of
a file in one pass, a fixed number of queries a batch, and a proposed change set at the end instead
of writes. A new kind of sheet declares its columns and the hooks below.
"""

from collections.abc import Hashable, Iterable, Iterator
from functools import cached_property
from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy
from import_export import resources

from imports.columns.base import CellProblem, Column, VersionColumn
from imports.context import ImportContext
from imports.rows.drafts import Draft
from records.models import Publication, Record
from records.snapshots import Values
from spreadsheets.layout.layout import Group
from vietnamese.text import fold

ORDINAL_WORDS = ("STT", "TT", "Số TT", "Stt", "No.", "No")


class SheetResource(resources.Resource):
    """Base of every kind of sheet. Declare columns as class attributes and the hooks below."""

    model: ClassVar[type[Record]]
    name_column: ClassVar[str] = "name_vi"
    # Whether several rows may describe one record (a budget line by year and source).
    rows_share_records: ClassVar[bool] = False

    version = VersionColumn("version", gettext_lazy("Record version"), ["Phiên bản bản ghi"])

    @cached_property
    def columns(self) -> dict[str, Column]:
        columns = dict(self.fields)
        return columns | {"version": columns.pop("version")}

    # -- hooks ------------------------------------------------------------------------------

    def prepare(self, context: ImportContext) -> None:
        """Load what matching needs, once a file."""

    def issuing_documents(self) -> models.QuerySet | None:
        """The legal documents that may issue such a sheet; None where none does."""
        return None

    def find_document(self, number: str) -> models.Model | None:
        """The legal document that a title cites by its number."""
        documents = self.issuing_documents()
        if documents is None:
            return None
        return next((each for each in documents if fold(each.number) == fold(number)), None)

    def complete(
        self, draft: Draft, context: ImportContext
    ) -> Iterable[tuple[str | Group, CellProblem]]:
        """Add values that no single cell holds; yields problems by column or group row."""
        return ()

    def identity(self, draft: Draft) -> Hashable:
        """What makes two rows of a file the same record."""
        raise NotImplementedError

    def match(self, draft: Draft) -> int | None:
        """The id of the stored record; raises CellProblem("conflict", …) when it is not clear."""
        raise NotImplementedError

    def merge(self, first: Draft, second: Draft) -> Iterable[tuple[str, CellProblem]]:
        """Take a second row into a record (only where rows share records); yields problems."""
        raise NotImplementedError

    def combine(self, record: Record, present: Values, said: Values) -> Values:
        """Bring belonging rows of the file together with the stored ones."""
        return said

    def finish(
        self, draft: Draft, record: Record | None, news: Values, context: ImportContext
    ) -> Values:
        """Last word on a new or changed record: add belonging rows to what will be written."""
        return news

    def last_issued(self, record: Record, context: ImportContext) -> dict[str, str]:
        """What this list said about the record last time: heading to cell."""
        return {}

    def must_be_noted(self, record: Record, context: ImportContext) -> bool:
        """Whether a row leaves its mark on the record even where it changes nothing."""
        return False

    def withdrawn(self, record: Record, context: ImportContext) -> Values:
        """What a record becomes when a list that named it no longer does; empty where it is so."""
        return {"publication": Publication.WITHDRAWN.value} if record.is_public else {}

    def withdrawn_by(self, values: Values, document: int) -> Values:
        """What `withdrawn` gave, by another decision than the list's own."""
        return values

    def list_key(self, context: ImportContext) -> str:
        """What tells this list from another: its decision or title, and its sheet.

        Empty for a list that is no list of its own, such as the portal's going round.
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
        """The words of the database that cells are read by: rows are read anew when they change."""
        return [column.vocabulary() for column in self.columns.values()]

    # -- headings ---------------------------------------------------------------------------

    def heading_words(self) -> dict[str, list[str]]:
        words = {name: column.headings() for name, column in self.columns.items()}
        return {"ordinal": list(ORDINAL_WORDS)} | words

    def for_public(self) -> "SheetResource":
        """The same sheet for readers who may see published records only."""
        del self.columns["version"]
        for column in self.columns.values():
            column.for_public = True
        return self

    # -- export -----------------------------------------------------------------------------

    def export_rows(self, queryset: models.QuerySet) -> Iterator[Any]:
        """What rows are made of, streamed with a fixed number of queries a batch."""
        yield from self.with_export_relations(queryset).iterator(chunk_size=1_000)

    def with_export_relations(self, queryset: models.QuerySet) -> models.QuerySet:
        return queryset

    def stored(self) -> list[str]:
        """The model's own fields that the sheet shows; the others need not be read for it."""
        shown = {each for column in self.columns.values() for each in column.shows(self.model)}
        return [field.name for field in self.model._meta.concrete_fields if field.name in shown]
