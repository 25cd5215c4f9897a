"""The periods with their envelopes and the sources of funds, from `budget/facts/`."""

from collections.abc import Iterator
from pathlib import Path

from budget.models import BudgetPeriod, FundingSource
from records.facts import load, read_rows
from records.models import ChangeSet, Record

FACTS = Path(__file__).parent / "facts"


def load_facts() -> Iterator[tuple[type[Record], ChangeSet | None]]:
    for model, name in ((BudgetPeriod, "periods"), (FundingSource, "funding_sources")):
        rows = read_rows(FACTS / f"{name}.csv")
        yield model, load(model, rows, reason=f"budget/facts: {model.__name__}")
