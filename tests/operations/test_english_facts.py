"""Dates in English facts have the month in words."""

import csv
import re

import pytest

from cnht_portal.environment import BASE_DIR

FACTS = sorted(BASE_DIR.glob("*/facts/*.csv"))
READ_IN_TWO_WAYS = re.compile(r"\b\d{1,2}/\d{1,2}/\d{4}\b")


@pytest.mark.parametrize("path", FACTS, ids=lambda path: path.name)
def test_no_english_fact_has_an_ambiguous_date(path):
    with path.open() as file:
        rows = list(csv.DictReader(file))
    message = [text for row in rows for name, text in row.items() if name.endswith("_en")]
    assert [text for text in message if READ_IN_TWO_WAYS.search(text)] == []


def test_there_are_english_facts_with_dates():
    texts = " ".join(path.read_text() for path in FACTS)
    assert "on 1 July 2025" in texts
