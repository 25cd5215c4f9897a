"""Bands of capital and area to narrow the catalogue by.

A figure said as a range stands in every band it touches. That nothing has been said is a band of
its own; so is a capital said in dollars only, since dollars are never turned into đồng.
"""

from collections.abc import Callable

from django.db.models import Q
from django.utils.translation import gettext as _

from projects.models import Project
from records.bilingual import page_language
from records.figures import Qualifier
from vietnamese.numbers import format_decimal

BILLION = 1_000_000_000
# Where bands begin: billions of đồng, hectares.
CAPITAL = (0, 50, 200, 500, 1_000)
AREA = (0, 5, 20, 50, 100)
UNKNOWN = "unknown"
DOLLARS = "usd"


def capital_conditions() -> dict[str, Q]:
    silent = Q(scope=Project.Scope.SITED, capital_low__isnull=True) & ~Q(
        capital_qualifier=Qualifier.NOT_APPLICABLE
    )
    in_dollars = Q(capital_usd_low__isnull=False)
    return _bands("capital", CAPITAL, BILLION) | {
        DOLLARS: silent & in_dollars,
        UNKNOWN: silent & ~in_dollars,
    }


def area_conditions() -> dict[str, Q]:
    silent = Q(scope=Project.Scope.SITED, area_low__isnull=True)
    return _bands("area", AREA, 1) | {UNKNOWN: silent & ~Q(area_qualifier=Qualifier.NOT_APPLICABLE)}


def capital_labels() -> list[tuple[str, str]]:
    return [
        *_labels(CAPITAL, _("%(end)s billion dong")),
        (DOLLARS, _("given in US dollars only")),
        (UNKNOWN, _("no figure yet")),
    ]


def area_labels() -> list[tuple[str, str]]:
    return [*_labels(AREA, _("%(end)s ha")), (UNKNOWN, _("no figure yet"))]


def _named(begins: tuple[int, ...]) -> list[tuple[str, int, int | None]]:
    """The value of each band with its two ends: `50-200`, and `1000-` for the last."""
    ends = [*begins[1:], None]
    return [
        (f"{low}-{'' if high is None else high}", low, high)
        for low, high in zip(begins, ends, strict=True)
    ]


def _bands(name: str, begins: tuple[int, ...], unit: int) -> dict[str, Q]:
    return {
        value: Q(**{f"{name}_high__gte": low * unit})
        & (Q() if high is None else Q(**{f"{name}_low__lt": high * unit}))
        for value, low, high in _named(begins)
    }


def _labels(begins: tuple[int, ...], with_unit: str) -> list[tuple[str, str]]:
    def said(end: int) -> str:
        return with_unit % {"end": format_decimal(end, page_language())}

    return [(value, _label(low, high, said)) for value, low, high in _named(begins)]


def _label(low: int, high: int | None, said: Callable[[int], str]) -> str:
    if high is None:
        return _("%(low)s or more") % {"low": said(low)}
    if not low:
        return _("under %(high)s") % {"high": said(high)}
    number = format_decimal(low, page_language())
    return _("%(low)s to under %(high)s") % {"low": number, "high": said(high)}
