"""The dimensions of figures, and the units and spellings that office documents use.

Areas are in hectares, percentages in per cent, money in whole dong or whole dollars. The two
currencies are never converted, since that needs a dated exchange rate.
"""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from itertools import product

from vietnamese.numbers import Notation


class Dimension(StrEnum):
    """What a figure measures; each comment gives the base unit."""

    AREA = "area"  # ha
    MONEY_VND = "money_vnd"  # dong
    MONEY_USD = "money_usd"  # dollar
    PERCENT = "percent"  # one hundredth: 10% is 10
    COUNT = "count"  # one

    @property
    def is_money(self) -> bool:
        return self in {Dimension.MONEY_VND, Dimension.MONEY_USD}


@dataclass(frozen=True)
class Unit:
    """One unit: `factor` base units of its dimension, and its name in both languages."""

    code: str
    dimension: Dimension
    factor: Decimal
    vi: str
    en: str

    def name(self, language: str) -> str:
        """The unit's name in `vi`, or in English for any other language."""
        return self.vi if Notation.of(language) is Notation.VI else self.en


def _unit(code: str, dimension: Dimension, factor: str, vi: str, en: str) -> Unit:
    return Unit(code, dimension, Decimal(factor), vi, en)


_ALL = [
    _unit("ha", Dimension.AREA, "1", "ha", "ha"),
    _unit("m2", Dimension.AREA, "0.0001", "m²", "m²"),
    _unit("km2", Dimension.AREA, "100", "km²", "km²"),
    _unit("dong", Dimension.MONEY_VND, "1", "đồng", "dong"),
    _unit("nghin_dong", Dimension.MONEY_VND, "1000", "nghìn đồng", "thousand dong"),
    _unit("trieu_dong", Dimension.MONEY_VND, "1000000", "triệu đồng", "million dong"),
    _unit("ty_dong", Dimension.MONEY_VND, "1000000000", "tỷ đồng", "billion dong"),
    _unit("nghin_ty_dong", Dimension.MONEY_VND, "1000000000000", "nghìn tỷ đồng", "trillion dong"),
    _unit("usd", Dimension.MONEY_USD, "1", "USD", "USD"),
    _unit("nghin_usd", Dimension.MONEY_USD, "1000", "nghìn USD", "thousand USD"),
    _unit("trieu_usd", Dimension.MONEY_USD, "1000000", "triệu USD", "million USD"),
    _unit("ty_usd", Dimension.MONEY_USD, "1000000000", "tỷ USD", "billion USD"),
    _unit("percent", Dimension.PERCENT, "1", "%", "%"),
    _unit("", Dimension.COUNT, "1", "", ""),
]
UNITS: dict[tuple[Dimension, str], Unit] = {(unit.dimension, unit.code): unit for unit in _ALL}
"""Every unit by dimension and code."""

LIMITS = {
    Dimension.AREA: 10**7,  # ha; ten times the area of the province
    Dimension.MONEY_VND: 10**15,  # dong: 1,000,000 billion
    Dimension.MONEY_USD: 10**11,  # dollars: 100 billion
    Dimension.PERCENT: 10**5,
    Dimension.COUNT: 10**12,
}
"""The largest figure of each dimension, in base units; a larger one is a mistake of its unit.

A sum of 9,000 of them still fits into the 64 bits in which SQLite adds whole numbers.
"""

# Spellings are as `vietnamese.text.unaccented` leaves them.
CURRENCIES = {
    Dimension.MONEY_VND: ("viet nam dong", "dong viet nam", "vn dong", "dong", "vnd", "d", "₫"),
    Dimension.MONEY_USD: ("us dollars", "us dollar", "do la my", "do la", "dollars", "dollar")
    + ("us$", "usd", "$"),
}
"""The spellings of each currency."""

ENGLISH_SCALES = ("thousand", "million", "billion", "trillion", "bn", "mn")
"""Scale words that occur only in English notation."""

_SCALES = {
    "nghin": ("nghin", "ngan", "thousand"),
    "trieu": ("trieu", "tr", "million", "mn"),
    "ty": ("ty", "ti", "billion", "bn"),
    "nghin_ty": ("nghin ty", "nghin ti", "ngan ty", "ngan ti", "trillion"),
}
_PLAIN = {
    "ha": ("ha", "hecta", "hec ta", "hec-ta", "hectares", "hectare"),
    "m2": ("m2", "met vuong", "square metres", "square meters", "sq m", "sqm"),
    "km2": ("km2", "ki lo met vuong", "square kilometres", "square kilometers", "sq km"),
    "percent": ("%", "phan tram", "percent", "per cent"),
}
# “trđ”, “tr.đ”, “tr.đồng”.
_SHORT_MILLIONS = list(product(("", ".", ". "), ("d", "dong")))
_CURRENCY_CODE = {Dimension.MONEY_VND: "dong", Dimension.MONEY_USD: "usd"}


def _spellings(dimension: Dimension) -> dict[str, Unit]:
    units = {code: unit for (of, code), unit in UNITS.items() if of is dimension}
    if not dimension.is_money:
        return {word: units[code] for code in units for word in _PLAIN.get(code, ())}
    currency = _CURRENCY_CODE[dimension]
    words = dict.fromkeys(CURRENCIES[dimension], units[currency])
    for scale, spelled in _SCALES.items():
        if unit := units.get(f"{scale}_{currency}"):
            names = product(spelled, ("", *CURRENCIES[dimension]))
            words |= {f"{word} {name}".strip(): unit for word, name in names}
    if dimension is Dimension.MONEY_VND:
        words |= {f"tr{dot}{name}": units["trieu_dong"] for dot, name in _SHORT_MILLIONS}
    return words


SPELLINGS = {dimension: _spellings(dimension) for dimension in Dimension}
"""The units by unaccented spelling, for each dimension; `ty` alone fits either currency."""
