"""Finding projects by words, beside a bare scan of the same column."""

import io

from django.core.management import call_command
from django.db import connection

from bench import Rounds, benchmark, seconds
from projects.models import Project

WORDS = "det may"
ROUNDS = 15


@benchmark(
    "search.10000",
    rows=10_000,
    baseline="SELECT count(*) … WHERE search_text LIKE for each word, through a raw cursor",
    goal="<= 3",
)
def search(rows: int) -> Rounds:
    """The first page of a search without accents, as the catalogue lists it.

    Both sides in turn, so that a busy machine slows them alike.
    """
    call_command("load_demo", projects=rows, enterprises=0, stdout=io.StringIO())
    patterns = [f"%{word}%" for word in WORDS.split()]
    found = Project.objects.public().search(WORDS).with_list_columns()

    def listed():
        return list(found.order_by("search_rank", "sort_key", "id")[:25])

    def bare():
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT count(*) FROM projects_project "
                "WHERE publication = 'published' AND search_text LIKE %s AND search_text LIKE %s",
                patterns,
            )
            return cursor.fetchone()

    if len(listed()) < 25:
        raise RuntimeError(f"The demo data has too few projects with “{WORDS}”.")
    for _round in range(ROUNDS):
        yield seconds(listed), seconds(bare)
