"""Recognises lines that are not data: totals, signatures, notes, page marks."""

import re

from layouts.row import Line
from layouts.visible_sheet import MAX_EXAMINED_LENGTH
from spreadsheets.cells import cell_text
from vietnamese.text import fold

# Accents matter: “Công nghiệp chế biến” and “Tổng kho xăng dầu” are not totals.
_TOTAL = re.compile(
    r"(?:tổng cộng|tong cong|grand total|sub-?total)\b"
    r"|(?:tổng số|tong so|tổng|cộng|total)(?=[\s:;.,(+=]*"
    r"(?:$|\d|[ivx]+\b|[a-z]\s?\+|dự án|du an|toàn|các|lĩnh vực|nhóm|mục|phần|projects?\b))"
)
_ONLY_A_TOTAL = re.compile(r"(?:tổng cộng|tong cong|grand total|sub-?total|tổng số|cộng|total)\W*")
_TOTAL_WORDS = re.compile(
    r"(?:grand total|subtotal|sub total|tong cong|tong so|tong|cong|total)\b"
    r"(?:\s(?:linh vuc|nhom|muc|phan|cua|of)\b)*\s?"
)
_SIGNATURE = re.compile(
    r"(?:nguoi (?:lap|ky|duyet|kiem tra)|thu truong|ke toan|noi nhan|ky ten|xac nhan cua)\b"
    r"|(?:(?:tm|kt|tl|tuq|q) )?(?:pho )?(?:chu tich|giam doc|truong (?:phong|ban))\b"
    r"|chanh van phong\b"
    r"|(?:tm|kt|tl|tuq) (?:uy ban nhan dan|ubnd)\b"
    r"|[a-z ]{0,60}\bngay\b.{0,40}\bthang\b"
)
_PAGE_MARK = re.compile(r"(?:trang|page) \d+.*|phu luc\b.*|.*\b(?:tiep theo|continued)")
_NOTE = re.compile(r"ghi chu|luu y|nguon|chu thich|notes?\b|source")
_NOTE_MARK = re.compile(r"\(?\*")


def is_page_mark(line: Line) -> bool:
    """Text at the edge of a printed page: its number, “Phụ lục I (tiếp theo)”."""
    if len(line.texts) > 1 or len(line.text) > MAX_EXAMINED_LENGTH:
        return False
    return bool(_PAGE_MARK.fullmatch(fold(line.text)))


def is_bare_number(line: Line) -> bool:
    """A numbered row without content."""
    return len(line.texts) == 1 and line.text.rstrip(".)").isdecimal()


def is_total(line: Line) -> bool:
    """Whether it sums the rows of a table or of a group."""
    if line.ordinal.isdigit():
        return False
    name = line.name.lower()
    if line.names_and_figures_beside and not (not line.ordinal and _ONLY_A_TOTAL.fullmatch(name)):
        return False
    return bool(_TOTAL.match(name) or _TOTAL.match(line.text.lower()))


def summed_part(line: Line) -> str:
    """The folded name of what a total sums: `i` in “Cộng nhóm I”, empty in “Tổng cộng”."""
    text = line.name if _TOTAL.match(line.name.lower()) else line.text
    words = fold(text)
    match = _TOTAL_WORDS.match(words)
    return words[match.end() :] if match else ""


def is_signature(line: Line) -> bool:
    """Place and date, office, or signer, as below every annex."""
    texts = [line.name or line.text, cell_text(line.ordinal)]
    return not line.has_figures and any(
        _SIGNATURE.match(fold(text[:MAX_EXAMINED_LENGTH])) for text in texts if text
    )


def is_note(line: Line) -> bool:
    """A footnote, “Ghi chú: …”, a source, the last sentence of a document (“… ./.”)."""
    text = line.name or line.text
    if len(line.texts) == 1 and text.endswith("./."):
        return True
    return any(_NOTE.match(fold(each)) or _NOTE_MARK.match(each) for each in (text, line.ordinal))
