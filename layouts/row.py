"""A line of a table: ordinal, name, other cells, announced count."""

import re
from functools import cached_property

from layouts.headings import Heading
from layouts.visible_sheet import Span, is_filled
from spreadsheets.cells import cell_text
from spreadsheets.readers.grids import Cell, Row
from vietnamese.text import fold

_ORDINAL_LEVELS = (
    re.compile(r"[A-HJ-UWYZ][.)/-]?"),
    re.compile(r"[IVXLC]+[.)/-]?"),
)
NUMBERED = float(len(_ORDINAL_LEVELS))  # the level of 1, 2, 3
_MAX_ORDINAL_DIGITS = 6  # digits
_SMALL_LETTER = re.compile(r"[a-zđ][.)]?")
_DASH = re.compile(r"[-–—+•●▪]\s?(?=\w|$)")
_LETTER_LEVEL = 9.0  # the level of a, b, c
_DOTTED = re.compile(r"(?:\d{1,9}|[IVXLC]{1,9}(?=\.\d))((?:\.\d{1,9}){0,9})[.)]?")
# An ordinal in one cell with the words after it: “I. LĨNH VỰC …”, “Nhóm 1: …”.
_ORDINAL_AND_WORDS = re.compile(
    r"([A-Z]|[IVXLC]{1,9}|\d{1,9}(?:\.\d{1,9}){0,9})(?:\s{0,3}[.)/:]\s{0,3}|\s{0,3}[-–]\s{1,3})"
    r"(?=\D)(.+)",
    re.DOTALL,
)
_WORD_AND_ORDINAL = re.compile(
    r"((?:nhóm|phần|mục|biểu|danh mục)\s{1,3}(?:\d{1,9}|[A-Z]|[IVXLC]{1,9}))"
    r"(?:\s{0,3}[.):/]\s{0,3}|\s{0,3}[-–]\s{1,3})(.+)",
    re.IGNORECASE | re.DOTALL,
)
# Repetitions are bounded, against cells built for slow matching (32,767 characters).
# `linh vuc` counts headings of rows, the others count rows.
_COUNT = re.compile(
    r"(?<!\d)(\d{1,6})\s?(?:(du an|doanh nghiep|cong trinh|nhiem vu|projects?)|linh vuc|fields?)\b"
)
_COUNT_IN_NAME = re.compile(
    r"[\s:,;([–-]{0,9}(?:gồm|có|tổng số)?\s{0,3}(?<!\d)\d{1,6}\s{0,3}"
    r"(?:dự án|doanh nghiệp|công trình|projects?)\b.*",
    re.IGNORECASE | re.DOTALL,
)

_FIELD_OF_ROWS = re.compile(r"(?:cac du an )?(?:linh vuc|nganh|khu vuc|nhom|phan) ")
_MAY_BE_A_TOTAL = re.compile(r"tổng|tong|cộng|total", re.IGNORECASE)


class Columns:
    """The positions of the declared columns of a table, and its width."""

    def __init__(self, headings: list[Heading], name_column: str, header_bottom: int) -> None:
        found = {each.column: each.index for each in headings if each.column}
        self.ordinal = found.pop("ordinal", None)
        # A column of units, and the column to its left, to whose figures they belong.
        self.unit = found.pop("unit", None)
        left = {index: name for name, index in found.items() if index < (self.unit or 0)}
        self.with_units = left.get(max(left, default=0), "") if self.unit is not None else ""
        self.by_column = found
        self.name_column = name_column
        self.name = found[name_column]
        self.others = [index for index in found.values() if index != self.name]
        indexes = [each.index for each in headings]
        self.span = Span(min(indexes), max(indexes), header_bottom)

    @property
    def width(self) -> int:
        return self.span.right - self.span.left + 1


