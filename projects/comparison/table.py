"""Up to four projects side by side: which facts differ, which are the same for all."""

from dataclasses import dataclass
from datetime import date

from django.utils import timezone
from django.utils.translation import gettext as _

from projects.comparison.shortlist import Shortlist
from projects.models import Project
from projects.presentation.facts import Fact, Line, classed, facts_of, sources_of
from projects.presentation.freshness import data_dates
from projects.presentation.readiness import listed, readiness
from records.freshness import DataDate


@dataclass(frozen=True)
class Row:
    """One fact of all projects, in their order."""

    label: str
    cells: list[Fact]
    projects: list[Project]

    @property
    def cells_of_projects(self) -> list[tuple[Fact, Project]]:
        return list(zip(self.cells, self.projects, strict=True))

    @property
    def differs(self) -> bool:
        """Whether any two projects say different things."""
        return len({cell.text for cell in self.cells}) > 1


@dataclass(frozen=True)
class Comparison:
    """Projects with their rows: those that differ come first, then those that do not.

    `newest` is the newest day that any of their data is of.
    """

    projects: list[Project]
    differing: list[Row]
    same: list[Row]
    newest: date

    @property
    def rows(self) -> list[Row]:
        return [*self.differing, *self.same]


def in_full(shortlist: Shortlist) -> list[Project]:
    """The projects of a shortlist with all that their pages show."""
    projects = Project.objects.public().with_page_relations()
    by_code = projects.in_bulk(shortlist.codes, field_name="code")
    return [by_code[code] for code in shortlist.codes if code in by_code]


def compared(projects: list[Project]) -> Comparison:
    """Every fact of one or more projects; an optional one that none of them tells is left out."""
    dates = data_dates(projects)
    told = [_facts(project, dates[project.pk]) for project in projects]
    rows = [
        Row(facts[0].label, list(facts), projects)
        for facts in zip(*told, strict=True)
        if any(fact.shown for fact in facts)
    ]
    return Comparison(
        projects,
        differing=[row for row in rows if row.differs],
        same=[row for row in rows if not row.differs],
        newest=max(data.on for data in dates.values()),
    )


def _facts(project: Project, data: DataDate) -> list[Fact]:
    """The same facts in the same order for every project."""
    ready = readiness(project)
    return [
        *classed(project),
        *facts_of(project, timezone.localdate()),
        Fact(_("Published"), (Line(listed(ready.known)),)),
        Fact(_("Not published yet"), (Line(listed(ready.missing)),)),
        *sources_of(project),
        Fact(_("Date of the data"), (Line(data.words),)),
    ]
