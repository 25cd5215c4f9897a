"""Benchmarks: how far the portal stands from the bare database, measured side by side.

A benchmark is a function with a name that returns what to time and what to divide by. `make bench`
prints one JSON object a line: `name`, `value` (the ratio of the two medians), `baseline` (what
was divided by), `goal`, `met`.
"""

import operator
import time
from collections.abc import Callable
from statistics import median
from typing import Any

Work = Callable[[], object]
BENCHMARKS: dict[str, tuple[Callable[..., tuple[Work, Work]], dict[str, Any]]] = {}
COMPARISONS = {"<=": operator.le, ">=": operator.ge}
ROUNDS = 15


def benchmark(name: str, *, baseline: str, goal: str, **given: Any):
    """Register a function that returns the work to time and the bare work beside it."""

    def register(prepare: Callable[..., tuple[Work, Work]]):
        BENCHMARKS[name] = (prepare, {"baseline": baseline, "goal": goal, "given": given})
        return prepare

    return register


def measured(name: str) -> dict[str, Any]:
    """Run a benchmark; both sides in turn, so that a busy machine slows them alike."""
    prepare, about = BENCHMARKS[name]
    work, bare = prepare(**about["given"])
    pairs = [(_seconds(work), _seconds(bare)) for _round in range(ROUNDS)]
    ours, floor = (median(times) for times in zip(*pairs, strict=True))
    comparison, bound = about["goal"].split()
    value = round(ours / floor, 2)
    return {
        "name": name,
        "value": value,
        "baseline": f"{about['baseline']} ({floor * 1000:.1f} ms)",
        "goal": about["goal"],
        "met": COMPARISONS[comparison](value, float(bound)),
    }


def _seconds(work: Work) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start
