"""The list of ten thousand projects under load, compared with a view of one query."""

import io
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from itertools import combinations, compress, product
from random import Random
from typing import Any
from urllib.parse import urlencode

from django.core.management import call_command
from django.utils.translation import override

from bench import Rounds, benchmark
from bench.other_software import datasette, wagtail
from bench.servers import portal, seconds_a_request, tag_of
from listing import bitmaps
from projects.filters.form import ProjectFilterForm
from projects.models import Project

PROJECTS = 10_000
ROUNDS = 7
WARM_UP = 60.0
# More than one run can request, so that no URL is repeated.
QUESTIONS = 4_000
ONE_QUERY = [("/readyz/one-query", None)]
# Filters that people use, at most three at once, with any order of the list.
NARROWED_BY = ["sector", "field", "district", "unit", "zone", "status", "capital", "area", "form"]


def warm_up(port: int) -> None:
    """Let all processes of the portal read the catalogue first."""
    pages = [(f"/du-an/?page={number}", None) for number in range(1, PROJECTS // 25)]
    for _process in range(2):
        seconds_a_request(port, pages, once=True, at_most=WARM_UP)


def make_projects() -> None:
    call_command("load_demo", projects=PROJECTS, enterprises=0, stdout=io.StringIO())


def questions(seed: int) -> Iterator[str]:
    """Distinct URLs of the list with filters, order and page."""
    chance = Random(seed)
    with override("vi"):
        fields: dict[str, Any] = ProjectFilterForm({}).fields
    choices = {
        name: [value for value, _label in fields[name].choices if value] for name in NARROWED_BY
    }
    orders = list(ProjectFilterForm.orders)
    asked = set()
    while True:
        query = {name: chance.choice(choices[name]) for name in chance.sample(NARROWED_BY, 3)}
        if chance.random() < 0.5:
            query["sort"] = chance.choice(orders)
        if chance.random() < 0.2:
            query["capital_min"] = chance.randrange(1, 500)
        if chance.random() < 0.3:
            query["page"] = chance.randrange(2, 5)
        address = f"/du-an/?{urlencode(query)}"
        if address not in asked:
            asked.add(address)
            yield address


@benchmark(
    "list.warm",
    baseline="a view with one query, on the same server",
    goal=">= 1",
    unit="s/request",
)
def warm() -> Rounds:
    """Repeated requests for pages that have not changed."""
    make_projects()
    some = [address for address, _number in zip(questions(1), range(40), strict=False)]
    with portal() as port:
        asked = [(address, tag_of(port, address)) for address in ["/du-an/", *some]]
        for _round in range(ROUNDS):
            yield seconds_a_request(port, asked), seconds_a_request(port, ONE_QUERY)


@benchmark(
    "list.cold",
    baseline="a view with one query, on the same server",
    goal=">= 0.1",
    unit="s/request",
)
def cold() -> Rounds:
    """Requests for pages that nobody has requested before."""
    make_projects()
    every = questions(2)
    with portal() as port:
        warm_up(port)
        for _round in range(ROUNDS):
            asked = [(next(every), None) for _ in range(QUESTIONS)]
            yield (
                seconds_a_request(port, asked, once=True),
                seconds_a_request(port, ONE_QUERY),
            )


# The columns of a row of the list; the portal also marks demo data.
DISPLAYED = ["code", "name_vi", "place_vi", "district_name", "area_text", "capital_text", "status"]
FACETS = list(ProjectFilterForm.facets)


def public_rows() -> list[dict[str, Any]]:
    """The public projects for other software: the columns of a row and all facets.

    A record with several values of a facet has only the first one, so that each facet is one
    column. That is easier for other software than for the portal, which counts them all.
    """
    with override("vi"):
        index = ProjectFilterForm({}).index
    values: dict[int, dict[str, str]] = {pk: {} for pk in index.ids}
    for name, by_value in index.bitmap_by_value.items():
        for value, found in by_value.items():
            expected = bitmaps.mask(found, index.size)
            for pk in compress(index.ids, expected):
                values[pk].setdefault(name, value)
    columns = [name for name in DISPLAYED if name not in {"status", "district_name"}]
    rows = Project.objects.public().order_by("sort_key", "id")
    return [
        dict.fromkeys(FACETS)
        | {name: row[name] for name in [*columns, "capital_high", "sort_key"]}
        | {"district_name": row["district__name_vi"]}
        | values[row["pk"]]
        for row in rows.values("pk", *columns, "capital_high", "sort_key", "district__name_vi")
    ]


def shared_questions() -> list[dict[str, str]]:
    """Two or three filters and one of two orders, never the same twice."""
    with override("vi"):
        fields: dict[str, Any] = ProjectFilterForm({}).fields
    names = ["sector", "district", "zone", "status", "capital", "area", "form"]
    choices = {name: [value for value, _label in fields[name].choices if value] for name in names}
    every = [
        dict(zip(some, values, strict=True)) | order
        for size in (2, 3)
        for some in combinations(names, size)
        for values in product(*(choices[name] for name in some))
        for order in ({}, {"sort": "-capital"})
    ]
    Random(3).shuffle(every)
    return every[: QUESTIONS * ROUNDS]


def beside(
    peer: Callable[[list[dict[str, Any]]], AbstractContextManager[int]],
    address: Callable[[dict[str, str]], str],
) -> Rounds:
    """Both servers with the same new queries, in turn; each with two processes.

    Both display 25 rows with the same columns, count all eleven facets (each without its own
    filter, if the software can do that), and offer each value as a link.
    """
    make_projects()
    every = shared_questions()
    each_round = len(every) // ROUNDS
    with portal() as ours, peer(public_rows()) as theirs:
        warm_up(ours)
        for start in range(0, each_round * ROUNDS, each_round):
            asked = every[start : start + each_round]
            mine = [(f"/du-an/?{urlencode(query)}", None) for query in asked]
            others = [(address(query), None) for query in asked]
            yield (
                seconds_a_request(ours, mine, once=True),
                seconds_a_request(theirs, others, once=True),
            )


@benchmark(
    "list.peer.datasette",
    baseline="Datasette with the same rows, columns, filters and counts",
    goal=">= 3",
    unit="s/request",
)
def beside_datasette() -> Rounds:
    """Datasette counts facets within all filters, so an active facet has one value only."""
    # It sorts by displayed columns only.
    always = urlencode(
        {"_size": 25, "_facet": FACETS, "_col": [*DISPLAYED, "sort_key", "capital_high"]},
        doseq=True,
    )

    def address(query: dict[str, str]) -> str:
        chosen = urlencode({name: query[name] for name in query if name != "sort"})
        order = "_sort_desc=capital_high" if "sort" in query else "_sort=sort_key"
        return f"/catalogue/projects?{always}&{order}&{chosen}"

    return beside(datasette, address)


@benchmark(
    "list.peer.wagtail",
    baseline="Wagtail with the same rows, columns, filters and counts",
    goal=">= 3",
    unit="s/request",
)
def beside_wagtail() -> Rounds:
    """A Wagtail page type with a snippet, as its documentation shows; one query for each facet."""
    return beside(wagtail, lambda query: f"/?{urlencode(query)}")
