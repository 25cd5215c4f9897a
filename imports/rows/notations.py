"""What the columns of figures of a sheet are like: their unit, how their numbers are written."""

import re
from typing import Any

from django.utils.translation import gettext as _

from imports.columns.base import ColumnContext, FigureColumn
from imports.rows.drafts import Reading
from spreadsheets.cells import cell_address, cell_text
from spreadsheets.layout.headings import Heading
from spreadsheets.layout.layout import Layout
from spreadsheets.problems import Problem
from vietnamese.numbers import Notation, guess_notation
from vietnamese.text import fold
from vietnamese.units import UNITS, Dimension

ENGLISH_SCALE = re.compile(r"\b(thousand|million|billion|trillion|bn)s?\b", re.IGNORECASE)
# So many different texts prove a notation or none will.
TEXTS_LOOKED_AT = 5_000


def column_contexts(resource: Any, layout: Layout, reading: Reading) -> dict[str, ColumnContext]:
    """Unit and notation of each column of figures; what is not sure is told in the reading."""
    figures = {
        heading.column: heading
        for heading in layout.headings
        if isinstance(resource.columns.get(heading.column), FigureColumn)
    }
    texts: dict[str, set[str]] = {name: set() for name in figures}
    bare = dict.fromkeys(figures, False)
    for row in layout.rows:
        for name in figures:
            cell = row.cells.get(name)
            if isinstance(cell, str):
                if cell not in texts[name] and len(texts[name]) < TEXTS_LOOKED_AT:
                    texts[name].add(cell)
                    bare[name] = bare[name] or _is_bare_number(cell)
            elif isinstance(cell, int | float):
                bare[name] = True
    # “US$1.3 million” is English whatever its column is.
    proved = {
        name: guess_notation(text for text in texts[name] if not ENGLISH_SCALE.search(text))
        for name in figures
    }
    others = {notation for notation in proved.values() if notation}
    in_file = others.pop() if len(others) == 1 else _notation_of_headings(resource, layout)
    contexts = {}
    for name, heading in figures.items():
        unit = _unit(resource, layout, reading, heading, bare=bare[name])
        notation = proved[name] or in_file
        # Vietnamese cells prove by their own column; English ones are doubted even then.
        doubtful = proved[name] is not Notation.VI
        contexts[name] = ColumnContext(unit, notation, doubtful)
    return contexts


def _is_bare_number(cell: str) -> bool:
    return any(map(str.isdigit, cell)) and not any(map(str.isalpha, cell))


def _notation_of_headings(resource: Any, layout: Layout) -> Notation:
    """English headings go with English numbers, where no cell proves anything."""
    english = {fold(column.headings()[1]) for column in resource.columns.values()}
    vietnamese = {fold(column.headings()[0]) for column in resource.columns.values()} - english
    told = [fold(heading.text) for heading in layout.headings if heading.column]
    in_english = sum(text in english for text in told)
    in_vietnamese = sum(text in vietnamese or not text.isascii() for text in told)
    return Notation.EN if in_english > max(in_vietnamese, len(told) // 2) else Notation.VI


def _unit(resource: Any, layout: Layout, reading: Reading, heading: Heading, *, bare: bool) -> str:
    column = resource.columns[heading.column]
    figure = column.of(resource.model)
    unit = heading.unit
    if not unit and figure.dimension is Dimension.AREA:
        unit = layout.area_unit
    if not unit and figure.dimension.is_money and _fits(layout.unit, figure.default_unit):
        unit = layout.unit
    place = cell_address(layout.header_row, heading.index)
    if unit and (figure.dimension, unit) not in UNITS:
        message = _("The unit in this heading is not one of this column; correct the heading.")
        reading.add_problem(Problem(layout.sheet, place, heading.text, "unit", message))
        return ""
    if not unit and bare:
        default = UNITS[figure.dimension, figure.default_unit]
        told = _("column “%(heading)s” names no unit; its bare numbers were read as %(unit)s.") % {
            "heading": cell_text(heading.text),
            "unit": default.vi,
        }
        reading.warn(f"{place}: {told}")
    return unit


def _fits(unit: str, default_unit: str) -> bool:
    """A unit line speaks of đồng or of dollars, not of both columns."""
    return ("usd" in unit) == ("usd" in default_unit)
