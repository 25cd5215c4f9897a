"""A kind of sheet: its columns, how its rows meet the records, what an import would change.

`SheetResource` builds on django-import-export's Resource for declaring fields and exporting;
reading and comparing are ours: every problem of a file in one pass, a fixed number of queries a
batch, and a proposed change set at the end instead of writes.
"""

import re
from collections.abc import Hashable, Iterable, Iterator
from dataclasses import asdict, dataclass, field
from functools import cached_property
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import override
from import_export import resources

from records.changes import Change, change_of
from records.constraints import check_constraints
from records.models import ChangeItem, Record
from records.values import (
    Values,
    batches,
    difference,
    lists,
    recorded_fields,
    same,
    set_columns,
    values_of,
    with_values,
)
from sheets.cells import cell_address, cell_text
from sheets.columns import (
    LANGUAGES,
    CellProblem,
    Column,
    ColumnContext,
    FigureColumn,
    check_text,
)
from sheets.headings import Heading
from sheets.layout import Group, Layout, SheetRow
from vietnamese.figures import Figure, format_figure
from vietnamese.numbers import Notation, guess_notation, is_ambiguous
from vietnamese.text import fold
from vietnamese.units import UNITS

ORDINAL_WORDS = ("STT", "TT", "Số TT", "Stt", "No.", "No")
READINGS_SHOWN = 200
ENGLISH_SCALE = re.compile(r"\b(thousand|million|billion|trillion|bn)\b", re.IGNORECASE)


@dataclass(frozen=True)
class Problem:
    """Something in a file that is refused: where, what was found, why and what to do."""

    sheet: str
    cell: str
    value: str
    code: str
    message: str


@dataclass(frozen=True)
class Origin:
    """What an import says about itself: the decision it carries out, the source of its facts."""

    document: models.Model | None = None
    source: str = ""
    file_name: str = ""


@dataclass
class Reading:
    """What a file would do. `changes` is empty as soon as there is a problem to solve first."""

    sheet: str
    header_row: int
    read: int = 0
    new: int = 0
    changed: int = 0
    unchanged: int = 0
    conflict: int = 0
    refused: int = 0
    left_out: list[dict[str, Any]] = field(default_factory=list)
    ignored_columns: list[str] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    # How awkward figures were understood: [{"cell", "text", "read_as"}].
    figures: list[dict[str, str]] = field(default_factory=list)
    # What the official said beside the file, so that it can be read again: {"document", "source"}.
    origin: dict[str, Any] = field(default_factory=dict)
    changes: list[Change] = field(default_factory=list)

    def summary(self) -> dict[str, Any]:
        """All but the changes themselves, as JSON."""
        values = {name: value for name, value in vars(self).items() if name != "changes"}
        return values | {"problems": [asdict(problem) for problem in self.problems]}


@dataclass
class Draft:
    """A record as rows of the sheet describe it."""

    row: SheetRow
    values: Values
    cells: dict[str, Any]
    pk: int | None = None


def _is_bare_number(cell: Any) -> bool:
    if isinstance(cell, str):
        return any(map(str.isdigit, cell)) and not any(map(str.isalpha, cell))
    return isinstance(cell, int | float)


