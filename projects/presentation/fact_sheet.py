"""The fact sheet of a project: one sheet of paper to hand to an investor."""

from datetime import date

from django.conf import settings
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from programme.models import LegalDocument
from projects.models import CatalogueEntry, Project
from projects.presentation.facts import Fact, classed, shown_facts, sources_of
from projects.presentation.pdf import FOREST, INK, LINE, MUTED, OCHRE, Paper
from projects.presentation.readiness import exit_of, ladder, listed, readiness
from records.bilingual import page_language, plain_text
from records.freshness import DataDate
from records.models import if_public
from site_info.identity import signature

SQUARE = 26  # millimetres


def write_fact_sheet(
    project: Project, decision: LegalDocument | None, data: DataDate, day: date
) -> bytes:
    """A PDF in the language of the moment; places as they are on a day."""
    name = plain_text(project, "name")
    paper = Paper(
        title=f"{project.code} {name}",
        language=page_language(),
        made_on=data.on,
        foot=foot(decision, data),
    )
    paper.set_subject(_("Project fact sheet"))
    _head(paper, project, name)
    if project.scope == Project.Scope.SITED:
        _steps(paper, project)
    for fact in [*classed(project), *shown_facts(project, day)]:
        paper.fact(fact.label, lines(fact))
    ready = readiness(project)
    paper.fact(_("Published"), [(listed(ready.known), False)])
    paper.fact(_("Not published yet"), [(listed(ready.missing), True)])
    for entry in project.catalogue_entries.all():
        if entry.as_issued:
            _issued(paper, entry)
    paper.heading(_("Sources"))
    for fact in sources_of(project):
        paper.fact(fact.label, lines(fact))
    paper.fact(_("Contact"), _contact(project))
    return bytes(paper.output())


def foot(decision: LegalDocument | None, data: DataDate) -> str:
    """What every printed page rests on: the decision's number and the day of the data."""
    told = decision.named if decision else _("No public decision names this project.")
    return f"{told} · {data.words}"


def lines(fact: Fact) -> list[tuple[str, bool]]:
    return [(line.text, line.small or line.unknown) for line in fact.lines]


def _head(paper: Paper, project: Project, name: str) -> None:
    """The name, and the square that leads back to the page."""
    address = f"{settings.SITE_URL}{project.get_absolute_url()}"
    top, page = paper.get_y(), paper.page
    paper.square(address, paper.w - paper.r_margin - SQUARE, top + 2, SQUARE)
    width = paper.epw - SQUARE - 8
    site, *_office = signature()
    paper.paragraph(f"{site} · {_('Project fact sheet')}", 8, MUTED, width=width)
    paper.ln(1.5)
    paper.paragraph(name, 17, bold=True, width=width)
    if (other := _other_name(project)) and other != name:
        paper.paragraph(other, 9, MUTED, width=width)
    paper.ln(2)
    if project.is_demo:
        paper.mark(_("demo data"), OCHRE)
    paper.mark(project.code, LINE)
    paper.mark(capfirst(project.get_status_display()), FOREST)
    if project.is_only_compiled():
        paper.mark(_("from public sources, not an official list"), LINE)
    paper.ln(7.5)
    paper.paragraph(address, 8, MUTED, width=width)
    if paper.page == page:
        paper.set_y(max(paper.get_y(), top + SQUARE + 4))
    paper.ln(2)


def _other_name(project: Project) -> str:
    return project.name_en if page_language() == "vi" else project.name_vi


def _steps(paper: Paper, project: Project) -> None:
    """The ladder: steps taken carry forest, the present one stands in bold, an exit is told."""
    steps = ladder(project)
    width = paper.epw / len(steps)
    if paper.will_page_break(14):
        paper.add_page()
    top = paper.get_y()
    for index, step in enumerate(steps):
        x = paper.l_margin + index * width
        paper.set_fill_color(*(FOREST if step.reached else LINE))
        paper.rect(x, top, width - 1, 1.2, style="F")
        paper.set_xy(x, top + 2)
        paper.write_in(7, INK if step.current else MUTED, bold=step.current)
        label = f"{step.label}\n{date_format(step.on)}" if step.on else step.label
        paper.multi_cell(width - 2, 3.2, label, align="L")
    paper.set_xy(paper.l_margin, top + 12.5)
    if left := exit_of(project):
        day = f" ({date_format(left.on)})" if left.on else ""
        paper.paragraph(f"{left.label}{day}", 9, bold=True)
        paper.ln(1)


def _issued(paper: Paper, entry: CatalogueEntry) -> None:
    title = _("As issued") if entry.is_issued else _("As in the list it comes from")
    paper.heading(title)
    paper.edged([(str(heading), str(cell)) for heading, cell in entry.as_issued])
    paper.ln(1)
    row = _("row %(row)s") % {"row": entry.issued_row} if entry.issued_row else ""
    document = entry.document.named if entry.document else ""
    compiled = _("From public sources, not an official list.") if entry.is_compiled else ""
    where = [document, entry.issued_annex, row, entry.source, compiled]
    paper.paragraph(" · ".join(filter(None, where)), 8, MUTED)
    paper.ln(1)


def _contact(project: Project) -> list[tuple[str, bool]]:
    office = if_public(project.office)
    if office:
        told = [plain_text(office, "name"), office.phone, office.email, office.website]
        return [(text, False) for text in told if text]
    if project.contact_text:
        return [(project.contact_text, False)]
    return [(_("Which office answers for this project is not published yet."), True)]
