"""Amounts by year and source in columns: “Dự toán / Năm 2021 / Ngân sách tỉnh”.

A heading is a path of words from the top down. Each part names a stage, a year, a source or the
total of the columns beside it; words such as “trong đó” name nothing. A heading with any other
part is not read.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from typing import Any, NamedTuple

from django.db import models
from django.utils.translation import gettext as _

from budget.columns import StageColumn
from budget.models import BudgetEntry
from imports.columns.base import CellProblem, CellWarning
from layouts.headings import Heading
from layouts.layout import Layout
from layouts.table_rows import SheetRow
from layouts.vocabulary import reversing_words
from records.snapshots import Values
from vietnamese.figures import Dimension, Figure, format_figure
from vietnamese.heading_units import without_brackets, without_unit
from vietnamese.text import fold

_YEAR = re.compile(r"(?:(?:trong )?nam )?\b(20\d\d)\b")
_PERIOD = re.compile(r"(?:(?:trong )?giai doan )?\b20\d\d (?:den )?20\d\d\b")
# “Giải ngân đến 31/12/2021” is of that year only if the rest of the heading says so.
_UNTIL = re.compile(r"\b(?:tinh )?den (?:het )?(?:ngay )?\d\d?/\d\d?/20\d\d\b")
_TOTAL = {"tong", "tong so", "tong cong", "cong", "tong kinh phi", "tong von", "total"}
# Words above or below the parts that add nothing to them.
_NEUTRAL = {
    "",
    "trong do",
    "chia ra",
    "bao gom",
    "gom",
    "kinh phi",
    "kinh phi thuc hien",
    "nhu cau kinh phi",
    "nguon",
    "nguon von",
    "nguon kinh phi",
    "theo nam",
    "theo nguon",
    "chia theo nam",
    "chia theo nguon",
    "chia theo nguon von",
    "phan theo nam",
    "phan theo nguon",
    "phan theo nguon von",
    "cac nam",
    "thuc hien qua cac nam",
}
_BEFORE_A_SOURCE = re.compile(r"(?:tu )?(?:nguon )?(?:von |kinh phi )?")


class Place(NamedTuple):
    """What the amounts below a heading are: stage, year and source if it names them, or a total."""

    stage: str
    year: int | None = None
    source: int | None = None
    is_total: bool = False

    @property
    def shape(self) -> tuple[bool, bool]:
        return self.year is not None, self.source is not None

    def within(self, year: int | None, source: int | None) -> "Place":
        """The place in a row that names year or source itself."""
        return self._replace(year=self.year or year, source=self.source or source)

    def covers(self, other: "Place") -> bool:
        """Whether a total includes the amounts of another column."""
        return (
            self.stage == other.stage
            and not other.is_total
            and self.year in (None, other.year)
            and self.source in (None, other.source)
        )


class AmountColumnAcross(StageColumn):
    """The amounts of one stage, year and source, or their total, in a column of their own."""

    def __init__(self, place: Place, heading: str, name_of_source: str) -> None:
        name = f"{place.stage}:{place.year or ''}:{place.source or ''}:{place.is_total:d}"
        super().__init__(name, heading)
        self.place = place
        parts = [BudgetEntry.Stage(place.stage).label, place.year, name_of_source]
        self.words = ", ".join(str(part) for part in parts if part)
        if place.is_total:
            self.words = _("total of %(amounts)s") % {"amounts": self.words}

    def read_as(self, model: type[models.Model], figure: Figure) -> str:
        amount = super().read_as(model, figure)
        return f"{amount} ({self.words})" if amount else ""


class Amount(NamedTuple):
    """An amount of a row: its column, what it is, and its values as JSON."""

    column: str
    place: Place
    values: Values

    @property
    def low(self) -> int | None:
        low = self.values.get("amount_low")
        return None if low is None else int(low)

    @property
    def high(self) -> int | None:
        high = self.values.get("amount_high")
        return None if high is None else int(high)

    @property
    def single(self) -> int | None:
        """The amount, if it is one number."""
        return self.low if self.low == self.high else None


Finding = tuple[str, CellProblem]


def too_much_disbursed(
    amounts: Iterable[Amount], row: SheetRow, layout: Layout
) -> Iterator[Finding]:
    """A problem if a row has more disbursed than allocated, or more settled than disbursed."""
    by_place = {amount.place: amount for amount in amounts}
    for place, amount in by_place.items():
        earlier = {"disbursed": "allocated", "settled": "disbursed"}.get(place.stage)
        bound = by_place.get(place._replace(stage=earlier)) if earlier else None
        if bound and amount.low is not None and bound.high is not None and amount.low > bound.high:
            message = _("It is more than “%(stage)s” in %(cell)s. Correct one of the two.")
            words = {
                "stage": BudgetEntry.Stage(bound.place.stage).label,
                "cell": layout.address(row, bound.column),
            }
            yield amount.column, CellProblem("limit", message % words)


def without_totals(
    amounts: Iterable[Amount], row: SheetRow, layout: Layout
) -> tuple[list[Amount], list[Finding]]:
    """The amounts to store, and a warning for each total that differs from them.

    A total is stored only if the row has none of its parts.
    """
    stored: list[Amount] = []
    findings: list[Finding] = []
    parts = [amount for amount in amounts if not amount.place.is_total]
    for amount in amounts:
        covered = [part for part in parts if amount.place.covers(part.place)]
        if not amount.place.is_total or not covered:
            stored.append(amount)
            continue
        added, stated = _sum(covered), amount.single
        if added is not None and stated is not None and added != stated:
            message = _(
                "the total states %(stated)s, but the columns beside it add up to %(added)s. "
                "The amounts of the columns were read; the total is not stored."
            )
            unit = amount.values["amount_unit"]
            words = {"stated": _in_words(stated, unit), "added": _in_words(added, unit)}
            findings.append((amount.column, CellWarning("total", message % words)))
    return stored, findings


def _sum(amounts: Iterable[Amount]) -> int | None:
    """None if one of the amounts is not a single number."""
    added = 0
    for amount in amounts:
        if amount.single is None:
            return None
        added += amount.single
    return added


def _in_words(amount: int, unit: str) -> str:
    figure = Figure(Decimal(amount), Decimal(amount), unit=unit)
    return format_figure(figure, Dimension.MONEY_VND, "vi")


class HeadingParts:
    """Reads the parts of headings. `stages` and `sources` are known words, folded."""

    def __init__(self, stages: Mapping[str, str], sources: Mapping[str, int]) -> None:
        self.stages, self.sources = stages, sources

    def divides(self, text: str) -> bool:
        """Whether a text below a heading is a year, a source or a total."""
        found = self._meaning(text) if len(text) <= 100 else None
        return found is not None and ("year" in found or "source" in found)

    def year_and_source(self, groups: Iterable[str]) -> tuple[int | None, int | None]:
        """The first year and the first source that the headings of groups name."""
        found = [self._meaning(name) or {} for name in groups]
        year = next((each["year"] for each in found if "year" in each), None)
        return year, next((each["source"] for each in found if "source" in each), None)

    def places(
        self, headings: Iterable[Heading], default_stage: str, given: set[str]
    ) -> dict[str, Place]:
        """The place of each heading with a year or source, and of their totals, by its text.

        `default_stage` is that of headings without one. `given`: “year” or “source” if the rows
        name it themselves. Columns of a stage count only if all are divided in the same way, and
        if no two of them are the same.
        """
        found = {
            heading.text: place
            for heading in headings
            if (place := self._place(heading.text.split(" / "), default_stage))
        }
        divided: dict[str, list[Place]] = {}
        for place in found.values():
            if not place.is_total and any(place.shape):
                divided.setdefault(place.stage, []).append(place)
        texts = [heading.text for heading in headings]
        known = {heading.column for heading in headings}
        unclear = {
            stage
            for stage, places in divided.items()
            if len({place.shape for place in places}) > 1
            or len(set(places)) < len(places)
            or (places[0].year is not None and "year" in given)
            or (places[0].source is not None and "source" in given)
        }
        across = {
            text: place if any(place.shape) else place._replace(is_total=True)
            for text, place in found.items()
            if place.stage in divided and place.stage not in unclear and texts.count(text) == 1
        }
        # A stage that only one heading means, in other words: “Giải ngân đến 31/12/2021”.
        alone = {
            text: place._replace(is_total=False)
            for text, place in found.items()
            if place.stage not in divided.keys() | known
            and not any(place.shape)
            and texts.count(text) == 1
        }
        stages = [place.stage for place in alone.values()]
        return across | {t: p for t, p in alone.items() if stages.count(p.stage) == 1}

    def _place(self, parts: list[str], default_stage: str) -> Place | None:
        values: dict[str, Any] = {}
        if reversing_words(" ".join(parts)):
            return None
        for part in parts:
            meaning = self._meaning(part)
            if meaning is None or any(
                values.get(name, value) != value for name, value in meaning.items()
            ):
                return None
            values |= meaning
        if not values.get("stage", default_stage):
            return None
        return Place(**{"stage": default_stage} | values)

    def _meaning(self, part: str) -> dict[str, Any] | None:
        """The fields of a Place that a part names; None for unknown words."""
        words = without_unit(fold(without_brackets(part)))
        found: dict[str, Any] = {}
        words = _PERIOD.sub("", _UNTIL.sub("", words))
        years = set(_YEAR.findall(words))
        if len(years) > 1:
            return None
        if years:
            found["year"] = int(years.pop())
            words = _YEAR.sub("", words)
        words = " ".join(words.split())
        if words in self.stages:
            return found | {"stage": self.stages[words]}
        if words in _TOTAL:
            return found | {"is_total": True}
        bare = _BEFORE_A_SOURCE.sub("", words, count=1)
        for name in (words, bare):
            if name in self.sources:
                return found | {"source": self.sources[name]}
        return found if words in _NEUTRAL else None


def default_stage(title: str) -> str:
    """The only stage that a title names; empty for none or several."""
    folded = f" {fold(title)} "
    words = {
        "estimated": (" du toan ", " kinh phi du kien "),
        "allocated": (" giao ", " phan bo "),
        "disbursed": (" giai ngan ",),
        "settled": (" quyet toan ",),
    }
    found = [stage for stage, forms in words.items() if any(form in folded for form in forms)]
    return found[0] if len(found) == 1 else ""
