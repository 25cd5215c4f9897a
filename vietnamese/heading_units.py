"""Units in headings and unit lines: `(ha)`, `tỷ đồng`, `ĐVT: triệu USD`.

Units are codes of `vietnamese.units`.
"""

import re
from itertools import product

from vietnamese.text import clean, fold
from vietnamese.units import SPELLINGS, UNITS, Dimension

_BRACKETS = re.compile(r"\(([^()]*)\)")
# Scale words that are no units alone: “giải ngân” folds to “giai ngan”.
_NOT_ALONE = {"ngan", "nghin", "tr", "ti", "thousand", "mn", "bn", "us", "d", ""}
# The units by folded spelling.
_NAMES = {
    fold(spelling): unit.code
    for dimension in (Dimension.MONEY_USD, Dimension.MONEY_VND, Dimension.AREA)
    for spelling, unit in SPELLINGS[dimension].items()
    if fold(spelling) not in _NOT_ALONE
}
_NAMES |= {
    f"{number}{space}{name}": "nghin_dong"
    for number, space, name in product(("1000", "1 000"), ("", " "), ("d", "dong", "vnd"))
}
_NAMES |= {
    "vnd billion": "ty_dong",
    "vnd million": "trieu_dong",
    "usd million": "trieu_usd",
}
_USD = {code for (dimension, code) in UNITS if dimension is Dimension.MONEY_USD}
_AREA = {code for (dimension, code) in UNITS if dimension is Dimension.AREA}
# How words of units are written; “động” and “dòng” are other words than “đồng”.
_SPELLINGS = {fold(word): word for word in ("đồng", "triệu", "tỷ", "tỉ", "nghìn", "ngàn")}
_WORD = re.compile(r"\w+")
# “Trăm triệu đồng” is another unit than “triệu đồng”.
_MULTIPLES = "".join(
    rf"(?<!\b{word} )"
    for word in ("tram", "chuc", "muoi", "nghin", "ngan", "trieu", "ty", "ti", "10", "100")
)
_UNIT = re.compile(
    rf"(?<![a-z0-9]){_MULTIPLES}(?:{'|'.join(sorted(_NAMES, key=len, reverse=True))})(?![a-z0-9])"
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
