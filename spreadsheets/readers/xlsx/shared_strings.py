"""Shared strings of an Excel workbook, which cells refer to by number."""

import re
from array import array

from spreadsheets.readers.errors import damaged
from spreadsheets.readers.limits import FileLimits
from spreadsheets.readers.values import TRUE
from spreadsheets.readers.xml import Attributes, ElementReader

_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")


class SharedStrings(ElementReader):
    """The texts that cells refer to by number, packed: a hundred thousand rows have a million."""

    def __init__(self, limits: FileLimits) -> None:
        super().__init__()
        self._limits = limits
        self._packed = bytearray()
        self._ends = array("I", [0])
        self._known: dict[int, str] = {}
        self._string: list[str] = []
        self._is_text = self._is_phonetic = self._run_is_struck = False
        # The words of the string that are not struck out, and of all strings with struck ones.
        self._rest: list[str] = []
        self.struck: dict[int, str] = {}

    def at(self, index: int) -> str:
        """The text with this number; the same object for requests close together."""
        if (text := self._known.get(index)) is None:
            if not 0 <= index < len(self._ends) - 1:
                raise damaged()
            text = self._packed[self._ends[index] : self._ends[index + 1]].decode()
            if len(self._known) > 20_000:
                self._known.clear()
            self._known[index] = text
        return text

    def start_si(self, _tag: str, _attributes: Attributes) -> None:
        self._string, self._rest = [], []
        self._run_is_struck = False

    def start_r(self, _tag: str, _attributes: Attributes) -> None:
        self._run_is_struck = False

    def start_strike(self, _tag: str, attributes: Attributes) -> None:
        self._run_is_struck = attributes.get("val", "1") in TRUE

    def start_rPh(self, _tag: str, _attributes: Attributes) -> None:
        self._is_phonetic = True

    def end_rPh(self) -> None:
        self._is_phonetic = False

    def start_t(self, _tag: str, _attributes: Attributes) -> None:
        self.text.clear()
        self._is_text = not self._is_phonetic

    def end_t(self) -> None:
        if self._is_text:
            self._string.append(self.take_text())
            if not self._run_is_struck:
                self._rest.append(self._string[-1])
        self._is_text = False

    def end_si(self) -> None:
        string = unescaped("".join(self._string)).encode()
        self._limits.take_string()
        if len(self._rest) < len(self._string):
            self.struck[len(self._ends) - 1] = unescaped("".join(self._rest))
        self._packed += string
        self._ends.append(len(self._packed))

    def after_piece(self) -> None:
        if not self._is_text:
            self.text.clear()


def unescaped(text: str) -> str:
    """Text with characters that XML cannot contain, which Excel writes as `_x000D_`."""
    if "_x" not in text:
        return text
    text = _ESCAPED.sub(lambda found: chr(int(found[1], 16)), text)
    # The two halves of a surrogate pair may be escaped separately; one alone is invalid.
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
