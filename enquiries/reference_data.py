"""The public holidays that the Labour Code fixes by the solar calendar."""

from collections.abc import Iterator
from pathlib import Path

from enquiries.models import Holiday
from records.facts import load, read_rows
from records.models import ChangeSet, Record

FACTS = Path(__file__).parent / "facts" / "holidays.csv"


def load_holidays() -> Iterator[tuple[type[Record], ChangeSet | None]]:
    """Load the fixed holidays; the others come each year from a decision, at the desk."""
    yield Holiday, load(Holiday, read_rows(FACTS), reason="enquiries/facts: Holiday")
