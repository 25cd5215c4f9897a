"""Units in headings and unit lines: `(ha)`, `tỷ đồng`, `ĐVT: triệu USD`.

Units are codes of `vietnamese.units`.
"""

import re

from vietnamese.text import clean, fold
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
# How words of units are written; “động” and “dòng” are other words than “đồng”.
_SPELLINGS = {fold(word): word for word in ("đồng", "triệu", "tỷ", "tỉ", "nghìn", "ngàn")}
_WORD = re.compile(r"\w+")
_UNIT = re.compile(
    rf"(?<![a-z0-9])(?:{'|'.join(sorted(_NAMES, key=len, reverse=True))})(?![a-z0-9])"
)
_UNIT_AT_END = re.compile(rf"\s(?:(?:dvt|don vi tinh|don vi)\s)?{_UNIT.pattern}$")
_UNIT_LINE = re.compile(r"(?:don vi tinh|dvt|don vi|unit)\s+(.+)")
_UNIT_LINE_START = re.compile(r"(?:don vi tinh|dvt|unit)\s")


def money_unit_in(words: str) -> str:
    """The code of the only unit of money in a text; empty for none or several."""
    return _only(_units(words) - _AREA)


def area_unit_in(words: str) -> str:
    """The code of the only unit of area in a text; empty for none or several."""
    return _only(_units(words) & _AREA)


def is_dollars(unit: str) -> bool:
    """Whether the code is a unit of US dollars."""
    return unit in _USD


def units_of_line(line: str) -> str:
    """The text after “Đơn vị tính:” in a unit line; empty for any other line."""
    folded = fold(line)
    match = _UNIT_LINE.match(folded)
    if match and (money_unit_in(match[1]) or _UNIT_LINE_START.match(folded)):
        return match[1]
    return ""


def heading_unit(heading: str) -> str:
    """The unit in brackets in a heading, or at its end."""
    for text in _BRACKETS.findall(heading):
        if unit := _only(_units(text)):
            return unit
    bare = f" {_folded(without_brackets(heading))}"
    return _only(_units(bare)) if _UNIT_AT_END.search(bare) else ""


def without_brackets(heading: str) -> str:
    """A heading without units, remarks and footnote marks in brackets."""
    return _BRACKETS.sub(" ", heading)


def without_unit(folded: str) -> str:
    """Folded words without a unit at the end; empty if they are only a unit."""
    return _UNIT_AT_END.sub("", f" {folded}").strip()


def _units(words: str) -> set[str]:
    return {_NAMES[name] for name in _UNIT.findall(_folded(words))}


def _folded(words: str) -> str:
    """The folded words, without those that only fold to a word of a unit."""

    def kept(match: re.Match[str]) -> str:
        word, folded = match[0], fold(match[0])
        return word if word in (folded, _SPELLINGS.get(folded, word)) else "?"

    return fold(_WORD.sub(kept, clean(words).lower()))


def _only(units: set[str]) -> str:
    return units.pop() if len(units) == 1 else ""
