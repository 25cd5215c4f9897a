"""Unit and number notation of the figure columns of a sheet."""

import re
from typing import Any

from django.utils.translation import gettext as _

from imports.columns.base import ColumnContext, FigureColumn
from imports.problems import Problem
from imports.rows.result import ImportResult
from layouts.headings import Heading
from layouts.layout import Layout
from spreadsheets.cells import cell_address, cell_text
from spreadsheets.displayed_values import DisplayedNumber
from vietnamese.numbers import Notation, guess_notation
from vietnamese.text import fold
from vietnamese.units import UNITS, Dimension

ENGLISH_SCALE = re.compile(r"\b(thousand|million|billion|trillion|bn)s?\b", re.IGNORECASE)
# Different texts of a column that are examined to find its notation.
MAX_TEXTS = 5_000


def column_contexts(
    resource: Any, layout: Layout, result: ImportResult
) -> dict[str, ColumnContext]:
    """Unit and notation of each figure column; doubts are added to the result as warnings."""
    figures = {
        heading.column: heading
        for heading in layout.headings
        if isinstance(resource.columns.get(heading.column), FigureColumn)
    }
    texts: dict[str, set[str]] = {name: set() for name in figures}
    has_bare_number = dict.fromkeys(figures, False)
    for row in layout.rows:
        for name in figures:
            cell = row.cells.get(name)
            if isinstance(cell, str):
                if cell not in texts[name] and len(texts[name]) < MAX_TEXTS:
                    texts[name].add(cell)
                    has_bare_number[name] = has_bare_number[name] or _is_bare_number(cell)
            elif isinstance(cell, int | float) and not (
                isinstance(cell, DisplayedNumber) and cell.has_words
            ):
                has_bare_number[name] = True
    # “US$1.3 million” is English in any column.
    proved = {
        name: guess_notation(text for text in texts[name] if not ENGLISH_SCALE.search(text))
        for name in figures
    }
    others = {notation for notation in proved.values() if notation}
    of_headings = _notation_of_headings(resource, layout)
    default_notation = others.pop() if len(others) == 1 else of_headings
    contexts = {}
    for name, heading in figures.items():
        unit = _unit(resource, layout, result, heading, has_bare_number=has_bare_number[name])
        notation = proved[name] or default_notation
        # English notation stays doubtful even if a cell of the column proves it.
        doubtful = proved[name] is not Notation.VI
        assumed = proved[name] is None and default_notation is not of_headings
        contexts[name] = ColumnContext(unit, notation, doubtful, assumed)
    return contexts


def _is_bare_number(cell: str) -> bool:
    return any(map(str.isdigit, cell)) and not any(map(str.isalpha, cell))


def _notation_of_headings(resource: Any, layout: Layout) -> Notation:
    """The notation that the language of the headings suggests."""
    english = {fold(column.headings()[1]) for column in resource.columns.values()}
    vietnamese = {fold(column.headings()[0]) for column in resource.columns.values()} - english
    headings = [fold(heading.text) for heading in layout.headings if heading.column]
    in_english = sum(text in english for text in headings)
    in_vietnamese = sum(text in vietnamese or not text.isascii() for text in headings)
    return Notation.EN if in_english > max(in_vietnamese, len(headings) // 2) else Notation.VI


def _unit(
    resource: Any, layout: Layout, result: ImportResult, heading: Heading, *, has_bare_number: bool
) -> str:
    column = resource.columns[heading.column]
    figure = column.figure_columns(resource.model)
    unit = heading.unit
    if not unit and figure.dimension is Dimension.AREA:
        unit = layout.area_unit
    if not unit and figure.dimension.is_money and _same_currency(layout.unit, figure.default_unit):
        unit = layout.unit
    address = cell_address(layout.header_row, heading.index)
    if unit and (figure.dimension, unit) not in UNITS:
        message = _("The unit in this heading is not one of this column; correct the heading.")
        result.add_problem(Problem(layout.sheet, address, heading.text, "unit", message))
        return ""
    if not unit and has_bare_number:
        default = UNITS[figure.dimension, figure.default_unit]
        warning = _(
            "column “%(heading)s” names no unit; its bare numbers were read as %(unit)s."
        ) % {
            "heading": cell_text(heading.text),
            "unit": default.vi,
        }
        result.warn(f"{address}: {warning}")
    return unit


def _same_currency(unit: str, default_unit: str) -> bool:
    """Whether both units are dong or both are dollars."""
    return ("usd" in unit) == ("usd" in default_unit)
