"""The site's name and place, from `cnht_portal/facts/`; its owner is for the office to enter."""

from collections.abc import Iterator
from pathlib import Path

from records.models import ChangeSet, Record
from records.reference_data import load, read_rows
from site_info.models import SiteIdentity

FACTS = Path(__file__).parent / "facts"


def load_facts() -> Iterator[tuple[type[Record], ChangeSet | None]]:
    rows = read_rows(FACTS / "site_identities.csv")
    yield SiteIdentity, load(SiteIdentity, rows, reason="cnht_portal/facts: SiteIdentity")
