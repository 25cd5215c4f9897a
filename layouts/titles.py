"""The title block above a table: title, issuing decision, units of the figures."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from django.utils.translation import gettext as _

from layouts.visible_sheet import MAX_EXAMINED_LENGTH
from spreadsheets.cells import cell_text
from spreadsheets.readers.grids import Row
from vietnamese.heading_units import area_unit_in, money_unit_in, units_of_line
from vietnamese.text import fold

# Repetitions are bounded, against cells built for slow matching (32,767 characters).
_DECISION = re.compile(
    r"(quyết định|kế hoạch|nghị quyết|công văn)\s{1,3}(?:số\s{0,3}:?\s{0,3})?"
    r"(\d{1,6}[^\s,;()/]{0,20}/[^\s,;()]{1,60})"
    r"(?:\s{0,3},?\s{1,3}ngày\s{1,3}(\d{1,2})\s{0,3}(?:/|-|tháng)\s{0,3}(\d{1,2})"
    r"\s{0,3}(?:/|-|năm)\s{0,3}(\d{4}))?",
    re.IGNORECASE,
)
# The letterhead of office papers, which is not the title.
_LETTERHEAD = re.compile(
    r"cong hoa xa hoi|doc lap tu do|(?:uy ban nhan dan|ubnd)(?: tinh [a-z ]+)?$"
    r"|[a-z ]{0,60}\bngay\b.{0,40}\bthang\b.{0,40}\bnam\b.{0,5}$"
)


@dataclass
class Title:
    """The content of the lines above a table; attributes without content are empty."""

    title: str = ""
    note: str = ""
    # The unit of bare amounts of money and of bare areas, as codes of `vietnamese.units`.
    unit: str = ""
    area_unit: str = ""
    unit_line: str = ""
    decision: str = ""
    # Whether the title states that a decision issues the list.
    is_issued: bool = False
    warnings: list[str] = field(default_factory=list)


def read_title(rows: Iterable[Row]) -> Title:
    """The title block in these rows."""
    title = Title()
    for line in (text for row in rows for value in row if (text := cell_text(value))):
        if units := units_of_line(line):
            title.unit, title.area_unit = money_unit_in(units), area_unit_in(units)
            title.unit_line = line.strip("()")
        elif decision := _DECISION.search(line):
            title.decision = decision[2]
            title.is_issued = "kem theo" in fold(line)
            if decision[3] and not _is_day(*map(int, decision.groups()[2:])):
                title.warnings.append(
                    _("The title gives a day that does not exist: %(text)s") % {"text": decision[0]}
                )
            title.note = line.strip("()")
        elif line.startswith("("):
            title.note = line.strip("()")
        elif len(line) > len(title.title) and not _is_letterhead(line):
            title.title = line
    return title


def _is_letterhead(line: str) -> bool:
    return len(line) <= MAX_EXAMINED_LENGTH and bool(_LETTERHEAD.match(fold(line)))


def _is_day(day: int, month: int, year: int) -> bool:
    try:
        date(year, month, day)
    except ValueError:
        return False
    return True
