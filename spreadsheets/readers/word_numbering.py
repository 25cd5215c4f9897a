"""The numbers that Word sets before paragraphs itself: `1.`, `I.`, `a)`."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from spreadsheets.readers.archives import Archive
from spreadsheets.readers.xlsx.workbook import relations
from spreadsheets.readers.xml import Attributes, ElementReader, number

_LEVEL_IN_TEXT = re.compile(r"%([1-9])")
_MAX_TEXT_LENGTH = 50  # of the text of a level, in characters
_MAX_ROMAN, _MAX_LETTERS = 3999, 26 * 10
_ROMAN_VALUES = (1000, 900, 500, 400, 100, 90, 50, 40, 10, 9, 5, 4, 1)
_ROMAN_LETTERS = ("M", "CM", "D", "CD", "C", "XC", "L", "XL", "X", "IX", "V", "IV", "I")
# A dash before a part of a project counts as typed; other bullets are decoration.
_DASHES = {"-", "–", "+"}


@dataclass
class _Level:
    """One level of a list: its first number, its kind of number and the text around it."""

    start: int = 1
    kind: str = "decimal"
    text: str = ""


@dataclass
class _List:
    """A list by its id: the abstract list with its levels, and its own first numbers."""

    abstract: str = ""
    starts: dict[int, int] = field(default_factory=dict)


class _Numbering(ElementReader):
    """The part with the lists of a document."""

    def __init__(self) -> None:
        super().__init__()
        self.levels: dict[str, dict[int, _Level]] = {}
        self.lists: dict[str, _List] = {}
        self._levels: dict[int, _Level] = {}
        self._level = _Level()
        self._list = _List()
        self._overridden = 0

    def start_abstractNum(self, tag: str, attributes: Attributes) -> None:
        self._levels = self.levels.setdefault(attribute(tag, attributes, "abstractNumId"), {})

    def start_lvl(self, tag: str, attributes: Attributes) -> None:
        self._level = _Level()
        self._levels[number(attribute(tag, attributes, "ilvl"), 0)] = self._level

    def start_start(self, tag: str, attributes: Attributes) -> None:
        self._level.start = number(attribute(tag, attributes), 1)

    def start_numFmt(self, tag: str, attributes: Attributes) -> None:
        self._level.kind = attribute(tag, attributes)

    def start_lvlText(self, tag: str, attributes: Attributes) -> None:
        self._level.text = attribute(tag, attributes)[:_MAX_TEXT_LENGTH]

    def start_num(self, tag: str, attributes: Attributes) -> None:
        # Levels within a list would replace those of its abstract list; they are rare.
        self._list, self._levels = _List(), {}
        self.lists[attribute(tag, attributes, "numId")] = self._list

    def start_abstractNumId(self, tag: str, attributes: Attributes) -> None:
        self._list.abstract = attribute(tag, attributes)

    def start_lvlOverride(self, tag: str, attributes: Attributes) -> None:
        self._overridden = number(attribute(tag, attributes, "ilvl"), 0)

    def start_startOverride(self, tag: str, attributes: Attributes) -> None:
        self._list.starts[self._overridden] = number(attribute(tag, attributes), 1)


class _Styles(ElementReader):
    """The list and level that styles of paragraphs have."""

    def __init__(self) -> None:
        super().__init__()
        self.lists: dict[str, tuple[str, int]] = {}
        self._style, self._level = "", 0

    def start_style(self, tag: str, attributes: Attributes) -> None:
        self._style, self._level = attribute(tag, attributes, "styleId"), 0

    def start_ilvl(self, tag: str, attributes: Attributes) -> None:
        self._level = number(attribute(tag, attributes), 0)

    def start_numId(self, tag: str, attributes: Attributes) -> None:
        self.lists[self._style] = attribute(tag, attributes), self._level


class WordNumbers:
    """Counts the numbered paragraphs of a document in order."""

    def __init__(self, archive: Archive, part: str) -> None:
        numbering, styles = _Numbering(), _Styles()
        by_kind = dict(relations(archive, part).values())
        for kind, reader in (("numbering", numbering), ("styles", styles)):
            if (path := by_kind.get(kind)) and path in archive:
                reader.read(archive.pieces(path))
        self._levels, self._lists = numbering.levels, numbering.lists
        self._by_style = styles.lists
        self._counts: dict[str, dict[int, int]] = {}
        self._begun: set[tuple[str, int]] = set()

    def next(self, list_id: str | None, level: int | None, style: str) -> str:
        """The number of the next paragraph; empty for one without.

        `list_id` and `level` are its own, None if it has only those of its style.
        """
        of_style = self._by_style.get(style, ("", 0))
        list_id = of_style[0] if list_id is None else list_id
        level = of_style[1] if level is None else level
        own = self._lists.get(list_id, _List())
        levels = self._levels.get(own.abstract, {})
        if level not in levels:
            return ""
        counts = self._counts.setdefault(own.abstract, {})
        if level in own.starts and (list_id, level) not in self._begun:
            self._begun.add((list_id, level))
            counts[level] = own.starts[level] - 1
        counts[level] = counts.get(level, levels[level].start - 1) + 1
        for deeper in [each for each in counts if each > level]:
            del counts[deeper]
        if levels[level].kind == "bullet":
            dash = levels[level].text.strip()
            return dash if dash in _DASHES else ""

        def counted(match: re.Match[str]) -> str:
            of = int(match[1]) - 1
            known = levels.get(of, _Level())
            return _written(counts.get(of, known.start), known.kind)

        return _LEVEL_IN_TEXT.sub(counted, levels[level].text).strip()


def attribute(tag: str, attributes: Attributes, name: str = "val") -> str:
    """An attribute, which has the prefix of its element."""
    prefix, colon, _name = tag.rpartition(":")
    return attributes.get(f"{prefix}{colon}{name}", "")


def _written(count: int, kind: str) -> str:
    return _WRITE.get(kind, str)(count)


def _roman(count: int) -> str:
    if not 0 < count <= _MAX_ROMAN:
        return str(count)
    words = ""
    for value, letters in zip(_ROMAN_VALUES, _ROMAN_LETTERS, strict=True):
        words += letters * (count // value)
        count %= value
    return words


def _letters(count: int) -> str:
    """A, B … Z, AA, BB, as Word counts."""
    if not 0 < count <= _MAX_LETTERS:
        return str(count)
    times, place = divmod(count - 1, 26)
    return chr(ord("A") + place) * (times + 1)


_WRITE: dict[str, Callable[[int], str]] = {
    "upperRoman": _roman,
    "lowerRoman": lambda count: _roman(count).lower(),
    "upperLetter": _letters,
    "lowerLetter": lambda count: _letters(count).lower(),
    "decimalZero": lambda count: f"{count:02}",
    "none": lambda _count: "",
}
