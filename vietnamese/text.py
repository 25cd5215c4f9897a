"""Forms of a text for storing, searching, ranking and sorting.

`clean` is stored; `fold` is searched and compared; `accented` ranks results with the accents as
typed; `sort_key` gives both databases the same Vietnamese alphabetical order.
"""

import re
import unicodedata
from collections.abc import Iterable
from difflib import SequenceMatcher
from functools import lru_cache
from itertools import chain

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from vietnamese.storable import REPLACEMENT, UNSTORABLE

SORT_LENGTH = 60
"""The number of characters of a name that its `sort_key` covers."""

SORT_KEY_MAX_LENGTH = 250
"""Column length for a `sort_key`; the longest has 212 digits."""

# All of these are typed as the apostrophe in Ia H'Drai.
_APOSTROPHES = "'`´‘’‛ʹʻʼʽˈˊˋ′＇"
# Zero-width and direction marks, soft hyphen, byte order mark, variation selectors.
_INVISIBLE = [
    *(0x00AD, 0x034F, 0x061C, 0x180E, 0xFEFF),
    *range(0x200B, 0x2010),
    *range(0x202A, 0x202F),
    *range(0x2060, 0x2070),
    *range(0xFE00, 0xFE10),
]
_NO_INVISIBLE: dict[int, None] = dict.fromkeys(_INVISIBLE)
_DIRECTION_OVERRIDES = frozenset("\u202d\u202e")
_SPACES = "\t\u00a0\u1680\u202f\u205f\u3000" + "".join(map(chr, range(0x2000, 0x200B)))
# All blocks that Vietnamese office texts use: Latin, marks, punctuation, full width.
_CODE_POINTS = list(
    chain(
        range(0x0250),
        range(0x02B0, 0x0370),
        range(0x1E00, 0x1F00),
        range(0x2000, 0x2C00),
        range(0x3000, 0x3040),
        range(0xFF01, 0xFF5F),
    )
)
# Old files use the Icelandic Ð, which looks the same as Đ.
_D_WITH_STROKE = {ord(sign): "d" for sign in "ĐđÐðƉɖ"}


def _letter(char: str) -> str:
    """A character as lower-case letters without marks: `Ằ` -> `a`, `²` -> `2`; empty for a mark."""
    parts = unicodedata.normalize("NFKD", char.translate(_D_WITH_STROKE).lower())
    return "".join(part for part in parts if not unicodedata.combining(part))


def _folded(char: str) -> str:
    return "".join(c if c.isalnum() or c == "/" else " " for c in _letter(char))


def _in_order(char: str) -> str:
    return char if char.isalnum() or unicodedata.combining(char) else " "


_CLEAN: dict[int, str | None] = {
    **dict.fromkeys(UNSTORABLE, REPLACEMENT),
    **dict.fromkeys(_INVISIBLE),
    **{ord(space): " " for space in _SPACES},
    0x0D: "\n",
    0x2028: "\n",
    0x2029: "\n",
}
_DROPPED: dict[int, str | None] = dict.fromkeys(chain(_INVISIBLE, map(ord, _APOSTROPHES)))
_UNACCENTED = {code: _letter(chr(code)) for code in _CODE_POINTS}
_SAME_LENGTH = {code: letter for code, letter in _UNACCENTED.items() if len(letter) == 1}
_FOLD = {
    **dict.fromkeys(UNSTORABLE, " "),
    **{code: _folded(chr(code)) for code in _CODE_POINTS},
    **_DROPPED,
}
_ORDER = {**{code: _in_order(chr(code)) for code in _CODE_POINTS}, **_DROPPED}
_RANK: dict[int, str] = {ord(sign): "'" for sign in _APOSTROPHES} | {0xD0: "đ", 0xF0: "đ"}

_BLANKS = re.compile(r" {2,}")
_BLANKS_AT_LINE_END = re.compile(r" +\n")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")
_LOOSE_SLASH = re.compile(r"(?<!\w)/|/(?!\w)")
_NOT_IN_SLUG = re.compile(r"[^a-z0-9]+")


