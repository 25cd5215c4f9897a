"""The columns of the sheet of budget lines."""

from collections.abc import Iterator
from typing import Any

from django.db import models
from django.utils.translation import gettext as _

from budget.models import BudgetEntry, BudgetPeriod, FundingSource
from imports.columns.base import (
    CellProblem,
    Column,
    FigureColumn,
    WholeNumberColumn,
    figure_text,
    values_of_figure,
)
from imports.columns.lookups import LookupColumn
from programme.models import ActivityCategory
from records.figures import FigureColumns
from records.snapshots import Values
from vietnamese.figures import Figure
from vietnamese.text import fold

FIRST_YEAR, LAST_YEAR = 1945, 2100
# Headings of amounts in the words of offices.
STAGE_WORDS = {
    "estimated": [
        "Dự toán",
        "Dự toán năm",
        "Dự toán kinh phí",
        "Dự toán được duyệt",
        "Kinh phí dự kiến",
    ],
    "allocated": [
        "Kinh phí được giao",
        "Kinh phí giao",
        "Dự toán được giao",
        "Dự toán giao",
        "Kế hoạch vốn",
        "Kế hoạch vốn được giao",
        "Kế hoạch vốn giao",
        "KH vốn",
        "KH vốn được giao",
        "Vốn được giao",
        "Vốn giao",
        "Phân bổ",
        "Đã giao",
        "Đã phân bổ",
    ],
    "disbursed": [
        "Giải ngân",
        "Lũy kế giải ngân",
        "Đã giải ngân",
        "Kinh phí giải ngân",
        "Kinh phí đã giải ngân",
        "Số đã giải ngân",
        "Vốn đã giải ngân",
    ],
    "settled": ["Quyết toán", "Đã quyết toán", "Số đã quyết toán", "Kinh phí quyết toán"],
}
UNSPLIT_WORDS = ("chua phan bo", "chua phan chia", "not split")


def period_names() -> Iterator[tuple[int, list[str]]]:
    for period in BudgetPeriod.objects.all():
        yield period.pk, [period.code, f"Giai đoạn {period.code}", period.name_vi, period.name_en]


def category_names() -> Iterator[tuple[int, list[str]]]:
    for category in ActivityCategory.objects.all():
        yield category.pk, [category.name_vi, category.name_en, category.code]


def source_names() -> Iterator[tuple[int, list[str]]]:
    others = {
        "central": ["Trung ương", "NSTW"],
        "provincial": ["Ngân sách địa phương", "NSĐP", "Địa phương"],
        "other": ["Nguồn khác", "Huy động khác", "Nguồn hợp pháp khác", "Nguồn huy động khác"],
        "counterpart": [
            "Vốn đối ứng",
            "Đối ứng",
            "Vốn đối ứng của doanh nghiệp",
            "Doanh nghiệp đối ứng",
        ],
        FundingSource.UNSPLIT: ["Chưa phân bổ nguồn", "Chưa phân bổ"],
    }
    for source in FundingSource.objects.all():
        yield source.pk, [source.name_vi, source.name_en, source.code, *others.get(source.code, [])]


class FundingSourceColumn(LookupColumn):
    """A source of funds; a cell with several sources that are not split is the source `unsplit`."""

    one_per_record = False

    def find(self, text: str) -> int:
        if any(words in fold(text) for words in UNSPLIT_WORDS):
            return self.pk_by_name[FundingSource.UNSPLIT]
        return super().find(text)

    def export(self, instance: Any, **kwargs: Any) -> str:
        source = instance.funding_source
        return str(source.name_vi) if self.can_display(source) else ""


class StageColumn(FigureColumn):
    """The amount of one stage; with the year and source of the row it is an entry of the line."""

    one_per_record = False

    def figure_columns(self, model: type[models.Model]) -> FigureColumns:
        amount: FigureColumns = BudgetEntry.amount
        return amount

    def to_values(self, model: type[models.Model], figure: Figure) -> Values:
        values = values_of_figure(BudgetEntry, "amount", figure)
        return {self.attribute: values if figure.known or figure.text else None}

    def export(self, instance: Any, **kwargs: Any) -> str:
        entry = instance.entries.get(self.attribute)
        return "" if entry is None else figure_text(entry.amount, BudgetEntry.amount.dimension)


class AmountColumn(Column):
    """An exported amount in đồng, beside the amount as written."""

    width = 20
    is_number = True
    one_per_record = False

    def export(self, instance: Any, **kwargs: Any) -> Any:
        entry = instance.entries.get(self.attribute)
        return "" if entry is None or entry.amount_low is None else entry.amount_low


class YearColumn(WholeNumberColumn):
    one_per_record = False

    def read(self, cell: Any) -> Values:
        values = super().read(cell)
        year = values[self.attribute]
        if year is not None and not FIRST_YEAR <= year <= LAST_YEAR:
            raise CellProblem("number", _("%(year)s is not a budget year.") % {"year": str(year)})
        return values

    def export(self, instance: Any, **kwargs: Any) -> Any:
        return "" if instance.year is None else instance.year
