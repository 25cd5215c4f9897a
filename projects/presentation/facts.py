"""What a project tells of itself, fact by fact: on its page, its sheet and in a comparison."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from projects.models import Project
from records.bilingual import page_language, plain_text
from records.display import exact
from records.models import if_public
from vietnamese.figures import format_figure


@dataclass(frozen=True)
class Line:
    """One line of a fact, as plain text.

    `lang` is set where the text is not in the page's language. `unknown` lines say in words that
    nothing is known or applies; `small` ones stand under what they explain.
    """

    text: str
    lang: str = ""
    small: bool = False
    unknown: bool = False
    url: str = ""


@dataclass(frozen=True)
class Fact:
    """A label and its lines; an optional fact is left out where nothing is known of it."""

    label: str
    lines: tuple[Line, ...]
    optional: bool = False

    @property
    def shown(self) -> bool:
        return not (self.optional and all(line.unknown for line in self.lines))

    @property
    def text(self) -> str:
        """All lines as one text: what a cell or a comparison reads."""
        return "\n".join(line.text for line in self.lines)


def facts_of(project: Project, day: date) -> list[Fact]:
    """What, where, how big, how much and on what terms; places as they are on a day."""
    return [
        Fact(_("Place"), tuple(_place(project, day))),
        Fact(_("Area"), tuple(_figure(project, "area"))),
        Fact(_("Total planned capital"), tuple(_capital(project))),
        Fact(_("Objective"), _text(project, "objective"), optional=True),
        Fact(_("Scale"), _text(project, "scale"), optional=True),
        Fact(_("Capacity"), _text(project, "capacity"), optional=True),
        Fact(_("Form of investment"), tuple(_form(project))),
        Fact(_("Land"), _sited(project, _text(project, "land"))),
        Fact(_("Infrastructure"), _sited(project, _text(project, "infrastructure"))),
        Fact(_("Incentives"), _text(project, "incentives")),
        Fact(_("Time or term"), _written(project.time_text)),
        Fact(_("Note"), _text(project, "note"), optional=True),
    ]


def shown_facts(project: Project, day: date) -> list[Fact]:
    """What a page or a sheet tells; of a kind of project, in one sentence what cannot apply."""
    facts = [fact for fact in facts_of(project, day) if fact.shown]
    if project.scope == Project.Scope.SITED:
        return facts
    told = _("They do not apply: the plan names a kind of project, without a site.")
    beyond = Fact(_("Place, area, capital"), (Line(told, unknown=True),))
    return [beyond, *(fact for fact in facts if fact.lines != (does_not_apply(),))]


def summary_of(project: Project, facts: list[Fact]) -> str:
    """One line for a search result or a shared link: the name, the status, the first facts."""
    head = f"{plain_text(project, 'name')} – {project.code}, {project.get_status_display()}"
    first = [f"{fact.label}: {fact.lines[0].text}" for fact in facts[:3]]
    return f"{'. '.join([head, *first])}."


def classed(project: Project) -> list[Fact]:
    """How the catalogue classes a project: what it is, where it stands, its field and group."""
    field, group = if_public(project.field), if_public(project.sector_group)
    return [
        Fact(_("Project or kind"), (Line(capfirst(project.get_scope_display())),)),
        status_of(project),
        Fact(_("Field"), _text(field, "name") if field else (no_information(),)),
        Fact(_("Sector group"), _text(group, "short_name") if group else (no_information(),)),
    ]


def status_of(project: Project) -> Fact:
    """Where a project stands, since when and by whose word."""
    return Fact(_("Status"), tuple(_status(project)))


def sources_of(project: Project) -> list[Fact]:
    """The decisions and lists behind a project, and where its facts were found."""
    behind = []
    for entry in project.catalogue_entries.all():
        did = capfirst(entry.get_action_display())
        if document := entry.document:
            said = f"{did}: {document.named}"
            if document.issued:
                said = f"{said}, {document.issued}"
            behind.append(Line(said, url=document.get_absolute_url()))
        else:
            behind.append(Line(f"{did}: {entry.source}", lang=vietnamese()))
        if entry.is_compiled:
            behind.append(Line(_("From public sources, not an official list."), small=True))
    cited = [
        Line(document.named, url=document.get_absolute_url())
        for document in project.documents.all()
        if document.is_public
    ]
    return [
        Fact(_("Decisions and lists"), tuple(behind) or (no_information(),)),
        Fact(_("Legal documents"), tuple(cited) or (no_information(),)),
        Fact(_("Source"), _written(project.source)),
    ]


def vietnamese() -> str:
    """The mark of a Vietnamese text on a page in another language."""
    return "" if page_language() == "vi" else "vi"


def no_information() -> Line:
    return Line(_("no information yet"), unknown=True)


def does_not_apply() -> Line:
    return Line(_("does not apply"), unknown=True)


def _written(text: str) -> tuple[Line, ...]:
    """A text that is only kept as it was written, in Vietnamese."""
    return (Line(text, lang=vietnamese()) if text else no_information(),)


def _text(record: object, name: str) -> tuple[Line, ...]:
    text = plain_text(record, name)
    translated = page_language() == "vi" or bool(getattr(record, f"{name}_en"))
    return (Line(text, lang="" if translated else "vi") if text else no_information(),)


def _sited(project: Project, lines: tuple[Line, ...]) -> tuple[Line, ...]:
    """What only a site can have; a kind of project has none."""
    return (does_not_apply(),) if project.scope == Project.Scope.KIND else lines


def _place(project: Project, day: date) -> Iterator[Line]:
    if project.scope == Project.Scope.KIND:
        yield does_not_apply()
        return
    unit = if_public(project.district)
    district = plain_text(unit, "full_name") if unit else ""
    if project.place_vi and page_language() == "vi":
        yield Line(", ".join(filter(None, (project.place_vi, district))))
    elif project.place_vi or district:
        if project.place_vi:
            yield Line(project.place_vi, lang="vi")
        if district:
            yield Line(district)
    else:
        yield Line(_("not determined yet"), unknown=True)
    if zone := if_public(project.zone):
        yield from _text(zone, "name")
    yield from _place_today(project, day)


def _place_today(project: Project, day: date) -> Iterator[Line]:
    names = []
    for unit in project.communes_on(day):
        units = filter(None, [unit, if_public(unit.parent)])
        name = ", ".join(plain_text(each, "full_name") for each in units)
        if unit.valid_from:
            since = _("since %(day)s") % {"day": date_format(unit.valid_from)}
            name = f"{name} ({since})"
        names.append(name)
    if names:
        yield Line(_("Today: %(places)s") % {"places": "; ".join(names)}, small=True)
    elif if_public(project.district):
        told = _("Today’s commune is not determined: districts ended on 1 July 2025.")
        yield Line(told, small=True)


def _figure(project: Project, name: str) -> Iterator[Line]:
    """A figure as it was said, and under it the exact value at hand."""
    said = getattr(project, name)
    if project.scope == Project.Scope.KIND or said.not_applicable:
        yield does_not_apply()
    elif not said.known:
        yield Line(_("no figure yet"), unknown=True)
    else:
        dimension = getattr(Project, name).dimension
        yield Line(format_figure(said, dimension, page_language()))
        if value := exact(project, name):
            yield Line(f"({value})", small=True)


def _capital(project: Project) -> Iterator[Line]:
    dollars = project.capital_usd.known
    if project.capital.known or not dollars:
        yield from _figure(project, "capital")
    if dollars:
        yield from _figure(project, "capital_usd")


def _form(project: Project) -> Iterator[Line]:
    if project.investment_form:
        yield Line(project.get_investment_form_display())
    if project.investment_form_text:
        under = bool(project.investment_form)
        yield Line(project.investment_form_text, lang=vietnamese(), small=under)
    if not project.investment_form and not project.investment_form_text:
        yield no_information()


def _status(project: Project) -> Iterator[Line]:
    yield Line(capfirst(project.get_status_display()))
    steps = [step for step in project.status_changes.all() if step.status == project.status]
    if not steps:
        return
    step = steps[-1]
    if step.on:
        yield Line(pgettext("status", "since %(day)s") % {"day": date_format(step.on)}, small=True)
    if document := if_public(step.document):
        yield Line(document.named, small=True, url=document.get_absolute_url())
    elif step.source:
        yield Line(step.source, lang=vietnamese(), small=True)
