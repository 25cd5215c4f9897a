"""Columns of the sheet of projects which read their cells in a special way."""

import re
from collections.abc import Iterator
from typing import Any

from django.db import models
from django.utils import timezone

from imports.columns.base import (
    CellProblem,
    Column,
    ColumnContext,
    FigureColumn,
    as_typed,
    values_of_figure,
)
from programme.models import (
    AdministrativeUnit,
    IndustrialZone,
    InvestmentField,
    LegalDocument,
)
from projects.models.status import ProjectStatus
from projects.presentation.status import status_record
from records.snapshots import Values
from spreadsheets.cells import cell_text
from vietnamese.figures import Dimension, Figure, FigureError, format_figure, read_figure
from vietnamese.text import fold
from vietnamese.units import UNITS, Unit


def field_names() -> Iterator[tuple[int, list[str]]]:
    for each in InvestmentField.objects.all():
        others = [name.strip() for name in each.names_vi.split(";")]
        yield each.pk, [each.name_vi, each.name_en, *others, f"Lĩnh vực {each.name_vi}"]


def district_names() -> Iterator[tuple[int, list[str]]]:
    for unit in AdministrativeUnit.objects.districts():
        yield unit.pk, [unit.full_name_vi, unit.full_name_en, unit.name_vi, unit.gso_code]


def zone_names() -> Iterator[tuple[int, list[str]]]:
    for zone in IndustrialZone.objects.all():
        short = zone.name_vi.replace("Khu công nghiệp", "KCN").replace("Cụm công nghiệp", "CCN")
        yield zone.pk, [zone.name_vi, zone.name_en, short, zone.code]


_NAMES_DOLLARS = re.compile(r"US|\$|đô la", re.IGNORECASE)

# Labels of choices in the words of offices, and in files of release 0.1.
STATUS_LABELS = {"Đang kêu gọi": "calling", "Kêu gọi đầu tư": "calling"}
SCOPE_LABELS = {"project kind": "kind"}
SITED_COLUMNS = {"place_vi", "district", "area", "capital", "capital_usd", "capacity_vi"}


class CapitalColumn(FigureColumn):
    """Capital in đồng; an amount in dollars is stored in `capital_usd`."""

    def parse(self, model: type[models.Model], cell: Any, context: ColumnContext) -> Figure:
        self.dollars = None
        cell = as_typed(cell, context.notation)
        if not isinstance(cell, str) or not _NAMES_DOLLARS.search(cell):
            return super().parse(model, cell, context)
        try:
            text = cell_text(cell)
            self.dollars = read_figure(text, Dimension.MONEY_USD, "usd", context.notation)
        except FigureError:
            return super().parse(model, cell, context)
        try:
            return super().parse(model, cell, context)
        except CellProblem as problem:
            if problem.code != "currency":
                raise
            return Figure(None, None)

    def read_as(self, model: type[models.Model], figure: Figure) -> str:
        both = [super().read_as(model, figure)]
        if self.dollars is not None:
            both.append(format_figure(self.dollars, Dimension.MONEY_USD, "vi"))
        return "; ".join(filter(None, both))

    def unit_read(self, model: type[models.Model], figure: Figure) -> Unit | None:
        if self.dollars is not None and not figure.known:
            return UNITS[Dimension.MONEY_USD, self.dollars.unit or "usd"]
        return super().unit_read(model, figure)

    def to_values(self, model: type[models.Model], figure: Figure) -> Values:
        values = super().to_values(model, figure)
        if self.dollars is not None:
            values |= values_of_figure(model, "capital_usd", self.dollars)
        return values


class DocumentsColumn(Column):
    """The legal documents that a cell cites; other text remains in the row as issued."""

    def prepare(self) -> None:
        self.numbers = {
            fold(number): pk for pk, number in LegalDocument.objects.values_list("pk", "number")
        }

    def vocabulary(self) -> Any:
        return self.numbers

    def read(self, cell: Any) -> Values:
        text = f" {fold(cell_text(cell))} "
        return {
            "documents": sorted(pk for number, pk in self.numbers.items() if f" {number} " in text)
        }

    def export(self, instance: Any, **kwargs: Any) -> str:
        # An export prefetches the documents of each batch as `cited`.
        read = getattr(instance, "cited", None)
        documents = filter(self.can_display, instance.documents.all() if read is None else read)
        return "; ".join(document.number for document in documents)


class StatusRecordColumn(Column):
    """Since when and by what a call for investors is recorded; exported and never read."""

    width = 40
    is_fillable = False

    def __init__(self, attribute: str, heading: Any) -> None:
        super().__init__(attribute, heading, imported=False)

    def field_names(self, model: type[models.Model]) -> list[str]:
        return ["status"]

    def export(self, instance: models.Model, **kwargs: Any) -> Any:
        project: Any = instance
        if project.status != ProjectStatus.CALLING:
            return ""
        return status_record(project, timezone.localdate()).words

    def matches(self, record: models.Model, cell: Any) -> bool:
        # The words change with the day and the language; nothing is read from them.
        return True


class StatusSinceColumn(StatusRecordColumn):
    """The first recorded day of the present status."""

    width = 14

    def export(self, instance: models.Model, **kwargs: Any) -> Any:
        project: Any = instance
        return status_record(project, timezone.localdate()).since or ""
