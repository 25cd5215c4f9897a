"""Benchmarks of the search: the quality of results, and time compared with the bare index."""

import io
from collections.abc import Callable, Iterator
from functools import partial
from statistics import quantiles
from typing import Any

from django.core.management import call_command
from django.db import connection

from bench import Rounds, benchmark, seconds
from bench.queries import questions, reciprocal_rank
from cnht_portal.search import SCOPE, search_everything
from projects.filters.form import ProjectFilterForm
from projects.models import Project
from search.query import SearchQuery, read_words
from search.queryset import BEST_FIRST
from search.word_index import WORDS_OF, fts_query

# Words of most, many, some, few and no demo projects, typed in several ways.
TYPED = (
    "công nghiệp hỗ trợ",
    "cnht",
    "supporting industry",
    "dệt may",
    "det may",
    "cao su",
    "nhựa - cao su",
    "linh kiện, phụ tùng kim loại",
    "đăk tô",
    "dak to",
    "huyện Sa Thầy",
    "thành phố Kon Tum",
    "khoá kéo",
    "bu lông đăk hà",
    "nhà máy sản xuất bánh răng",
    "xưởng gia công săm lốp kon plông",
    "KCN Sao Mai",
    "khu công nghiệp hòa bình",
    "rubber components",
    "MH-00042",
    "triệu sản phẩm/năm",
    "vi cơ khí ngọc hồi",
    "cảm biến",
    "không có gì như thế",
)
DISPLAYED = 25
ROUNDS = 3
ALL_IDS = "the ids of all projects with the same words by name, through a raw cursor"
UNRANKED = "the first ids and the count of each kind with the same words, not ranked"
BARE = "the ids of the first 25 by name and the count of the same words, through a raw cursor"


@benchmark("search.mrr", baseline="an answer in the first place each time", goal=">= 0.95", unit="")
def mean_reciprocal_rank() -> Rounds:
    """The mean reciprocal rank of the expected result over all queries."""
    ranks = [reciprocal_rank(question) for question in questions()]
    yield 1.0, sum(ranks) / len(ranks)


@benchmark("search.10000", rows=10_000, baseline=BARE, goal="<= 1.5")
@benchmark("search.100000", rows=100_000, baseline=BARE, goal="<= 1.5")
@benchmark(
    "search.100000.postgresql",
    rows=100_000,
    baseline=BARE,
    goal="<= 1.5",
    engine="postgresql",
)
def search(rows: int) -> Rounds:
    """The slowest of twenty searches: the first page, ranked, with the total.

    Both sides run in turn for each query, so that a busy machine slows both.
    """
    make_projects(rows)
    yield from slowest_of_twenty(lambda typed: first_page(read_words(typed)), bare_query)


@benchmark("search.list.10000", rows=10_000, baseline=ALL_IDS, goal="<= 8")
def search_in_list(rows: int) -> Rounds:
    """A list with search words: ranked, with the count of every facet value."""
    make_projects(rows)
    yield from slowest_of_twenty(list_with_counts, all_ids)


@benchmark("search.site.10000", rows=10_000, baseline=UNRANKED, goal="<= 8")
def search_of_site(rows: int) -> Rounds:
    """The search of all content: the best of every source, with the matching texts."""
    make_projects(rows)
    yield from slowest_of_twenty(search_everything, unranked_types)


def make_projects(rows: int) -> None:
    call_command("load_demo", projects=rows, enterprises=0, stdout=io.StringIO())
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("VACUUM ANALYZE projects_project")


def slowest_of_twenty(
    ours: Callable[[str], object], bare: Callable[[SearchQuery], object]
) -> Iterator[tuple[float, float]]:
    for _round in range(ROUNDS):
        our_times, bare_times = [], []
        for typed in TYPED:
            expected = read_words(typed)
            our_times.append(seconds(partial(ours, typed)))
            bare_times.append(seconds(partial(bare, expected)))
        yield quantiles(our_times, n=20)[-1], quantiles(bare_times, n=20)[-1]


def first_page(expected: SearchQuery) -> tuple[list[Project], int]:
    found = Project.objects.public().search(expected)
    ranked = found.order_by(*BEST_FIRST, "sort_key", "id")
    best = list(ranked.values_list("pk", flat=True)[:DISPLAYED])
    rows = Project.objects.with_list_columns().in_bulk(best)
    return [rows[pk] for pk in best], found.count()


def list_with_counts(typed: str) -> object:
    form = ProjectFilterForm({"q": typed})
    return form.page_rows, form.counted


def unranked_types(expected: SearchQuery) -> list[tuple[list[int], int]]:
    every = [kind.records().matching(expected) for kind in SCOPE.sources]
    return [
        (list(found.values_list("pk", flat=True)[:DISPLAYED]), found.count()) for found in every
    ]


def bare_query(expected: SearchQuery) -> tuple[list[tuple[int]], int]:
    where, words = bare_condition(expected)
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT id {where} ORDER BY sort_key, id LIMIT {DISPLAYED}", [words])
        ids = cursor.fetchall()
        cursor.execute(f"SELECT count(*) {where}", [words])
        return ids, cursor.fetchone()[0]


def all_ids(expected: SearchQuery) -> list[tuple[int]]:
    where, words = bare_condition(expected)
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT id {where} ORDER BY sort_key, id", [words])
        return cursor.fetchall()


def bare_condition(expected: SearchQuery) -> tuple[str, Any]:
    if connection.vendor == "postgresql":
        found = f"{WORDS_OF}(search_text) @> %s::text[]"
        words: Any = [term[0] for term in expected.terms]
    else:
        index = "projects_project_words"
        found = f"id IN (SELECT rowid FROM {index} WHERE {index} MATCH %s)"
        words = fts_query(expected.terms)
    return f"FROM projects_project WHERE publication = 'published' AND {found}", words
