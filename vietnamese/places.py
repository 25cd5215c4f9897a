"""Names of administrative units: split into kind and name, and listed from a cell."""

import re
from itertools import takewhile

from vietnamese.text import clean, fold

_PLACE_TYPES = {
    "tỉnh": "",
    "thành phố": r"tp\b\.?",
    "thị xã": r"tx\b\.?",
    "thị trấn": r"tt\b\.?",
    "đặc khu": "",
    "huyện": r"h\.",
    "quận": r"q\.",
    "phường": r"p\.",
    "xã": r"x\.",
}
_NUMBERED = {"phường", "quận"}
_SEPARATOR = re.compile(r"[,;:\n()+•&]| [-–—] | và ", re.IGNORECASE)
# Words for other places in a cell; a capitalised name after one of them is not a commune.
_OTHER_LEADS = re.compile(
    r"(?:KCN|CCN|KKT|KĐT|khu|cụm|tổ|thôn|làng|bản|buôn|sông|suối|hồ|đập|núi|đồi|lô|lòng"
    r"|đường|quốc lộ|tỉnh lộ|QL|TL|ĐT|thủy điện|thuỷ điện|nhà máy|lâm trường)\b",
    re.IGNORECASE,
)


def _kind_pattern(*, accents: bool) -> re.Pattern[str]:
    """A pattern of all kind words; the number of the matching group identifies the kind."""
    groups = (
        "|".join(filter(None, [rf"{kind if accents else fold(kind)}\b", short]))
        for kind, short in _PLACE_TYPES.items()
    )
    alternatives = "|".join(f"({group})" for group in groups)
    return re.compile(rf"(?<!\w)(?:{alternatives})\s*", re.IGNORECASE)


_WITH_ACCENTS, _WITHOUT_ACCENTS = _kind_pattern(accents=True), _kind_pattern(accents=False)


def _pattern_for(text: str) -> re.Pattern[str]:
    # “xa” also means “far”, so it is read as “xã” only in a text without accents.
    return _WITHOUT_ACCENTS if text.isascii() else _WITH_ACCENTS


def _kind(match: re.Match[str]) -> str:
    return list(_PLACE_TYPES)[(match.lastindex or 1) - 1]


def place_name(text: str) -> tuple[str, str]:
    """The kind and the name of one unit: `TT Đăk Tô` -> (`thị trấn`, `Đăk Tô`).

    Kinds are returned in full and in lower case; the kind is empty if the text has none.
    """
    text = " ".join(clean(text).split())
    match = _pattern_for(text).match(text)
    if match and match.end() < len(text):
        return _kind(match), text[match.end() :]
    return "", text


def places(text: str) -> list[tuple[str, str]]:
    """The units in a cell, each once and in order, split as by `place_name`.

    A kind word applies to all names listed after it: `các xã Ngọk Lây, Măng Ri` are two communes.
    Villages, rivers and parks are left out: `KCN Sao Mai, xã Hòa Bình` -> [(`xã`, `Hòa Bình`)].
    Names begin with capitals. Whether they exist is not checked here.
    """
    text = clean(text)
    pattern = _pattern_for(text)
    found: dict[tuple[str, str], None] = {}
    kind = ""
    for part in _SEPARATOR.split(text):
        for part_kind, words in _split_at_types(part, pattern):
            is_other = not part_kind and _OTHER_LEADS.match(words)
            kind = part_kind or ("" if is_other else kind)
            name = _leading_name(words, numbered=kind in _NUMBERED)
            if kind and name:
                found[kind, name] = None
            elif words:
                kind = ""
    return list(found)


def _split_at_types(part: str, pattern: re.Pattern[str]) -> list[tuple[str, str]]:
    """Each kind word with the words up to the next one; words before the first have no kind."""
    matches = list(pattern.finditer(part))
    ends = [match.start() for match in matches] + [len(part)]
    pieces = [("", part[: ends[0]].strip())]
    for match, end in zip(matches, ends[1:], strict=True):
        pieces.append((_kind(match), part[match.end() : end].strip()))
    return pieces if pieces[0][1] else pieces[1:]


def _leading_name(words: str, *, numbered: bool) -> str:
    def belongs(word: str) -> bool:
        return word[0].isupper() or (numbered and word[0].isdigit())

    return " ".join(takewhile(belongs, words.split())).rstrip(".")
