"""Project facts for the project page, the fact sheet and the comparison."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.db import models
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from programme.citations import with_dates
from projects.models import Project
from projects.presentation.status import status_record
from records.bilingual import page_language, plain_text
from records.display import exact
from records.models import if_public
from vietnamese.figures import Dimension, Figure, format_figure


@dataclass(frozen=True)
class Line:
    """One line of a fact, as plain text.

    `lang` is set where the text is not in the page's language. `unknown` marks a text such as
    "no information yet" or "does not apply", `secondary` an explanation of the line above.
    """

    text: str
    lang: str = ""
    secondary: bool = False
    unknown: bool = False
    url: str = ""


@dataclass(frozen=True)
class Fact:
    """A label and its lines. An optional fact without information is not displayed.

    `figure` and `day` are the value behind the lines for spreadsheets: the only figure, with its
    dimension, and the date that a line tells in words.
    """

    label: str
    lines: tuple[Line, ...]
    optional: bool = False
    figure: tuple[Figure, Dimension] | None = None
    day: date | None = None

    @property
    def is_displayed(self) -> bool:
        return not (self.optional and all(line.unknown for line in self.lines))

    @property
    def text(self) -> str:
        """All lines as one text, for cells and for comparing."""
        return "\n".join(line.text for line in self.lines)


def project_facts(project: Project, day: date) -> list[Fact]:
    """The facts of a project; `day` decides which communes are named as those of today."""
    return [
        Fact(_("Place"), tuple(_place(project, day))),
        Fact(_("Area"), tuple(_figure(project, "area")), figure=_only_figure(project, "area")),
        Fact(
            _("Total planned capital"),
            tuple(_capital(project)),
            figure=_only_figure(project, "capital", "capital_usd"),
        ),
        Fact(_("Objective"), _text(project, "objective"), optional=True),
        Fact(_("Scale"), _text(project, "scale"), optional=True),
        Fact(_("Capacity"), _text(project, "capacity"), optional=True),
        Fact(_("Form of investment"), tuple(_form(project))),
        Fact(_("Land"), _of_site(project, _text(project, "land"))),
        Fact(_("Infrastructure"), _of_site(project, _text(project, "infrastructure"))),
        Fact(_("Incentives"), _text(project, "incentives")),
        Fact(_("Timeframe"), _vietnamese_text(project.time_text)),
        Fact(_("Note"), _text(project, "note"), optional=True),
    ]


def displayed_facts(project: Project, day: date) -> list[Fact]:
    """The facts of a page or a sheet.

    For a kind of project, one sentence replaces the facts that cannot apply.
    """
    facts = [fact for fact in project_facts(project, day) if fact.is_displayed]
    if project.scope == Project.Scope.SITED:
        return facts
    text = _("Not applicable: the plan names a kind of project without a site.")
    inapplicable = Fact(_("Place, area, capital"), (Line(text, unknown=True),))
    return [inapplicable, *(fact for fact in facts if fact.lines != (does_not_apply(),))]


def page_summary(project: Project, facts: list[Fact], day: date) -> str:
    """One line for a search result or a shared link: the name, the status, the first facts."""
    head = f"{plain_text(project, 'name')} – {project.code}, {project.get_status_display()}"
    if project.status == Project.Status.CALLING:
        head = f"{head} ({status_record(project, day).words})"
    first = [f"{fact.label}: {fact.lines[0].text}" for fact in facts[:3]]
    return f"{'. '.join([head, *first])}."


def classification(project: Project, day: date, version: int) -> list[Fact]:
    """The classification of a project on a day: scope, status, field and sector group.

    `version` is that of the data; public sources are read once for each.
    """
    field, group = if_public(project.field), if_public(project.sector_group)
    return [
        Fact(_("Project or kind"), (Line(capfirst(project.get_scope_display())),)),
        status_fact(project, day, version),
        Fact(_("Field"), _text(field, "name") if field else (no_information(),)),
        Fact(_("Sector group"), _text(group, "short_name") if group else (no_information(),)),
    ]


def status_fact(project: Project, day: date, version: int) -> Fact:
    """The status of a project on a day: since when, by what, and whether it was confirmed."""
    since = status_record(project, day).since
    return Fact(_("Status"), tuple(_status(project, day, version)), day=since)


def source_facts(project: Project, version: int) -> list[Fact]:
    """The decisions and lists that name a project, the documents it cites and its source.

    Each public source has its date, as on the project's page.
    """
    lists = []
    for entry in project.catalogue_entries.all():
        action = capfirst(entry.get_action_display())
        if document := entry.document:
            text = f"{action}: {document.named}"
            if document.issued:
                text = f"{text}, {document.issued}"
            lists.append(Line(text, url=document.get_absolute_url()))
        else:
            source = with_dates(entry.source, version)
            lists.append(Line(f"{action}: {source}", lang=vietnamese_lang()))
        if entry.is_compiled:
            lists.append(Line(_("From public sources, not an official list."), secondary=True))
    cited = [
        Line(document.named, url=document.get_absolute_url())
        for document in project.documents.all()
        if document.is_public
    ]
    return [
        Fact(_("Decisions and lists"), tuple(lists) or (no_information(),)),
        Fact(_("Legal documents"), tuple(cited) or (no_information(),)),
        Fact(_("Source"), _vietnamese_text(with_dates(project.source, version))),
    ]


def vietnamese_lang() -> str:
    """The `lang` of a Vietnamese text: empty on a Vietnamese page."""
    return "" if page_language() == "vi" else "vi"


def no_information() -> Line:
    return Line(_("no information yet"), unknown=True)


def does_not_apply() -> Line:
    return Line(_("does not apply"), unknown=True)


def _vietnamese_text(text: str) -> tuple[Line, ...]:
    """The line of a text that is stored in Vietnamese only."""
    return (Line(text, lang=vietnamese_lang()) if text else no_information(),)


def _text(record: models.Model, name: str) -> tuple[Line, ...]:
    text = plain_text(record, name)
    translated = page_language() == "vi" or bool(getattr(record, f"{name}_en"))
    return (Line(text, lang="" if translated else "vi") if text else no_information(),)


def _of_site(project: Project, lines: tuple[Line, ...]) -> tuple[Line, ...]:
    """Lines that apply to a site only."""
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
        yield Line(_("Today: %(places)s") % {"places": "; ".join(names)}, secondary=True)
    elif if_public(project.district):
        text = _("Current commune not determined: districts were abolished on 1 July 2025.")
        yield Line(text, secondary=True)


def _figure(project: Project, name: str) -> Iterator[Line]:
    """A figure as in its source, with the exact value as a secondary line."""
    figure = getattr(project, name)
    if project.scope == Project.Scope.KIND or figure.not_applicable:
        yield does_not_apply()
    elif not figure.known:
        yield Line(_("no figure yet"), unknown=True)
    else:
        dimension = getattr(Project, name).dimension
        yield Line(format_figure(figure, dimension, page_language()))
        if value := exact(project, name):
            yield Line(f"({value})", secondary=True)


def _only_figure(project: Project, *names: str) -> tuple[Figure, Dimension] | None:
    """The known figure of a fact with its dimension; None if there are two or none."""
    known = [
        (getattr(project, name), getattr(Project, name).dimension)
        for name in names
        if getattr(project, name).known
    ]
    return known[0] if len(known) == 1 else None


def _capital(project: Project) -> Iterator[Line]:
    in_dollars = project.capital_usd.known
    if project.capital.known or not in_dollars:
        yield from _figure(project, "capital")
    if in_dollars:
        yield from _figure(project, "capital_usd")


def _form(project: Project) -> Iterator[Line]:
    if project.investment_form:
        yield Line(project.get_investment_form_display())
    if project.investment_form_text:
        secondary = bool(project.investment_form)
        yield Line(project.investment_form_text, lang=vietnamese_lang(), secondary=secondary)
    if not project.investment_form and not project.investment_form_text:
        yield no_information()


def _status(project: Project, day: date, version: int) -> Iterator[Line]:
    yield Line(capfirst(project.get_status_display()))
    record = status_record(project, day)
    if record.since:
        text = pgettext("status", "since %(day)s") % {"day": date_format(record.since)}
        yield Line(text, secondary=True)
    elif record.is_doubtful:
        yield Line(_("day not known"), secondary=True)
    if record.document:
        url = record.document.get_absolute_url()
        yield Line(record.document.named, secondary=True, url=url)
    elif record.source:
        yield Line(with_dates(record.source, version), lang=vietnamese_lang(), secondary=True)
    if record.is_doubtful:
        yield Line(_("not confirmed since"), secondary=True)
    elif record.confirmed_on and record.confirmed_on != record.since:
        text = _("last confirmed on %(day)s") % {"day": date_format(record.confirmed_on)}
        yield Line(text, secondary=True)
