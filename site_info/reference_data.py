"""Load the name and place of the site from `site_info/facts/`; officials enter its owner."""

from collections.abc import Iterator
from pathlib import Path

from records.models import ChangeSet, Record
from records.reference_data import load, read_rows
from site_info.models import SiteIdentity

FACTS = Path(__file__).parent / "facts"


def load_facts() -> Iterator[tuple[type[Record], ChangeSet | None]]:
    rows = read_rows(FACTS / "site_identities.csv")
    yield SiteIdentity, load(SiteIdentity, rows, reason="cnht_portal/facts: SiteIdentity")
