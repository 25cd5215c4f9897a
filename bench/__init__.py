"""Benchmarks: the portal compared with a minimal baseline, measured side by side.

A benchmark is a function with a name that yields pairs of measurements, ours and the baseline's,
one pair for each round. `make bench` prints one JSON object on each line: `name`, `value` (the
ratio of the two medians), `baseline` (what was compared), `goal`, `met`. For a goal “<=” the value
is ours divided by the baseline; for “>=” it is the baseline divided by ours, that is, how many
times faster the portal is.
"""

import operator
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from statistics import median
from typing import Any

Work = Callable[[], object]
Rounds = Iterator[tuple[float, float]]
COMPARISONS = {"<=": operator.le, ">=": operator.ge}


@dataclass(frozen=True)
class Benchmark:
    """A benchmark: what to measure, its unit and engine, and its goal."""

    rounds: Callable[..., Rounds]
    baseline: str
    goal: str
    unit: str
    engine: str
    given: dict[str, Any]


BENCHMARKS: dict[str, Benchmark] = {}


def benchmark(
    name: str,
    *,
    baseline: str,
    goal: str,
    unit: str = "s",
    engine: str = "sqlite",
    **given: Any,
) -> Callable[[Callable[..., Rounds]], Callable[..., Rounds]]:
    """Register a function that yields pairs of measurements when it is called with `given`."""

    def register(rounds: Callable[..., Rounds]) -> Callable[..., Rounds]:
        BENCHMARKS[name] = Benchmark(rounds, baseline, goal, unit, engine, given)
        return rounds

    return register


def measured(name: str) -> dict[str, Any]:
    """Run a benchmark in this process and on its database."""
    about = BENCHMARKS[name]
    ours, bare = (median(side) for side in zip(*about.rounds(**about.given), strict=True))
    comparison, bound = about.goal.split()
    value = round(ours / bare if comparison == "<=" else bare / ours, 2)
    return {
        "name": name,
        "value": value,
        "baseline": f"{about.baseline}: {bare:.4g} {about.unit}; ours: {ours:.4g} {about.unit}",
        "goal": about.goal,
        "met": COMPARISONS[comparison](value, float(bound)),
    }


def seconds(work: Work) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start
