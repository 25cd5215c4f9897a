"""The words beside the numbers of a figure: qualifier, unit, or the reason why it is missing.

All words are unaccented and on one line (`vietnamese.text.unaccented`). The phrases come from
annexes issued by provinces.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from vietnamese.text import fold, unaccented
from vietnamese.units import CURRENCIES, ENGLISH_SCALES, SPELLINGS, Dimension, Unit


class Qualifier(StrEnum):
    """How exact a figure is."""

    EXACT = ""
    ABOUT = "about"
    NEARLY = "nearly"
    OVER = "over"
    EXPECTED = "expected"
    AT_LEAST = "at_least"
    UP_TO = "up_to"
    NOT_APPLICABLE = "not_applicable"


_SPELLED = {
    Qualifier.ABOUT: "khoang|~|≈|uoc tinh|uoc dat|uoc|xap xi|tam tinh|tam|chung"
    "|about|approximately|approx.|approx|around|roughly",
    Qualifier.NEARLY: "gan|nearly|almost|close to",
    Qualifier.OVER: "tren|hon|>|over|more than|above",
    Qualifier.EXPECTED: "du kien|expected",
    Qualifier.AT_LEAST: "tu|from|it nhat|toi thieu|khong duoi|khong it hon|≥|>=|at least|minimum",
    Qualifier.UP_TO: "toi da|khong qua|khong hon|duoi|len den|len toi|≤|<=|<|up to|at most"
    "|no more than|not more than|maximum|under|less than",
}
_QUALIFIERS = {word: code for code, words in _SPELLED.items() for word in words.split("|")}
_TRAILING = {
    "tro len": Qualifier.AT_LEAST,
    "or more": Qualifier.AT_LEAST,
    "tro xuong": Qualifier.UP_TO,
    "or less": Qualifier.UP_TO,
    "du kien": Qualifier.EXPECTED,
}
_OPENS_A_RANGE = {"tu", "from"}
# Parts of a heading that a cell may repeat: “tổng mức đầu tư dự kiến 3.550 tỷ đồng”.
_AREA_LABELS = (
    *("dien tich", "dien tich dat", "dien tich dat su dung", "dien tich su dung dat"),
    *("quy mo", "quy mo dien tich", "area", "land area"),
)
_MONEY_LABELS = (
    *("von dau tu", "tong von", "tong von dau tu", "muc dau tu", "tong muc dau tu", "khai toan"),
    *("kinh phi", "tong kinh phi", "capital", "total capital", "investment", "total investment"),
    *("investment capital", "total investment capital"),
)
_LABELS = {
    Dimension.AREA: _AREA_LABELS,
    Dimension.MONEY_VND: _MONEY_LABELS,
    Dimension.MONEY_USD: _MONEY_LABELS,
}

_SPELLED_UNKNOWN = (
    "chua xac dinh|chua co|chua ro|chua cong bo|dang khao sat|dang cap nhat|dang lap|dang xac dinh"
    "|theo quy hoach|theo de xuat|theo du an|nha dau tu de xuat|khong ro|khong co so lieu"
    "|not yet|to be determined|to be surveyed|to be defined|tbd|under survey|being surveyed"
    "|according to|as planned|no figure|unknown|undetermined"
)
_UNKNOWN = _SPELLED_UNKNOWN.split("|")
_NOT_APPLICABLE = ("khong ap dung", "not applicable", "n/a")


def is_unknown(words: str) -> bool:
    """Whether there is no figure yet: a dash, `chua xac dinh`, `theo quy hoach`…"""
    return not (folded := fold(words)) or _begins_with(folded, _UNKNOWN)


def is_not_applicable(words: str) -> bool:
    """Whether the words mean that no figure applies."""
    return _begins_with(fold(words), _NOT_APPLICABLE)


def _begins_with(folded: str, phrases: Iterable[str]) -> bool:
    return any(f"{folded} ".startswith(f"{phrase} ") for phrase in phrases)


_BRACKETS = re.compile(r"\(([^()]*)(?:\)|$)")
_TAIL = re.compile(
    r"[\s,;:.]*(?<![a-z])(?:(?:trong do|bao gom|gom|bang chu|of which|including|in words"
    r"|tuong duong|equivalent to)(?![a-z]))(.*)"
)


def set_remarks_apart(words: str) -> tuple[str, list[str]]:
    """Split a figure into its main words and its remarks, such as `(trong do 936 ha)`."""
    remarks: list[str] = []
    while match := _BRACKETS.search(words):
        remarks.append(match[1].strip())
        words = f"{words[: match.start()]} {words[match.end() :]}"
    if match := _TAIL.search(words):
        remarks.append(match[1].strip())
        words = words[: match.start()]
    return words.strip(), remarks


@dataclass(frozen=True)
class Wording:
    """The parts of one amount, or of the two ends of a range.

    `numbers` are text. Each has a unit, or None if there is none or it is in another currency
    (`foreign`). `in_english`: there is an English scale word such as `million`.
    """

    qualifiers: list[Qualifier]
    numbers: list[str]
    units: list[Unit | None]
    foreign: bool
    in_english: bool


def _any_of(words: Iterable[str]) -> str:
    """A pattern of whole words, the longest first; digits may follow without a space."""
    escaped = (re.escape(word) for word in sorted(words, key=len, reverse=True))
    return "|".join(rf"{word}(?![a-z])" if word[-1].isalpha() else word for word in escaped)


_QUALIFIER = _any_of(_QUALIFIERS)
_NUMBER = r"[0-9]{1,3}(?: [0-9]{3})+(?:[.,][0-9]+)?|[0-9]+(?:[.,][0-9]+)*"
_TO = r"\s*(?:[-‐‑‒–—−÷]|den|toi|to)\s*"


def _grammar(dimension: Dimension) -> re.Pattern[str]:
    dimensions = list(CURRENCIES) if dimension.is_money else [dimension]
    unit = _any_of({word for each in dimensions for word in SPELLINGS[each]}) or "(?!)"
    currency = _any_of({word for each in dimensions for word in CURRENCIES.get(each, ())}) or "(?!)"

    def amount(end: str) -> str:
        return (
            rf"(?P<before_{end}>{currency})?\s*(?P<number_{end}>{_NUMBER})(?![0-9])"
            rf"\s*(?P<after_{end}>{unit})?"
        )

    return re.compile(
        rf"(?:(?:{_any_of(_LABELS.get(dimension, ())) or '(?!)'})[\s:,]*)?"
        rf"(?P<qualifiers>(?:(?:{_QUALIFIER})[\s:,]*)*)"
        rf"{amount('low')}(?:{_TO}{amount('high')})?"
        rf"\s*(?P<trailing>{_any_of(_TRAILING)})?[\s.,;*]*"
    )


def _units(dimension: Dimension) -> re.Pattern[str]:
    return re.compile(rf"(?<![a-z])(?:{_any_of(SPELLINGS[dimension]) or '(?!)'})")


_UNITS = {dimension: _units(dimension) for dimension in Dimension}


def names_unit(text: str, dimension: Dimension) -> bool:
    """Whether a text names a unit of the dimension."""
    return _UNITS[dimension].search(unaccented(text)) is not None


_GRAMMARS = {dimension: _grammar(dimension) for dimension in Dimension}


def parse(words: str, dimension: Dimension) -> Wording | None:
    """The parts of one figure; None if some words are not understood."""
    match = _GRAMMARS[dimension].fullmatch(words)
    if match is None:
        return None
    ends = ["low", "high"] if match["number_high"] else ["low"]
    before = re.findall(_QUALIFIER, match["qualifiers"])
    if len(ends) == 2:
        before = [word for word in before if word not in _OPENS_A_RANGE]
    qualifiers = [_QUALIFIERS[word] for word in before]
    if match["trailing"]:
        qualifiers.append(_TRAILING[match["trailing"]])
    known = SPELLINGS[dimension]
    unit_words = [[match[f"{side}_{end}"] for side in ("after", "before")] for end in ends]
    units = [known.get(after or before or "") for after, before in unit_words]
    if units[-1] and not unit_words[0][0]:
        units[0] = units[-1]  # in “US$1.3–1.5 million” both ends have the scale
    spelled = [word for words_of_end in unit_words for word in words_of_end if word]
    return Wording(
        qualifiers=qualifiers,
        numbers=[match[f"number_{end}"] for end in ends],
        units=units,
        foreign=not all(word in known for word in spelled),
        in_english=any(word.startswith(ENGLISH_SCALES) for word in spelled),
    )


def qualifier_alone(words: str) -> Qualifier | None:
    """The qualifier if a remark is nothing else: `(du kien)`."""
    return _QUALIFIERS.get(words)


def firmest(qualifiers: list[Qualifier]) -> Qualifier:
    """The one to keep of several: the nearest to the number, and any rather than “expected”."""
    telling = [code for code in qualifiers if code is not Qualifier.EXPECTED]
    return (telling or qualifiers or [Qualifier.EXACT])[-1]