class SheetResource(resources.Resource):
    """Base of every kind of sheet. Declare columns as class attributes and the hooks below."""

    model: ClassVar[type[Record]]
    name_column: ClassVar[str] = "name_vi"
    # Whether several rows may describe one record (a budget line by year and source).
    rows_share_records: ClassVar[bool] = False

    @cached_property
    def columns(self) -> dict[str, Column]:
        return dict(self.fields)

    # -- hooks ------------------------------------------------------------------------------

    def prepare(self, layout: Layout, origin: Origin) -> None:
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
        self, draft: Draft, layout: Layout, origin: Origin
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
        self, draft: Draft, record: Record | None, news: Values, layout: Layout, origin: Origin
    ) -> Values:
        """Last word on a new or changed record: add belonging rows to what will be written."""
        return news

    def last_issued(self, record: Record, layout: Layout) -> dict[str, str]:
        """What this list said about the record last time: heading to cell."""
        return {}

    # -- headings ---------------------------------------------------------------------------

    def heading_words(self) -> dict[str, list[str]]:
        words = {name: column.headings() for name, column in self.columns.items()}
        return {"ordinal": list(ORDINAL_WORDS)} | words

    # -- reading ----------------------------------------------------------------------------

    def read(self, layout: Layout, origin: Origin) -> Reading:
        """Compare a sheet with the records; touches nothing."""
        self.layout, self.origin = layout, origin
        reading = Reading(
            layout.sheet,
            layout.header_row + 1,
            read=len(layout.rows),
            left_out=[
                {"row": left.row + 1, "why": left.why, "text": left.text[:200]}
                for left in layout.left_out
            ],
            ignored_columns=[
                f"{cell_address(layout.header_row, heading.index)} {heading.text}"
                for heading in layout.headings
                if not heading.column
            ],
            warnings=list(layout.warnings),
        )
        for column in self.columns.values():
            column.prepare()
        self.prepare(layout, origin)
        contexts = self._contexts(layout, reading)
        drafts: dict[Hashable, Draft] = {}
        for row in layout.rows:
            draft = self._read_row(row, contexts, reading)
            if draft is None:
                reading.refused += 1
                continue
            key = self.identity(draft)
            if key not in drafts:
                drafts[key] = draft
            elif self.rows_share_records:
                for name, problem in self.merge(drafts[key], draft):
                    self._problem(reading, row, name, problem)
                    reading.conflict += 1
            else:
                reading.conflict += 1
                other = drafts[key].row.index + 1
                self._problem(
                    reading,
                    row,
                    self.name_column,
                    CellProblem(
                        "duplicate",
                        _("Row %(row)d of this file has the same project or enterprise.")
                        % {"row": other},
                    ),
                )
        for batch in batches(drafts.values()):
            self._compare(batch, reading)
        if reading.problems:
            reading.changes.clear()
        return reading

    def _contexts(self, layout: Layout, reading: Reading) -> dict[str, ColumnContext]:
        """Unit and notation of each column of figures; what is not sure is told."""
        contexts = {}
        for heading in layout.headings:
            column = self.columns.get(heading.column)
            if not isinstance(column, FigureColumn):
                continue
            figure = column.of(self.model)
            cells = [row.cells.get(heading.column) for row in layout.rows]
            texts = [cell for cell in cells if isinstance(cell, str)]
            unit = heading.unit
            if not unit and figure.dimension.is_money and self._fits(layout.unit, column):
                unit = layout.unit
            if unit and (figure.dimension, unit) not in UNITS:
                self._wrong_unit(reading, heading)
                unit = ""
            elif not unit and any(map(_is_bare_number, cells)):
                default = UNITS[figure.dimension, figure.default_unit]
                self._warn(
                    reading,
                    heading,
                    _("column “%(heading)s” names no unit; its bare numbers were read as %(unit)s.")
                    % {"heading": heading.text, "unit": default.vi},
                )
            # “US$1.3 million” is English whatever its column is.
            notation = guess_notation(text for text in texts if not ENGLISH_SCALE.search(text))
            if notation is None and (
                unsure := [text for text in texts if "," in text and is_ambiguous(text)]
            ):
                self._warn(
                    reading,
                    heading,
                    _("“%(text)s” was read with a decimal comma, as in Vietnamese.")
                    % {"text": cell_text(unsure[0])},
                )
            if notation is Notation.EN:
                self._doubt_english(reading, layout, heading)
            contexts[heading.column] = ColumnContext(unit, notation or Notation.VI)
        return contexts

    def _doubt_english(self, reading: Reading, layout: Layout, heading: Heading) -> None:
        """In an English column 1,234 is told; 4.121 could lose three digits and is refused."""
        for row in layout.rows:
            cell = row.cells.get(heading.column)
            if not isinstance(cell, str) or not is_ambiguous(cell):
                continue
            place, text = layout.address(row, heading.column), cell_text(cell)
            if "." in text:
                self._problem(
                    reading,
                    row,
                    heading.column,
                    CellProblem(
                        "ambiguous",
                        _(
                            "Other cells of this column are in English notation, so this number "
                            "can be read in two ways. Write it without the dot, or with a comma."
                        ),
                    ),
                )
            else:
                reading.warnings.append(
                    _("%(cell)s: “%(text)s” was read in English notation, as its column.")
                    % {"cell": place, "text": text}
                )

    def _fits(self, unit: str, column: FigureColumn) -> bool:
        """A unit line speaks of đồng or of dollars, not of both columns."""
        return ("usd" in unit) == ("usd" in column.of(self.model).default_unit)

    def _warn(self, reading: Reading, heading: Heading, message: str) -> None:
        place = cell_address(self.layout.header_row, heading.index)
        reading.warnings.append(f"{place}: {message}")

    def _wrong_unit(self, reading: Reading, heading: Heading) -> None:
        reading.problems.append(
            Problem(
                self.layout.sheet,
                cell_address(self.layout.header_row, heading.index),
                heading.text,
                "unit",
                _("The unit in this heading is not one of this column; correct the heading."),
            )
        )

    def _read_row(
        self, row: SheetRow, contexts: dict[str, ColumnContext], reading: Reading
    ) -> Draft | None:
        draft = Draft(row, {}, dict(row.cells))
        good = True
        for name, cell in row.cells.items():
            column = self.columns[name]
            if not column.imported:
                continue
            context = contexts.get(name, ColumnContext())
            try:
                check_text(cell)
                if isinstance(column, FigureColumn):
                    said = column.parse(self.model, cell, context)
                    values = column.store(self.model, said)
                    self._note_figure(reading, row, name, cell, said)
                else:
                    values = column.read(cell, context)
                if column.required and not cell_text(cell):
                    raise CellProblem("empty", _("It is empty; this column must be filled."))
                draft.values.update(values)
            except CellProblem as problem:
                self._problem(reading, row, name, problem)
                good = False
        if good:
            for name, problem in self.complete(draft, self.layout, self.origin):
                self._problem(reading, row, name, problem)
                good = False
        if good:
            try:
                draft.pk = self.match(draft)
            except CellProblem as problem:
                self._problem(reading, row, self.name_column, problem)
                reading.conflict += 1
                return None
        return draft if good else None

    def _note_figure(
        self, reading: Reading, row: SheetRow, name: str, cell: Any, said: Figure
    ) -> None:
        text = cell_text(cell)
        if isinstance(cell, str) and text and len(reading.figures) < READINGS_SHOWN:
            dimension = self.columns[name].of(self.model).dimension
            read_as = format_figure(said, dimension, "vi")
            reading.figures.append(
                {
                    "cell": self.layout.address(row, name),
                    "text": text,
                    "read_as": read_as or _("no figure yet"),
                }
            )

    def _problem(
        self, reading: Reading, row: SheetRow, place: str | Group, problem: CellProblem
    ) -> None:
        if isinstance(place, Group):
            heading = self.layout.heading_of(self.name_column)
            cell, value = cell_address(place.row, heading.index if heading else 0), place.name
        else:
            cell, value = self.layout.address(row, place), cell_text(row.cells.get(place))
        told = Problem(self.layout.sheet, cell, value[:200], problem.code, str(problem))
        # What a group row says is told once, not for every row under it.
        if not isinstance(place, Group) or told not in reading.problems:
            reading.problems.append(told)

    # -- comparing --------------------------------------------------------------------------

    def _compare(self, drafts: list[Draft], reading: Reading) -> None:
        pks = [draft.pk for draft in drafts if draft.pk]
        stored = {
            record.pk: record
            for record in with_values(self.model._default_manager.filter(pk__in=pks))
        }
        for draft in drafts:
            record = stored.get(draft.pk)
            try:
                change = self._new(draft) if record is None else self._changed(draft, record)
            except CellProblem as problem:
                self._problem(reading, draft.row, problem.column or self.name_column, problem)
                reading.refused += 1
                continue
            except ValidationError as error:
                self._invalid(reading, draft, error)
                reading.refused += 1
                continue
            if change is None:
                reading.unchanged += 1
                continue
            if record is None:
                reading.new += 1
            else:
                reading.changed += 1
            reading.changes.append(change)

    def _new(self, draft: Draft) -> Change:
        values = self.finish(draft, None, draft.values, self.layout, self.origin)
        record = self.model()
        self._check(record, values)
        label = str(getattr(record, self.name_column, ""))
        return Change(
            self.model,
            ChangeItem.Action.CREATE,
            after=values,
            key=record.key if getattr(record, record.key_field) else "",
            label=label[:300],
            place=self._place(draft),
        )

    def _changed(self, draft: Draft, record: Record) -> Change | None:
        present = values_of(record)
        said = self.combine(record, present, self._said_anew(draft, record, present))
        news = difference(present, said)[1]
        if not news:
            return None
        news = self.finish(draft, record, news, self.layout, self.origin)
        change = change_of(record, present, news, place=self._place(draft))
        self._check(record, news)
        return change

    def _said_anew(self, draft: Draft, record: Record, present: Values) -> Values:
        """The values of cells that say something new.

        A cell that shows what the record shows changes nothing, however it is spelled inside; a
        cell that still says what this list said last time leaves later edits alone.
        """
        issued = self.last_issued(record, self.layout)
        values = dict(draft.values)
        for name, cell in draft.cells.items():
            column = self.columns[name]
            if not column.one_a_record:
                continue
            attributes = [each for each in self._attributes(column) if each in values]
            if column.imported and all(same(present.get(a), values[a]) for a in attributes):
                continue
            heading = self.layout.heading_of(name)
            repeated = bool(heading) and issued.get(heading.text) == cell_text(cell)
            if repeated or self._shows(column, record, cell):
                for attribute in attributes:
                    del values[attribute]
            elif not column.imported:
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
            return column.same(column.export(record), cell)
        for language in LANGUAGES:
            with override(language):
                if column.same(column.export(record), cell):
                    return True
        return False

    def _attributes(self, column: Column) -> list[str]:
        if isinstance(column, FigureColumn):
            return column.of(self.model).column_names
        return [column.attribute]

    def _check(self, record: Record, values: Values) -> None:
        """The model's own rules, without a query a row."""
        set_columns(record, values)
        related = [name for name, each in recorded_fields(self.model).items() if each.is_relation]
        derived = list(self.model.derived_fields)
        unkeyed = [] if record.key else [record.key_field]
        record.clean_fields(exclude=[*related, *derived, *unkeyed])
        record.clean()
        check_constraints(record)
        for name, back in lists(self.model).items():
            for row_values in values.get(name, ()):
                _check_row(back, row_values)

    def _invalid(self, reading: Reading, draft: Draft, error: ValidationError) -> None:
        errors = error.error_dict if hasattr(error, "error_dict") else {"": [error]}
        for attribute, messages in errors.items():
            name = next(
                (n for n, c in self.columns.items() if attribute in self._attributes(c)),
                self.name_column,
            )
            for message in ValidationError(messages).messages:
                self._problem(reading, draft.row, name, CellProblem("rule", message))

    def _place(self, draft: Draft) -> str:
        return f"{self.layout.sheet}!{draft.row.index + 1}"[:120]

    def for_public(self) -> "SheetResource":
        """The same sheet for readers who may see published records only."""
        for column in self.columns.values():
            column.for_public = True
        return self

    # -- export -----------------------------------------------------------------------------

    def export_rows(self, queryset: models.QuerySet) -> Iterator[Any]:
        """What rows are made of, streamed with a fixed number of queries a batch."""
        yield from self.with_export_relations(queryset).iterator(chunk_size=500)

    def with_export_relations(self, queryset: models.QuerySet) -> models.QuerySet:
        return queryset


def _check_row(back: models.ForeignKey, values: Values) -> None:
    """The same rules for a row that belongs to a record."""
    row = back.model()
    set_columns(row, values)
    fields = recorded_fields(back.model).items()
    row.clean_fields(exclude=[name for name, each in fields if each.is_relation])
    check_constraints(row)
