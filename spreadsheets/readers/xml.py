"""Streaming XML parser for untrusted files.

Time is linear in the size of the file, and only requested text is stored. A doctype, and so every
entity, is refused: no program writes one into a spreadsheet.
"""

from collections.abc import Callable, Iterable
from typing import Any
from xml.parsers import expat

from spreadsheets.readers.errors import FileRefused, damaged
from spreadsheets.readers.errors import marked_for_translation as _

Attributes = dict[str, str]


def parse_xml(
    pieces: Iterable[bytes],
    start: Callable[[str, Attributes], Any],
    end: Callable[[str], Any],
    text: list[str],
    after_piece: Callable[[], Any],
    *,
    namespaces: bool = False,
) -> None:
    """Report each element's start and end; text is collected in `text`, which the caller empties.

    Names are as written, `x:row`; with `namespaces`, which takes a fifth longer, “namespace row”.
    `after_piece` is called between the chunks of the file, so that unused text does not accumulate.
    Raises FileRefused for malformed or hostile XML.
    """
    parser = expat.ParserCreate(namespace_separator=" " if namespaces else None)
    parser.buffer_text = True
    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.CharacterDataHandler = text.append
    parser.StartDoctypeDeclHandler = _refuse_document_type
    try:
        for piece in pieces:
            parser.Parse(piece, False)
            after_piece()
        parser.Parse(b"", True)
    except (expat.ExpatError, LookupError, UnicodeError) as error:
        raise damaged() from error


def _refuse_document_type(*_declaration: Any) -> None:
    raise FileRefused(
        _(
            "The file declares a document type, which no spreadsheet does; open it in Excel, "
            "save it again and send it."
        )
    )


def root_name(pieces: Iterable[bytes]) -> str:
    """The name of the outermost element."""
    found: list[str] = []
    parser = expat.ParserCreate()
    parser.StartElementHandler = lambda tag, _attributes: found.append(local_name(tag))
    parser.StartDoctypeDeclHandler = _refuse_document_type
    for piece in pieces:
        try:
            parser.Parse(piece, False)
        except (expat.ExpatError, LookupError, UnicodeError) as error:
            if not found:
                raise damaged() from error
        if found:
            return found[0]
    return ""


class ElementReader:
    """Calls `start_NAME` and `end_NAME` for the elements for which a reader has methods."""

    namespaces = False

    def __init__(self) -> None:
        self.text: list[str] = []
        self.depth = 0
        self._methods: dict[str, tuple[Any, Any]] = {}

    def read(self, pieces: Iterable[bytes]) -> None:
        parse_xml(
            pieces,
            self._start,
            self._end,
            self.text,
            self.after_piece,
            namespaces=self.namespaces,
        )

    def after_piece(self) -> None:
        """Drop text between elements; overridden by readers that need long text."""
        self.text.clear()

    def take_text(self) -> str:
        """The text since the last call."""
        taken = "".join(self.text)
        self.text.clear()
        return taken

    def _start(self, tag: str, attributes: Attributes) -> None:
        self.depth += 1
        methods = self._methods.get(tag) or self._look_up(tag)
        if methods[0]:
            methods[0](tag, attributes)

    def _end(self, tag: str) -> None:
        self.depth -= 1
        if method := self._methods[tag][1]:
            method()

    def _look_up(self, tag: str) -> tuple[Any, Any]:
        name = local_name(tag).replace("-", "_")
        methods = (getattr(self, f"start_{name}", None), getattr(self, f"end_{name}", None))
        self._methods[tag] = methods
        return methods


def local_name(name: str) -> str:
    """`row` for `x:row` or “http://… row”."""
    return name.rpartition(" ")[2].rpartition(":")[2]


def number(text: str | None, default: int) -> int:
    """A count as a program writes it; one with too many digits is the largest possible."""
    if not text or not (text.isascii() and text.isdecimal()):
        return default
    return int(text) if len(text) < 10 else 10**9
