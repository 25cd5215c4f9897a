"""Finding by words: how good the answers are, and how quick beside the bare index."""

import io
from collections.abc import Iterator
from statistics import quantiles

from django.core.management import call_command
from django.db import connection

from bench import Rounds, benchmark, seconds
from bench.queries import questions, reciprocal_rank
from projects.models import Project
from records.search_index import fts_query
from records.searching import BEST_FIRST
from records.wanted import Wanted, read_words

# Words that most, many, some, few and none of the demo projects hold; typed in many ways.
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
SHOWN = 25
ROUNDS = 3
BARE = "the ids of the first 25 by name and the count of the same words, through a raw cursor"


@benchmark("search.mrr", baseline="an answer in the first place each time", goal=">= 0.95", unit="")
def mean_reciprocal_rank() -> Rounds:
    """One over the place of the right answer, on average over all questions."""
    ranks = [reciprocal_rank(question) for question in questions()]
    yield 1.0, sum(ranks) / len(ranks)


@benchmark("search.10000", rows=10_000, baseline=BARE, goal="<= 1.5")
@benchmark("search.100000", rows=100_000, baseline=BARE, goal="<= 1.5")
@benchmark(
    "search.100000.postgresql", rows=100_000, baseline=BARE, goal="<= 1.5", engine="postgresql"
)
def search(rows: int) -> Rounds:
    """The slowest of twenty searches: our first page, ranked, with its total.

    Both sides in turn for each question, so that a busy machine slows them alike.
    """
    call_command("load_demo", projects=rows, enterprises=0, stdout=io.StringIO())
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("VACUUM ANALYZE projects_project")
    yield from slowest_of_twenty()


def slowest_of_twenty() -> Iterator[tuple[float, float]]:
    for _round in range(ROUNDS):
        ours, bare = [], []
        for typed in TYPED:
            wanted = read_words(typed)
            ours.append(seconds(lambda wanted=wanted: first_page(wanted)))
            bare.append(seconds(lambda wanted=wanted: bare_query(wanted)))
        yield quantiles(ours, n=20)[-1], quantiles(bare, n=20)[-1]


def first_page(wanted: Wanted) -> tuple[list[Project], int]:
    found = Project.objects.public().search(wanted)
    ranked = found.order_by(*BEST_FIRST, "sort_key", "id")
    best = list(ranked.values_list("pk", flat=True)[:SHOWN])
    rows = Project.objects.with_list_columns().in_bulk(best)
    return [rows[pk] for pk in best], found.count()


def bare_query(wanted: Wanted) -> tuple[list[tuple[int]], int]:
    if connection.vendor == "postgresql":
        found = "string_to_array(search_text, ' ') @> %s::text[]"
        words: object = [term[0] for term in wanted.terms]
    else:
        index = "projects_project_words"
        found = f"id IN (SELECT rowid FROM {index} WHERE {index} MATCH %s)"
        words = fts_query(wanted.terms)
    where = f"FROM projects_project WHERE publication = 'published' AND {found}"
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT id {where} ORDER BY sort_key, id LIMIT {SHOWN}", [words])
        ids = cursor.fetchall()
        cursor.execute(f"SELECT count(*) {where}", [words])
        return ids, cursor.fetchone()[0]
