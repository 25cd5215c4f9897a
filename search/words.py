"""The words of texts and queries, and spellings with the same meaning.

A text is searched by its folded syllables. `spellings.csv` lists spellings of the same term (KCN,
khu công nghiệp, industrial park). Texts and queries are converted to the first spelling of a row,
so each spelling finds the others, as an English plural finds the singular. `stop_words.txt` lists
words that a query can do without, `english_words.txt` English words that are not corrected.
"""

import csv
import re
import unicodedata
from collections.abc import Iterable, Sequence
from functools import cache, lru_cache
from pathlib import Path

from search.pasted_text import with_one_spelling
from vietnamese.syllables import is_syllable
from vietnamese.text import accented, fold

BORDER = "|"
"""Separates two texts in one column; no folded text contains it."""

# A longer number with zeros in front is a telephone number or a tax code.
MAX_PADDED_DIGITS = 6

_FOLDER = Path(__file__).parent
# One sound with two spellings: kỹ and kĩ, mỹ and mĩ, quý and quí.
_FINAL_Y = re.compile(r"\b([hklmst]|qu)y\b")
_FINAL_ACCENTED_Y = re.compile(r"\b([hklmst]|qu)([yỳỷỹýỵ])(?!\w)")
_I = dict(zip("yỳỷỹýỵ", "iìỉĩíị", strict=True))
_NOT_IN_A_WORD = re.compile(r"[\W_]+")
_WITH_S = re.compile(r"(?P<stem>[a-z]{2,}(?:[^aisu]|ea))s")
_WITH_ES = re.compile(r"(?P<stem>[a-z]+(?:ss|x|zz|ch|sh))es")
_WITH_IES = re.compile(r"(?P<stem>[a-z]{2,})ies")

Phrase = tuple[str, ...]


def words(text: str) -> list[str]:
    """The folded syllables of a text: `Mỹ, 684/QĐ-UBND` -> `mi 684 qd ubnd`."""
    return _FINAL_Y.sub(r"\1i", fold(text).replace("/", " ")).split()


def accented_words(text: str) -> list[str]:
    """The syllables with accents in one standard spelling: `Hoà Bình, kỹ` -> `hòa bình kĩ`."""
    text = accented(text).replace("'", "")
    text = _FINAL_ACCENTED_Y.sub(lambda match: match[1] + _I[match[2]], text)
    return _NOT_IN_A_WORD.sub(" ", text).split()


def has_accents(word: str) -> bool:
    """Whether a word has accents, or the letter đ."""
    return "đ" in word or any(map(unicodedata.combining, unicodedata.normalize("NFD", word)))


@lru_cache(maxsize=8192)
def singular(word: str) -> str:
    """An English word without its plural ending: `factories` -> `factory`.

    Vietnamese syllables are not changed.
    """
    if is_syllable(word):
        return word
    if match := _WITH_IES.fullmatch(word):
        return match["stem"] + "y"
    match = _WITH_ES.fullmatch(word) or _WITH_S.fullmatch(word)
    return match["stem"] if match else word


def base_form(word: str) -> str:
    """An English word in the singular, a number without leading zeros: `0013` -> `13`."""
    if word.isdecimal():
        return word if len(word) > MAX_PADDED_DIGITS else word.lstrip("0") or "0"
    return singular(word)


def canonical(syllables: Sequence[str]) -> list[str]:
    """The words in their base form, each known phrase in its first spelling; the longest first."""
    syllables = [base_form(word) for word in syllables]
    found: list[str] = []
    place = 0
    while place < len(syllables):
        length, one = _phrase_at(syllables, place)
        found.extend(one or (syllables[place],))
        place += length
    return found


def phrases(syllables: Sequence[str]) -> list[tuple[int, int, Phrase]]:
    """The known phrases in a text, as start, length and first spelling."""
    syllables = [base_form(word) for word in syllables]
    found = []
    place = 0
    while place < len(syllables):
        length, one = _phrase_at(syllables, place)
        if one:
            found.append((place, length, one))
        place += length
    return found


