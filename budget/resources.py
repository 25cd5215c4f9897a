"""The sheet of budget lines: one row for each task, year and source of funds."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from django.db import models
from django.db.models import Count
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from budget.columns import (
    STAGE_WORDS,
    AmountColumn,
    FundingSourceColumn,
    StageColumn,
    YearColumn,
    category_names,
    period_names,
    source_names,
)
from budget.columns_across import (
    Amount,
    AmountColumnAcross,
    HeadingParts,
    Place,
    default_stage,
    too_much_disbursed,
    without_totals,
)
from budget.entries import entry_key, entry_values, imported_values, same_amount
from budget.models import BudgetEntry, BudgetLine, BudgetPeriod, FundingSource
from imports.columns.base import CellProblem, Column
from imports.columns.lookups import LookupColumn
from imports.context import ImportContext
from imports.resources import SheetResource
from imports.rows.record_draft import Draft
from layouts.groups import Total
from layouts.layout import Layout
from layouts.table_rows import SheetRow
from programme.models import LegalDocument
from records.models import Record
from records.snapshots import Values, same
from spreadsheets.cells import cell_text
from vietnamese.text import fold

_YEAR = re.compile(r"\bnam (20\d\d)\b")
_YEARS = re.compile(r"\b(20\d\d)\s?[-–—]\s?(20\d\d)\b")


@dataclass
class BudgetRow:
    """A row of the exported list: a line, a year, a source, and their entries by stage."""

    line: BudgetLine
    year: int | None = None
    funding_source: FundingSource | None = None
    entries: dict[str, BudgetEntry] = field(default_factory=dict)

    def __getattr__(self, name: str) -> Any:
        return getattr(self.line, name)

    def fits(self, entry: BudgetEntry) -> bool:
        """Whether an entry belongs in this row; a second one of its stage needs another row."""
        here = (entry.year, entry.funding_source) == (self.year, self.funding_source)
        return here and entry.stage not in self.entries


STAGES = BudgetEntry.Stage.values


class BudgetResource(SheetResource):
    """One row for each line, year and source; the rows of a line are merged."""

    model = BudgetLine
    name_column = "task_vi"
    rows_share_records = True
    columns_for_all_rows = ("period",)

    code = Column("code", gettext_lazy("Code"), ["Mã", "Mã số"], width=12)
    period = LookupColumn(
        "period", gettext_lazy("Period"), period_names, ["Giai đoạn", "Thời kỳ"], width=14
    )
    category = LookupColumn(
        "category",
        gettext_lazy("Activity category"),
        category_names,
        ["Nhóm nhiệm vụ", "Nhóm hoạt động", "Khoản mục"],
        width=36,
    )
    task_vi = Column(
        "task_vi",
        gettext_lazy("Content, task"),
        [
            "Nội dung, nhiệm vụ",
            "Nội dung",
            "Nhiệm vụ",
            "Nội dung chi",
            "Nội dung công việc",
            "Nội dung/nhiệm vụ",
            "Nhiệm vụ / Nguồn vốn",
            "Nội dung / Nguồn vốn",
        ],
        required=True,
        width=60,
    )
    lead_text = Column(
        "lead_text",
        gettext_lazy("Lead unit"),
        ["Đơn vị chủ trì", "Cơ quan chủ trì", "Đơn vị thực hiện"],
        width=30,
    )
    year = YearColumn("year", gettext_lazy("Year"), ["Năm"])
    funding_source = FundingSourceColumn(
        "funding_source",
        gettext_lazy("Source of funds"),
        source_names,
        ["Nguồn vốn", "Nguồn", "Nguồn kinh phí", "Nguồn ngân sách", "Nguồn vốn thực hiện"],
    )
    estimated = StageColumn("estimated", gettext_lazy("Estimated"), STAGE_WORDS["estimated"])
    allocated = StageColumn("allocated", gettext_lazy("Allocated"), STAGE_WORDS["allocated"])
    disbursed = StageColumn("disbursed", gettext_lazy("Disbursed"), STAGE_WORDS["disbursed"])
    settled = StageColumn("settled", gettext_lazy("Settled"), STAGE_WORDS["settled"])
    estimated_dong = AmountColumn("estimated", gettext_lazy("Estimated (dong)"), imported=False)
    allocated_dong = AmountColumn("allocated", gettext_lazy("Allocated (dong)"), imported=False)
    disbursed_dong = AmountColumn("disbursed", gettext_lazy("Disbursed (dong)"), imported=False)
    settled_dong = AmountColumn("settled", gettext_lazy("Settled (dong)"), imported=False)
    note_vi = Column("note_vi", gettext_lazy("Note"), ["Ghi chú"], width=36)
    source = Column("source", gettext_lazy("Facts from"), ["Nguồn số liệu", "Nguồn tin"], width=48)

    def issuing_documents(self) -> models.QuerySet:
        return LegalDocument.objects.all()

    @cached_property
    def heading_parts(self) -> HeadingParts:
        """Read once for a file, after its columns were prepared."""
        stages = {
            fold(heading): stage for stage in STAGES for heading in self.columns[stage].headings()
        }
        return HeadingParts(stages, self.columns["funding_source"].pk_by_name)

    def divides(self, text: str) -> bool:
        return self.heading_parts.divides(text)

    def columns_across(self, layout: Layout, mapping: dict[str, str]) -> dict[str, Column]:
        """The columns of amounts by year or source, and of their totals."""
        headings = [
            heading
            for heading in layout.headings
            if heading.column in ("", *STAGES) and fold(heading.text) not in mapping
        ]
        given = {
            name
            for name, column in (("year", "year"), ("source", "funding_source"))
            if layout.heading_of(column)
        }
        places = self.heading_parts.places(headings, default_stage(layout.title), given)
        names = self.columns["funding_source"].name_by_pk
        return {
            fold(text): AmountColumnAcross(place, text, names.get(place.source, ""))
            for text, place in places.items()
        }

    def prepare(self, context: ImportContext) -> None:
        self.by_code: dict[str, int] = {}
        self.by_task: dict[tuple[int | None, str], int] = {}
        rows = BudgetLine.objects.values_list("pk", "code", "period", "task_vi")
        for pk, code, period, task in rows.iterator():
            self.by_code[code] = pk
            self.by_task[period, fold(task)] = pk
        self.unsplit = FundingSource.objects.get(code=FundingSource.UNSPLIT).pk
        # How often amounts of the same line, stage, year and source are stored, if more than once.
        places = BudgetEntry.objects.order_by().values_list(
            "line", "stage", "year", "funding_source"
        )
        counted = places.annotate(count=Count("pk")).filter(count__gt=1)
        self.repeated = {tuple(place): count for *place, count in counted}
        # The exported list of the portal has codes: all its values count, as edited.
        own_list = any(heading.column == "code" for heading in context.layout.headings)
        self.issued = {} if own_list else imported_values(self.list_key(context))
        self.years: dict[int | None, range] = {
            pk: range(first, last + 1)
            for pk, first, last in BudgetPeriod.objects.values_list("pk", "first_year", "last_year")
        }
        self.names_years, self.names_periods = (
            context.layout.heading_of(column) is not None for column in ("year", "period")
        )
        # The rows that have the sums of the rows below, by sheet and row.
        self.wholes = {
            (total.sheet, total.row): total for total in context.layout.totals if total.is_divided
        }
        of_title = self._period_in(context.layout.title)
        chosen = self.columns["period"].pk_by_name.get(fold(context.for_all_rows.get("period", "")))
        self.period_for_all_rows = of_title or chosen
        # What the amounts of each column are: of a stage, and those of columns across.
        self.places = {stage: Place(stage) for stage in STAGES} | {
            name: column.place
            for name, column in self.columns.items()
            if isinstance(column, AmountColumnAcross) and context.layout.heading_of(name)
        }

    def fill_in(self, draft: Draft, context: ImportContext) -> None:
        """Year, source, period and category from the task above, the groups and the title."""
        values, row = draft.values, draft.row
        # From the innermost group outwards.
        groups = [group.name for group in reversed(row.groups)]
        if row.groups and (whole := self.wholes.get((row.sheet, row.groups[-1].row))):
            # A row such as “- Ngân sách tỉnh” below a task has a part of its amounts.
            groups[0] = values["task_vi"].lstrip("-–+• ")
            values |= {"task_vi": row.groups[-1].name} | self._given_in(whole, values)
        year, source = self.heading_parts.year_and_source(groups)
        values["year"] = values.get("year") or year or self._year_of(context.layout.title, row)
        values["funding_source"] = values.get("funding_source") or source
        values["period"] = values.get("period") or self._period_of(groups, values["year"])
        categories = self.columns["category"].pk_by_name
        if category := next(filter(None, (categories.get(fold(name)) for name in groups)), None):
            values["category"] = values.get("category") or category

    def _given_in(self, whole: Total, values: Values) -> Values:
        """The information about a line in the row of its sums that the part does not have."""
        found: Values = {}
        for name, cell in whole.cells.items():
            column = self.columns[name]
            is_missing = column.one_per_record and column.imported and name != self.name_column
            if is_missing and cell_text(cell) and not values.get(column.attribute):
                found |= column.read(cell)
        return found

    def complete(self, draft: Draft, context: ImportContext) -> Iterable[tuple[str, CellProblem]]:
        values = draft.values
        if not values.get("code"):
            values.pop("code", None)
        if not values["period"]:
            message = _(
                "The period is missing; write it as 2021-2025, or choose it for all rows when you "
                "read the file again."
            )
            yield "period", CellProblem("empty", message)
        year, source = values.pop("year"), values.pop("funding_source")
        amounts = [
            Amount(column, place.within(year, source), found)
            for column, place in self.places.items()
            if (found := values.pop(column, None)) is not None
        ]
        yield from self._outside_the_period(amounts, year, self.years.get(values.get("period")))
        yield from too_much_disbursed(amounts, draft.row, context.layout)
        parts, differences = without_totals(amounts, draft.row, context.layout)
        yield from differences
        values["entries"] = [
            entry_values(context)
            | {
                "stage": amount.place.stage,
                "year": amount.place.year,
                "funding_source": amount.place.source or self.unsplit,
            }
            | amount.values
            for amount in parts
        ]

    def _outside_the_period(
        self, amounts: list[Amount], year: int | None, period: range | None
    ) -> Iterator[tuple[str, CellProblem]]:
        years = {
            amount.column: amount.place.year for amount in amounts if amount.place.year != year
        }
        for column, wrong in ({"year": year} | years).items():
            if period and wrong is not None and wrong not in period:
                message = _(
                    "%(year)s is not in the period %(first)s–%(last)s; correct one of them."
                )
                words = {"year": str(wrong), "first": str(period[0]), "last": str(period[-1])}
                yield column, CellProblem("period", message % words)

    def _period_of(self, groups: Iterable[str], year: int | None) -> int | None:
        """The period of a row without its own: of a group, of the file, or of all its years."""
        if found := next(filter(None, map(self._period_in, groups)), self.period_for_all_rows):
            return found
        if self.names_periods:
            return None
        years = {place.year for place in self.places.values() if place.year}
        years |= {year} if year and not years else set()
        periods = [pk for pk, period in self.years.items() if years and years <= set(period)]
        return periods[0] if len(periods) == 1 else None

    def _year_of(self, title: str, row: SheetRow) -> int | None:
        """The only year that the title or the name of the sheet names: “dự toán năm 2023”."""
        if self.names_years or any(place.year for place in self.places.values()):
            return None
        for text in (row.sheet, title):
            if len(years := set(_YEAR.findall(fold(text)))) == 1 and not _YEARS.search(text):
                return int(years.pop())
        return None

    def _period_in(self, text: str) -> int | None:
        """The only period that a title or a group heading names: “giai đoạn 2021 – 2025”."""
        years = [tuple(map(int, match)) for match in _YEARS.findall(text)]
        found = {
            pk
            for pk, period in self.years.items()
            if period and (period[0], period[-1]) in years and len(set(years)) == 1
        }
        return found.pop() if found else None

    def identity(self, draft: Draft) -> tuple:
        values = draft.values
        return (values.get("code") or (values.get("period"), fold(values["task_vi"])),)

    def match(self, draft: Draft) -> int | None:
        values = draft.values
        if code := values.get("code"):
            return self.by_code.get(code)
        return self.by_task.get((values.get("period"), fold(values["task_vi"])))

    def merge(self, first: Draft, second: Draft) -> Iterator[tuple[str, CellProblem]]:
        """Merge the rows of a line. Their cells must agree; an empty cell agrees with any other."""
        for name, cell in second.row.cells.items():
            column = self.columns[name]
            if not column.one_per_record or not column.imported or not cell_text(cell):
                continue
            value = second.values.get(column.attribute)
            if not cell_text(first.row.cells.get(name)):
                first.row.cells[name] = cell
                first.values[column.attribute] = value
            elif first.values.get(column.attribute) != value:
                message = _(
                    "Row %(row)d has different information about this line. Keep one of the two."
                )
                yield name, CellProblem("differs", message % {"row": first.row.index + 1})
        for entry in second.values["entries"]:
            count = [entry_key(each) for each in first.values["entries"]].count(entry_key(entry))
            if count >= self.repeated.get((first.pk, *entry_key(entry)), 1):
                message = _("Row %(row)d or one after it has this amount of the same line already.")
                problem = CellProblem("duplicate", message % {"row": first.row.index + 1})
                yield self._column_of(entry), problem
            first.values["entries"].append(entry)

    def _column_of(self, entry: Values) -> str:
        """The column of the sheet that has an entry."""
        stage, year, source = entry_key(entry)
        across = (Place(stage, *of) for of in ((year, source), (year, None), (None, source)))
        columns = {place: column for column, place in self.places.items()}
        return next((columns[place] for place in across if place in columns), stage)

    def combine(self, record: Record, current: Values, values: Values) -> Values:
        """Replace the stored amounts of the same stage, year and source by those of the file.

        An amount that this list had in its last import already does not undo a later edit.
        """
        issued = self.issued.get(record.pk, {})
        entries = [dict(entry) for entry in current["entries"]]
        remaining = list(entries)
        for new in values.get("entries", []):
            before = issued.get("entries", {}).get(entry_key(new))
            if before is not None and same_amount(before, new):
                continue
            same_key = [entry for entry in remaining if entry_key(entry) == entry_key(new)]
            first_entry = next(iter(same_key), None)
            stored = next((each for each in same_key if same_amount(each, new)), first_entry)
            if stored is None:
                entries.append(new)
                continue
            remaining = [entry for entry in remaining if entry is not stored]
            if not same_amount(stored, new):
                stored |= new
        changed = {n: v for n, v in values.items() if n not in issued or not same(v, issued[n])}
        return changed | {"entries": entries}

    def finish(
        self, draft: Draft, record: Record | None, changes: Values, context: ImportContext
    ) -> Values:
        if record is None:
            changes = {"document": context.document.pk if context.document else None} | changes
            if not changes.get("source"):
                changes["source"] = context.source or context.layout.note
        return changes

    def export_rows(self, queryset: models.QuerySet) -> Iterator[BudgetRow]:
        lines = queryset.select_related("period", "category").prefetch_related(
            "entries__funding_source"
        )
        for line in lines.iterator(chunk_size=500):
            rows: list[BudgetRow] = []
            for entry in sorted(line.entries.all(), key=lambda entry: entry.year or 0):
                row = next((row for row in rows if row.fits(entry)), None)
                if row is None:
                    row = BudgetRow(line, entry.year, entry.funding_source)
                    rows.append(row)
                row.entries[entry.stage] = entry
            yield from rows or [BudgetRow(line)]
