"""Columns with unknown, ambiguous or divided headings.

They are reported, and never dropped if they may hold amounts.
"""

import re
from collections.abc import Callable
from itertools import islice
from typing import Any

from django.utils.translation import gettext as _

from imports.columns.base import FigureColumn
from imports.columns.lookups import LookupColumn
from imports.problems import Problem
from imports.rows.result import ImportResult
from layouts.headings import Heading
from layouts.layout import Layout
from spreadsheets.cells import cell_address, cell_text
from vietnamese.text import fold

# Numbers that are no amounts, whatever the unit line says.
_RATIO = re.compile(r"\b(?:ty le|ti le|so luong|so nguoi|so lop|nam|stt|tt|phan tram)\b")


def layout_with_columns(
    resource: Any, find: Callable[..., Layout], mapping: dict[str, str]
) -> Layout:
    """The table that `find` finds, with the columns that headings alone do not name.

    `mapping` has the columns chosen by hand, by folded heading; they take precedence.
    """
    layout = find(mapping=mapping)
    by_cells = columns_by_cells(resource, layout, mapping)
    if by_cells:
        layout = find(mapping=mapping | by_cells)
        layout.warnings += [
            _("“%(heading)s” was read as the column “%(column)s”, whose values it has.")
            % {"heading": heading.text, "column": resource.columns[heading.column].column_name}
            for heading in layout.headings
            if fold(heading.text) in by_cells
        ]
    if across := resource.columns_across(layout, mapping):
        resource.columns |= {column.attribute: column for column in across.values()}
        names = {heading: column.attribute for heading, column in across.items()}
        layout = find(mapping=mapping | by_cells | names)
    return layout


def columns_by_cells(resource: Any, layout: Layout, mapping: dict[str, str]) -> dict[str, str]:
    """Columns by folded heading where a heading means another column than its words say.

    Of the two columns that such a heading may mean, that with more of the cells in its list counts.
    """
    found = {}
    for name, other in resource.other_columns().items():
        heading = layout.heading_of(name)
        if heading is None or layout.heading_of(other) or fold(heading.text) in mapping:
            continue
        cells = [fold(cell_text(cell)) for cell in islice(layout.rows.cells_under(heading), 500)]
        known, others = (
            sum(cell in resource.columns[each].pk_by_name for cell in cells)
            for each in (name, other)
        )
        if others > known:
            found[fold(heading.text)] = other
    return found


def report_unread_columns(resource: Any, layout: Layout, result: ImportResult) -> None:
    """Refuse a file with an unread column that may matter.

    It may matter if its heading names a unit and it has numbers, if its heading repeats that of a
    figure, or if the columns of the list decide what its rows are. An official then matches the
    heading with a column, chooses that it is not read, or corrects the file.
    """
    for heading in layout.unread:
        if heading.is_ignored or not any(True for _cell in layout.rows.cells_under(heading)):
            continue
        if message := _why_it_matters(resource, layout, heading):
            address = cell_address(layout.header_row, heading.index)
            problem = Problem(layout.sheet, address, heading.text[:200], "unread", message)
            result.add_problem(problem)


def _why_it_matters(resource: Any, layout: Layout, heading: Heading) -> str:
    """The message about an unread column; empty if it may be left out."""
    for each in layout.headings:
        is_figure = isinstance(resource.columns.get(each.column), FigureColumn)
        if is_figure and each.text == heading.text:
            return _(
                "This heading is the same as that of %(cell)s. Rename or delete one of the two "
                "columns, so that it is clear which amounts count."
            ) % {"cell": cell_address(layout.header_row, each.index)}
    if resource.columns_decide_kind(layout):
        return _(
            "The heading of this column is not known, and without it the portal cannot tell "
            "what the rows are. Match the heading with a column, or choose “not read”."
        )
    unit = heading.unit or ("" if _RATIO.search(fold(heading.text)) else layout.unit)
    if unit and any(map(_is_number, layout.rows.cells_under(heading))):
        return _(
            "The heading of this column is not known, and the column has amounts. Match the "
            "heading with a column, or choose “not read”."
        )
    near = resource.columns.get(heading.suggestion)
    if isinstance(near, FigureColumn | LookupColumn) and not layout.heading_of(heading.suggestion):
        return _(
            "The heading of this column is not known; the nearest is “%(column)s”. Match the "
            "heading with a column, or choose “not read”."
        ) % {"column": near.column_name}
    return ""


def _is_number(cell: object) -> bool:
    text = cell_text(cell) if isinstance(cell, str) else ""
    is_typed = any(map(str.isdigit, text)) and not any(map(str.isalpha, text))
    return is_typed or isinstance(cell, int | float)
