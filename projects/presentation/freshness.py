"""The age of project data."""

from projects.models import Project
from records.freshness import DataDate, data_date, last_changes


def data_dates(projects: list[Project]) -> dict[int, DataDate]:
    """The date of the data of each project by its id, in one query."""
    changed = last_changes(Project, [project.pk for project in projects])
    return {
        project.pk: data_date(project, changed.get(project.pk), project.source_days())
        for project in projects
    }
