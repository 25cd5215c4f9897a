"""The age of project data."""

from programme.citations import newest_days
from projects.models import Project
from records.freshness import DataDate, data_date, last_changes


def data_dates(projects: list[Project]) -> dict[int, DataDate]:
    """The date of the data of each project by its id, in two queries."""
    changed = last_changes(Project, [project.pk for project in projects])
    published = newest_days([project.source_texts() for project in projects])
    return {
        project.pk: data_date(project, changed.get(project.pk), [*project.source_days(), day])
        for project, day in zip(projects, published, strict=True)
    }
