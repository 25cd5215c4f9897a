"""Queries as people type them, with the right result first."""

import pytest
from django.db import connection

from bench.queries import questions, reciprocal_rank
from cnht_portal.search import PAGES, SCOPE
from search.query import read_words
from search.queryset import BEST_FIRST
from search.words import accented_words, has_accents

pytestmark = pytest.mark.django_db

FLOOR = 0.95


@pytest.mark.both_engines
def test_the_right_result_is_first_for_nearly_every_query():
    # Both engines get the same SQL, and each one half of the queries.
    asked = questions()[connection.vendor == "postgresql" :: 2]
    ranks = [reciprocal_rank(question) for question in asked]
    missed = [question.typed for question, rank in zip(asked, ranks, strict=True) if rank < 1]
    assert len(asked) > 60
    assert sum(ranks) / len(ranks) >= FLOOR, missed


def test_results_with_the_accents_as_typed_come_first_for_every_query():
    accented = [q.typed for q in questions() if any(map(has_accents, accented_words(q.typed)))]
    accented = accented[::4]
    assert len(accented) > 30
    for typed in accented:
        sought = read_words(typed).accents
        for kind in SCOPE.sources:
            found = kind.records().search(typed).order_by(*BEST_FIRST, "sort_key")
            carried = [
                all(any(f" {one} " in record.accented_text for one in each) for each in sought)
                for record in found
            ]
            assert carried == sorted(carried, reverse=True), (typed, kind.code)


def test_every_query_expects_an_existing_result():
    keys = {f"page:{page.code}" for page in PAGES}
    names = {"districts": "unit", "communes": "unit", "activities": "activity"}
    for kind in SCOPE.sources:
        name = names.get(kind.code, kind.code.removesuffix("s"))
        keys |= {f"{name}:{record.key}" for record in kind.records()}
    assert {key for question in questions() for key in question.expected} <= keys