class Line:
    """A filled row below the headings."""

    def __init__(self, index: int, values: Row, columns: Columns) -> None:
        self.index = index
        self.values = values
        self.columns = columns

    @property
    def cells(self) -> dict[str, Cell]:
        """The cells by declared column, without the ordinal."""
        values = self.values
        return {column: values[index] for column, index in self.columns.by_column.items()}

    @property
    def is_plain(self) -> bool:
        """Whether it is clearly a data row: with an ordinal, a name and further cells."""
        if self.columns.ordinal is None:
            return False
        ordinal = self.values[self.columns.ordinal]
        if isinstance(ordinal, float):
            ordinal = int(ordinal) if ordinal.is_integer() else None
        if isinstance(ordinal, str):
            ordinal = (
                int(ordinal)
                if ordinal.isdecimal() and len(ordinal) <= _MAX_ORDINAL_DIGITS
                else None
            )
        if ordinal is None or isinstance(ordinal, bool) or not isinstance(ordinal, int):
            return False
        if not isinstance(self.named, str) or not any(map(str.isalpha, self.named)):
            return False
        return self.has_more

    @cached_property
    def has_more(self) -> bool:
        """Whether it has more than an ordinal, a name and a count of rows."""
        return any(map(_is_content, (self.values[index] for index in self.columns.others)))

    @property
    def named(self) -> Cell:
        return self.values[self.columns.name]

    @property
    def has_words_and_figures(self) -> bool:
        """Whether words and figures are beside a name that is not a total, without an ordinal."""
        own, name = self.columns.ordinal, cell_text(self.named)
        if own is not None and is_filled(self.values[own]):
            return False
        if len(name) < 3 or name.isdigit() or _MAY_BE_A_TOTAL.search(name):
            return False
        has_words = has_figures = False
        for value in (self.values[index] for index in self.columns.others):
            if isinstance(value, str):
                has_figures = has_figures or value[:1].isdigit()
                has_words = has_words or (
                    any(map(str.isalpha, value)) and not any(map(str.isdigit, value))
                )
            elif value is not None:
                has_figures = True
        return has_words and has_figures

    @cached_property
    def texts(self) -> list[str]:
        return [text for value in self.values if (text := cell_text(value))]

    @property
    def text(self) -> str:
        return " ".join(self.texts)

    @cached_property
    def others(self) -> list[str]:
        """The declared columns besides ordinal and name, without a count of rows."""
        texts = (cell_text(self.values[index]) for index in self.columns.others)
        return [text for text in texts if text and not _COUNT.search(fold(text))]

    @cached_property
    def _ordinal_and_name(self) -> tuple[str, str]:
        own = self.columns.ordinal
        ordinal = "" if own is None else cell_text(self.values[own])
        name = cell_text(self.named)
        if (ordinal and name) or self.has_more:
            return ordinal, name
        # Ordinal and words are in one cell, often merged over the whole row.
        alone = name or ordinal
        if not alone and len(self.texts) == 1:
            alone = self.texts[0] if is_filled(self.values[self.columns.span.left]) else ""
        if match := _WORD_AND_ORDINAL.fullmatch(alone) or _ORDINAL_AND_WORDS.fullmatch(alone):
            return match[1], match[2].strip()
        if not name and len(alone) > 3 and alone.isupper() and level_of(alone) is None:
            return "", alone
        return ordinal, name

    @property
    def ordinal(self) -> str:
        return self._ordinal_and_name[0]

    @property
    def has_own_ordinal(self) -> bool:
        """Whether its ordinal, if any, is in a cell of its own."""
        own = self.columns.ordinal
        return self.ordinal == ("" if own is None else cell_text(self.values[own]))

    @property
    def name(self) -> str:
        return self._ordinal_and_name[1]

    @cached_property
    def level(self) -> float | None:
        return level_of(self.ordinal)

    @property
    def count(self) -> int | None:
        """The number of rows it states."""
        texts = [self.name, *(text for text in self.texts if not text.endswith(self.name))]
        counts = (count for text in texts for count in _COUNT.finditer(fold(text)))
        return next((int(count[1]) for count in counts if count[2]), None)

    @property
    def bare_name(self) -> str:
        """Its name without the stated count."""
        return _COUNT_IN_NAME.sub("", self.name).strip(" :;.") or self.name

    @property
    def in_capitals(self) -> bool:
        return _COUNT_IN_NAME.sub("", self.name).isupper()

    @property
    def names_and_figures_beside(self) -> bool:
        """Whether words and figures are beside its name, unlike in totals and signatures."""
        with_digits = [any(char.isdigit() for char in text) for text in self.others]
        return bool(self.name) and any(with_digits) and not all(with_digits)

    @property
    def has_figures(self) -> bool:
        return any(text[0].isdigit() for text in self.others)

    @cached_property
    def has_only_figures(self) -> bool:
        """Whether figures and no words are beside its name."""
        return bool(self.others) and all(any(map(str.isdigit, text)) for text in self.others)

    @property
    def has_only_numbers(self) -> bool:
        """Whether it has nothing but texts that begin with a digit."""
        return all(text[0].isdigit() for text in self.texts)

    def is_parent_of(self, following: "Line | None") -> bool:
        """Whether the next line is one level below this one, by its ordinal."""
        if following is None or following.level is None or self.level is None:
            return False
        if self.level < NUMBERED:
            return following.level > self.level
        if following.ordinal.startswith(f"{self.ordinal.rstrip('.)')}."):
            return True
        # Numbers restart under a heading such as 1.1.
        return self.level > NUMBERED and following.ordinal.rstrip(".)") == "1"

    def is_above_dotted(self, following: "Line | None") -> bool:
        """Whether the next line may have an ordinal such as 1.1, below this one."""
        own = self.columns.ordinal
        below = None if following is None or own is None else following.values[own]
        is_dotted = isinstance(below, str | float) and "." in cell_text(below)
        return is_dotted and self.is_parent_of(following)

    def is_part_of(self, whole: "Line") -> bool:
        """Whether it is marked as a part of a numbered row above it: by “-”, “a)”, “1.1” below 1.

        Parts have no number of their own.
        """
        ordinal = self.ordinal.rstrip(".)")
        if not ordinal:
            return bool(_DASH.match(self.name))
        if _DASH.fullmatch(ordinal) or _SMALL_LETTER.fullmatch(self.ordinal):
            return True
        return ordinal.startswith(f"{whole.ordinal.rstrip('.)')}.")

    def is_followed_by_number(self, following: "Line | None") -> bool:
        """Whether the next line has the next whole number."""
        own, other = self.ordinal.rstrip(".)"), following.ordinal.rstrip(".)") if following else ""
        if not (own.isdecimal() and other.isdecimal()):
            return False
        return max(len(own), len(other)) <= _MAX_ORDINAL_DIGITS and int(own) + 1 == int(other)

    def is_heading_in_words(self, following: "Line | None") -> bool:
        """Whether it has only words and no ordinal, above numbered rows: “Lĩnh vực năng lượng”."""
        if len(self.texts) > 1 or following is None or following.level is None:
            return False
        return restarts(following) or bool(_FIELD_OF_ROWS.match(fold(self.name)))

    @property
    def looks_like_data(self) -> bool:
        """Whether it has an ordinal, or more than a name."""
        return bool(self.name) and (self.level is not None or bool(self.others))


def restarts(line: Line | None) -> bool:
    """Whether a line has the first number of a run."""
    return line is not None and line.ordinal.rstrip(".)") in {"1", "01", "1.1"}


def level_of(ordinal: str) -> float | None:
    """The level of an ordinal: A, then I, then 1, 1.1, 1.1.1, a; None for other text."""
    for level, shape in enumerate(_ORDINAL_LEVELS):
        if shape.fullmatch(ordinal):
            return float(level)
    if dotted := _DOTTED.fullmatch(ordinal):
        return NUMBERED + dotted[1].count(".")
    return _LETTER_LEVEL if _SMALL_LETTER.fullmatch(ordinal) else None


def _is_content(value: Cell) -> bool:
    if value is None:
        return False
    if not isinstance(value, str):
        return True
    text = cell_text(value)
    return bool(text) and not (any(map(str.isdigit, text)) and _COUNT.search(fold(text)))
