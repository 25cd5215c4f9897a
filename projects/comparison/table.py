"""The comparison table: the facts of up to four projects, split by whether they differ."""

from dataclasses import dataclass
from datetime import date

from django.utils import timezone
from django.utils.translation import gettext as _

from projects.comparison.shortlist import Shortlist
from projects.models import Project
from projects.presentation.facts import Fact, Line, classification, project_facts, source_facts
from projects.presentation.freshness import data_dates
from projects.presentation.readiness import join_labels, readiness
from records import cache_version
from records.freshness import By, DataDate


@dataclass(frozen=True)
class Row:
    """One fact of all projects, in the order of the projects."""

    label: str
    cells: list[Fact]
    projects: list[Project]

    @property
    def cells_of_projects(self) -> list[tuple[Fact, Project]]:
        return list(zip(self.cells, self.projects, strict=True))

    @property
    def differs(self) -> bool:
        """Whether the fact differs between any two projects."""
        return len({cell.text for cell in self.cells}) > 1


@dataclass(frozen=True)
class Comparison:
    """Projects with the rows that differ and those that are the same.

    `newest` is the latest date of the data of any project.
    """

    projects: list[Project]
    differing: list[Row]
    same: list[Row]
    newest: date

    @property
    def rows(self) -> list[Row]:
        return [*self.differing, *self.same]


def comparison_projects(shortlist: Shortlist) -> list[Project]:
    """The projects of a shortlist with what their pages display."""
    projects = Project.objects.public().with_page_relations()
    by_code = projects.in_bulk(shortlist.codes, field_name="code")
    return [by_code[code] for code in shortlist.codes if code in by_code]


def compare_projects(projects: list[Project]) -> Comparison:
    """Compare the facts of one or more projects, without those that no project has."""
    dates = data_dates(projects)
    version = cache_version.current()
    columns = [_facts(project, dates[project.pk], version) for project in projects]
    rows = [
        Row(facts[0].label, list(facts), projects)
        for facts in zip(*columns, strict=True)
        if any(fact.is_displayed for fact in facts)
    ]
    return Comparison(
        projects,
        differing=[row for row in rows if row.differs],
        same=[row for row in rows if not row.differs],
        newest=max(data.on for data in dates.values()),
    )


def _facts(project: Project, data: DataDate, version: int) -> list[Fact]:
    """The facts of a column: the same in the same order for every project."""
    ready, today = readiness(project), timezone.localdate()
    return [
        *classification(project, today, version),
        *project_facts(project, today),
        Fact(_("Published"), (Line(join_labels(ready.known)),)),
        Fact(_("Not published yet"), (Line(join_labels(ready.missing)),)),
        *source_facts(project, version),
        Fact(
            _("Date of the data"),
            (Line(data.words),),
            # The day of entry is no date of the data.
            day=None if data.by is By.LOADING else data.on,
        ),
    ]
