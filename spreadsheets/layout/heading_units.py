"""The units that headings and unit lines name: `(ha)`, `tỷ đồng`, `ĐVT: triệu USD`.

Units go by their codes in `vietnamese.units`.
"""

import re

from vietnamese.text import fold
from vietnamese.units import UNITS, Dimension

_BRACKETS = re.compile(r"\(([^()]*)\)")
_NAMES: dict[str, str] = {}
for (_dimension, _code), _unit in UNITS.items():
    if _dimension in (Dimension.AREA, Dimension.MONEY_VND, Dimension.MONEY_USD):
        for _name in (_unit.name("vi"), _unit.name("en")):
            _NAMES.setdefault(fold(_name), _code)
_NAMES |= {
    "hecta": "ha",
    "ty": "ty_dong",
    "ti dong": "ty_dong",
    "ty vnd": "ty_dong",
    "ti usd": "ty_usd",
    "trieu": "trieu_dong",
    "tr dong": "trieu_dong",
    "ngan dong": "nghin_dong",
    "1000 dong": "nghin_dong",
    "vnd": "dong",
    "trieu vnd": "trieu_dong",
    "million vnd": "trieu_dong",
    "billion vnd": "ty_dong",
    "vnd billion": "ty_dong",
    "vnd million": "trieu_dong",
    "usd million": "trieu_usd",
}
_USD = {code for (dimension, code) in UNITS if dimension is Dimension.MONEY_USD}
_AREA = {code for (dimension, code) in UNITS if dimension is Dimension.AREA}
_UNIT = re.compile(
    rf"(?<![a-z0-9])(?:{'|'.join(sorted(_NAMES, key=len, reverse=True))})(?![a-z0-9])"
)
_UNIT_AT_END = re.compile(rf"\s(?:(?:dvt|don vi tinh|don vi)\s)?{_UNIT.pattern}$")
_UNIT_LINE = re.compile(r"(?:don vi tinh|dvt|don vi|unit)\s+(.+)")
_UNIT_LINE_START = re.compile(r"(?:don vi tinh|dvt|unit)\s")


def money_unit_in(words: str) -> str:
    """The code of the one unit of money that words name; empty for none and for several."""
    return _only(_units(words) - _AREA)


def area_unit_in(words: str) -> str:
    """The code of the one unit of area that words name; empty for none and for several."""
    return _only(_units(words) & _AREA)


def is_dollars(unit: str) -> bool:
    """Whether the code is of a unit of US dollars."""
    return unit in _USD


def units_of_line(line: str) -> str:
    """What a unit line says after “Đơn vị tính:”; empty for every other line."""
    folded = fold(line)
    match = _UNIT_LINE.match(folded)
    if match and (money_unit_in(match[1]) or _UNIT_LINE_START.match(folded)):
        return match[1]
    return ""


def heading_unit(heading: str) -> str:
    """The unit a heading names in brackets, or at its end."""
    for text in _BRACKETS.findall(heading):
        if unit := _only(_units(text)):
            return unit
    bare = f" {fold(without_brackets(heading))}"
    return _only(_units(bare)) if _UNIT_AT_END.search(bare) else ""


def without_brackets(heading: str) -> str:
    """A heading without its units, remarks and marks of footnotes in brackets."""
    return _BRACKETS.sub(" ", heading)


def without_unit(folded: str) -> str:
    """Folded words without the unit at their end; empty where they are only a unit."""
    return _UNIT_AT_END.sub("", f" {folded}").strip()


def _units(words: str) -> set[str]:
    return {_NAMES[name] for name in _UNIT.findall(fold(words))}


def _only(units: set[str]) -> str:
    return units.pop() if len(units) == 1 else ""