def searched_forms(text: str) -> list[str]:
    """The indexed forms of a text.

    As written; with its phrases in their first spelling; and with its values in theirs.
    """
    written = words(text)
    if not written:
        return []
    brought = canonical(written)
    forms = [" ".join(written), " ".join(brought)]
    if with_one_spelling(text) != text:
        forms.append(" ".join(query_words(text)))
    if hidden := _inside([base_form(word) for word in written], brought):
        forms.append(hidden)
    return list(dict.fromkeys(forms))


def accented_forms(text: str) -> list[str]:
    """The indexed forms of a text with its accents: as written, and with values in one spelling."""
    texts = dict.fromkeys((text, with_one_spelling(text)))
    return [" ".join(accented_words(each)) for each in texts]


def query_words(text: str) -> list[str]:
    """The words by which a query finds a text: values and phrases in their one spelling."""
    return canonical(words(with_one_spelling(text)))


def joined(forms: Iterable[str]) -> str:
    """Texts in one column: ` word ` is a whole word, `| word ` the beginning of a text."""
    inside = f" {BORDER} ".join(form for form in forms if form)
    return f"{BORDER} {inside} {BORDER}" if inside else ""


def spellings_of(one: Phrase) -> list[str]:
    """All accented spellings of a phrase, given its first one."""
    return _spellings()[1].get(one, [])


@cache
def stop_words() -> frozenset[Phrase]:
    """Phrases that a query can do without."""
    lines = (_FOLDER / "stop_words.txt").read_text(encoding="utf-8").splitlines()
    return frozenset(tuple(canonical(words(line))) for line in lines)


@cache
def english() -> frozenset[str]:
    """English words that are not corrected."""
    return frozenset((_FOLDER / "english_words.txt").read_text(encoding="utf-8").split())


def without_stop_words(syllables: Sequence[str]) -> list[str]:
    """A query without filler words; the last one of the longest if nothing else would be left."""
    left: list[str] = []
    dropped: Sequence[str] = ()
    place = 0
    max_length = max(map(len, stop_words()))
    while place < len(syllables):
        for length in range(max_length, 0, -1):
            if tuple(syllables[place : place + length]) in stop_words():
                dropped = max(syllables[place : place + length], dropped, key=len)
                break
        else:
            left.append(syllables[place])
            length = 1
        place += length
    return left or list(dropped)


def _phrase_at(syllables: Sequence[str], place: int) -> tuple[int, Phrase]:
    for phrase, one in _spellings()[0].get(syllables[place], ()):
        if tuple(syllables[place : place + len(phrase)]) == phrase:
            return len(phrase), one
    return 1, ()


def _inside(written: Sequence[str], brought: Sequence[str]) -> str:
    """Phrases that begin inside another one: `khu công nghiệp hỗ trợ` contains KCN and CNHT."""
    all_of_them = dict.fromkeys(
        word for place in range(len(written)) for word in _phrase_at(written, place)[1]
    )
    return " ".join(word for word in all_of_them if word not in brought and word not in written)


@cache
def _spellings() -> tuple[dict[str, list[tuple[Phrase, Phrase]]], dict[Phrase, list[str]]]:
    """Phrases by their first word, the longest first, and all accented spellings of each."""
    by_first_word: dict[str, list[tuple[Phrase, Phrase]]] = {}
    accented_spellings: dict[Phrase, list[str]] = {}
    with (_FOLDER / "spellings.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            one = tuple(map(singular, words(row["one"])))
            all_of_them = [row["one"], *row["others"].split(";")]
            accented_spellings[one] = [" ".join(accented_words(each)) for each in all_of_them]
            for phrase in dict.fromkeys(tuple(map(singular, words(each))) for each in all_of_them):
                by_first_word.setdefault(phrase[0], []).append((phrase, one))
    for known in by_first_word.values():
        known.sort(key=lambda pair: -len(pair[0]))
    return by_first_word, accented_spellings