def clean(text: str) -> str:
    """The form to store: NFC, visible characters, single spaces, `\\n` for a line break.

    What no database can store becomes U+FFFD.
    """
    text = unicodedata.normalize("NFC", text.replace("\r\n", "\n").translate(_CLEAN))
    text = _BLANKS_AT_LINE_END.sub("\n", _BLANKS.sub(" ", text))
    return text.strip(" \n")


def has_control_characters(text: str) -> bool:
    """Whether a text has C0 or C1 control characters other than line breaks and tabs."""
    return _CONTROL.search(text) is not None


def has_direction_overrides(text: str) -> bool:
    """Whether a text has a mark that shows letters in another order than typed."""
    return not _DIRECTION_OVERRIDES.isdisjoint(text)


def check_readable(text: str) -> None:
    """Raise ValidationError for control characters and direction overrides in a typed text."""
    if has_control_characters(text) or has_direction_overrides(text):
        raise ValidationError(_("The text has characters that cannot be read. Type it again."))


def without_invisible_characters(text: str) -> str:
    """The text in NFC without zero-width and direction marks, its blanks and lines as typed."""
    return unicodedata.normalize("NFC", text.replace("\r\n", "\n").translate(_NO_INVISIBLE))


def unaccented(text: str) -> str:
    """Lower case without marks, `đ` as `d`, punctuation kept: `Đắk Tô, 5 m²` -> `dak to, 5 m2`."""
    return clean(text).translate(_UNACCENTED).lower()


def unaccented_in_place(text: str) -> str:
    """Lower case without marks, with each character where it is in a text of composed letters."""
    return text.translate(_SAME_LENGTH)


def fold(text: str) -> str:
    """The folded form for search, duplicates and matching of names.

    Lower case, no marks, `đ` as `d`, no apostrophes. Other punctuation becomes a space, except a
    slash between two characters, which keeps legal numbers together: `684/QĐ-UBND` -> `684/qd
    ubnd`.
    """
    folded = text.translate(_FOLD).lower()
    if "/" in folded:
        folded = _LOOSE_SLASH.sub(" ", folded)
    return " ".join(folded.split())


# Tone marks in dictionary order (ngang is none): huyền, hỏi, ngã, sắc, nặng.
_TONES = "\u0300\u0309\u0303\u0301\u0323"
_LETTER_OR_MARK = r"[^\W\d_\u0300-\u036f]|[\u0300-\u036f]"
# On decomposed text: hoà -> hòa, thuỷ -> thủy at the end of a syllable,
_TONE_TOO_LATE = re.compile(
    rf"(o(?=[ae])|(?<!q)u(?=y))([aey])([{_TONES}])(?!{_LETTER_OR_MARK})",
)
# hòan -> hoàn, súyt -> suýt inside one, and qúa -> quá, since u belongs to q.
_TONE_TOO_EARLY = re.compile(
    rf"(?:(o(?=[{_TONES}][ae])|u(?=[{_TONES}]y))([{_TONES}])([aey])(?=[a-z])"
    rf"|(?<=q)(u)([{_TONES}])([aeiy]))"
)


def _later_tone(match: re.Match[str]) -> str:
    first, tone, second = (part for part in match.groups() if part is not None)
    return f"{first}{second}{tone}"


def accented(text: str) -> str:
    """Lower case with accents, tones in one standard position (`hòa`, `thủy`), on one line.

    Used to rank results with the accents as typed before those that only fold to the same text.
    """
    text = clean(text).lower().translate(_RANK)
    text = unicodedata.normalize("NFD", text)
    text = _TONE_TOO_LATE.sub(r"\1\3\2", _TONE_TOO_EARLY.sub(_later_tone, text))
    return " ".join(unicodedata.normalize("NFC", text).split())


