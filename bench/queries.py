"""Questions as people type them, each with the record that answers it, over the reference facts."""

import csv
import unicodedata
from dataclasses import dataclass
from pathlib import Path

from django.utils.translation import override

from cnht_portal.search import search_everything

QUERIES = Path(__file__).parent.parent / "tests" / "search" / "queries.csv"

# Kinds of result as the file of questions names them.
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
}


@dataclass(frozen=True)
class Question:
    """What is typed, the keys of which the first result should be one, and how it is written."""

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
    """The keys of a page of results, from top to bottom."""
    return [
        f"{TYPES[source.code]}:{result.key}"
        for source in search_everything(typed).sources
        for result in source.results
    ]


def reciprocal_rank(question: Question) -> float:
    """One over the place of the first right result, nothing where there is none."""
    language = "en" if question.written == "english" else "vi"
    with override(language):
        for place, key in enumerate(answers(question.typed), start=1):
            if key in question.expected:
                return 1 / place
    return 0.0
