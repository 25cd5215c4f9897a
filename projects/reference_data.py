"""Load the public lists of projects from `projects/facts/`.

The sheets are imported like the files of an official, but they have no sources for their rows.
So a second change set adds sources, English names and status from `provenance.csv` and publishes
the projects.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from imports.pipeline import import_once
from programme.models import InvestmentField, LegalDocument
from projects.models import Project, StatusChange
from projects.resources import ProjectResource
from records.changes import change_of, write
from records.models import ChangeSet, Publication
from records.reference_data import Row, key_index, read_rows
from records.snapshots import Values, column_values, values_of, with_values

FACTS = Path(__file__).parent / "facts"
SHEETS = ("phu-luc-du-an-keu-goi-dau-tu.xlsx", "danh-muc-linh-vuc-uu-tien.xlsx")


def load_catalogue() -> Iterator[tuple[type[Project], ChangeSet | None]]:
    """Import each sheet once and publish its projects with their sources."""
    provenance = {row["name_vi"]: row for row in read_rows(FACTS / "provenance.csv")}
    documents = key_index(LegalDocument)
    fields = key_index(InvestmentField)
    for name in SHEETS:
        imported = import_once(ProjectResource(), FACTS / name, reason=f"projects/facts: {name}")
        yield Project, imported
        if imported is None:
            continue
        pks = imported.items.values_list("object_id", flat=True)
        projects = with_values(Project.objects.filter(pk__in=pks))
        changes = [
            change
            for project in projects
            if (row := provenance.get(project.name_vi))
            and (
                change := change_of(
                    project,
                    values := values_of(project),
                    published_values(values, row, documents, fields),
                )
            )
        ]
        yield (
            Project,
            write(changes, kind=ChangeSet.Kind.FACTS, reason="projects/facts: provenance.csv"),
        )


def published_values(
    values: Values, row: Row, documents: dict[str, int], fields: dict[str, int]
) -> Values:
    """The values of a project that its row of `provenance.csv` adds to its list."""
    cited = [documents[number] for number in row["documents"].split("; ") if number]
    status = column_values(
        StatusChange(
            status=row["status"],
            on=row["status_on"] or None,
            document_id=cited[0] if cited else None,
            note=row["status_vi"],
            source=row["source"],
        )
    )
    del status["project"]
    changes: dict[str, Any] = {
        "name_en": row["name_en"],
        "status": row["status"],
        "status_changes": [status],
        "documents": sorted({*values["documents"], *cited}),
        "source": row["source"],
        "sector_source": row["source"] if values["sector_group"] else "",
        "publication": Publication.PUBLISHED.value,
    }
    if values["scope"] == Project.Scope.KIND:
        changes["field"] = fields["cong-nghiep-ho-tro"]
    # The note of the list remains in the row as issued.
    return changes | {name: row[name] for name in ("note_vi", "note_en", "time_text") if row[name]}
