"""The fact sheet of a project as PDF."""

from datetime import date

from django.conf import settings
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from programme.citations import with_dates
from programme.models import LegalDocument
from projects.models import CatalogueEntry, Project
from projects.presentation.facts import Fact, classification, displayed_facts, source_facts
from projects.presentation.pdf import FOREST, INK, LINE, MUTED, OCHRE, PdfDocument
from projects.presentation.readiness import exit_step, join_labels, ladder, readiness
from records import cache_version
from records.bilingual import page_language, plain_text
from records.freshness import DataDate
from records.models import if_public
from site_info.identity import signature

QR_CODE_SIZE = 26  # millimetres


def write_fact_sheet(
    project: Project, decision: LegalDocument | None, data: DataDate, day: date
) -> bytes:
    """A PDF in the active language; `day` decides which communes are those of today."""
    name, version = plain_text(project, "name"), cache_version.current()
    pdf = PdfDocument(
        title=f"{project.code} {name}",
        language=page_language(),
        created_on=data.on,
        footer_text=footer_text(decision, data),
    )
    pdf.set_subject(_("Project fact sheet"))
    _header(pdf, project, name)
    if project.scope == Project.Scope.SITED:
        _steps(pdf, project)
    for fact in [*classification(project, day, version), *displayed_facts(project, day)]:
        pdf.fact(fact.label, pdf_lines(fact))
    ready = readiness(project)
    pdf.fact(_("Published"), [(join_labels(ready.known), False)])
    pdf.fact(_("Not published yet"), [(join_labels(ready.missing), True)])
    for entry in project.catalogue_entries.all():
        if entry.as_issued:
            _issued(pdf, entry, version)
    pdf.heading(_("Sources"))
    for fact in source_facts(project, version):
        pdf.fact(fact.label, pdf_lines(fact))
    pdf.fact(_("Contact"), _contact(project))
    return bytes(pdf.output())


def footer_text(decision: LegalDocument | None, data: DataDate) -> str:
    """The text under every page: the decision and the date of the data."""
    document = decision.named if decision else _("No decision on this site names this project.")
    return f"{document} · {data.words}"


def pdf_lines(fact: Fact) -> list[tuple[str, bool]]:
    """The lines of a fact, each with whether it is printed smaller."""
    return [(line.text, line.secondary or line.unknown) for line in fact.lines]


def _header(pdf: PdfDocument, project: Project, name: str) -> None:
    """The name, the code and status, and a QR code of the page's URL."""
    url = f"{settings.SITE_URL}{project.get_absolute_url()}"
    top, page = pdf.get_y(), pdf.page
    pdf.qr_code(url, pdf.w - pdf.r_margin - QR_CODE_SIZE, top + 2, QR_CODE_SIZE)
    width = pdf.epw - QR_CODE_SIZE - 8
    site, *_office = signature()
    pdf.paragraph(f"{site} · {_('Project fact sheet')}", 8, MUTED, width=width)
    pdf.ln(1.5)
    pdf.paragraph(name, 17, bold=True, width=width)
    if (translation := _other_name(project)) and translation != name:
        pdf.paragraph(translation, 9, MUTED, width=width)
    pdf.ln(2)
    if project.is_demo:
        pdf.badge(_("demo data"), OCHRE)
    pdf.badge(project.code, LINE)
    pdf.badge(capfirst(project.get_status_display()), FOREST)
    if project.is_only_compiled():
        pdf.badge(_("from public sources, not an official list"), LINE)
    pdf.ln(7.5)
    # The PDF has no tags for screen readers.
    accessible = _("For screen readers, use the page: %(url)s") % {"url": url}
    pdf.paragraph(accessible, 8, MUTED, width=width)
    if pdf.page == page:
        pdf.set_y(max(pdf.get_y(), top + QR_CODE_SIZE + 4))
    pdf.ln(2)


def _other_name(project: Project) -> str:
    return project.name_en if page_language() == "vi" else project.name_vi


def _steps(pdf: PdfDocument, project: Project) -> None:
    """The steps of the status: reached ones in colour, the current one in bold, and an exit."""
    steps = ladder(project)
    width = pdf.epw / len(steps)
    if pdf.will_page_break(14):
        pdf.add_page()
    top = pdf.get_y()
    for index, step in enumerate(steps):
        x = pdf.l_margin + index * width
        pdf.set_fill_color(*(FOREST if step.reached else LINE))
        pdf.rect(x, top, width - 1, 1.2, style="F")
        pdf.set_xy(x, top + 2)
        pdf.use_font(7, INK if step.current else MUTED, bold=step.current)
        day = date_format(step.on) if step.on else _("not recorded") if step.skipped else ""
        label = f"{step.label}\n{day}".rstrip()
        pdf.multi_cell(width - 2, 3.2, label, align="L")
    pdf.set_xy(pdf.l_margin, top + 12.5)
    if last_step := exit_step(project):
        day = f" ({date_format(last_step.on)})" if last_step.on else ""
        pdf.paragraph(f"{last_step.label}{day}", 9, bold=True)
        pdf.ln(1)


def _issued(pdf: PdfDocument, entry: CatalogueEntry, version: int) -> None:
    title = _("As issued") if entry.is_issued else _("As in the list that was read")
    pdf.heading(title)
    pdf.issued_row([(str(heading), str(cell)) for heading, cell in entry.as_issued])
    pdf.ln(1)
    row = _("row %(row)s") % {"row": entry.issued_row} if entry.issued_row else ""
    document = entry.document.named if entry.document else ""
    compiled = _("From public sources, not an official list.") if entry.is_compiled else ""
    origin = [document, entry.issued_annex, row, with_dates(entry.source, version), compiled]
    pdf.paragraph(" · ".join(filter(None, origin)), 8, MUTED)
    pdf.ln(1)


def _contact(project: Project) -> list[tuple[str, bool]]:
    office = if_public(project.office)
    if office:
        texts = [plain_text(office, "name"), office.phone, office.email, office.website]
        return [(text, False) for text in texts if text]
    if project.contact_text:
        return [(project.contact_text, False)]
    return [(_("The office responsible for this project has not been published yet."), True)]
