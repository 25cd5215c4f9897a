"""A comparison to take along: a workbook and a sheet of paper."""

from collections.abc import Iterator
from io import BytesIO
from typing import Any

from django.conf import settings
from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from imports.workbooks.lists import About, ExportRefused, write_xlsx
from projects.comparison.shortlist import address_of
from projects.comparison.table import Comparison, Row
from projects.models import Project
from projects.presentation.pdf import Paper
from records.bilingual import page_language, plain_text
from vietnamese.text import slug

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def comparison_as_xlsx(comparison: Comparison) -> HttpResponse:
    """Facts as rows and projects as columns, those that differ first."""
    about = About(_("Comparison of projects"), [_address(comparison)], len(comparison.rows))
    out = BytesIO()
    try:
        write_xlsx(_Sheet(comparison), comparison.rows, about, out)
    except ExportRefused as refusal:
        return HttpResponse(str(refusal), status=400, content_type="text/plain; charset=utf-8")
    return _attached(comparison, out.getvalue(), XLSX, "xlsx")


def comparison_as_pdf(comparison: Comparison) -> HttpResponse:
    """A landscape sheet with the same rows."""
    address, title = _address(comparison), _("Comparison of projects")
    paper = Paper(
        title=title,
        language=page_language(),
        made_on=comparison.newest,
        foot=address,
        landscape=True,
    )
    paper.paragraph(title, 15, bold=True)
    paper.ln(2)
    heads = [_head(project) for project in comparison.projects]
    paper.columns(heads, _rows(comparison))
    return _attached(comparison, bytes(paper.output()), "application/pdf", "pdf")


class _Sheet:
    """A comparison as the writer of lists takes one: columns, and the cells of each row."""

    def __init__(self, comparison: Comparison) -> None:
        heads = map(_head, comparison.projects)
        labels = _Column(_("Fact"), 28, lambda row: row.label)
        self.columns = {"label": labels} | {
            f"project_{place}": _Column(head, 48, lambda row, place=place: row.cells[place].text)
            for place, head in enumerate(heads)
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


def _head(project: Project) -> str:
    """The name and code of a project, and that it is demo data where it is."""
    head = f"{plain_text(project, 'name')} ({project.code})"
    return f"{head} – {_('demo data')}" if project.is_demo else head


def _address(comparison: Comparison) -> str:
    codes = [project.code for project in comparison.projects]
    return f"{settings.SITE_URL}{address_of(codes)}"


def _attached(
    comparison: Comparison, content: bytes, content_type: str, ending: str
) -> HttpResponse:
    codes = [slug(project.code).upper() for project in comparison.projects]
    name = "-".join(filter(None, [slug(_("Compare")), *codes, f"{timezone.localdate():%Y%m%d}"]))
    return HttpResponse(
        content,
        content_type=content_type,
        headers={"Content-Disposition": f'attachment; filename="{name}.{ending}"'},
    )