def _alphabet() -> dict[str, tuple[str, str]]:
    """The two-digit code and the tone digit of each letter; digits are below 20, letters above."""
    letters = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
    order = {" ": ("01", "")} | {str(digit): (str(10 + digit), "") for digit in range(10)}
    for code, letter in enumerate(letters, start=20):
        for tone, mark in enumerate(("", *_TONES)):
            order[unicodedata.normalize("NFC", letter + mark)] = (str(code), str(tone))
    return order


_ALPHABET = _alphabet()
_NUMBER_OR_CHARACTER = re.compile(r"[0-9]+|[^0-9]")


def sort_key(text: str) -> str:
    """Vietnamese alphabetical order as decimal digits, which every collation sorts alike.

    Each character has two digits: space, numbers, then a ă â b c d đ …; `00` ends them. Then
    follows one digit for the tone of each letter (ngang, huyền, hỏi, ngã, sắc, nặng), which counts
    only between names with the same letters. A number is preceded by a code for its number of
    digits, so that `thôn 2` comes before `thôn 10`. The first 60 characters count. Returns at most
    SORT_KEY_MAX_LENGTH digits; empty for a text without letters and numbers.
    """
    text = clean(text).lower().translate(_RANK).translate(_ORDER)
    text = " ".join(text.split())[:SORT_LENGTH].rstrip()
    codes: list[str] = []
    tones: list[str] = []
    for piece in _NUMBER_OR_CHARACTER.findall(text):
        if piece.isascii() and piece.isdecimal():
            digits = piece.lstrip("0") or "0"
            codes.append(f"{min(1 + len(digits), 9):02}")
            codes.extend(_ALPHABET[digit][0] for digit in digits)
        elif place := _ALPHABET.get(piece) or _ALPHABET.get(piece.translate(_UNACCENTED)):
            codes.append(place[0])
            tones.append(place[1])
    return f"{''.join(codes)}00{''.join(tones).rstrip('0')}" if codes else ""


def slug(text: str) -> str:
    """A text for a URL: `Cụm công nghiệp Đăk La` -> `cum-cong-nghiep-dak-la`."""
    return _NOT_IN_SLUG.sub("-", fold(text)).strip("-")


_A_SLIP = 0.88


def is_nearly(word: str, other: str) -> bool:
    """Whether two names with the same number of words differ by one or two typing mistakes only."""
    one, two = fold(word), fold(other)
    if one.count(" ") != two.count(" "):
        return False
    return SequenceMatcher(None, one, two, autojunk=False).ratio() >= _A_SLIP


_SIMILAR = 0.6
_CONTAINED = 0.8


def nearest(word: str, choices: Iterable[str], limit: int = 3) -> list[str]:
    """The choices most similar to a word, the best first, for a question “did you mean”."""
    return list(_nearest(fold(word), tuple(dict.fromkeys(choices)), limit))


# A list often repeats the same unknown word in every row.
@lru_cache(maxsize=128)
def _nearest(folded_name: str, choices: tuple[str, ...], limit: int) -> tuple[str, ...]:
    if not folded_name:
        return ()
    matcher = SequenceMatcher(b=folded_name, autojunk=False)
    scored: list[tuple[float, str]] = []
    for choice in choices:
        folded = fold(choice)
        matcher.set_seq1(folded)
        # “Đăk Tô” means “thị trấn Đăk Tô”, however long the rest is.
        is_part = folded and (
            f" {folded_name} " in f" {folded} " or f" {folded} " in f" {folded_name} "
        )
        score, least = (_CONTAINED, _CONTAINED) if is_part else (0.0, _SIMILAR)
        # The ratio takes the product of both lengths; its upper bounds are cheap.
        if matcher.real_quick_ratio() >= least and matcher.quick_ratio() >= least:
            score = max(score, matcher.ratio())
        if score >= _SIMILAR:
            scored.append((score, choice))
    scored.sort(key=lambda pair: -pair[0])
    return tuple(choice for _, choice in scored[:limit])
