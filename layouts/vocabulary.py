"""The declared headings, matched with tolerance for spelling."""

import re
from collections.abc import Callable, Iterable, Mapping
from difflib import get_close_matches

from vietnamese.heading_units import (
    heading_unit,
    is_dollars,
    without_brackets,
    without_unit,
)
from vietnamese.text import clean, fold, unaccented

MAX_HEADING_LENGTH = 200  # characters; longer text is not a heading

# A raised digit at a heading is a footnote mark; in m² and km² it is part of the unit.
_FOOTNOTE_FIGURE = re.compile(r"(?<!\bm)(?<!\bkm)[⁰¹²³⁴-⁹]+", re.IGNORECASE)
# The similarity with a declared heading from which it is suggested, but never used.
_MIN_SIMILARITY = 0.8
# Words that reverse a heading, unless they say what an amount includes. The forms without accents
# are read only in a text without accents: “sửa chữa” reverses nothing.
_REVERSING = re.compile(
    r"\b(?:(?:chưa|không)(?!\s+(?:bao gồm|gồm|kể|tính)\b)|còn lại|giảm|thu hồi|not|remaining)\b"
)
_REVERSING_UNACCENTED = re.compile(unaccented(_REVERSING.pattern))
# A share of an amount is not the amount.
_RATIO = re.compile(r"%|tỷ lệ|tỉ lệ", re.IGNORECASE)
# Words below a heading that do not change its meaning.
_NO_OWN_MEANING = re.compile(r"(?:tong so|tong cong|tong|cong|total|du kien|expected|[\d\W]*)")


class Vocabulary:
    """The declared headings, and the matches that officials made by hand.

    `words` has the headings of each declared column. `mapping` has declared columns by folded
    heading, or “” for a heading to ignore; it takes precedence over the words. `divides` tells
    whether words below a heading divide its column, as years do.
    """

    def __init__(
        self,
        words: Mapping[str, Iterable[str]],
        name_column: str,
        mapping: Mapping[str, str] | None = None,
        divides: Callable[[str], bool] = lambda text: False,
    ) -> None:
        self.divides = divides
        self.known = {
            fold(heading): column for column, headings in words.items() for heading in headings
        }
        self.columns = set(words)
        self.name_column = name_column
        self.mapping = {fold(heading): column for heading, column in (mapping or {}).items()}
        self._named: dict[str, str] = {}

    def names(self, text: str) -> str:
        """The declared column that a single cell names; empty for other text."""
        if len(text) > MAX_HEADING_LENGTH:
            return ""
        if text not in self._named:
            if len(self._named) > 10_000:
                self._named.clear()
            column = self.by_hand([text])
            if column is None:
                is_known = any(words in self.known for words in _forms(text))
                column = self.column_of([text])[0] if is_known else ""
            self._named[text] = column
        return self._named[text]

    def by_hand(self, parts: list[str]) -> str | None:
        """The column that an official matched with the heading; None without a match."""
        return self.mapping.get(fold(" / ".join(parts))) if self.mapping else None

    def column_of(self, parts: list[str], *, alone: bool = True) -> tuple[str, str]:
        """The declared column and the unit of a heading, given from the top down.

        The most specific part counts first. `alone`: no other column is under the same upper part.
        “Vốn” above “Năm 1” and “Năm 2” names neither of them.
        """
        unit = next((u for part in reversed(parts) if (u := heading_unit(part))), "")
        reversing = reversing_words(" ".join(parts))
        candidates = [" ".join(parts), parts[-1]]
        for lower, upper in zip(parts[:0:-1], parts[-2::-1], strict=True):
            if not alone and not _has_no_own_meaning(lower):
                break
            candidates.append(upper)
        for candidate in candidates:
            for words in _forms(candidate):
                if not _has_all(words, reversing):
                    continue
                if column := self.known.get(words):
                    dollars = f"{column}_usd"
                    if is_dollars(unit) and dollars in self.columns:
                        return dollars, unit
                    return column, unit
        return "", unit

    def nearest(self, parts: list[str]) -> str:
        """The declared column with the words nearest to a heading; empty if none is near."""
        if reversing_words(" ".join(parts)) or _RATIO.search(" ".join(parts)):
            return ""
        for candidate in (" ".join(parts), *reversed(parts)):
            for words in _forms(candidate) if len(candidate) <= MAX_HEADING_LENGTH else ():
                if near := get_close_matches(words, self.known, n=1, cutoff=_MIN_SIMILARITY):
                    return self.known[near[0]]
                if begun := [known for known in self.known if f"{words} ".startswith(f"{known} ")]:
                    return self.known[max(begun, key=len)]
        return ""


def _forms(heading: str) -> list[str]:
    """The folded forms of a heading: complete, without brackets, without a unit at the end."""
    heading = _FOOTNOTE_FIGURE.sub("", heading)
    bare = fold(without_brackets(heading))
    return list(dict.fromkeys(filter(None, (fold(heading), bare, without_unit(bare)))))


def reversing_words(heading: str) -> list[str]:
    """The folded words of a heading that reverse it: “chưa giải ngân”, “kinh phí còn lại”."""
    text = clean(heading).lower()
    pattern = _REVERSING_UNACCENTED if unaccented(text) == text else _REVERSING
    return [fold(match[0]) for match in pattern.finditer(text)]


def _has_all(folded: str, words: list[str]) -> bool:
    return all(f" {each} " in f" {folded} " for each in words)


def _has_no_own_meaning(part: str) -> bool:
    """Whether words below a heading are only its unit, or mean the total."""
    bare = fold(without_brackets(part))
    return bool(_NO_OWN_MEANING.fullmatch(bare)) or not without_unit(bare)
