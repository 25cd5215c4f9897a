"""The files of a comparison: XLSX and PDF."""

from collections.abc import Iterator
from decimal import Decimal
from io import BytesIO
from typing import Any

from django.conf import settings
from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from imports.workbooks.lists import Amount, ListHeader, write_xlsx
from projects.comparison.shortlist import comparison_path
from projects.comparison.table import Comparison, Row
from projects.models import Project
from records.bilingual import page_language, plain_text
from records.figures import Qualifier
from vietnamese.figures import Dimension, Figure, base_unit
from vietnamese.text import slug
from vietnamese.units import UNITS

# A cell stores a number with 15 significant digits.
_CELL_DIGITS = 15
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def comparison_as_xlsx(comparison: Comparison) -> HttpResponse:
    """A workbook with facts as rows and projects as columns; the facts that differ come first.

    An exact figure is a number with its unit in the number format; one with a qualifier or a range
    is text. A date that a fact tells in words has a row of its own below.

    Raises ExportRefused if a text is too long for a cell.
    """
    header = ListHeader(_("Comparison of projects"), [_url(comparison)], len(comparison.rows))
    out = BytesIO()
    write_xlsx(_Sheet(comparison), list(_sheet_rows(comparison)), header, out)
    return _attachment(comparison, out.getvalue(), XLSX, "xlsx")


def comparison_as_pdf(comparison: Comparison) -> HttpResponse:
    """A landscape PDF with the same rows."""
    from projects.presentation.pdf import PdfDocument  # its library is slow to import

    title = _("Comparison of projects")
    pdf = PdfDocument(
        title=title,
        language=page_language(),
        created_on=comparison.newest,
        footer_text=_url(comparison),
        landscape=True,
    )
    pdf.paragraph(title, 15, bold=True)
    pdf.ln(2)
    headings = [_heading(project) for project in comparison.projects]
    pdf.fact_table(headings, _rows(comparison))
    return _attachment(comparison, bytes(pdf.output()), "application/pdf", "pdf")


class _Sheet:
    """A comparison in the interface of write_xlsx: columns, and the cells of each row."""

    def __init__(self, comparison: Comparison) -> None:
        headings = map(_heading, comparison.projects)
        labels = _Column(_("Fact"), 28, lambda row: row[0])
        self.columns = {"label": labels} | {
            f"project_{index}": _Column(heading, 48, lambda row, index=index: row[index])
            for index, heading in enumerate(headings, start=1)
        }

    def export_rows(self, rows: list[list[Any]]) -> list[list[Any]]:
        return rows


class _Column:
    def __init__(self, name: str, width: int, export: Any) -> None:
        self.column_name, self.width, self.export = name, width, export


def _sheet_rows(comparison: Comparison) -> Iterator[list[Any]]:
    """The rows of the sheet: a label, then a text, an Amount or a date for each project."""
    for row in comparison.rows:
        amounts = _amounts(row)
        yield [
            row.label,
            *(
                cell.text if amount is None else amount
                for cell, amount in zip(row.cells, amounts, strict=True)
            ),
        ]
        if any(cell.day for cell in row.cells):
            label = _("%(fact)s, as a date") % {"fact": row.label}
            yield [label, *(cell.day or "" for cell in row.cells)]


def _amounts(row: Row) -> list[Amount | None]:
    """The exact figures of a row; None for any other cell.

    The figures of one dimension have one unit, so that the numbers of a row can be compared: the
    written one, or the base unit where the written ones differ.
    """
    exact = [
        cell.figure if cell.figure and _is_exact(cell.figure[0]) else None for cell in row.cells
    ]
    units: dict[Dimension, set[str]] = {}
    for figure, dimension in filter(None, exact):
        units.setdefault(dimension, set()).add(figure.unit)
    return [
        _amount(each[0].low, each[1], units[each[1]]) if each and each[0].low is not None else None
        for each in exact
    ]


def _is_exact(figure: Figure) -> bool:
    """Whether a figure is one number without a qualifier that a cell can hold."""
    if figure.low is None or figure.is_range or figure.qualifier != Qualifier.EXACT:
        return False
    return len(figure.low.normalize().as_tuple().digits) <= _CELL_DIGITS


def _amount(number: Decimal, dimension: Dimension, codes: set[str]) -> Amount:
    base = base_unit(dimension)
    unit = UNITS[dimension, next(iter(codes)) or base.code] if len(codes) == 1 else base
    space = "" if dimension is Dimension.PERCENT else " "
    return Amount(number / unit.factor, f"{space}{unit.name(page_language())}".rstrip())


def _rows(comparison: Comparison) -> Iterator[tuple[str, ...]]:
    for title, rows in (
        (_("What differs"), comparison.differing),
        (_("What is the same"), comparison.same),
    ):
        if rows:
            yield (title,)
        for row in rows:
            yield (row.label, *(cell.text for cell in row.cells))


def _heading(project: Project) -> str:
    """The name and code of a project, and a mark on demo data."""
    heading = f"{plain_text(project, 'name')} ({project.code})"
    return f"{heading} – {_('demo data')}" if project.is_demo else heading


def _url(comparison: Comparison) -> str:
    codes = [project.code for project in comparison.projects]
    return f"{settings.SITE_URL}{comparison_path(codes)}"


def _attachment(
    comparison: Comparison, content: bytes, content_type: str, extension: str
) -> HttpResponse:
    codes = [slug(project.code).upper() for project in comparison.projects]
    name = "-".join(filter(None, [slug(_("Compare")), *codes, f"{timezone.localdate():%Y%m%d}"]))
    return HttpResponse(
        content,
        content_type=content_type,
        headers={"Content-Disposition": f'attachment; filename="{name}.{extension}"'},
    )
