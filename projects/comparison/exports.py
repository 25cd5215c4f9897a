"""The files of a comparison: XLSX and PDF."""

from collections.abc import Iterator
from io import BytesIO
from typing import Any

from django.conf import settings
from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from imports.workbooks.lists import ListHeader, write_xlsx
from projects.comparison.shortlist import comparison_path
from projects.comparison.table import Comparison, Row
from projects.models import Project
from records.bilingual import page_language, plain_text
from vietnamese.text import slug

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def comparison_as_xlsx(comparison: Comparison) -> HttpResponse:
    """A workbook with facts as rows and projects as columns; the facts that differ come first.

    Raises ExportRefused if a text is too long for a cell.
    """
    header = ListHeader(_("Comparison of projects"), [_url(comparison)], len(comparison.rows))
    out = BytesIO()
    write_xlsx(_Sheet(comparison), comparison.rows, header, out)
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
        labels = _Column(_("Fact"), 28, lambda row: row.label)
        self.columns = {"label": labels} | {
            f"project_{index}": _Column(heading, 48, lambda row, index=index: row.cells[index].text)
            for index, heading in enumerate(headings)
        }

    def export_rows(self, rows: list[Row]) -> list[Row]:
        return rows


class _Column:
    def __init__(self, name: str, width: int, export: Any) -> None:
        self.column_name, self.width, self.export = name, width, export


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
