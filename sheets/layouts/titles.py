"""The title block over a table: the title, the decision that issues it, the unit of its figures."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from django.utils.translation import gettext as _

from sheets.cells import cell_text
from sheets.files.grids import Row
from sheets.layouts.heading_units import area_unit_in, money_unit_in, units_of_line
from vietnamese.text import fold

_DECISION = re.compile(
    r"(quyết định|kế hoạch|nghị quyết|công văn)\s+(?:số\s*:?\s*)?(\d+[^\s,;()]*/[^\s,;()]+)"
    r"(?:\s*,?\s+ngày\s+(\d{1,2})\s*(?:/|-|tháng)\s*(\d{1,2})\s*(?:/|-|năm)\s*(\d{4}))?",
    re.IGNORECASE,
)
# What heads every paper of an office, and is no title.
_LETTERHEAD = re.compile(
    r"cong hoa xa hoi|doc lap tu do|(?:uy ban nhan dan|ubnd)(?: tinh [a-z ]+)?$"
    r"|[a-z ]*\bngay\b.*\bthang\b.*\bnam\b.{,5}$"
)


@dataclass
class Title:
    """What the lines over a table say; everything is empty where nothing is said."""

    title: str = ""
    note: str = ""
    # The unit of bare amounts of money and of bare areas, as codes of `vietnamese.units`.
    unit: str = ""
    area_unit: str = ""
    unit_line: str = ""
    decision: str = ""
    # Whether the title says that a decision issues the list, not only reports about one.
    is_issued: bool = False
    warnings: list[str] = field(default_factory=list)


def read_title(rows: Iterable[Row]) -> Title:
    """The title block that these rows are."""
    said = Title()
    for line in (text for row in rows for value in row if (text := cell_text(value))):
        if units := units_of_line(line):
            said.unit, said.area_unit = money_unit_in(units), area_unit_in(units)
            said.unit_line = line.strip("()")
        elif decision := _DECISION.search(line):
            said.decision = decision[2]
            said.is_issued = "kem theo" in fold(line)
            if decision[3] and not _is_day(*map(int, decision.groups()[2:])):
                said.warnings.append(
                    _("The title gives a day that does not exist: %(text)s") % {"text": decision[0]}
                )
            said.note = line.strip("()")
        elif line.startswith("("):
            said.note = line.strip("()")
        elif len(line) > len(said.title) and not _LETTERHEAD.match(fold(line)):
            said.title = line
    return said


def _is_day(day: int, month: int, year: int) -> bool:
    try:
        date(year, month, day)
    except ValueError:
        return False
    return True
