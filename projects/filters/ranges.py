"""Ranges of capital and area as filters of the catalogue.

A figure that is a range itself matches every range it overlaps. An unknown figure has a value of
its own, and so has a capital given in dollars only: dollars are never converted to đồng.
"""

from collections.abc import Callable

from django.db.models import Q
from django.utils.translation import gettext as _

from projects.models import Project
from records.bilingual import page_language
from records.figures import Qualifier
from vietnamese.numbers import format_decimal

BILLION = 1_000_000_000
# Lower limits of the ranges: billions of đồng, hectares.
CAPITAL_LIMITS = (0, 50, 200, 500, 1_000)
AREA_LIMITS = (0, 5, 20, 50, 100)
UNKNOWN = "unknown"
DOLLARS = "usd"


def capital_conditions() -> dict[str, Q]:
    unknown = Q(scope=Project.Scope.SITED, capital_low__isnull=True) & ~Q(
        capital_qualifier=Qualifier.NOT_APPLICABLE
    )
    in_dollars = Q(capital_usd_low__isnull=False)
    return _conditions("capital", CAPITAL_LIMITS, BILLION) | {
        DOLLARS: unknown & in_dollars,
        UNKNOWN: unknown & ~in_dollars,
    }


def area_conditions() -> dict[str, Q]:
    unknown = Q(scope=Project.Scope.SITED, area_low__isnull=True) & ~Q(
        area_qualifier=Qualifier.NOT_APPLICABLE
    )
    return _conditions("area", AREA_LIMITS, 1) | {UNKNOWN: unknown}


def capital_labels() -> list[tuple[str, str]]:
    return [
        *_labels(CAPITAL_LIMITS, _("%(end)s billion dong")),
        (DOLLARS, _("given in US dollars only")),
        (UNKNOWN, _("no figure yet")),
    ]


def area_labels() -> list[tuple[str, str]]:
    return [*_labels(AREA_LIMITS, _("%(end)s ha")), (UNKNOWN, _("no figure yet"))]


def _ranges(lower_limits: tuple[int, ...]) -> list[tuple[str, int, int | None]]:
    """The filter value of each range with its two ends: `50-200`, and `1000-` for the last."""
    ends = [*lower_limits[1:], None]
    return [
        (f"{low}-{'' if high is None else high}", low, high)
        for low, high in zip(lower_limits, ends, strict=True)
    ]


def _conditions(name: str, lower_limits: tuple[int, ...], unit: int) -> dict[str, Q]:
    return {
        value: Q(**{f"{name}_high__gte": low * unit})
        & (Q() if high is None else Q(**{f"{name}_low__lt": high * unit}))
        for value, low, high in _ranges(lower_limits)
    }


def _labels(lower_limits: tuple[int, ...], unit_text: str) -> list[tuple[str, str]]:
    def with_unit(end: int) -> str:
        return unit_text % {"end": format_decimal(end, page_language())}

    return [(value, _label(low, high, with_unit)) for value, low, high in _ranges(lower_limits)]


def _label(low: int, high: int | None, with_unit: Callable[[int], str]) -> str:
    if high is None:
        return _("%(low)s or more") % {"low": with_unit(low)}
    if not low:
        return _("under %(high)s") % {"high": with_unit(high)}
    number = format_decimal(low, page_language())
    return _("%(low)s to under %(high)s") % {"low": number, "high": with_unit(high)}
