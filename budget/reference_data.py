"""Load the periods, sources of funds and budget lines from `budget/facts/`."""

from collections.abc import Iterator
from pathlib import Path

from budget.models import BudgetLine, BudgetPeriod, FundingSource
from budget.resources import BudgetResource
from imports.pipeline import import_once
from records.changes import change_of, write
from records.models import ChangeSet, Publication, Record
from records.reference_data import load, read_rows
from records.snapshots import Values, values_of, with_values

FACTS = Path(__file__).parent / "facts"


def load_facts() -> Iterator[tuple[type[Record], ChangeSet | None]]:
    for model, name in ((BudgetPeriod, "periods"), (FundingSource, "funding_sources")):
        rows = read_rows(FACTS / f"{name}.csv")
        yield model, load(model, rows, reason=f"budget/facts: {model.__name__}")


def load_lines() -> Iterator[tuple[type[Record], ChangeSet | None]]:
    """Import the sheet of the two periods once and publish its lines."""
    name = "kinh-phi-hai-giai-doan.xlsx"
    imported = import_once(BudgetResource(), FACTS / name, reason=f"budget/facts: {name}")
    yield BudgetLine, imported
    if imported is not None:
        lines = with_values(
            BudgetLine.objects.filter(pk__in=imported.items.values_list("object_id", flat=True))
        ).select_related("period")
        changes = [
            change
            for line in lines
            if (change := change_of(line, values_of(line), published_values(line)))
        ]
        yield (
            BudgetLine,
            write(changes, kind=ChangeSet.Kind.FACTS, reason="budget/facts: periods.csv"),
        )


def published_values(line: BudgetLine) -> Values:
    """The values that publish a line, with the document and the source of its period."""
    return {
        "document": line.period.document_id,
        "source": line.period.source,
        "publication": Publication.PUBLISHED.value,
    }
