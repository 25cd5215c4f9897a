"""Queries as people type them, each with the expected record of the reference facts."""

import csv
import unicodedata
from dataclasses import dataclass
from pathlib import Path

from django.utils.translation import override

from cnht_portal.search import search_everything

QUERIES = Path(__file__).parent.parent / "tests" / "search" / "queries.csv"

# Types of results as the file of queries names them.
TYPES = {
    "pages": "page",
    "projects": "project",
    "enterprises": "enterprise",
    "sectors": "sector",
    "fields": "field",
    "products": "product",
    "zones": "zone",
    "districts": "unit",
    "communes": "unit",
    "documents": "document",
    "offices": "office",
    "targets": "target",
    "periods": "period",
    "lines": "line",
    "activities": "activity",
    "statements": "statement",
}


@dataclass(frozen=True)
class Question:
    """A typed query, the keys of acceptable first results, and the way it is written."""

    typed: str
    expected: frozenset[str]
    written: str


def questions() -> list[Question]:
    with QUERIES.open(encoding="utf-8", newline="") as file:
        return [
            Question(
                unicodedata.normalize("NFD" if row["written"] == "nfd" else "NFC", row["query"]),
                frozenset(row["expected"].split("|")),
                row["written"],
            )
            for row in csv.DictReader(file)
        ]


def answers(typed: str) -> list[str]:
    """The keys on a page of results, from top to bottom."""
    return [
        f"{TYPES[source.code]}:{result.key}"
        for source in search_everything(typed).sources
        for result in source.results
    ]


def reciprocal_rank(question: Question) -> float:
    """One divided by the position of the first right result; 0 if there is none."""
    language = "en" if question.written == "english" else "vi"
    with override(language):
        for place, key in enumerate(answers(question.typed), start=1):
            if key in question.expected:
                return 1 / place
    return 0.0
